/**
The types of a box, a workload and a scenario: plain data, already checked and resolved.
Parsing (YAML, names of fixtures, units) is not done here but in `source/files/`.
*/

/** How a figure is known. Every figure that reaches a screen or a file can be traced to one of these. */
export type Status = 'published' | 'measured' | 'derived' | 'calibrated' | 'assumed';

/** One statement about where figures come from: which of them, how they are known, and the source. */
export type Provenance = {
	readonly about: string;
	readonly status: Status;
	readonly source: string;
};

/** An uncertain figure: a plausible low, the best guess, and a plausible high (roughly a 90-95th percentile, not a maximum). */
export type Range = {
	readonly low: number;
	readonly likely: number;
	readonly high: number;
};

/** How a CPU delivers events: through the IDT with IST stacks, or through FRED with its four stack levels. */
export type DeliveryKind = 'fred' | 'idt';

/** A proposal for kernel stacks and its parameters, as `readPolicyChoice` reads it: `fixed`, `fred-pf:pool=12`. */
export type PolicyName = string;

/** Ways in which a policy can bring the kernel down. */
export const failureKinds = ['poolEmpty', 'growthInNmi', 'overflow', 'notHandled', 'notEnsured'] as const;
/**
poolEmpty: a stack fault found no page. growthInNmi: a stack had to grow in an NMI, which is refused. overflow: deeper than the address space.
notHandled: the fault handler did not take the fault for its own (wrong owner, broken growth). notEnsured: deeper than what was mapped, and nobody had asked for more.
*/
export type FailureKind = (typeof failureKinds)[number];

/** Sizes of a kernel stack's address space, in KiB. */
export type ThreadSizeKiB = 8 | 12 | 16 | 32 | 64;

/** A simulated box. */
export type MachineDescription = {
	readonly name: string;
	/** One line for people: vendor, generation, size. */
	readonly title: string;
	/** Logical CPUs, 1 to 512. */
	readonly cpus: number;
	/** Cores of one socket, before SMT. */
	readonly coresPerSocket: number;
	/** Hardware threads of a core, 1 or 2. */
	readonly threadsPerCore: number;
	/** Cores that share a last-level cache. */
	readonly coresPerComplex: number;
	/** Nominal (TSC) clock in GHz; costs in cycles are at this clock. */
	readonly clockGHz: number;
	readonly memoryMiB: number;
	/** Timer ticks a second on a busy CPU (CONFIG_HZ). */
	readonly tickHz: number;
	/** Whether the real hardware has FRED; running `delivery: fred` on a box without it is a what-if. */
	readonly hasFred: boolean;
	/** Kernel stacks (threads) alive after boot, 1 to 1,000,000. */
	readonly threads: number;
	/** Pages beyond the first that stacks hold after boot; calibrated to a published figure or assumed. */
	readonly grownPages: number;
	readonly threadSizeKiB: ThreadSizeKiB;
	readonly provenance: readonly Provenance[];
};

/** One function of a call path: its stack frame in bytes, return address included. */
export type Frame = {
	readonly fn: string;
	readonly bytes: number;
};

/**
A call path from the top of the stack (entry frame) to its leaf.
`depthBytes` is the sum of the frames, without the random stack offset, a multiple of 8.
*/
export type CallPath = {
	readonly name: string;
	readonly frames: readonly Frame[];
	readonly depthBytes: number;
};

/** A path (index into `WorkloadDescription.paths`) and how often it is taken relative to its neighbours. */
export type WeightedPath = {
	readonly path: number;
	readonly weight: number;
};

/** How many threads of a class there are. `share` divides what per-CPU and per-box classes leave over. */
export type ClassCount
	= | {readonly perCpu: number}
		| {readonly box: number}
		| {readonly share: number};

