import type {Frame} from './description.js';

/** One thread, as a row of the thread list. */
export type ThreadRow = {
	readonly tid: number;
	readonly comm: string;
	readonly className: string;
	readonly cpu: number;
	/** As in ps: R runs or waits for its CPU, S sleeps. */
	readonly state: 'R' | 'S';
	/** Mapped pages, one figure a policy in the order of the scenario. */
	readonly pages: readonly number[];
	/** Deepest ever, bytes below the top of the stack. */
	readonly highWaterBytes: number;
	/** Depth at which it sleeps, random offset included. */
	readonly sleepDepthBytes: number;
	/** Its own deepest call path. */
	readonly deepPath: string;
};

/** Columns that the thread list can be sorted by. */
export type ThreadSort = 'high' | 'pages' | 'sleep' | 'tid' | 'cpu';

/** Which rows of the thread list are wanted. */
export type ThreadQuery = {
	readonly sort: ThreadSort;
	readonly descending: boolean;
	/** First row of the sorted list, from 0. */
	readonly offset: number;
	readonly count: number;
};

export type ThreadPage = {
	readonly query: ThreadQuery;
	/** Live threads in all. */
	readonly total: number;
	readonly rows: readonly ThreadRow[];
};

/** One event that a CPU delivered lately. */
export type CoreEvent = {
	readonly timeNs: number;
	readonly name: string;
	readonly vector: number;
	/** Event type as FRED numbers it: 0 interrupt, 2 NMI, 3 exception. */
	readonly type: number;
	/** What it interrupted: a task in kernel mode, the IRQ stack, or user mode. */
	readonly interrupted: 'task' | 'irq-stack' | 'user';
	/** It came where nothing may sleep. */
	readonly atomic: boolean;
	/** Depth of the task stack when it came, bytes below the top; 0 from user mode and on the IRQ stack. */
	readonly depthBytes: number;
	readonly tid: number;
	readonly comm: string;
};

/** One core close up. */
export type CoreDetail = {
	readonly cpu: number;
	/** The thread that runs, or ran last; undefined before the first. */
	readonly thread: ThreadRow | undefined;
	readonly running: boolean;
	/** Frames of that thread's own deepest call path, from the top of the stack down. */
	readonly path: readonly Frame[];
	/** Newest last. */
	readonly events: readonly CoreEvent[];
};
