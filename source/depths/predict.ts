import {drawnChance} from './chance.js';
import {quantileOf} from './draws.js';
import {pagesOf, threadSizeBytes, type MeasuredThread} from './marks-file.js';
import type {MeasuredRun} from './measured.js';
import type {DepthModel, Group} from './model.js';
import {sampleInterval, type SampleInterval} from './sample-quantile.js';
import {asMeasured, drawMarks, sourcesOf, type DepthSource, type Sensitivity} from './thread-depths.js';

/** Imagined runs behind every predicted figure; each has as many threads as the measured one. */
const replicas = 400;
/** Fewest imagined runs, and stacks drawn in all of them together: a run of a million threads tells its own percentiles. */
const fewestReplicas = 100;
const mostDraws = 12_000_000;

/** What a predicted figure is, without its numbers. */
export type FigureName = {
	/** Threads alive at the end, or those that ended. */
	readonly part: 'live' | 'ended';
	/** The class it is about, or `class: part` for a part of one; undefined: all stacks. */
	readonly class: string | undefined;
	readonly figure: string;
	readonly unit: '' | '%' | 'B' | 'stacks' | 'pages';
	/** Stacks behind the measured figure. */
	readonly count: number;
};

/** A measured figure beside the one that the model draws. */
export type Prediction = FigureName & {
	readonly measured: number;
	/** The middle of the imagined runs: their mean for counts and shares, their median for marks. */
	readonly predicted: number;
	/** 95 of 100 imagined runs lie between these. */
	readonly low: number;
	readonly high: number;
	/** Chance of a figure at least as far out as the measured one, 0 to 1. */
	readonly chance: number;
	/** What so few threads can say of their p50 and p90; undefined for other figures. */
	readonly sample: SampleInterval | undefined;
};

const classQuantiles = [['p50', 0.5], ['p90', 0.9], ['p99', 0.99], ['max', 1]] as const;
/** Percentiles that samples are asked about. */
const askedQuantiles: ReadonlySet<string> = new Set(['p50', 'p90']);
/** Marks are multiples of this. */
const markStepBytes = 8;

/** The threads of some runs, with what their depths are drawn from; runs together are the larger sample. */
type Pool = {
	readonly threads: readonly MeasuredThread[];
	readonly sources: readonly DepthSource[];
	draw(replica: number, into: Float64Array): void;
};

/** Predicts every figure of one part of some runs, taken together, from who was there. */
export const predictPart = (model: DepthModel, runs: readonly MeasuredRun[], part: 'live' | 'ended', sensitivity: Sensitivity = asMeasured): Prediction[] => {
	const pool = poolOf(model, runs, part, sensitivity);
	if (pool.threads.length === 0) {
		return [];
	}

	const names = figureNames(pool, part);
	const measuredMarks = Float64Array.from(pool.threads, ({bytes}) => bytes);
	const measured = figures(measuredMarks, pool.sources);
	const count = Math.min(replicas, Math.max(fewestReplicas, Math.floor(mostDraws / pool.threads.length)));
	const drawn = names.map(() => new Float64Array(count));
	const marks = new Float64Array(pool.threads.length);
	for (let replica = 0; replica < count; replica++) {
		pool.draw(replica, marks);
		for (const [index, value] of figures(marks, pool.sources).entries()) {
			drawn[index]![replica] = value;
		}
	}

	return names.map((name, index) => ({
		...summary(name, measured[index]!, drawn[index]!),
		sample: askedQuantiles.has(name.figure) ? sampleOf(name, measuredMarks, pool.sources) : undefined,
	}));
};