/**
A class of threads.

A thread sleeps, wakes, runs a *burst* of kernel visits (system calls, or work items of a kernel thread) and sleeps again.
Most visits take one of the `common` paths; a share `deepShare` of them takes the thread's own deepest path, which it drew from `deep` when it was created.
*/
export type ThreadClass = {
	readonly name: string;
	/** Name as in /proc; `%c` becomes the CPU, `%n` a running number. Kernel threads of so many a CPU whose name has `%c` are bound to it. */
	readonly comm: string;
	/** `kernel` threads make no system calls, so the random stack offset never shifts them. */
	readonly kind: 'kernel' | 'user';
	readonly count: ClassCount;
	readonly common: readonly WeightedPath[];
	readonly deep: readonly WeightedPath[];
	/** 0 to 1. */
	readonly deepShare: number;
	/** Paths that any thread of the class can meet, this often in a million visits. */
	readonly rare: ReadonlyArray<{readonly path: number; readonly perMillionVisits: number}>;
	/** Depth asleep: the path a sleeping thread is parked on. */
	readonly sleepPath: number;
	/** Whether it sleeps in a wait that can be given up and the call made again: futex, poll, epoll, nanosleep. */
	readonly restartableSleep: boolean;
	/** Mean visits of a burst (geometric, at least 1). */
	readonly visitsPerBurst: number;
	/** Mean CPU time of a burst in microseconds (exponential). */
	readonly burstUs: number;
	/** Mean sleep between bursts in milliseconds (exponential). */
	readonly sleepMs: number;
	/** Mean visits of a whole life; 0: lives for ever. A thread that ended is forked anew after `respawnMs`. */
	readonly lifeVisits: number;
	/** Mean gap between an exit and the next fork into the same row, in milliseconds. */
	readonly respawnMs: number;
	/** Share of bursts after which the thread wakes on another CPU, 0 to 1, beside what the placement of wake-ups moves. */
	readonly migrateShare: number;
	/** Threads of this class take the machine's `grownPages` at boot (in equal turns). */
	readonly takesGrownPages: boolean;
};

/** Kinds of kernel-mode page faults on user memory, each with its own cost row. */
export type UserFaultKind = 'zero_rd' | 'anon_wr' | 'cow' | 'file' | 'major';

/** What happens to threads while they are in the kernel; rates are per visit of user threads, as measured. */
export type EventMix = {
	readonly userFaults: {
		/** Kernel-mode page faults on user memory per 1,000 visits. */
		readonly per1kVisits: number;
		/** Share taken in a context that cannot sleep, 0 to 1. */
		readonly atomicShare: number;
		/** Histogram of the task stack's depth at the fault: `weights[i]` for the bin from i*256 to i*256+255 bytes. */
		readonly depthBins: readonly number[];
		/** What the fault handler itself adds below the frame: bytes and weight. */
		readonly handler: ReadonlyArray<{readonly name: string; readonly bytes: number; readonly weight: number}>;
		readonly kinds: ReadonlyArray<{readonly kind: UserFaultKind; readonly weight: number}>;
	};
	readonly interrupts: {
		/** Device interrupts and IPIs that hit a task in kernel mode, per 1,000 visits. */
		readonly eventPer1kVisits: number;
		/** Of the event-driven interrupts in kernel mode: those that find the IRQ stack already in use (nested), per one on a task stack. */
		readonly nestedPerTaskHit: number;
		/** Where a timer tick finds a busy CPU: shares of kernel mode on a task stack and of user mode; the rest is on the IRQ stack. */
		readonly tickKernelShare: number;
		readonly tickUserShare: number;
		/** Histogram of the task stack's depth at a kernel-mode arrival, 256-byte bins. */
		readonly depthBins: readonly number[];
		/** Depth that an interrupt from user mode and its softirqs use on the (otherwise empty) task stack: 256-byte bins. */
		readonly fromUserDepthBins: readonly number[];
		/** Of the kernel-mode arrivals: reschedule IPIs, which never leave the task stack. */
		readonly rescheduleShare: number;
		/** Of the kernel-mode arrivals: those that find the outgoing task of a context switch, after its refill and before it is off the CPU. */
		readonly switchWindowShare: number;
	};
	/** Where deep calls are when they cross into another page, as shares of them; the rest may sleep. */
	readonly contexts: {
		/** Preemption off: a spinlock held, or worse. */
		readonly lockedShare: number;
		readonly irqsOffShare: number;
	};
	readonly switches: {
		/** Switches away from user tasks in the middle of their deepest path, per million: preempted, or waiting for a page there. */
		readonly deepPerMillion: number;
	};
	readonly nmis: {
		/** Non-maskable interrupts a second on a busy CPU. */
		readonly perBusyCpuSecond: number;
		/** Depth that an NMI from user mode uses on the task stack: 256-byte bins. */
		readonly fromUserDepthBins: readonly number[];
	};
	readonly memory: {
		/** Share of time in which atomic order-0 allocations fail, 0 to 1. */
		readonly atomicFailShare: number;
		/** Share of memcg charges that fail, 0 to 1. */
		readonly chargeFailShare: number;
		/** Async page faults that a hypervisor raises in kernel mode, a second on a busy CPU; 0 on bare metal. */
		readonly asyncFaultsPerBusyCpuSecond: number;
	};
};

