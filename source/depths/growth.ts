import {growthAt} from '../files/kernel-growth.js';
import {meanOffset, quantileOf} from './draws.js';
import {matchedQuantiles} from './fit.js';
import type {MeasuredRun} from './measured.js';
import {groupOf, lineageNames, type DepthClasses, type KernelGrowth, type LineageName} from './model.js';

/** Fewest pairs that a knot of the growth of paths rests on. */
const pairsPerKnot = 4;
/** Paths of kernel threads up to these depths grew alike (bytes): boot, an ordinary work item, a long chain. */
const kernelEdges = [1100, 1700, 2300] as const;

/** `noise`: variance that random offsets alone give such a difference, square bytes: two marks differ even where the paths are equal. */
type Pair = {readonly depth: number; readonly grows: number; readonly noise: number};

/** How much deeper paths of each lineage are on `kernel` than on the base kernel, from runs that were made on both. */
export const growthBetween = (classes: DepthClasses, baseRuns: readonly MeasuredRun[], runs: readonly MeasuredRun[]): Record<LineageName, KernelGrowth> => {
	const pairs = runs.flatMap(run => {
		const twin = baseRuns.find(base => base.workload === run.workload && base.userland === run.userland && base.cpus === run.cpus && base.randomStackOffset);
		return twin === undefined ? [] : pairsOf(classes, twin, run);
	});
	return Object.fromEntries(lineageNames.map(name => [name, growthOf(
		pairs.filter(({lineage}) => lineage === name),
		name === 'kernel' ? kernelEdges : [],
		// A kernel thread that an interrupt met on one kernel only would bend a mean; random offsets even out in one
		name === 'kernel' ? median : mean,
	)])) as Record<LineageName, KernelGrowth>;
};

/** Threads of one name in both runs, at the same quantiles. */
const pairsOf = (classes: DepthClasses, base: MeasuredRun, run: MeasuredRun): Array<Pair & {lineage: LineageName}> => {
	const [before, after] = [byName(classes, base), byName(classes, run)];
	return [...before].flatMap(([name, {lineage, marks}]) => {
		const other = after.get(name);
		const {mean, variance} = meanOffset(classes.lineages[lineage]);
		return other === undefined
			? []
			: matchedQuantiles(marks, other.marks).map(([one, two]) => ({
				lineage, depth: Math.max(0, one - mean), grows: two - one, noise: variance * (1 / marks.length + 1 / other.marks.length),
			}));
	});
};

const byName = (classes: DepthClasses, run: MeasuredRun): Map<string, {lineage: LineageName; marks: number[]}> => {
	const names = new Map<string, {lineage: LineageName; marks: number[]}>();
	for (const when of ['live', 'ended'] as const) {
		for (const thread of run[when] ?? []) {
			const {lineage} = groupOf(classes, thread, when);
			// Where a task both lived and ended during the run, only its end is compared
			if (lineage === 'short' && when === 'live' && run.ended !== undefined) {
				continue;
			}

			const key = `${when} ${thread.comm.replaceAll(/\d+/gu, 'N').replace(/^(?<pool>kworker\/u?N?):.*/u, '$<pool>')}`;
			const entry = names.get(key) ?? {lineage, marks: []};
			entry.marks.push(thread.bytes);
			names.set(key, entry);
		}
	}

	return names;
};

const growthOf = (pairs: readonly Pair[], edges: readonly number[], middle: (values: readonly number[]) => number): KernelGrowth => {
	const bands = [...edges, Number.POSITIVE_INFINITY].map((edge, index) => pairs.filter(({depth}) => depth <= edge && depth > (edges[index - 1] ?? -1)));
	const knots = bands.filter(band => band.length >= pairsPerKnot).map(band => ({
		bytes: Math.round(mean(band.map(({depth}) => depth))),
		grows: Math.round(middle(band.map(({grows}) => grows))),
	}));
	const rest = mean(pairs.map(({depth, grows}) => (grows - growthAt(knots, depth)) ** 2));
	// Programs differ in what they grow, and the growth itself is known from so many pairs only
	const noise = mean(pairs.map(pair => pair.noise));
	return {knots, scatterBytes: Math.round(Math.sqrt(Math.max(0, rest - noise) + rest / Math.max(1, pairs.length))), pairs: pairs.length};
};

const mean = (values: readonly number[]): number => values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]): number => quantileOf(values.toSorted((a, b) => a - b), 0.5);
