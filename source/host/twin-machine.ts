import type {MachineDescription, Provenance, Range} from '../../machine/index.js';
import type {Host} from './read-host.js';
import type {TwinWorkload} from './twin-workload.js';

/** What a twin takes when the box does not tell: a clock and tick of common servers. */
const fallback = {clockGHz: 2.4, memoryMiB: 1024, tickHz: 250} as const;

const pageKiB = 4;
const leastGHz = 0.1;
const mostGHz = 10;
const leastMiB = 64;
const mostMiB = 67_108_864;

/** The box as a machine of the simulator; `grownPages` are pages beyond the first that its stacks hold. */
export const twinMachine = (host: Host, {census, threads}: TwinWorkload, {pages, provenance}: {readonly pages: number; readonly provenance: Provenance}): MachineDescription => {
	const {counters, processor, topology, config} = host;
	return {
		name: 'host',
		title: `This box: ${processor.title ?? 'processor not named'}, ${census.cpus} CPU${census.cpus === 1 ? '' : 's'}`,
		cpus: census.cpus,
		coresPerSocket: topology?.coresPerSocket ?? census.cpus,
		threadsPerCore: topology?.threadsPerCore ?? 1,
		coresPerComplex: topology?.coresPerComplex ?? census.cpus,
		clockGHz: Math.min(mostGHz, Math.max(leastGHz, processor.clock?.GHz ?? fallback.clockGHz)),
		memoryMiB: Math.min(mostMiB, Math.max(leastMiB, counters.memoryKiB === undefined ? fallback.memoryMiB : Math.round(counters.memoryKiB / 1024))),
		tickHz: config?.tickHz ?? fallback.tickHz,
		hasFred: processor.hasFred,
		threads,
		grownPages: pages,
		threadSizeKiB: config?.threadSizeKiB ?? 16,
		provenance: [...machineProvenance(host), provenance],
	};
};

const machineProvenance = ({counters, processor, topology, config}: Host): Provenance[] => [
	{about: 'cpus', status: 'measured', source: '/proc/stat, CPUs that are online'},
	{about: 'threads', status: 'measured', source: '/proc/[pid]/task, one idle task a CPU, and KernelStack of /proc/meminfo; see the workload'},
	processor.isRead
		? {about: 'hasFred', status: 'measured', source: '/proc/cpuinfo, flag fred: the kernel uses FRED only if it is there'}
		: {about: 'hasFred', status: 'assumed', source: 'without FRED: /proc/cpuinfo could not be read'},
	topology === undefined
		? {about: 'coresPerSocket, threadsPerCore, coresPerComplex', status: 'assumed', source: 'not readable; taken for one socket without hardware threads'}
		: {about: 'coresPerSocket, threadsPerCore, coresPerComplex', status: 'measured', source: '/sys/devices/system/cpu/cpu*/topology and cache/index3; the largest socket stands for all'},
	processor.clock === undefined
		? {about: 'clockGHz', status: 'assumed', source: 'not readable; costs in cycles become time at this clock'}
		: {about: 'clockGHz', status: 'measured', source: processor.clock.source},
	counters.memoryKiB === undefined
		? {about: 'memoryMiB', status: 'assumed', source: 'not readable'}
		: {about: 'memoryMiB', status: 'measured', source: '/proc/meminfo, MemTotal'},
	config?.tickHz === undefined
		? {about: 'tickHz', status: 'assumed', source: 'not readable; the default of the kernel configuration'}
		: {about: 'tickHz', status: 'measured', source: `${config.file}, CONFIG_HZ`},
	config === undefined
		? {about: 'threadSizeKiB', status: 'published', source: 'THREAD_SIZE of x86-64 since Linux 3.15; twice that with KASAN, which could not be looked up'}
		: {about: 'threadSizeKiB', status: 'measured', source: `${config.file}: 32 with CONFIG_KASAN, else 16 (arch/x86/include/asm/page_64_types.h)`},
];

/** Pages beyond the first that the stacks of a box hold, with where that comes from. */
export type GrownPages = {readonly pages: Range; readonly provenance: Provenance};

/** Share of stacks' pages beyond the first on the five idle machines of the 2024 cover letter: the lowest, all together (712 pages of 19,921 stacks), the highest. */
const publishedShare: Range = {low: 0.0045, likely: 712 / 19_921, high: 0.0867};

/**
Counters of /proc/vmstat by the depth of threads at their end (CONFIG_DEBUG_STACK_USAGE), and the first of them that stands for more than a page.
Source: include/linux/vm_event_item.h.
*/
const depthCounters = ['kstack_1k', 'kstack_2k', 'kstack_4k', 'kstack_8k', 'kstack_16k', 'kstack_32k', 'kstack_64k', 'kstack_rest'] as const;
const firstGrown = 3;

/**
How many pages the stacks hold beyond the first. A kernel that grows stacks by fault counts them; one that watches the depth of ended threads tells their share;
any other kernel maps every stack whole and cannot know, and then the published machines stand in.
*/
export const grownPagesOf = ({counters: {vmstat}}: Host, {census, threads}: TwinWorkload, sizeKiB: number): GrownPages => {
	const most = census.stacks * (sizeKiB / pageKiB - 1);
	const counted = vmstat.nr_dynamic_stacks_faults;
	if (counted !== undefined) {
		const pages = Math.min(most, Math.round(counted / pageKiB));
		return {pages: {low: pages, likely: pages, high: pages}, provenance: {about: 'grownPages', status: 'measured', source: '/proc/vmstat, nr_dynamic_stacks_faults'}};
	}

	const exited = depthCounters.map(name => vmstat[name] ?? 0);
	const all = exited.reduce((sum, count) => sum + count, 0);
	if (all > 0) {
		const [low, high] = [extraPages(exited, 'fewest') / all, extraPages(exited, 'most') / all];
		return {
			pages: scale({low, likely: (low + high) / 2, high}, threads, most),
			provenance: {
				about: 'grownPages',
				status: 'derived',
				source: `/proc/vmstat, kstack_*: depth of ${all} ended threads, taken for that of living ones; a counter spans several pages, hence the range`,
			},
		};
	}

	return {
		pages: scale(publishedShare, threads, most),
		provenance: {
			about: 'grownPages',
			status: 'assumed',
			source: 'this kernel maps every stack whole and does not count depths; 3.57 % of stacks, from 0.45 % to 8.67 %, as on the five idle machines of the 2024 cover letter',
		},
	};
};

const scale = ({low, likely, high}: Range, stacks: number, most: number): Range => {
	const pages = (share: number): number => Math.min(most, Math.round(share * stacks));
	return {low: pages(low), likely: pages(likely), high: pages(high)};
};

/** Pages beyond the first of ended threads: up to 4 KiB none, up to 8 KiB one, up to 16 KiB two or three, then twice as many a counter. */
const extraPages = (exited: readonly number[], bound: 'fewest' | 'most'): number => {
	let pages = 0;
	for (const [at, count] of exited.entries()) {
		if (at >= firstGrown) {
			pages += count * (bound === 'most' ? 2 ** (at - firstGrown + 1) - 1 : 2 ** (at - firstGrown));
		}
	}

	return pages;
};
