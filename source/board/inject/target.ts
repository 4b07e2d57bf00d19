import type {ThreadRow} from '../../../machine/index.js';
import type {PlayerFrame, ThreadChoice} from '../../player/protocol.js';
import type {UiState} from '../state/ui-state.js';

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
The marked core and the thread that is on it where a core can be marked; elsewhere CPU 1 (the first has housekeeping to do) and the marked thread of the list of threads, or the deepest one.
A core or a row of the list that has not come yet counts as none.
*/
export function targetOf(ui: UiState, {reading, threads, core}: PlayerFrame): Target {
	if (ui.view === 'cores' || ui.view === 'levels' || ui.view === 'core') {
		const cpu = ui.cores.marked;
		return {cpu, ...aimed(core?.cpu === cpu ? core.thread : undefined)};
	}

	const {sort, descending, marked} = ui.threads;
	const isFresh = ui.view === 'threads' && threads?.query.sort === sort && threads.query.descending === descending;
	return {cpu: Math.min(1, reading.cpus - 1), ...aimed(isFresh ? threads.rows[marked - threads.query.offset] : undefined)};
}
