import type {HostFiles} from './host-files.js';

/** What the box counts as a whole; a figure that could not be read is undefined. */
export type Counters = {
	/** Logical CPUs that are online, by number. */
	readonly cpus: readonly number[];
	/** MemTotal and KernelStack of /proc/meminfo. */
	readonly memoryKiB: number | undefined;
	readonly kernelStackKiB: number | undefined;
	readonly uptimeS: number | undefined;
	/** Context switches and forks since boot, both of /proc/stat. */
	readonly contextSwitches: number | undefined;
	readonly forks: number | undefined;
	/** Share of CPU time since boot that was neither idle, waiting for a disk nor stolen, 0 to 1. */
	readonly busyShare: number | undefined;
	/** Threads of the whole box, also of those that a container does not see (/proc/loadavg). */
	readonly threads: number | undefined;
	/** Lines of /proc/vmstat about kernel stacks and page faults. */
	readonly vmstat: Readonly<Record<string, number>>;
	/** Release of the kernel: `6.12.5`. */
	readonly release: string | undefined;
};

/** More of these a second and CPU, on the mean since boot, no box can do: such a counter is damaged and counts as not read. */
const mostPerS = {contextSwitches: 1_000_000, forks: 10_000} as const;

/** Reads the counters. Without /proc/stat there are no CPUs. */
export const readCounters = (files: HostFiles): Counters => {
	const meminfo = readNumbers(files.text('proc/meminfo') ?? '');
	const statText = files.text('proc/stat') ?? '';
	const stat = readNumbers(statText);
	const threads = /^\S+ \S+ \S+ \d+\/(?<threads>\d+) /u.exec(files.text('proc/loadavg') ?? '')?.groups!.threads;
	const uptime = Number.parseFloat(files.text('proc/uptime') ?? '');
	const cpus = [...statText.matchAll(/^cpu(?<cpu>\d+) /gmu)].map(match => Number(match.groups!.cpu));
	const memoryKiB = meminfo.get('MemTotal');
	const believed = (count: number | undefined, most: number): number | undefined =>
		count !== undefined && uptime > 0 && count > most * cpus.length * uptime ? undefined : count;
	return {
		cpus,
		memoryKiB: memoryKiB === 0 ? undefined : memoryKiB,
		kernelStackKiB: meminfo.get('KernelStack'),
		uptimeS: uptime > 0 ? uptime : undefined,
		contextSwitches: believed(stat.get('ctxt'), mostPerS.contextSwitches),
		forks: believed(stat.get('processes'), mostPerS.forks),
		busyShare: busyShareOf(/^cpu +(?<times>[\d ]+)$/mu.exec(statText)?.groups!.times),
		threads: threads === undefined ? undefined : Number(threads),
		vmstat: Object.fromEntries([...readNumbers(files.text('proc/vmstat') ?? '')].filter(([name]) => /^(?:nr_kernel_stack|nr_dynamic_stacks_faults|kstack_\w+|pgfault)$/u.test(name))),
		release: /^Linux version (?<release>\S+)/u.exec(files.text('proc/version') ?? '')?.groups!.release,
	};
};

/** Lines of a name and a number: `MemTotal:   1024 kB`, `ctxt 99`. */
const readNumbers = (text: string): Map<string, number> =>
	new Map([...text.matchAll(/^(?<name>[\w()]+):?[ \t]+(?<value>\d+)\b/gmu)].map(match => [match.groups!.name!, Number(match.groups!.value)]));

/** Columns of the line `cpu`: user, nice, system, idle, iowait, irq, softirq, steal; guests are part of user. */
const busyShareOf = (text: string | undefined): number | undefined => {
	const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0] = (text ?? '').trim().split(/ +/u).map(Number);
	const busy = user + nice + system + irq + softirq;
	const all = busy + idle + iowait;
	return all > 0 ? busy / all : undefined;
};
