import type {DeliveryKind, PolicyName, Range} from './description.js';

/** Raised when a field of `Reading` (and so of `run --format json`) changes its name or meaning. */
export const readingSchemaVersion = 1;

/** Level switches of one kind since boot. With the IDT, `to` is the IST slot (1 to 7) and `from` is 0. */
export type LevelSwitch = {
	readonly vector: number;
	readonly from: number;
	readonly to: number;
	readonly count: number;
};

/** Ways in which a policy can bring the kernel down. */
export type FailureKind = 'poolEmpty' | 'growthInNmi' | 'overflow';

/** The first time a policy would have brought the kernel down. */
export type FirstFailure = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly tid: number;
	readonly kind: FailureKind;
};

/** Per-CPU figures of one policy: each column has one value a logical CPU. Counts are since boot. */
export type PolicyCpuColumns = {
	/** Stack pages of the threads whose last CPU this is. */
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
	/** Times the kernel would have died here. */
	readonly failures: Float64Array;
};

/** Per-CPU figures that do not depend on a policy. Counts are since boot. */
export type CpuColumns = {
	/** Threads whose last CPU this is. */
	readonly stacks: Float64Array;
	/** Context switches, those of the idle task included. */
	readonly contextSwitches: Float64Array;
	/** Kernel visits (system calls and work items). */
	readonly visits: Float64Array;
	/** Kernel-mode page faults on user memory. */
	readonly userFaults: Float64Array;
	/** Interrupts that arrived in kernel mode (task, idle task and IRQ stack). */
	readonly kernelInterrupts: Float64Array;
	/** Non-maskable interrupts. */
	readonly nmis: Float64Array;
	/** Threads forked here, boot included. */
	readonly forks: Float64Array;
	/** Threads that ended here. */
	readonly exits: Float64Array;
	/** Simulated nanoseconds the CPU was busy. */
	readonly busyNs: Float64Array;
};

/** One line of a policy's bill: what was counted, how often, and what it cost more (or less) than fixed stacks, in cycles. */
export type BillLine = {
	readonly what: string;
	readonly count: number;
	readonly cycles: Range;
};

/** One policy's books at the moment of the reading. Counts are since boot (boot included). */
export type PolicyReading = {
	/** Name of the policy. */
	readonly name: PolicyName;
	/** The same for people. */
	readonly title: string;
	/** Event delivery the policy runs on. */
	readonly delivery: DeliveryKind;
	/** The policy needs FRED and the real machine has none. */
	readonly whatIf: boolean;
	/** What stacks of THREAD_SIZE, fully mapped, would hold. */
	readonly fixedKiB: number;
	/** Mapped stack pages of live threads. */
	readonly stackKiB: number;
	/** `stackKiB` plus pools and extra exception stacks. */
	readonly netKiB: number;
	/** Pages in the per-CPU pools. */
	readonly poolKiB: number;
	/** Exception stacks beyond those the kernel has anyway. */
	readonly exceptionStackKiB: number;
	/** Stacks kept for reuse (2 per CPU at most), not part of `stackKiB` or `netKiB`. */
	readonly cachedKiB: number;
	/** 100 * (1 - stackKiB / fixedKiB) and 100 * (1 - netKiB / fixedKiB); net can be negative. */
	readonly savedPercent: {readonly gross: number; readonly net: number};
	/** `pagesPerStack[i]`: stacks that hold i + 1 pages; as long as the largest stack has pages. */
	readonly pagesPerStack: readonly number[];
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
	/** Faults that found the pool empty. */
	readonly poolEmpty: number;
	/** Atomic allocations that failed while a pool was refilled. */
	readonly refillFailures: number;
	/** Times the kernel would have died. The model counts on as though each had been survived. */
	readonly failures: number;
	/** The same by kind: empty pool, growth in an NMI, overflow. */
	readonly failuresBy: Readonly<Record<FailureKind, number>>;
	/** When, where and how it would have died first; null: never. */
	readonly firstFailure: FirstFailure | undefined;
	/** CPU time spent beyond what fixed stacks cost, in percent of all CPUs, since boot ended. */
	readonly costPercent: Range;
	/** What moving a user-memory fault back to the task stack adds to such a fault, in percent of its likely whole cost under this workload's mix. */
	readonly demotionPercent: Range;
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

/** Something worth a line in the event log. */
export type LogEntry = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly tid: number;
	readonly comm: string;
	readonly policy: PolicyName;
	readonly kind: 'grown' | 'grown-in-interrupt' | FailureKind;
	/** Depth that was asked for, bytes below the top of the stack. */
	readonly depthBytes: number;
	/** Pages mapped afterwards. */
	readonly pages: number;
};

/** The machine at one moment: immutable, the one source of every screen, file and exit code. */
export type Reading = {
	/** Version of these fields. */
	readonly schemaVersion: number;
	/** Simulated nanoseconds since boot ended. */
	readonly timeNs: number;
	/** Hash of everything that does not depend on which policies run. */
	readonly digest: string;
	/** Seed of the run. */
	readonly seed: number;
	/** Name of the simulated box. */
	readonly machine: string;
	/** Name of what runs on it. */
	readonly workload: string;
	/** How the box delivers events now: `fred` or `idt`. */
	readonly delivery: DeliveryKind;
	/** Logical CPUs. */
	readonly cpus: number;
	/** Rows of the thread table (threads alive or about to be forked anew). */
	readonly threadRows: number;
	/** One entry a policy, in the order asked. */
	readonly policies: readonly PolicyReading[];
	/** Per-CPU figures that do not depend on a policy. */
	readonly perCpu: CpuColumns;
	/** The newest notable happenings, oldest first. */
	readonly log: readonly LogEntry[];
};
