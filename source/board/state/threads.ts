import {threadGroupings, threadSorts, type ThreadCondition, type ThreadGrouping, type ThreadSort} from '../../../machine/index.js';
import type {KeyAction} from '../keys/table.js';
import {clamp, sidesteps, strides, topFor, type Scroll} from '../scroll.js';
import type {ThreadLine} from '../threads/lines.js';
import {next} from './cycle.js';

/** A query as it was typed, and what it asks. */
export type ThreadsQuery = {
	readonly text: string;
	readonly condition: ThreadCondition;
};

/** The table of threads. */
export type ThreadsState = Scroll & {
	/** The marked line of the list, from 0. */
	readonly marked: number;
	readonly sort: ThreadSort;
	readonly descending: boolean;
	/** Undefined: all threads are listed. */
	readonly query: ThreadsQuery | undefined;
	readonly grouping: ThreadGrouping | undefined;
	/** Numbers of the groups whose threads are listed. */
	readonly open: readonly number[];
	/** Ids of the threads that were picked out. */
	readonly picked: readonly number[];
	/** The thread that the mark stays on wherever it goes. */
	readonly follow: {readonly tid: number; readonly comm: string} | undefined;
	/** The thread that is shown close up. */
	readonly shown: number | undefined;
};

/** The table as it stands: what its keys must know of it. */
export type ThreadTable = {
	/** Lines of the list, groups and threads. */
	readonly lines: number;
	/** What stands on the marked line; undefined: it has not come yet. */
	readonly at: ThreadLine | undefined;
	/** Numbers of all groups. */
	readonly groups: readonly number[];
	/** The line of the followed thread, if it has one. */
	readonly followed: number | undefined;
};

/** Columns that read best upwards: names, ids and numbers of CPUs. */
const upwards: ReadonlySet<ThreadSort> = new Set(['tid', 'comm', 'class', 'cpu', 'path', 'deepest']);

export const initialThreads: ThreadsState = {
	top: 0, visible: 1, marked: 0, sort: 'high', descending: true, query: undefined, grouping: undefined, open: [], picked: [], follow: undefined, shown: undefined,
};

/** The columns that have a key of their own. */
const sortKeys = {
	'sort-by-pages': 'pages', 'sort-by-high': 'high', 'sort-by-depth': 'depth', 'sort-by-faults': 'faults', 'sort-by-age': 'age', 'sort-by-name': 'comm', 'sort-by-tid': 'tid', 'sort-by-cpu': 'cpu',
} as const satisfies Readonly<Record<string, ThreadSort>>;
export type SortKeyAction = keyof typeof sortKeys;

/** Sorted by a column; by the same once more the other way round. The mark goes to the top, unless it follows. */
const sortedBy = (threads: ThreadsState, sort: ThreadSort): ThreadsState =>
	({...threads, sort, descending: threads.sort === sort ? !threads.descending : !upwards.has(sort), marked: 0});

const without = (items: readonly number[], item: number) => items.filter(other => other !== item);
const toggled = (items: readonly number[], item: number) => items.includes(item) ? without(items, item) : [...items, item];

/** The thread on the marked line is picked out or not any more, and the next one is marked. */
function picked(threads: ThreadsState, {at, lines}: ThreadTable): ThreadsState {
	const marked = threads.follow ? threads.marked : clamp(threads.marked + 1, lines);
	return at?.kind === 'thread' ? {...threads, marked, picked: toggled(threads.picked, at.row.tid)} : threads;
}

/** Opens or closes the group of the marked line; the mark goes to its head. */
export function foldedThreads(threads: ThreadsState, {at}: ThreadTable): ThreadsState {
	if (at?.kind === 'group') {
		return {...threads, open: toggled(threads.open, at.group.id)};
	}

	return at?.group === undefined ? threads : {...threads, open: without(threads.open, at.group), follow: undefined};
}

function followed(threads: ThreadsState, {at}: ThreadTable): ThreadsState {
	if (threads.follow) {
		return {...threads, follow: undefined};
	}

	return at?.kind === 'thread' ? {...threads, follow: {tid: at.row.tid, comm: at.row.comm}} : threads;
}

const groupings = [undefined, ...threadGroupings] as const;

/** What the keys of the table change besides moving the mark. */
const choices: Partial<Record<KeyAction, (threads: ThreadsState, table: ThreadTable) => ThreadsState>> = {
	sort: threads => sortedBy(threads, next(threadSorts, threads.sort)),
	invert: threads => ({...threads, descending: !threads.descending, marked: 0}),
	// Folded at first: every group is seen at once
	group: threads => ({...threads, grouping: next(groupings, threads.grouping), open: [], marked: 0}),
	fold: foldedThreads,
	'fold-all': (threads, {groups}) => ({...threads, open: threads.open.length > 0 ? [] : groups, marked: 0}),
	pick: picked,
	'unpick-all': threads => threads.picked.length > 0 ? {...threads, picked: []} : threads,
	follow: followed,
};

/** After a key of the table. Gives the very same object when nothing changed. */
export function keyedThreads(threads: ThreadsState, action: KeyAction, table: ThreadTable): ThreadsState {
	const choice = choices[action];
	if (choice) {
		return choice(threads, table);
	}

	if (action in sortKeys) {
		return sortedBy(threads, sortKeys[action as SortKeyAction]);
	}

	const sideways = sidesteps[action];
	if (sideways !== undefined) {
		return sortedBy(threads, next(threadSorts, threads.sort, sideways));
	}

	const by = strides[action]?.(threads.visible, table.lines);
	return by === undefined ? threads : {...threads, marked: clamp(threads.marked + by, table.lines), follow: undefined};
}

/** Another query, or none. */
export const asked = (threads: ThreadsState, query: ThreadsQuery | undefined): ThreadsState => ({...threads, query, marked: 0, top: 0});

/** The mark and the first row brought to the followed thread, or back into a table that became shorter. Gives the very same object when nothing changed. */
export function settledThreads(threads: ThreadsState, {lines, followed: line}: ThreadTable): ThreadsState {
	const marked = clamp(threads.follow && line !== undefined ? line : threads.marked, lines);
	const top = topFor(threads, marked, lines);
	return marked === threads.marked && top === threads.top ? threads : {...threads, marked, top};
}
