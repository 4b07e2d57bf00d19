import {growthAt} from '../files/kernel-growth.js';
import {depthAt, Draws, meanOffset, offsetOf, quantileOf} from './draws.js';
import {fitDepths} from './fit.js';
import {growthBetween} from './growth.js';
import type {MeasuredThread} from './marks-file.js';
import type {MeasuredRun} from './measured.js';
import {deepPathsOf, groupOf, loadOf, type DepthClasses, type DepthMarks, type FittedDepths, type Group, type KernelGrowth} from './model.js';

/** The kernel that every group and deep path was measured on. */
const baseKernel = '6.1';
/** Fewer marks than this give a group's growth on another kernel, not a distribution of its own. */
const fewMarks = 5;
/** A deep path of one workload is taken by one call. */
export const oneCall = {deepest: 1, near: 0, belowBytes: 0} as const;

/** Runs that the model may be made of: every one of the base kernel; of others only idle guests and fork storms. */
export const mayCalibrate = ({kernel, workload}: MeasuredRun): boolean => kernel === baseKernel || ['idle', 'fork-storm'].includes(workload);

type Marked = MeasuredThread & {readonly run: MeasuredRun; readonly group: Group};

/** A mark of a run without random offset is made one like the others: with an offset as its calls would have drawn it. */
const offsetThere = (index: number, lineage: DepthClasses['lineages']['kernel']): number => {
	const draws = new Draws();
	draws.start(index, 80);
	return offsetOf(draws, lineage);
};

/** The fitted part of the depth model, from measured runs. Gives the same numbers for the same files. */
export const calibrate = (classes: DepthClasses, measured: readonly MeasuredRun[]): DepthMarks => {
	const runs = measured.filter(run => mayCalibrate(run));
	const marked = runs.flatMap(run => (['live', 'ended'] as const).flatMap(when =>
		(run[when] ?? []).map((thread, index) => {
			const group = groupOf(classes, thread, when);
			return {...thread, run, group, bytes: thread.bytes + (run.randomStackOffset ? 0 : offsetThere(index, classes.lineages[group.lineage]))};
		})));
	const kernels = [...new Set(runs.map(({kernel}) => kernel))].filter(kernel => kernel !== baseKernel);
	const growth = Object.fromEntries(kernels.map(kernel => [kernel, growthBetween(classes, runs.filter(run => run.kernel === baseKernel), runs.filter(run => run.kernel === kernel))]));
	const groups = fitGroups(classes, marked, growth);
	return {
		madeOf: runs.map(({name}) => name),
		base: baseKernel,
		groups,
		deepPaths: fitDeepPaths(classes, marked.filter(({run}) => run.kernel === baseKernel), groups),
		growth,
	};
};

const fitGroups = (classes: DepthClasses, marked: readonly Marked[], growth: DepthMarks['growth']): DepthMarks['groups'] => {
	const groups: DepthMarks['groups'] = {};
	for (const name of new Set(classes.groups.map(group => group.name))) {
		const all = marked.filter(({group}) => group.name === name);
		const plain = all.filter(({run}) => deepPathsOf(classes, loadOf(run), name).length === 0);
		const ofKernel = (kernel: string): Marked[] => {
			const own = plain.filter(({run}) => run.kernel === kernel);
			// A group that was only ever seen on deep paths is as deep as it was there
			return own.length === 0 ? all.filter(({run}) => run.kernel === kernel) : own;
		};

		const base = ofKernel(baseKernel);
		const {lineage: lineageName} = classes.groups.find(group => group.name === name)!;
		const lineage = classes.lineages[lineageName];
		const fits: Record<string, FittedDepths> = {};
		if (base.length > 0) {
			fits[baseKernel] = fitDepths(base.map(({bytes}) => bytes), lineage);
		}

		for (const [kernel, lineages] of Object.entries(growth)) {
			const there = ofKernel(kernel);
			if (there.length >= fewMarks || there.length > 0 && base.length === 0) {
				fits[kernel] = fitDepths(there.map(({bytes}) => bytes), lineage);
			} else if (there.length > 0) {
				fits[kernel] = moved(fits[baseKernel]!, base, there, {growth: lineages[lineageName], offsetVariance: meanOffset(lineage).variance});
			}
		}

		if (Object.keys(fits).length > 0) {
			groups[name] = fits;
		}
	}

	return groups;
};

/**
The base kernel's depths, all deeper by the same. Two things tell by how much: the medians of the few threads of the same names, blurred by their random offsets,
and what all paths of the lineage grew, from which programs scatter. Each counts as much as it is sure.
*/
const moved = (fit: FittedDepths, base: readonly Marked[], there: readonly Marked[], {growth, offsetVariance}: {readonly growth: KernelGrowth; readonly offsetVariance: number}): FittedDepths => {
	const names = new Set(there.map(({comm}) => comm));
	const named = base.filter(({comm}) => names.has(comm));
	const same = named.length === 0 ? base : named;
	const median = (marks: readonly Marked[]): number => quantileOf(marks.map(({bytes}) => bytes).toSorted((a, b) => a - b), 0.5);
	const noise = offsetVariance * (1 / same.length + 1 / there.length);
	const weight = noise === 0 ? 1 : growth.scatterBytes ** 2 / (growth.scatterBytes ** 2 + noise);
	const grows = weight * (median(there) - median(same)) + (1 - weight) * growthAt(growth.knots, fit.bytes[3]!);
	return {samples: there.length, bytes: fit.bytes.map(bytes => Math.max(0, Math.round(bytes + grows)))};
};

const fitDeepPaths = (classes: DepthClasses, marked: readonly Marked[], groups: DepthMarks['groups']): DepthMarks['deepPaths'] => {
	const paths: DepthMarks['deepPaths'] = {};
	for (const {name, workloads, groups: sets} of classes.deepPaths) {
		for (const [index, set] of sets.entries()) {
			const there = marked.filter(({group, run}) => set.includes(group.name) && workloads.test(loadOf(run)));
			const draws = new Draws();
			const floor = (at: number): number => {
				const {group} = there[at % there.length]!;
				draws.start(at, 79);
				return depthAt(groups[group.name]![baseKernel]!.bytes, draws.share()) + offsetOf(draws, classes.lineages[group.lineage]);
			};

			if (there.length > 0) {
				paths[`${name}/${index + 1}`] = fitDepths(there.map(({bytes}) => bytes), there[0]!.kind === 'user' ? oneCall : classes.lineages.kernel, floor);
			}
		}
	}

	return paths;
};