/** What runs on the box. */
export type WorkloadDescription = {
	readonly name: string;
	readonly title: string;
	/** Every call path that a class refers to by index. */
	readonly paths: readonly CallPath[];
	readonly classes: readonly ThreadClass[];
	readonly events: EventMix;
	/** Random kernel-stack offset (RANDOMIZE_KSTACK_OFFSET): 0 to 1008 bytes a system call. */
	readonly randomStackOffset: boolean;
	readonly provenance: readonly Provenance[];
};

/** One step's cost in cycles at the nominal clock. */
export type CostStep = Range & {
	readonly status: Status;
	readonly source: string;
};

/** Cost steps by their short id (`fred_level`, `copy184`, ...). */
export type CostTable = Readonly<Record<string, CostStep>>;

/** Everything a run depends on. Two runs of equal scenarios are equal byte for byte. */
export type Scenario = {
	readonly machine: MachineDescription;
	readonly workload: WorkloadDescription;
	/** Run in lock step on one stream of happenings; at least one, none twice. */
	readonly policies: readonly PolicyName[];
	/** How the box delivers events; decides what the baseline pays. */
	readonly delivery: DeliveryKind;
	/** 0 to 4,294,967,295. */
	readonly seed: number;
	readonly costs: CostTable;
	/** How time is worked through; absent: exact. */
	readonly engine?: EngineKind;
};

/**
exact: every burst of every thread is simulated by itself, in the queue of its CPU.
skip: bursts of one thread are worked through in batches, and how long they wait for their CPU is drawn from a law learned from the exact engine.
*/
export type EngineKind = 'exact' | 'skip';

/** What a user may do to a running machine. Every change comes through `Machine.apply`, stamped with simulated time; `forNs` takes it back after so long (to the next 2.1 ms). */
export type Action
	= | {readonly kind: 'delivery'; readonly delivery: DeliveryKind}
	/** Memory runs short: this share of time, atomic allocations fail. */
		| {readonly kind: 'pressure'; readonly atomicFailShare: number; readonly forNs?: number | undefined}
		| {readonly kind: 'nmi-rate'; readonly perBusyCpuSecond: number; readonly forNs?: number | undefined}
	/** Every atomic allocation of a refill fails, whatever memory is free. */
		| {readonly kind: 'starve-refill'; readonly on: boolean; readonly forNs?: number | undefined}
	/** Threads that live for a while sleep and stay away `times` shorter: so many times as many forks, as far as the CPUs go. */
		| {readonly kind: 'fork-storm'; readonly times: number; readonly forNs?: number | undefined}
	/** Thread `tid` makes a call that deep, in one step of the stack pointer if `jump`. */
		| {readonly kind: 'deep-call'; readonly tid: number; readonly depthBytes: number; readonly jump?: boolean | undefined}
	/** Its threads move to the other CPUs, those bound to it are parked, its pool is freed. */
		| {readonly kind: 'cpu-offline'; readonly cpu: number}
	/** Its pool is filled, or not: the CPU comes online all the same. */
		| {readonly kind: 'cpu-online'; readonly cpu: number}
		| {readonly kind: 'machine-check'; readonly cpu: number}
	/** Another CPU writes below what thread `tid` has mapped. */
		| {readonly kind: 'remote-access'; readonly tid: number}
	/** Every live stack is read from its lowest mapped page up, as DEBUG_STACK_USAGE does. */
		| {readonly kind: 'scan-stacks'}
		| {readonly kind: 'stack-offset'; readonly on: boolean};
