import type {ThreadClass} from '../../machine/index.js';
import type {Host} from './read-host.js';
import {mostThreads} from './read-threads.js';
import {shareOut} from './share-out.js';
import type {ThreadGroup} from './thread-groups.js';

/** How many kernel stacks a box holds, and whose. */
export type Census = {
	/** Groups with the counts the twin gets; they and the idle tasks add up to `stacks`. */
	readonly groups: readonly ThreadGroup[];
	/** CPUs of the twin, and as many idle tasks: /proc does not list those. */
	readonly cpus: number;
	readonly stacks: number;
	/** Stacks of the box, with the idle tasks of the twin's CPUs; more than `stacks` where a twin cannot hold them all. */
	readonly stacksOfBox: number;
	/** Stacks of `KernelStack` that belong to no thread that /proc shows; 0 when they agree. */
	readonly hidden: number;
	/** Kernel threads that were not seen and are taken as on an idle server. */
	readonly supposedKernelThreads: number;
	/** Stacks by `KernelStack`; undefined when it was not read. */
	readonly stacksByMeminfo: number | undefined;
};

/** The most CPUs of a twin. */
export const mostCpus = 512;

/**
Beyond this, /proc shows only part of the box. Below it the difference is that the kernel keeps `KernelStack` CPU by CPU and adds up late, and that threads come and go while they are read.
*/
const tolerated = {factor: 1.25, stacks: 32} as const;

/** Counts the stacks. `idle` are the classes of the idle workload: what a kernel starts on any server, for boxes that do not show it. */
export const takeCensus = ({counters, threads, config}: Host, idle: readonly ThreadClass[]): Census => {
	const cpus = Math.min(mostCpus, counters.cpus.length);
	const stacksByMeminfo = stacksBy(counters, config?.threadSizeKiB ?? 16);
	const seen = threads.count + threads.own + counters.cpus.length;
	const isPart = !threads.isCut && stacksByMeminfo !== undefined && stacksByMeminfo > (seen * tolerated.factor) + tolerated.stacks;
	const hidden = isPart ? stacksByMeminfo - seen : 0;
	const supposed = hidden > 0 && !threads.groups.some(group => group.kernelClass !== undefined) ? supposeKernelThreads(idle, cpus, hidden) : [];
	const supposedKernelThreads = sum(supposed);
	const stacksOfBox = threads.count + cpus + hidden;
	const stacks = Math.min(mostThreads, stacksOfBox);
	const grown = growUsers(threads.groups, hidden - supposedKernelThreads);
	const all = [...grown, ...supposed];
	const counts = stacks - cpus === sum(all) ? all.map(({count}) => count) : shareOut(stacks - cpus, all.map(({count}) => count));
	return {
		groups: all.map((group, at) => ({...group, count: counts[at]!})).filter(({count}) => count > 0),
		cpus,
		stacks,
		stacksOfBox,
		hidden,
		supposedKernelThreads,
		stacksByMeminfo,
	};
};

/** Stacks in `KernelStack`. A kernel that grows stacks by fault counts what is mapped: one page a stack, and those that faults added. */
const stacksBy = ({kernelStackKiB, vmstat: {nr_dynamic_stacks_faults: faultKiB}}: Host['counters'], sizeKiB: number): number | undefined => {
	if (kernelStackKiB === undefined) {
		return undefined;
	}

	return Math.round(faultKiB === undefined ? kernelStackKiB / sizeKiB : (kernelStackKiB - faultKiB) / 4);
};

const sum = (groups: readonly ThreadGroup[]): number => groups.reduce((all, {count}) => all + count, 0);

/** Kernel threads as an idle server has them, at most `most`. */
const supposeKernelThreads = (idle: readonly ThreadClass[], cpus: number, most: number): ThreadGroup[] => {
	const classes = idle.filter(({kind, name}) => kind === 'kernel' && name !== 'swapper');
	const usual = classes.map(({count}) => 'perCpu' in count ? Math.round(count.perCpu * cpus) : ('box' in count ? count.box : 0));
	const all = usual.reduce((total, count) => total + count, 0);
	const counts = all > most ? shareOut(most, usual) : usual;
	return classes.map(({name, comm}, at) => ({
		comm,
		kernelClass: name as ThreadGroup['kernelClass'],
		isLeader: true,
		site: undefined,
		count: counts[at]!,
		runs: {slices: 0, runNs: 0, ageS: 0},
	}));
};

/** User threads of a box that shows none of its own. */
const unseen: ThreadGroup = {comm: 'unseen-%n', kernelClass: undefined, isLeader: true, site: undefined, count: 0, runs: {slices: 0, runNs: 0, ageS: 0}};

/** More user threads like those that were seen; with none of them, more of every group; with no group, threads without a name. */
const growUsers = (groups: readonly ThreadGroup[], more: number): ThreadGroup[] => {
	if (more === 0) {
		return [...groups];
	}

	const weights = groups.map(({kernelClass, count}) => kernelClass === undefined ? count : 0);
	if (groups.length === 0) {
		return [{...unseen, count: more}];
	}

	const added = shareOut(more, weights.some(weight => weight > 0) ? weights : groups.map(({count}) => count));
	return groups.map((group, at) => ({...group, count: group.count + added[at]!}));
};
