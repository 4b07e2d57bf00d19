import type {CallPath, ThreadClass, WorkloadDescription} from '../../machine/index.js';
import type {Census} from './census.js';
import type {ThreadGroup} from './thread-groups.js';
import type {Pace} from './twin-pace.js';

/** A class of the twin before its pace is set: its own pace is as it was read, or as on an idle server. */
export type TwinClass = {
	readonly item: ThreadClass;
	readonly count: number;
	readonly burstsPerS: number;
	readonly burstUs: number;
	/** Its pace was read on the box. */
	readonly isPaced: boolean;
};

/** User threads of so many names, roles and waits become classes of their own; the rest is put together, as a machine takes 64 classes. */
const mostUserGroups = 40;

/** Bounds of a class's burst and sleep, those of a workload file. */
const limits = {burstUs: {min: 0.1, max: 100_000}, sleepMs: {min: 0.001, max: 86_400_000}} as const;

const clamp = (value: number, {min, max}: {readonly min: number; readonly max: number}): number => Math.min(max, Math.max(min, value));

/** The classes of a twin: depths and calls are those of `base`, counts, names and pace those of the box. Paths that the box told are added to `paths`. */
export const twinClasses = ({groups, cpus}: Census, base: WorkloadDescription, paths: CallPath[]): TwinClass[] => {
	const names = new Set<string>();
	return mergeSmall(groups).map(group => {
		const like = findClass(base, group.kernelClass ?? (group.isLeader ? 'service' : 'pool-thread'));
		return {item: group.kernelClass === undefined ? userClass(group, like, names, paths) : kernelClass(group, like, cpus), count: group.count, ...ownPace(group, like)};
	});
};

/** A class of a workload by its name. Throws an Error when the workload has none. */
export const findClass = ({classes, name}: WorkloadDescription, wanted: string): ThreadClass => {
	const found = classes.find(item => item.name === wanted);
	if (found === undefined) {
		throw new Error(`the workload ${name} has no class ${wanted}`);
	}

	return found;
};

/** The class with the pace of the twin. */
export const paced = ({item, burstsPerS, burstUs}: TwinClass, {rateFactor, burstFactor}: Pace): ThreadClass => {
	const burst = clamp(burstUs * burstFactor, limits.burstUs);
	return {...item, burstUs: burst, sleepMs: clamp(1000 / (burstsPerS * rateFactor) - burst / 1000, limits.sleepMs)};
};

const kernelClass = ({count}: ThreadGroup, like: ThreadClass, cpus: number): ThreadClass => ({
	...like,
	count: 'perCpu' in like.count ? {perCpu: count / cpus} : {box: count},
});

const userClass = ({comm, count, site}: ThreadGroup, like: ThreadClass, names: Set<string>, paths: CallPath[]): ThreadClass => {
	const stem = `${like.name} ${comm.replace('%n', '*')}${site === undefined ? ', wait not read' : (site.isRestartable ? '' : ', in other waits')}`;
	const name = names.has(stem) ? `${stem}, ${names.size}` : stem;
	names.add(name);
	const {depthBytes} = pathOf(paths, like.sleepPath);
	return {
		...like,
		name,
		comm,
		count: {box: count},
		sleepPath: site === undefined
			? like.sleepPath
			// How deep it is there was not read: the depth asleep stays that of the class.
			: paths.push({name: `asleep in ${site.fn}`, frames: [{fn: site.chain.join(' < '), bytes: depthBytes}], depthBytes}) - 1,
		restartableSleep: site?.isRestartable ?? like.restartableSleep,
	};
};

const pathOf = (paths: readonly CallPath[], index: number): CallPath => paths[index]!;

/** How often such threads ran and how long each time; those that never ran, or of which that was not read, are taken as on an idle server. */
const ownPace = ({runs: {slices, runNs, ageS}}: ThreadGroup, like: ThreadClass): Pick<TwinClass, 'burstsPerS' | 'burstUs' | 'isPaced'> => slices > 0 && ageS > 0 && runNs > 0
	? {burstsPerS: slices / ageS, burstUs: runNs / 1000 / slices, isPaced: true}
	: {burstsPerS: 1000 / (like.sleepMs + like.burstUs / 1000), burstUs: like.burstUs, isPaced: false};

/** The largest groups as they are, and the other user threads in one group a role and kind of wait. */
const mergeSmall = (groups: readonly ThreadGroup[]): ThreadGroup[] => {
	const ofKernel = mergeBy(groups.filter(group => group.kernelClass !== undefined), group => group.kernelClass!);
	const users = groups.filter(group => group.kernelClass === undefined);
	const small = users.slice(mostUserGroups).map(group => ({...group, comm: 'other-%n', site: undefined}));
	return [...ofKernel, ...users.slice(0, mostUserGroups), ...mergeBy(small, group => String(group.isLeader))];
};

const mergeBy = (groups: readonly ThreadGroup[], keyOf: (group: ThreadGroup) => string): ThreadGroup[] => {
	const merged = new Map<string, ThreadGroup>();
	for (const group of groups) {
		const key = keyOf(group);
		const before = merged.get(key);
		merged.set(key, before === undefined
			? group
			: {
				...before,
				count: before.count + group.count,
				runs: {
					slices: before.runs.slices + group.runs.slices,
					runNs: before.runs.runNs + group.runs.runNs,
					ageS: before.runs.ageS + group.runs.ageS,
				},
			});
	}

	return [...merged.values()];
};
