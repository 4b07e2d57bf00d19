import type {Arena} from './arena.js';

/** Per-CPU counts of the stream of happenings, the same whatever policies run; since boot. Doubles, exact to 2^53. */
export const streamCounts = [
	'stacks',
	'bursts',
	'contextSwitches',
	'visits',
	/** Kernel-mode page faults on user memory, and those of them that cannot sleep. */
	'userFaults',
	'atomicUserFaults',
	/** Timer ticks that found a task in kernel mode on its own stack, on the IRQ stack, or in user mode. */
	'ticksTask',
	'ticksNested',
	'ticksUser',
	/** Event-driven interrupts in kernel mode: reschedule IPIs and others on a task stack, and nested ones on the IRQ stack. */
	'rescheduleTask',
	'deviceTask',
	'deviceNested',
	/** Interrupts that woke an idle CPU, on the idle task's stack. */
	'idleInterrupts',
	'nmisKernel',
	'nmisUser',
	'forks',
	'exits',
	'busyTicks',
	'rareVisits',
	/** Threads that left for another CPU. */
	'migrations',
	/** Pages down to the high-water mark, added up over all switches away from a task. */
	'markPages',
	/** Kernel visits of user threads, and their bursts that ended in a wait that can be restarted. */
	'userVisits',
	'restartableWaits',
	/** Async page faults raised in kernel mode, and machine checks. */
	'asyncPageFaults',
	'machineChecks',
	/** Switches away from a task that was deeper than a page. */
	'deepSleeps',
	/** Kernel-mode interrupts that found a task on its way off the CPU. */
	'switchWindowHits',
] as const;
export type StreamCount = (typeof streamCounts)[number];
export type StreamCounters = Readonly<Record<StreamCount, Float64Array>>;

export const cutCounters = (arena: Arena, cpus: number): StreamCounters =>
	Object.fromEntries(streamCounts.map(name => [name, arena.float64(cpus)])) as Record<StreamCount, Float64Array>;

/**
Buckets of the depth at exit, as the kernel counts them with DEBUG_STACK_USAGE (kstack_1k to kstack_64k, kstack_rest).
Source: vm_event items of 6.12, `kernel/exit.c`.
*/
export const kstackBuckets = ['kstack_1k', 'kstack_2k', 'kstack_4k', 'kstack_8k', 'kstack_16k', 'kstack_32k', 'kstack_64k', 'kstack_rest'] as const;

/** The bucket for a depth in bytes. */
export const kstackBucket = (depthBytes: number): number => {
	let bucket = 0;
	while (bucket < kstackBuckets.length - 1 && depthBytes > 1024 << bucket) {
		bucket++;
	}

	return bucket;
};
