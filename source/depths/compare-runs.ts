import {bandChance} from './chance.js';
import {kernelsAround} from './group-depths.js';
import {measuredFolder, readMeasuredRuns, type MeasuredRun} from './measured.js';
import {loadOf, type DepthModel} from './model.js';
import {predictPart, type Prediction} from './predict.js';
import type {Draft, DraftRow, Unpredicted} from './row.js';
import {seenIn, type Seen} from './seen.js';
import type {Tolerance} from './verdict.js';

/** One percentage point of saving is 0.04 pages of a stack's four. */
const onePointPages = 0.04;
/** Tolerances of marks: of quantiles, and of the few deepest stacks of a class. */
const quantileShare = 0.1;
const deepestShare = 0.15;

/** Predicts every run, and all of a kernel together, and holds them against what was measured. */
export const compareRuns = (model: DepthModel, runs: readonly MeasuredRun[]): Draft => {
	const made = readMeasuredRuns(measuredFolder).runs.filter(({name}) => model.marks.madeOf.includes(name));
	const workloads = new Set(made.map(({workload}) => withoutNumbers(workload)));
	const told = runs.map(run => ({run, seen: seenIn(made, run)}));
	const parts = told.map(({run, seen}) => compareRun(model, run, seen.isSeen ? 'calibrated' : 'predicted'));
	return {
		rows: [...parts.flatMap(({rows}) => rows), ...pooledRows(model, told)],
		unpredicted: [
			...parts.flatMap(({unpredicted}) => unpredicted),
			{run: 'all', figure: 'depth asleep (sleep_depth) and length of life (life_us)', reason: 'the model knows the deepest path of a thread, not where it rests'},
		],
		notes: told.flatMap(({run, seen}) => [...seenNote(run, seen), ...stoodIn(model, run, workloads)]),
	};
};

type Told = {readonly run: MeasuredRun; readonly seen: Seen};

const poolName = ({run, seen}: Told): string => `${run.kernel} ${String(seen.isSeen)}`;

/** Runs of one kernel and basis, taken together: what a class of four threads cannot tell, forty may. */
const pooledRows = (model: DepthModel, told: readonly Told[]): DraftRow[] => {
	const names = [...new Set(told.map(one => poolName(one)))];
	return names.map(name => told.filter(one => poolName(one) === name)).filter(pool => pool.length > 1).flatMap(pool => {
		const {run: {kernel}, seen: {isSeen}} = pool[0]!;
		const about = {run: `${pool.length} runs of ${kernel}`, kernel, workload: 'all', basis: isSeen ? 'calibrated' : 'predicted'} as const;
		return (['live', 'ended'] as const).flatMap(part => predictPart(model, pool.map(({run}) => run), part).map(figure => ({...about, ...figure, tolerance: toleranceOf(figure)})));
	});
};

const compareRun = (model: DepthModel, run: MeasuredRun, basis: DraftRow['basis']): {rows: DraftRow[]; unpredicted: Unpredicted[]} => {
	const about = {run: run.name, kernel: run.kernel, workload: run.workload, basis};
	const live = predictPart(model, [run], 'live');
	const ended = predictPart(model, [run], 'ended');
	const grown = growthRow(run, ended);
	return {
		rows: [
			...[...live, ...ended].map(figure => ({...about, ...figure, tolerance: toleranceOf(figure)})),
			...grown === undefined ? [] : [{...about, ...grown, tolerance: {absolute: 100 * onePointPages}}],
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
	const measured = 100 * growthPages / newStacks;
	const band = {predicted: 100 * perStack, low: Math.max(0, 100 * (perStack - half)), high: 100 * (perStack + half)};
	return {
		part: 'ended',
		class: undefined,
		figure: 'grown pages per 100 new stacks',
		unit: '',
		count: newStacks,
		measured,
		...band,
		chance: bandChance(measured, band),
		sample: undefined,
	};
};

const whyNoGrowth = ({growthPages, newStacks}: MeasuredRun): string => {
	if (newStacks === 0) {
		return 'no stack was new in this run';
	}

	return growthPages === undefined || newStacks === undefined ? 'scenarios.yaml does not tell growthPages and newStacks' : 'no thread ended that would tell how new stacks grow';
};

/** `sleepers-10000` is `sleepers-2520` with other numbers: who is there comes from the files. */
const withoutNumbers = (workload: string): string => workload.replaceAll(/\d+/gu, 'N');

/** Which known kernel and workload stand in for unknown ones. */
const stoodIn = (model: DepthModel, {name, kernel, workload, userland}: MeasuredRun, known: ReadonlySet<string>): string[] => {
	const {from, to} = kernelsAround(model, kernel);
	const paths = model.classes.deepPaths.filter(({workloads}) => workloads.test(loadOf({workload, userland}))).map(path => path.name);
	return [
		...from === to
			? (from === kernel ? [] : [`${name}: kernel ${kernel} is not known; predicted as ${from}`])
			: [`${name}: kernel ${kernel} is not known; predicted as between ${from} and ${to}`],
		...known.has(withoutNumbers(workload))
			? []
			: [[
				`${name}: the workload ${JSON.stringify(workload)} is not known;`,
				paths.length === 0 ? 'predicted as one without deep paths of its own' : `predicted as one with deep paths for ${paths.join(', ')}`,
			].join(' ')],
	];
};

/** What the content of a run says where it does not go with what scenarios.yaml says of it. */
const seenNote = ({name, kernel, workload, randomStackOffset}: MeasuredRun, {isSeen, as, share}: Seen): string[] => {
	if (as === undefined) {
		return [];
	}

	if (!isSeen) {
		return [`${name}: ${Math.floor(100 * share)} % of its stacks stand in ${as.name} too, which the model was made of; called predicted`];
	}

	const isAsDeclared = as.kernel === kernel && as.workload === workload && as.randomStackOffset === randomStackOffset;
	return isAsDeclared
		? []
		: [[
			`${name}: called calibrated, since its stacks are those of ${as.name}; but that was ${factsOf(as)},`,
			`and this one is predicted as what its scenarios.yaml says: ${factsOf({kernel, workload, randomStackOffset})}`,
		].join(' ')];
};

const factsOf = ({kernel, workload, randomStackOffset}: Pick<MeasuredRun, 'kernel' | 'workload' | 'randomStackOffset'>): string =>
	`kernel ${kernel}, ${workload}, random offset ${onOff(randomStackOffset)}`;

const onOff = (isOn: boolean): string => isOn ? 'on' : 'off';
