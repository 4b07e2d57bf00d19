import type {DeliveryKind, EngineKind, PolicyName} from '../description.js';
import type {LogKind} from '../log.js';
import type {MemoryState} from '../memory/physical.js';
import type {PolicyReading} from './policy-reading.js';

/** Raised when a field of `Reading` (and so of `run --format json`) changes its name or meaning. */
export const readingSchemaVersion = 1;

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
	/** Async page faults that a hypervisor raised in kernel mode. */
	readonly asyncPageFaults: Float64Array;
	/** Interrupts that arrived in kernel mode (task, idle task and IRQ stack). */
	readonly kernelInterrupts: Float64Array;
	/** Non-maskable interrupts. */
	readonly nmis: Float64Array;
	/** Threads forked here, boot included. */
	readonly forks: Float64Array;
	/** Threads that ended here. */
	readonly exits: Float64Array;
	/** Threads that left it for another CPU. */
	readonly migrations: Float64Array;
	/** Simulated nanoseconds the CPU was busy. */
	readonly busyNs: Float64Array;
	/** Deepest use of a task stack, in bytes below its top. */
	readonly deepestBytes: Float64Array;
	/** 1: the CPU is there; 0: it was taken offline. */
	readonly online: Float64Array;
};

/** Something worth a line in the event log. */
export type LogEntry = {
	readonly timeNs: number;
	readonly cpu: number;
	readonly tid: number;
	/** Empty if no thread is concerned. */
	readonly comm: string;
	readonly policy: PolicyName;
	readonly kind: LogKind;
	/** Depth that was asked for, bytes below the top of the stack. */
	readonly depthBytes: number;
	/** Pages mapped afterwards. */
	readonly pages: number;
};

/** One class of threads. Counts are since boot. */
export type ClassReading = {
	readonly name: string;
	readonly kind: 'kernel' | 'user';
	/** Rows of the thread table: those alive or about to be forked anew. */
	readonly rows: number;
	readonly bursts: number;
	/** CPU time taken on, what still waits in queues included. */
	readonly busyNs: number;
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
	/** How bursts are worked through now; a run with the skipping engine works through them one by one, exactly, where that engine's law does not hold. */
	readonly engine: EngineKind;
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
	/** Physical memory now, as requests for pages meet it. */
	readonly memory: {
		/** calm; low: shrinkers run; min: who may sleep reclaims; empty: atomic requests fail. */
		readonly state: MemoryState;
		readonly totalKiB: number;
		readonly freeKiB: number;
		readonly minKiB: number;
		readonly lowKiB: number;
		readonly highKiB: number;
		/** Share of time in which atomic requests fail, 0 to 1. */
		readonly failShare: number;
		/** Refills are starved by hand. */
		readonly starved: boolean;
	};
	/** Whether the random stack offset is on. */
	readonly stackOffset: boolean;
	/** How many times faster than usual threads end and are forked. */
	readonly forkTimes: number;
	/** Non-maskable interrupts a second that are in force on a busy CPU. */
	readonly nmiPerSecond: number;
	/** Counts of the stream that no policy changes: switches to a task, kernel visits, and what befell them. */
	readonly totals: {
		readonly bursts: number;
		readonly visits: number;
		readonly contextSwitches: number;
		/** Threads that went to another CPU, at wake-up or by balancing. */
		readonly migrations: number;
		readonly forks: number;
		readonly exits: number;
		readonly userFaults: number;
		readonly atomicUserFaults: number;
		readonly asyncPageFaults: number;
		readonly kernelInterrupts: number;
		readonly nestedInterrupts: number;
		readonly switchWindowHits: number;
		readonly nmis: number;
		/** NMIs that came in user mode and so used the task stack. */
		readonly nmisUser: number;
		readonly machineChecks: number;
		readonly deepSleeps: number;
		readonly restartableWaits: number;
		readonly busyNs: number;
		/** Threads alive, and those of them that sleep in waits that can be restarted when nothing is the matter. */
		readonly threads: number;
		readonly restartableThreads: number;
		readonly userThreads: number;
	};
	/** What each class of threads does, in the order of the workload. */
	readonly classes: readonly ClassReading[];
	/** One entry a policy, in the order asked. */
	readonly policies: readonly PolicyReading[];
	/** Per-CPU figures that do not depend on a policy. */
	readonly perCpu: CpuColumns;
	/** The newest notable happenings, oldest first. */
	readonly log: readonly LogEntry[];
};
