import type {DeliveryKind, FailureKind, PolicyName, Range} from '../description.js';
import type {GrowthContext} from '../policies/context.js';
import type {BillRole} from '../policies/policy.js';

/** Level switches of one kind since boot. With the IDT, `to` is the IST slot (1 to 7) and `from` is 0. */
export type LevelSwitch = {
	readonly vector: number;
	readonly from: number;
	readonly to: number;
	readonly count: number;
};

/** The first time a policy would have brought the kernel down. */
export type FirstFailure = {
	readonly timeNs: number;
	readonly cpu: number;
	/** The thread it was; 0: found out at the end of a quantum, when no thread can be named. */
	readonly tid: number;
	readonly kind: FailureKind;
};

/** Per-CPU figures of one policy: each column has one value a logical CPU. Counts are since boot. */
export type PolicyCpuColumns = {
	/** Mapped stack pages of the threads whose last CPU this is. */
	readonly stackPages: Float64Array;
	/** Stack faults. */
	readonly faults: Float64Array;
	/** Pages that stack faults added. */
	readonly pagesGrown: Float64Array;
	/** User-memory faults moved back to the task stack. */
	readonly demotions: Float64Array;
	/** Interrupts moved back to the interrupted stack. */
	readonly interruptsMoved: Float64Array;
	/** Stack-level switches, both ways. */
	readonly levelSwitches: Float64Array;
	/** Pages in the pool now. */
	readonly pool: Float64Array;
	/** Fewest pages the pool ever held. */
	readonly poolLowest: Float64Array;
	/** Faults that found the pool empty. */
	readonly poolEmpty: Float64Array;
	/** Allocations that failed in a refill. */
	readonly refillFailures: Float64Array;
	/** Times that somebody waited for a page. */
	readonly waits: Float64Array;
	/** Times the kernel would have died here. */
	readonly failures: Float64Array;
};

/** One line of a policy's bill: what was counted, how often, and what it cost more (or less) than fixed stacks, in cycles. */
export type BillLine = {
	readonly what: string;
	/** The kind of events it is about, for programs; null where none is named. */
	readonly role: BillRole | undefined;
	readonly count: number;
	readonly cycles: Range;
};

