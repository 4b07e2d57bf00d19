import {isPart, isPool, type DepthRow} from './row.js';
import {tellsWithin} from './sample-quantile.js';

/** Share of a measured p50 or p90 that a prediction is held to. */
export const wantedShare = 0.1;

/** How many p50 and p90 of classes are predicted to within 10 %, and of how many their own threads can tell that much. */
export type PercentileCount = {
	readonly of: string;
	readonly figures: number;
	/** Predicted to within 10 % of the measured figure. */
	readonly within: number;
	/** Told to within 10 % by the measured threads, at 95 % confidence. */
	readonly told: number;
	/** Told, and predicted to within 10 %. */
	readonly toldWithin: number;
};

/** Whether a p50 or p90 is predicted to within 10 %. */
export const isWithin = ({measured, predicted}: DepthRow): boolean => Math.abs(predicted - measured) <= wantedShare * measured;

/** Whether a class's own threads tell its percentile to within 10 %. */
export const isTold = ({sample, measured}: DepthRow): boolean => sample !== undefined && tellsWithin(sample, measured, wantedShare);

const kinds: ReadonlyArray<readonly [name: string, has: (row: DepthRow) => boolean]> = [
	['predicted runs', row => !isPool(row) && !isPart(row) && row.basis === 'predicted'],
	['calibrated runs', row => !isPool(row) && !isPart(row) && row.basis === 'calibrated'],
	['parts of classes', row => !isPool(row) && isPart(row)],
	['predicted runs together', row => isPool(row) && row.basis === 'predicted'],
	['calibrated runs together', row => isPool(row) && row.basis === 'calibrated'],
];

/** Counts p50 and p90 by the kind of run; kinds without any are left out. */
export const countPercentiles = (rows: readonly DepthRow[]): PercentileCount[] => {
	const asked = rows.filter(({sample}) => sample !== undefined);
	return kinds.flatMap(([name, has]) => {
		const here = asked.filter(row => has(row));
		const told = here.filter(row => isTold(row));
		return here.length === 0 ? [] : [{of: name, figures: here.length, within: here.filter(row => isWithin(row)).length, told: told.length, toldWithin: told.filter(row => isWithin(row)).length}];
	});
};
