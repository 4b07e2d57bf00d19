/** Classes of kernel threads as `fixtures/workloads/idle.yaml` names them, apart from swapper, which /proc does not list. */
export type KernelClass = 'migration' | 'ksoftirqd' | 'cpuhp' | 'kworker' | 'kworker-unbound' | 'rescuer' | 'rcu' | 'kthread';

/** The first pattern that fits decides. `kworker/u8:3` serves any CPU, `kworker/R-name` rescues a queue, `kworker/0:1H-kblockd` belongs to a CPU. */
const patterns: ReadonlyArray<readonly [pattern: RegExp, name: KernelClass]> = [
	[/^migration\/\d/u, 'migration'],
	[/^ksoftirqd\/\d/u, 'ksoftirqd'],
	[/^cpuhp\/\d/u, 'cpuhp'],
	[/^kworker\/R-/u, 'rescuer'],
	[/^kworker\/u/u, 'kworker-unbound'],
	[/^kworker\//u, 'kworker'],
	[/^rcu/u, 'rcu'],
];

/** Class of a kernel thread by its name. */
export const kernelClassOf = (comm: string): KernelClass => patterns.find(([pattern]) => pattern.test(comm))?.[1] ?? 'kthread';
