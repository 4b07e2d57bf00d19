import type {DeliveryKind, PolicyName} from '../description.js';
import type {Books} from '../books.js';
import type {DeliverySetup} from '../delivery/setup.js';

/** Where the kernel was when the stack pointer went below what was mapped. */
export type GrowthContext = 'task' | 'interrupt' | 'nmi';

/** Asks whether the `nth` atomic page of a refill can be had; the answer depends on the moment and the CPU, not on the policy. */
export type AtomicAllocation = (cpu: number, nth: number) => boolean;

/** Totals of the stream that levels and bill are worked out from (all CPUs, or one). */
export type StreamTotals = {
	readonly userFaults: number;
	readonly atomicUserFaults: number;
	readonly timerTicks: number;
	readonly reschedules: number;
	readonly devices: number;
	readonly idleInterrupts: number;
	readonly nmisKernel: number;
};

/** Totals of one policy's books. */
export type BookTotals = Readonly<Record<keyof Books['counts'], number>>;

/** One line of the bill: a count and the cost steps of one such event (a negative multiple is a saving). */
export type BillItem = {
	readonly what: string;
	/** Marks the line of faults on user memory that were moved back to the task stack. */
	readonly isDemotion?: true;
	readonly count: number;
	readonly steps: Readonly<Record<string, number>>;
};

/**
A proposal for who maps and frees kernel-stack pages.

A policy is asked only where it can matter: when a stack needs more than it has mapped, when a task that grew leaves its CPU, at fork and at exit.
What it costs and which levels it visits follow from counts, so they cost nothing while the machine runs.
*/
export type Policy = {
	readonly name: PolicyName;
	readonly title: string;
	/** The event delivery it is written for; undefined: runs on either. */
	readonly needs: DeliveryKind | undefined;
	/** Pages mapped at fork; undefined: all. */
	readonly preallocatedPages: number | undefined;
	/** Pages in a full per-CPU pool (0: none), for stacks of `threadPages` pages. */
	poolPages(threadPages: number): number;
	/** Exception stacks per CPU beyond what the kernel has anyway. */
	readonly exceptionStackKiBPerCpu: number;
	/** Whether an ended stack that grew may be cached for the next fork. */
	readonly cachesGrownStacks: boolean;
	/** Whether a page fault on user memory in atomic context is finished on a stack of its own, so that none of it lands on the task stack. */
	readonly finishesAtomicFaultsApart: boolean;
	/**
	A stack of CPU `cpu` holds `mapped` pages and needs `wanted` (at most all of it) in `context`.
	Gives the pages it holds afterwards: fewer than wanted is a failure, already counted in the books.
	*/
	grow(books: Books, cpu: number, mapped: number, wanted: number, context: GrowthContext): number;
	/** A task that grew leaves CPU `cpu`. */
	switchOutGrown(books: Books, cpu: number, allocate: AtomicAllocation): void;
	/** Kernel-mode page faults on user memory that are moved back to the task stack. */
	demotions(totals: StreamTotals): number;
	/** Kernel-mode interrupts that are moved back to the interrupted stack. */
	interruptsMoved(totals: StreamTotals): number;
	/** How it programs event delivery; which events switch stacks follows from it. */
	readonly setup: DeliverySetup;
	/** What is paid beyond fixed stacks; `baseline` holds the fixed policy's books. */
	bill(totals: StreamTotals, books: BookTotals, baseline: BookTotals): BillItem[];
};

/** Kernel-mode interrupts of all kinds. */
export const kernelInterrupts = (totals: StreamTotals): number => totals.timerTicks + totals.reschedules + totals.devices + totals.idleInterrupts;
