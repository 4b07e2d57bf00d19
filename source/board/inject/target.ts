import type {PlayerFrame, ThreadChoice} from '../../player/protocol.js';
import type {UiState} from '../state/ui-state.js';

/** What an injection is aimed at. */
export type Target = {
	readonly cpu: number;
	readonly thread: ThreadChoice;
	/** The thread for people. */
	readonly threadName: string;
};

/**
The marked core where a core can be marked, elsewhere CPU 1 (the first has housekeeping to do); the marked thread in the list of threads, elsewhere the deepest one.
A row of the list that has not come yet counts as none.
*/
export function targetOf(ui: UiState, {reading, threads}: PlayerFrame): Target {
	const marksCore = ui.view === 'cores' || ui.view === 'levels' || ui.view === 'core';
	const cpu = marksCore ? ui.cores.marked : Math.min(1, reading.cpus - 1);
	const {sort, descending, marked} = ui.threads;
	const isFresh = ui.view === 'threads' && threads?.query.sort === sort && threads.query.descending === descending;
	const row = isFresh ? threads.rows[marked - threads.query.offset] : undefined;
	return {cpu, thread: row?.tid ?? 'deepest', threadName: row ? `TID ${row.tid} (${row.comm})` : 'deepest thread'};
}
