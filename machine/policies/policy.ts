import type {Books} from '../books.js';
import type {DeliverySetup} from '../delivery/setup.js';
import type {DeliveryKind, FailureKind} from '../description.js';
import type {Memory} from '../memory/physical.js';
import {contextIndex, type GrowthContext} from './context.js';

/** Totals of the stream that levels, flushes and bill are worked out from (all CPUs, or one). */
export type StreamTotals = {
	/** Bursts: each is one switch to a task and one away from it. */
	readonly bursts: number;
	/** Pages down to the high-water mark, added up over all switches away. */
	readonly markPages: number;
	/** Kernel visits of all threads: system calls and work items. */
	readonly visits: number;
	/** Kernel visits of user threads, each an entry from user mode. */
	readonly userVisits: number;
	/** Bursts that ended in a wait that can be restarted. */
	readonly restartableWaits: number;
	readonly userFaults: number;
	readonly atomicUserFaults: number;
	readonly asyncPageFaults: number;
	readonly timerTicks: number;
	readonly reschedules: number;
	readonly devices: number;
	readonly idleInterrupts: number;
	readonly nmisKernel: number;
};

/** Totals of one policy's books. */
export type BookTotals = Readonly<Record<keyof Books['counts'], number>>;

/**
What a line of the bill is about: stack faults, faults on user memory moved back to the task stack or finished apart, interrupts moved back,
pages unmapped and mapped at switches, forks with a fresh stack, exits of grown stacks.
*/
export type BillRole = 'stackFault' | 'demotion' | 'atomicFault' | 'movedInterrupt' | 'pagesMoved' | 'freshFork' | 'grownExit';

/** One line of the bill: a count and the cost steps of one such event (a negative multiple is a saving). */
export type BillItem = {
	readonly what: string;
	/** What kind of events the line is about, where others have to find it; undefined: nobody does. */
	readonly role?: BillRole | undefined;
	readonly count: number;
	readonly steps: Readonly<Record<string, number>>;
};

/** Where and when a policy is asked: one record, filled anew for each question. */
export type Site = {
	books: Books;
	cpu: number;
	context: GrowthContext;
	/** The stack pointer skipped pages in one step: one fault has to map all of them. */
	jump: boolean;
	/** For `grow`: pages that the stack pointer itself reaches; `wanted` has the policy's margin on top. */
	depthPages: number;
	/** A key of this life of the thread, the same under every policy, for draws that belong to it. */
	key: number;
	/** For `grow`: how deep the calls alone go in bytes, without the frame of an interrupt on top. */
	callBytes: number;
	/** For `leave`: pages that were used in this stay, as far as they are known. */
	touchedPages: number;
	/** CPUs of the box: those a remote flush would reach. */
	cpus: number;
	memory: Memory;
	/** Set by `fail`: how the kernel died. */
	failed: FailureKind | undefined;
};

/** How a thread sleeps between its bursts. */
export type Sleep = {
	/** Pages above the saved stack pointer. */
	readonly pages: number;
	readonly isUser: boolean;
	/** The wait could be given up and the system call made again (futex, poll, epoll, nanosleep). */
	readonly restartable: boolean;
};

/** Flushes of the TLB that follow from counts. */
export type Flushes = {
	/** INVLPG on the same CPU. */
	readonly invalidations: number;
	/** Interrupts to other CPUs to make them forget a page. */
	readonly shootdowns: number;
};

