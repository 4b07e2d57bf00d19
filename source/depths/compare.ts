import {compareEvents} from './compare-events.js';
import {compareRuns} from './compare-runs.js';
import type {EventMix} from './event-mix.js';
import type {MeasuredRun} from './measured.js';
import type {DepthModel} from './model.js';
import {countPercentiles} from './percentiles.js';
import {isPart, isPool, type Comparison, type DepthRow, type Draft, type DraftRow} from './row.js';
import {judgeAll} from './verdict.js';

/**
Predicts runs, and counted events where there are any, and judges all figures together.
@param events - Counted events that the model rests on, and those to predict; undefined: none were counted.
*/
export const compareMeasured = (model: DepthModel, runs: readonly MeasuredRun[], events?: {readonly known: EventMix; readonly found: EventMix}): Comparison => {
	const drafts: Draft[] = [
		compareRuns(model, runs),
		events === undefined
			? {rows: [], unpredicted: [{run: 'all', figure: 'rates, arrivals and growth over a life', reason: 'there is no event-mix.csv'}], notes: []}
			: compareEvents(model, events.known, events.found),
	];
	const drawn = drafts.flatMap(each => each.rows);
	// Pools and parts tell the same stacks once more: among the others they would only raise how far out a figure must be
	const retold = (row: DraftRow): boolean => isPool(row) || isPart(row);
	const verdicts = new Map([drawn.filter(row => !retold(row)), drawn.filter(row => retold(row))].flatMap(family => judgeAll(family)));
	const rows = drawn.map((draft): DepthRow => {
		const {tolerance, ...row} = draft;
		const verdict = verdicts.get(draft)!;
		return {...row, verdict, known: verdict === 'off' ? knownLimit(model, row) : undefined};
	});
	return {
		rows,
		percentiles: countPercentiles(rows),
		unpredicted: drafts.flatMap(({unpredicted}) => unpredicted),
		notes: drafts.flatMap(({notes}) => notes),
	};
};

/** What classes.yaml says of a figure that the model is known not to foretell. */
const knownLimit = ({classes}: DepthModel, {run, part, figure}: Pick<DepthRow, 'run' | 'part' | 'figure'>): string | undefined =>
	part === 'events' ? classes.knownLimits.find(limit => limit.run.test(run) && limit.figure.test(figure))?.reason : undefined;
