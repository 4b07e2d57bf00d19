import type {ThreadSort} from '../../../machine/index.js';
import type {KeyAction} from '../keys/table.js';
import {clamp, strides, topFor, type Scroll} from '../scroll.js';
import {next} from './cycle.js';

/** The table of threads. */
export type ThreadsState = Scroll & {
	/** The marked row of the sorted list, from 0. */
	readonly marked: number;
	readonly sort: ThreadSort;
	readonly descending: boolean;
};

/** The columns that the table can be sorted by, in the order of the key. */
export const threadSorts: readonly ThreadSort[] = ['high', 'pages', 'sleep', 'tid', 'cpu'];

export const initialThreads: ThreadsState = {top: 0, visible: 1, marked: 0, sort: 'high', descending: true};

/** After a key of the table of `rows` threads. Gives the very same object when nothing changed. */
export function keyedThreads(threads: ThreadsState, action: KeyAction, rows: number): ThreadsState {
	if (action === 'sort') {
		const sort = next(threadSorts, threads.sort);
		return {...threads, sort, descending: sort !== 'tid' && sort !== 'cpu', marked: 0};
	}

	if (action === 'invert') {
		return {...threads, descending: !threads.descending, marked: 0};
	}

	const by = strides[action]?.(threads.visible, rows);
	return by === undefined ? threads : {...threads, marked: clamp(threads.marked + by, rows)};
}

/** The mark and the first row brought back into a table that became shorter. Gives the very same object when nothing changed. */
export function settledThreads(threads: ThreadsState, rows: number): ThreadsState {
	const marked = clamp(threads.marked, rows);
	const top = topFor(threads, marked, rows);
	return marked === threads.marked && top === threads.top ? threads : {...threads, marked, top};
}