/**
A proposal for who maps and frees kernel-stack pages, with its parameters filled in.

What a thread *holds* are the pages that are its own while it sleeps. While it runs they are all it has (`mapsWhileRunning: 'held'`), or the CPU's stash adds the rest of its address space (`'all'`).
A policy is asked only where it can matter: when a stack needs more than it holds, when a thread leaves that grew or sleeps out of the ordinary, when one arrives that does not hold what it holds at rest or whose CPU is short of pages.
What it costs and which levels it visits follow from counts, so they cost nothing while the machine runs.
*/
export type Policy = {
	/** Its kind and the parameters that are not at their default: `fred-pf:pool=12`. Unique in a run. */
	readonly name: string;
	/** The kind alone, as in the list of `index.ts`. */
	readonly kind: string;
	readonly title: string;
	/** The event delivery it is written for; undefined: runs on either. */
	readonly needs: DeliveryKind | undefined;
	/** Pages of the stack's address space; a deeper call hits the guard page. */
	readonly sizePages: number;
	/** Fewest pages a stack can hold: 1, or 0 where a sleeping thread can do without a stack. The address space is at most 15 pages larger. */
	readonly fewestPages: 0 | 1;
	/** Pages mapped at fork, from the allocator (not the stash); what is held at rest is never less. */
	readonly atForkPages: number;
	readonly mapsWhileRunning: 'held' | 'all';
	/** Whether going deeper than what is held must be told to it: to fault, or to keep what was used. */
	readonly watchesDepth: boolean;
	/** Bytes below the stack pointer that it wants mapped as well. */
	readonly marginBytes: number;
	/** Pages in a full per-CPU pool or stash; 0: none. */
	readonly poolPages: number;
	/** Pages in a full reserve for the whole box; 0: none. */
	readonly reservePages: number;
	/** Exception stacks per CPU beyond what the kernel has anyway. */
	readonly exceptionStackKiBPerCpu: number;
	/** Whether an ended stack that grew may be cached for the next fork. */
	readonly cachesGrownStacks: boolean;
	/** Whether a page fault on user memory in atomic context is finished on a stack of its own, so that none of it lands on the task stack. */
	readonly finishesAtomicFaultsApart: boolean;
	/** Pages from the top without a gap, of a life (`key`) that holds `held`: a use below them must be told to it, as one below the last page. Undefined: all that it holds. */
	reaches?(key: number, held: number): number;
	/**
	A stack holds `held` pages and needs `wanted` from the top (more than it has there without a gap, at most all).
	Gives the pages it holds afterwards; fewer than wanted: it called `fail`.
	*/
	grow(site: Site, held: number, wanted: number): number;
	/**
	The thread leaves its CPU, having come with `before` pages and holding `held` now. Called when it grew or does not rest as usual.
	Gives the pages it keeps, `rest` being what `atRest` says for this sleep (or `held`).
	*/
	leave?(site: Site, before: number, held: number, rest: number): number;
	/** A thread that holds `held` pages comes onto a CPU. Called when the CPU's pool is not full or `notices(held, rest)`. Gives what it holds from now on. */
	arrive?(site: Site, held: number): number;
	/** Pages held through a sleep; undefined: what was grown stays. */
	atRest?(sleep: Sleep): number;
	/** Pages that a new thread holds from its fork on, where that differs from life to life; at least what `atRest` says. Undefined: `atRest`, or `atForkPages`. */
	fromFork?(site: Site, rest: number): number;
	/** Whether a sleeping thread that holds `held` pages must be looked at when it comes back, `rest` being what it holds through an ordinary sleep. */
	notices?(held: number, rest: number): boolean;
	/** Pages a sleeping thread that holds `held` keeps when memory is short; `markPages`: pages down to its high-water mark. */
	shrink?(site: Site, held: number, markPages: number): number;
	/** The quantum after one in which CPUs took pages from the reserve (`books.claims`). */
	settle?(site: Site): void;
	/** Pages of the pool that a CPU gets when it comes online: fewer than `poolPages` is a shortage that nobody is told of. */
	fillAtBringUp(site: Site): number;
	/** Kernel-mode page faults on user memory that are moved back to the task stack. */
	demotions(totals: StreamTotals): number;
	/** Kernel-mode interrupts that are moved back to the interrupted stack. */
	interruptsMoved(totals: StreamTotals): number;
	/** Flushes that follow from counts, beyond those in its books. */
	flushes(totals: StreamTotals, books: BookTotals): Flushes;
	/** How it programs event delivery; which events switch stacks follows from it. */
	readonly setup: DeliverySetup;
	/** What is paid beyond fixed stacks; `baseline` holds the fixed policy's books. */
	bill(totals: StreamTotals, books: BookTotals, baseline: BookTotals): BillItem[];
};

/** Kernel-mode interrupts of all kinds. */
export const kernelInterrupts = (totals: StreamTotals): number => totals.timerTicks + totals.reschedules + totals.devices + totals.idleInterrupts;

/** Counts that somebody needed a page and found none, whether that is deadly or not. */
export const foundEmpty = ({books, context}: Site): void => {
	books.emptyBy[contextIndex(context)]++;
};

/** Counts a wait of `ticks`; 0 is none. */
export const wait = ({books: {counts}, cpu}: Site, ticks: number): void => {
	if (ticks > 0) {
		counts.waits[cpu]++;
		counts.waitTicks[cpu] += ticks;
	}
};

/** Counts a death of kind `failure` and gives `pages`, so that `grow` can end with it. */
export const fail = (site: Site, failure: FailureKind, pages: number): number => {
	site.books.counts[failure][site.cpu]++;
	if (failure === 'poolEmpty') {
		foundEmpty(site);
	}

	site.failed = failure;
	return pages;
};