/** One policy's books at the moment of the reading. Counts are since boot (boot included). */
export type PolicyReading = {
	/** Name of the policy with its parameters, as it was asked for. */
	readonly name: PolicyName;
	/** Its kind alone. */
	readonly kind: string;
	/** The same for people. */
	readonly title: string;
	/** Address space of a stack under this policy. */
	readonly sizeKiB: number;
	/** Event delivery the policy runs on. */
	readonly delivery: DeliveryKind;
	/** The policy needs FRED and the real machine has none. */
	readonly whatIf: boolean;
	/** What stacks of THREAD_SIZE, fully mapped, would hold. */
	readonly fixedKiB: number;
	/** Mapped stack pages of live threads: what each holds, and what running ones have mapped beyond that. */
	readonly stackKiB: number;
	/** The part of `stackKiB` that running threads borrow while they run. */
	readonly borrowedKiB: number;
	/** `stackKiB` plus pools, reserve and extra exception stacks. */
	readonly netKiB: number;
	/** Pages in the per-CPU pools and the reserve of the box; pages lent to running threads are not counted twice. */
	readonly poolKiB: number;
	/** Exception stacks beyond those the kernel has anyway. */
	readonly exceptionStackKiB: number;
	/** Stacks kept for reuse (2 per CPU at most), not part of `stackKiB` or `netKiB`. */
	readonly cachedKiB: number;
	/** 100 * (1 - stackKiB / fixedKiB) and 100 * (1 - netKiB / fixedKiB); net can be negative. */
	readonly savedPercent: {readonly gross: number; readonly net: number};
	/** `pagesPerStack[i]`: stacks that hold i + 1 pages; as long as the largest stack has pages. */
	readonly pagesPerStack: readonly number[];
	/** Sleeping threads that hold no stack at all. */
	readonly withoutStack: number;
	/** Live kernel stacks. */
	readonly stacks: number;
	/** Stack faults: the stack pointer went below what was mapped. */
	readonly faults: number;
	/** Pages that stack faults added (of live and ended threads). */
	readonly pagesGrown: number;
	/** Kernel-mode page faults on user memory that were moved back to the task stack. */
	readonly demotions: number;
	/** Kernel-mode interrupts that were moved back to the interrupted stack. */
	readonly interruptsMoved: number;
	/** Non-maskable interrupts, from kernel and user mode. */
	readonly nmis: number;
	/** Stack-level switches (with the IDT: to and from IST stacks), both ways. */
	readonly levelSwitches: number;
	/** The same by vector, from and to. */
	readonly levelSwitchesBy: readonly LevelSwitch[];
	/** Pages per CPU pool when full; 0: no pool. */
	readonly poolSize: number;
	/** Fewest pages that any CPU's pool ever held. */
	readonly poolLowest: number;
	/** The reserve for the whole box: its size, what is in it, the fewest ever, and pages taken from it. */
	readonly reserve: {readonly size: number; readonly now: number; readonly lowest: number; readonly taken: number};
	/** Deadly faults that found no page. */
	readonly poolEmpty: number;
	/** Times that a stack had to grow (or its use to be noted), by where the kernel was. */
	readonly growthBy: Readonly<Record<GrowthContext, number>>;
	/** Times that a page was needed and there was none, by where the kernel was; deadly or not. */
	readonly emptyBy: Readonly<Record<GrowthContext, number>>;
	/** Growths of stacks that held more than at fork already: they went deeper again. */
	readonly laterGrowths: number;
	/** `growthPerStay[i]`: stays on a CPU in which a stack grew by i + 1 pages. */
	readonly growthPerStay: readonly number[];
	/** Pages that refills brought, and atomic allocations that failed in them. */
	readonly refilledPages: number;
	readonly refillFailures: number;
	/** Stretches in which a CPU's pool stayed short because its refill failed: how many, how long all together in nanoseconds, and CPUs that are short now. */
	readonly shortages: {readonly count: number; readonly totalNs: number; readonly now: number};
	/** Times that somebody waited for a page, and how long all of them together, in nanoseconds. */
	readonly waits: number;
	readonly waitNs: number;
	/** Pages taken back from living threads. */
	readonly pagesTakenBack: number;
	/** Local invalidations of a translation (INVLPG). */
	readonly invalidations: number;
	/** Interrupts to other CPUs to make them forget a translation. */
	readonly shootdowns: number;
	/** Asynchronous events that were lost because their frame met an unmapped page. */
	readonly eventsLost: number;
	/** Memcg charges that failed, and pages that came after a thread's accounting was closed. */
	readonly chargeFailures: number;
	readonly unchargedPages: number;
	/** Requests for more stack that were answered no. */
	readonly refused: number;
	/** Times that a CPU came online with less than a full pool. */
	readonly shortFills: number;
	/** Bytes between the deepest use of a stack and the end of its address space; negative: it went beyond. */
	readonly headroomBytes: number;
	/** Times the kernel would have died. The model counts on as though each had been survived. */
	readonly failures: number;
	/** The same by kind: empty pool, growth in an NMI, overflow, a fault nobody handled, more than was asked for. */
	readonly failuresBy: Readonly<Record<FailureKind, number>>;
	/** When, where and how it would have died first; null: never. */
	readonly firstFailure: FirstFailure | undefined;
	/** CPU time spent beyond what fixed stacks cost, in percent of all CPUs, since boot ended. */
	readonly costPercent: Range;
	/** What moving a user-memory fault back to the task stack adds to such a fault, in percent of its likely whole cost under this workload's mix. */
	readonly demotionPercent: Range;
	/** The same in cycles: what `costPercent` is a share of. */
	readonly costCycles: Range;
	/** What the cost is made of, line by line, in cycles. */
	readonly bill: readonly BillLine[];
	/** Pages taken from the page allocator, for pools and cached stacks too. */
	readonly pagesAllocated: number;
	/** Pages given back to the page allocator. */
	readonly pagesFreed: number;
	/** Counters by the names the kernel gives them, in KiB; `kstack_*` count threads by their depth at exit. */
	readonly vmstat: Readonly<Record<string, number>>;
	/** The same CPU by CPU. */
	readonly perCpu: PolicyCpuColumns;
	/** Hash of this policy's books. */
	readonly digest: string;
};
