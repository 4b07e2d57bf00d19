import type {Frame} from './description.js';
import type {ThreadCondition} from './thread-condition.js';

/** One thread, as a row of the thread list. */
export type ThreadRow = {
	readonly tid: number;
	readonly comm: string;
	readonly className: string;
	readonly cpu: number;
	/** As in ps: R runs, S sleeps. */
	readonly state: 'R' | 'S';
	/** Mapped pages, one figure a policy in the order of the scenario. */
	readonly pages: readonly number[];
	/** Stack faults since its fork, in the same order; 255 stands for more. */
	readonly faults: readonly number[];
	/** How deep its stack is used now, bytes below the top; 0 in user mode. Of a running thread drawn from the calls of its class, as a burst is booked as a whole. */
	readonly depthBytes: number;
	/** Deepest ever, bytes below the top of the stack. */
	readonly highWaterBytes: number;
	/** Depth at which it sleeps, random offset included. */
	readonly sleepDepthBytes: number;
	/** Since its fork, or since boot; in steps of 65.5 us. */
	readonly ageNs: number;
	/** The call path it is on now; undefined in user mode. */
	readonly path: string | undefined;
	/** Its own deepest call path. */
	readonly deepPath: string;
};

/** Columns that the thread list can be sorted by; `deepest` is the name of its own deepest path. */
export const threadSorts = ['tid', 'comm', 'class', 'cpu', 'state', 'pages', 'depth', 'high', 'sleep', 'faults', 'age', 'deepest', 'path'] as const;
export type ThreadSort = (typeof threadSorts)[number];

/** What threads can be put together by. */
export const threadGroupings = ['class', 'cpu', 'state'] as const;
export type ThreadGrouping = (typeof threadGroupings)[number];

/** Which rows of the thread list are wanted. */
export type ThreadQuery = {
	readonly sort: ThreadSort;
	readonly descending: boolean;
	/** First line of the sorted list, from 0. */
	readonly offset: number;
	readonly count: number;
	/** Index of the policy that pages and faults are of; the first if left out. */
	readonly policy?: number | undefined;
	/** Only threads of which this is true. */
	readonly where?: ThreadCondition | undefined;
	readonly group?: ThreadGrouping | undefined;
	/** Numbers of the groups whose threads are listed below them. */
	readonly open?: readonly number[] | undefined;
	/** Threads that were picked out, by their ids, for conditions. */
	readonly picked?: readonly number[] | undefined;
	/** Id of a thread whose line is to be in the window, wherever it goes. */
	readonly follow?: number | undefined;
};

/** Several threads in one line. Pages and faults are sums under the policy asked for. */
export type ThreadGroup = {
	/** Number of the class, the CPU or the state (0 sleeps, 1 runs). */
	readonly id: number;
	readonly name: string;
	/** Its own line in the list. */
	readonly line: number;
	readonly isOpen: boolean;
	readonly threads: number;
	readonly running: number;
	readonly pages: number;
	readonly faults: number;
	/** The deepest of them. */
	readonly highWaterBytes: number;
};

/** Where a followed thread is. */
export type FollowedThread = {
	readonly tid: number;
	readonly isAlive: boolean;
	/** Its line, or that of its group where this is closed; undefined: it has ended or does not meet the condition. */
	readonly line: number | undefined;
};

/** A window into the list: lines `offset` and on. Where a line is not that of a group, it is the next one of `rows`. */
export type ThreadPage = {
	readonly query: ThreadQuery;
	/** First line of the window: as asked, or so that the followed thread is in it. */
	readonly offset: number;
	/** Lines of the whole list. */
	readonly total: number;
	/** Live threads that meet the condition. */
	readonly matched: number;
	/** Live threads in all. */
	readonly live: number;
	readonly rows: readonly ThreadRow[];
	/** All groups in the order of the list; empty if threads are not grouped. */
	readonly groups: readonly ThreadGroup[];
	readonly followed: FollowedThread | undefined;
};

/** One thread close up. */
export type ThreadDetail = {
	readonly tid: number;
	/** Undefined: it has ended. */
	readonly row: ThreadRow | undefined;
	readonly kind: 'kernel' | 'user';
	/** It sleeps in a wait that can be given up and the call made again. */
	readonly isRestartable: boolean;
	/** Frames of the path it is on, from the top of the stack down; empty in user mode. */
	readonly frames: readonly Frame[];
	/** So many of them are on the stack now. */
	readonly entered: number;
	/** Random offset of this call, bytes. */
	readonly offsetBytes: number;
	/** Frames of its own deepest path. */
	readonly deepFrames: readonly Frame[];
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