const poolOf = (model: DepthModel, runs: readonly MeasuredRun[], part: 'live' | 'ended', sensitivity: Sensitivity): Pool => {
	const parts = runs.map(run => {
		const threads = run[part] ?? [];
		return {threads, sources: sourcesOf(model, {...run, kernel: sensitivity.kernel ?? run.kernel, randomStackOffset: sensitivity.stackOffset ?? run.randomStackOffset}, threads, part)};
	});
	return {
		threads: parts.flatMap(({threads}) => threads),
		sources: parts.flatMap(({sources}) => sources),
		draw(replica, into) {
			let at = 0;
			for (const [index, {sources}] of parts.entries()) {
				into.set(drawMarks(model, sources, {replica, run: index}, sensitivity), at);
				at += sources.length;
			}
		},
	};
};

const summary = (name: FigureName, measured: number, drawn: Float64Array): Omit<Prediction, 'sample'> => {
	const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
	drawn.sort();
	// A mark stands for all depths that are rounded to it
	const step = {B: markStepBytes, stacks: 1, pages: 1 / name.count, '%': 100 * pageShare / name.count, '': 1}[name.unit];
	const rounding = name.unit === 'B' ? markStepBytes : 0;
	return {
		...name,
		measured,
		predicted: name.unit === 'B' ? quantileOf(drawn, 0.5) : mean,
		low: quantileOf(drawn, 0.025) - rounding,
		high: quantileOf(drawn, 0.975) + rounding,
		chance: drawnChance(measured, drawn, step),
	};
};

/** Saving of one page of one stack. */
const pageShare = 4096 / threadSizeBytes;

const sampleOf = ({class: name, figure}: FigureName, marks: Float64Array, sources: readonly DepthSource[]): SampleInterval =>
	sampleInterval(marks.filter((_, index) => classesOf(sources[index]!.group).includes(name!)).sort(), classQuantiles.find(([each]) => each === figure)![1]);

/** The class of a group, and its part of the class where classes.yaml names one. */
const classesOf = ({class: name, part}: Group): string[] => part === undefined ? [name] : [name, `${name}: ${part}`];

/** Classes and their parts; a class of one part only is not told twice. */
const classesIn = (sources: readonly DepthSource[]): string[] => {
	const groups = [...new Set(sources.map(({group}) => group))];
	return [...new Set(groups.flatMap(group =>
		groups.some(other => other.class === group.class && other.part !== group.part) ? classesOf(group) : [group.class]))].toSorted();
};

const figureNames = ({threads, sources}: Pool, part: 'live' | 'ended'): FigureName[] => {
	const stacks = threads.filter(({kind}) => kind !== 'irq-stack').length;
	const all = (figure: string, unit: FigureName['unit']): FigureName => ({part, class: undefined, figure, unit, count: stacks});
	return [
		...[1, 2, 3, 4].map(pages => all(`stacks of ${pages} page${pages === 1 ? '' : 's'}`, 'stacks')),
		all('mean pages', 'pages'),
		all('saving', '%'),
		...classesIn(sources).flatMap(name => classQuantiles.map(([figure]): FigureName => ({
			part, class: name, figure, unit: 'B', count: sources.filter(({group}) => classesOf(group).includes(name)).length,
		}))),
	];
};

/** The figures of `figureNames`, in their order, from marks. */
const figures = (marks: Float64Array, sources: readonly DepthSource[]): number[] => {
	const byPages = [0, 0, 0, 0];
	const byClass = new Map<string, number[]>(classesIn(sources).map(name => [name, []]));
	let stacks = 0;
	let pages = 0;
	for (const [thread, {group}] of sources.entries()) {
		const bytes = marks[thread]!;
		for (const name of classesOf(group)) {
			byClass.get(name)?.push(bytes);
		}

		if (group.kind !== 'irq-stack') {
			stacks++;
			pages += pagesOf(bytes);
			byPages[pagesOf(bytes) - 1]!++;
		}
	}

	const mean = stacks === 0 ? 1 : pages / stacks;
	return [
		...byPages,
		mean,
		100 * (1 - mean * pageShare),
		...[...byClass.values()].flatMap(values => {
			const rising = Float64Array.from(values).sort();
			return classQuantiles.map(([, share]) => quantileOf(rising, share));
		}),
	];
};
