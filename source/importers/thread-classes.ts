/** Classes of the idle workload that measured depths can be put on; `user` stands for its services and pool threads together. */
export type MeasuredClassName = 'cpuhp' | 'ksoftirqd' | 'kthread' | 'kworker' | 'kworker-unbound' | 'migration' | 'rcu' | 'rescuer' | 'swapper' | 'user';

/** In this order: the first that fits. */
const byPattern: ReadonlyArray<readonly [pattern: RegExp, name: MeasuredClassName]> = [
	[/^kworker\/R-/u, 'rescuer'],
	[/^kworker\/u/u, 'kworker-unbound'],
	[/^kworker\//u, 'kworker'],
	[/^ksoftirqd\//u, 'ksoftirqd'],
	[/^migration\//u, 'migration'],
	[/^cpuhp\//u, 'cpuhp'],
	[/^swapper(?:\/\d+)?$/u, 'swapper'],
	[/^rcu[_bcopst]/u, 'rcu'],
];

/** Kernel threads that most boxes have, for sources that give the command alone. */
const otherKernelThread = new RegExp(`^(?:${[
	String.raw`kthreadd|pool_workqueue_.*|kdevtmpfs|kauditd|khungtaskd|oom_reaper|writeback|kblockd|watchdogd|psimon|idle_inject/\d+`,
	String.raw`kcompactd\d*|kswapd\d+|ksmd|khugepaged|zswap-shrink`,
	String.raw`irq/\d+-.*|nvme-.*|scsi_(?:eh|tmf)_\d+|md\d+_.*|napi/.*`,
	'jbd2/.*|ext4-.*|xfs[-_a-z]*/.*|nfsd|lockd',
	String.raw`vhost-\d+|kvm-.*`,
].join('|')})$`, 'u');

/** The class of a thread. `isKernel` undefined: the source does not say, so its command decides; an unknown one is a user thread. */
export const classOfThread = (comm: string, isKernel?: boolean): MeasuredClassName => {
	if (isKernel === false) {
		return 'user';
	}

	return byPattern.find(([pattern]) => pattern.test(comm))?.[1] ?? (isKernel === true || otherKernelThread.test(comm) ? 'kthread' : 'user');
};

/** A command as a workload and a terminal can take it: without control characters, and without `%`, which counts threads there. */
export const plainComm = (comm: string): string => comm.replaceAll(/[\p{Cc}\p{Cf}%]/gu, '_');
