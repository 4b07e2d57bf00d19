import {quantileOf} from './draws.js';
import {pagesOf, threadSizeBytes, type MeasuredThread} from './marks-file.js';
import type {MeasuredRun} from './measured.js';
import type {DepthModel} from './model.js';
import {asMeasured, drawMarks, nearestKernel, sourcesOf, type DepthSource, type Sensitivity} from './thread-depths.js';

/** Imagined runs behind every predicted figure; each has as many threads as the measured one. */
export const replicas = 400;

/** What a predicted figure is, without its numbers. */
export type FigureName = {
	/** Threads alive at the end, or those that ended. */
	readonly part: 'live' | 'ended';
	/** The class it is about; undefined: all stacks. */
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
};

const classQuantiles = [['p50', 0.5], ['p90', 0.9], ['p99', 0.99], ['max', 1]] as const;

/** Predicts every figure of one part of a run from who was there. */
export const predictPart = (model: DepthModel, run: MeasuredRun, part: 'live' | 'ended', sensitivity: Sensitivity = asMeasured): Prediction[] => {
	const threads = run[part] ?? [];
	if (threads.length === 0) {
		return [];
	}

	const sources = sourcesOf(model, {
		...run,
		kernel: nearestKernel(model, sensitivity.kernel ?? run.kernel),
		randomStackOffset: run.randomStackOffset && !sensitivity.noOffset,
	}, threads, part);
	const names = figureNames(threads, sources, part);
	const measured = figures(Float64Array.from(threads, ({bytes}) => bytes), sources);
	const drawn = names.map(() => new Float64Array(replicas));
	for (let replica = 0; replica < replicas; replica++) {
		for (const [index, value] of figures(drawMarks(model, sources, replica, sensitivity), sources).entries()) {
			drawn[index]![replica] = value;
		}
	}

	return names.map((name, index) => summary(name, measured[index]!, drawn[index]!));
};

const summary = (name: FigureName, measured: number, drawn: Float64Array): Prediction => {
	const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
	drawn.sort();
	return {
		...name,
		measured,
		predicted: name.unit === 'B' ? quantileOf(drawn, 0.5) : mean,
		low: quantileOf(drawn, 0.025),
		high: quantileOf(drawn, 0.975),
	};
};

const classesIn = (sources: readonly DepthSource[]): string[] => [...new Set(sources.map(({group}) => group.class))].toSorted();

const figureNames = (threads: readonly MeasuredThread[], sources: readonly DepthSource[], part: 'live' | 'ended'): FigureName[] => {
	const stacks = threads.filter(({kind}) => kind !== 'irq-stack').length;
	const all = (figure: string, unit: FigureName['unit']): FigureName => ({part, class: undefined, figure, unit, count: stacks});
	return [
		...[1, 2, 3, 4].map(pages => all(`stacks of ${pages} page${pages === 1 ? '' : 's'}`, 'stacks')),
		all('mean pages', 'pages'),
		all('saving', '%'),
		...classesIn(sources).flatMap(name => classQuantiles.map(([figure]): FigureName => ({
			part, class: name, figure, unit: 'B', count: sources.filter(({group}) => group.class === name).length,
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
		byClass.get(group.class)!.push(bytes);
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
		100 * (1 - mean / (threadSizeBytes / 4096)),
		...[...byClass.values()].flatMap(values => {
			const rising = Float64Array.from(values).sort();
			return classQuantiles.map(([, share]) => quantileOf(rising, share));
		}),
	];
};
