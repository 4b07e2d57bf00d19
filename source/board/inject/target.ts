import type {ThreadRow} from '../../../machine/index.js';
import type {PlayerFrame, ThreadChoice} from '../../player/protocol.js';
import type {UiState} from '../state/ui-state.js';
import {pageOfList} from '../thread-window.js';
import {lineAt} from '../threads/lines.js';

/** What an injection is aimed at. */
export type Target = {
	readonly cpu: number;
	readonly thread: ThreadChoice;
	/** The thread for people. */
	readonly threadName: string;
};

/** A thread to aim at; without one the deepest. */
const aimed = (thread: ThreadRow | undefined): Pick<Target, 'thread' | 'threadName'> =>
	thread ? {thread: thread.tid, threadName: `TID ${thread.tid} (${thread.comm})`} : {thread: 'deepest', threadName: 'deepest thread'};

/**
The marked core and the thread that is on it where a core can be marked; elsewhere CPU 1 (the first has housekeeping to do) and the marked thread of the list of threads or the one close up, or the deepest one.
A core or a row of the list that has not come yet counts as none.
*/
export function targetOf(ui: UiState, {reading, threads, thread, core}: PlayerFrame): Target {
	if (ui.view === 'cores' || ui.view === 'levels' || ui.view === 'core') {
		const cpu = ui.cores.marked;
		return {cpu, ...aimed(core?.cpu === cpu ? core.thread : undefined)};
	}

	const line = lineAt(pageOfList(threads, ui), ui.threads.marked);
	const marked = ui.view === 'thread' ? thread?.row : (line?.kind === 'thread' ? line.row : undefined);
	return {cpu: Math.min(1, reading.cpus - 1), ...aimed(marked)};
}
