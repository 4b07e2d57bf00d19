import {measuredFolder, readMeasuredRuns, type MeasuredRun} from './measured.js';
import {loadOf, type DepthModel} from './model.js';
import {predictPart, type Prediction} from './predict.js';
import {judged, type DepthRow, type Unpredicted} from './row.js';
import {nearestKernel} from './thread-depths.js';
import type {Tolerance} from './verdict.js';

/** One percentage point of saving is 0.04 pages of a stack's four. */
const onePointPages = 0.04;
/** Tolerances of marks: of quantiles, and of the few deepest stacks of a class. */
const quantileShare = 0.1;
const deepestShare = 0.15;

/** What came of holding measured runs against the model. */
export type Comparison = {readonly rows: readonly DepthRow[]; readonly unpredicted: readonly Unpredicted[]; readonly notes: readonly string[]};

/** Predicts every run and holds it against what was measured. */
export const compareRuns = (model: DepthModel, runs: readonly MeasuredRun[]): Comparison => {
	const made = readMeasuredRuns(measuredFolder).filter(({name}) => model.marks.madeOf.includes(name));
	const known = new Set(made.flatMap(({texts}) => texts));
	const workloads = new Set(made.map(({workload}) => workload));
	const parts = runs.map(run => compareRun(model, run, run.texts.some(text => known.has(text)) ? 'calibrated' : 'predicted'));
	return {
		rows: parts.flatMap(({rows}) => rows),
		unpredicted: [
			...parts.flatMap(({unpredicted}) => unpredicted),
			{run: 'all', figure: 'depth asleep (sleep_depth) and length of life (life_us)', reason: 'the model knows the deepest path of a thread, not where it rests'},
		],
		notes: runs.flatMap(run => stoodIn(model, run, workloads)),
	};
};

const compareRun = (model: DepthModel, run: MeasuredRun, basis: DepthRow['basis']): Omit<Comparison, 'notes'> => {
	const about = {run: run.name, kernel: run.kernel, workload: run.workload, basis};
	const live = predictPart(model, run, 'live');
	const ended = predictPart(model, run, 'ended');
	const grown = growthRow(run, ended);
	return {
		rows: [
			...[...live, ...ended].map(figure => judged({...about, ...figure}, toleranceOf(figure))),
			...grown === undefined ? [] : [judged({...about, ...grown}, {absolute: 100 * onePointPages})],
		],
		unpredicted: [
			...run.ended === undefined ? [{run: run.name, figure: 'threads that ended', reason: 'there is no file of them (NAME_exits.csv)'}] : [],
			...grown === undefined ? [{run: run.name, figure: 'grown pages per 100 new stacks', reason: whyNoGrowth(run)}] : [],
		],
	};
};

const toleranceOf = ({unit, figure, count}: Prediction): Tolerance => {
	if (unit === 'B') {
		return {share: figure === 'p99' || figure === 'max' ? deepestShare : quantileShare};
	}

	return {absolute: {'%': 1, pages: onePointPages, stacks: onePointPages * count, '': 0}[unit]};
};

/**
Second to fourth pages for every 100 new stacks. The stacks that ended tell how many pages one grows;
the measured count is of another stretch of time, so the band is that of as many stacks as were new in it.
*/
const growthRow = ({growthPages, newStacks}: MeasuredRun, ended: readonly Prediction[]): Omit<Prediction, 'part'> & {part: 'ended'} | undefined => {
	const mean = ended.find(({figure}) => figure === 'mean pages');
	if (growthPages === undefined || newStacks === undefined || newStacks === 0 || mean === undefined) {
		return undefined;
	}

	const perStack = mean.predicted - 1;
	const drift = (mean.high - mean.low) / 4;
	const half = 1.96 * Math.sqrt(Math.max(perStack, 1 / newStacks) / newStacks + drift * drift);
	return {
		part: 'ended',
		class: undefined,
		figure: 'grown pages per 100 new stacks',
		unit: '',
		count: newStacks,
		measured: 100 * growthPages / newStacks,
		predicted: 100 * perStack,
		low: Math.max(0, 100 * (perStack - half)),
		high: 100 * (perStack + half),
	};
};

const whyNoGrowth = ({growthPages, newStacks}: MeasuredRun): string => {
	if (newStacks === 0) {
		return 'no stack was new in this run';
	}

	return growthPages === undefined || newStacks === undefined ? 'scenarios.yaml does not tell growthPages and newStacks' : 'no thread ended that would tell how new stacks grow';
};

/** Which known kernel and workload stand in for unknown ones. */
const stoodIn = (model: DepthModel, {name, kernel, workload, userland}: MeasuredRun, known: ReadonlySet<string>): string[] => {
	const nearest = nearestKernel(model, kernel);
	const paths = model.classes.deepPaths.filter(({workloads}) => workloads.test(loadOf({workload, userland}))).map(path => path.name);
	return [
		...nearest === kernel ? [] : [`${name}: kernel ${kernel} is not known; predicted as ${nearest}`],
		...known.has(workload)
			? []
			: [[
				`${name}: the workload ${JSON.stringify(workload)} is not known;`,
				paths.length === 0 ? 'predicted as one without deep paths of its own' : `predicted as one with deep paths for ${paths.join(', ')}`,
			].join(' ')],
	];
};
