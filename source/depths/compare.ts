import {compareEvents} from './compare-events.js';
import {compareRuns} from './compare-runs.js';
import type {EventMix} from './event-mix.js';
import type {MeasuredRun} from './measured.js';
import type {DepthModel} from './model.js';
import {countPercentiles} from './percentiles.js';
import type {Comparison, Draft} from './row.js';
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
	const rows = judgeAll(drafts.flatMap(each => each.rows));
	return {
		rows,
		percentiles: countPercentiles(rows),
		unpredicted: drafts.flatMap(({unpredicted}) => unpredicted),
		notes: drafts.flatMap(({notes}) => notes),
	};
};
