import {binomialUpTo, poissonUpTo} from './tails.js';

/**
Bounds for counts and means, from additions, multiplications, divisions and square roots only, so that they are equal on every engine.
All are at 95 %. Intervals of counts are exact up to `many` events; beyond, sums grow long and the score interval is the same to a thousandth of its width.
*/

/** What the data leave possible; `low` and `high` in the unit of what was asked for. */
export type Interval = {readonly low: number; readonly high: number};

/** Events among trials of one cluster (a seed): those of one cluster may hang together. */
export type Tally = {readonly events: number; readonly trials: number};

/** Left out on each side of a two-sided interval, and on the open side of a one-sided bound. */
const tailOfTwo = 0.025;
const tailOfOne = 0.05;

/** Where a falling function crosses `target` between `low` and `high`, to the last bit. */
const crossing = (falling: (x: number) => number, target: number, low: number, high: number): number => {
	let [left, right] = [low, high];
	for (;;) {
		const middle = (left + right) / 2;
		if (middle <= left || middle >= right) {
			return middle;
		}

		if (falling(middle) > target) {
			left = middle;
		} else {
			right = middle;
		}
	}
};

/** Events from which on the score interval serves. */
const many = 100_000;
/** Normal quantile at 97.5 %. */
const normal = 1.959_963_984_540_054;

/** One end of the score interval with continuity correction for `events` of `trials` (infinite: a Poisson count, as a mean), as a share or a mean. */
const score = (events: number, trials: number, side: -1 | 1): number => {
	const count = events + side / 2;
	const square = normal * normal;
	const share = count / trials;
	const half = normal * Math.sqrt(count * (1 - share) + square / 4);
	return trials === Infinity ? count + square / 2 + side * half : (count + square / 2 + side * half) / (trials + square);
};

const checkCounts = (events: number, trials: number): void => {
	if (!(Number.isInteger(events) && Number.isInteger(trials) && events >= 0 && trials >= events)) {
		throw new RangeError(`no share of ${events} events in ${trials} trials`);
	}
};

/**
Exact (Clopper-Pearson) interval for a probability, 0 to 1. With no event among the trials (or nothing but events) the other side is a one-sided bound;
without a trial, everything is possible. Throws a RangeError for counts that cannot be.
*/
export const binomialInterval = (events: number, trials: number): Interval => {
	checkCounts(events, trials);
	if (Math.min(events, trials - events) > many) {
		return {low: score(events, trials, -1), high: score(events, trials, 1)};
	}

	const hasBoth = events > 0 && events < trials;
	const tail = hasBoth ? tailOfTwo : tailOfOne;
	return {
		low: events === 0 ? 0 : crossing(p => binomialUpTo(events - 1, trials, p), 1 - tail, 0, 1),
		high: events === trials ? 1 : crossing(p => binomialUpTo(events, trials, p), tail, 0, 1),
	};
};

/**
Exact (Garwood) interval for the mean of a Poisson count. With no event, the upper side is a one-sided bound (about 3).
Throws a RangeError for a count that cannot be.
*/
export const poissonInterval = (events: number): Interval => {
	checkCounts(events, events);
	if (events > many) {
		return {low: score(events, Infinity, -1), high: score(events, Infinity, 1)};
	}

	const most = 2 * events + 32;
	return {
		low: events === 0 ? 0 : crossing(mean => poissonUpTo(events - 1, mean), 1 - tailOfTwo, 0, most),
		high: crossing(mean => poissonUpTo(events, mean), events === 0 ? tailOfOne : tailOfTwo, 0, most),
	};
};

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How many times wider than chance the clusters scatter, at least 1. Taken as 1 where there is only one, or no event to judge by. */
const scatter = (clusters: number, squares: number, expected: number): number =>
	clusters < 2 || expected <= 0 ? 1 : Math.max(1, squares * clusters / (clusters - 1) / expected);

/**
The same for events that come in bunches: clusters are pooled, and the counts divided by their design effect (Rao and Scott, 1992),
which is how much wider than chance the clusters scatter. `effect` 1: as if all events were independent.
*/
export const clusteredShare = (clusters: readonly Tally[]): Interval & Tally & {readonly share: number; readonly effect: number} => {
	const events = sumOf(clusters.map(one => one.events));
	const trials = sumOf(clusters.map(one => one.trials));
	const share = trials === 0 ? 0 : events / trials;
	const squares = sumOf(clusters.map(one => {
		const off = one.events - share * one.trials;
		return off * off;
	}));
	const effect = scatter(clusters.length, squares, trials * share * (1 - share));
	const effective = Math.max(1, Math.floor(trials / effect));
	const at = (count: number): Interval => binomialInterval(Math.min(count, effective), effective);
	if (trials === 0) {
		return {events, trials, share, effect, low: 0, high: 1};
	}

	return {events, trials, share, effect, low: at(Math.floor(events / effect)).low, high: at(Math.ceil(events / effect)).high};
};

/** A rate per unit of `exposure` (over all clusters together) from the counts of the clusters, with the same treatment of bunches. Throws a RangeError without exposure. */
export const clusteredRate = (counts: readonly number[], exposure: number): Interval & {readonly events: number; readonly rate: number; readonly effect: number} => {
	if (!(exposure > 0)) {
		throw new RangeError(`no rate over ${exposure}`);
	}

	const events = sumOf(counts);
	const mean = events / counts.length;
	const effect = scatter(counts.length, sumOf(counts.map(count => (count - mean) * (count - mean))), events);
	const per = effect / exposure;
	return {
		events,
		rate: events / exposure,
		effect,
		low: poissonInterval(Math.floor(events / effect)).low * per,
		high: poissonInterval(Math.ceil(events / effect)).high * per,
	};
};

/** Student's t at 97.5 % for 1 to 30 degrees of freedom. Source: the usual table. */
const studentTable = [
	12.706,
	4.303,
	3.182,
	2.776,
	2.571,
	2.447,
	2.365,
	2.306,
	2.262,
	2.228,
	2.201,
	2.179,
	2.16,
	2.145,
	2.131,
	2.12,
	2.11,
	2.101,
	2.093,
	2.086,
	2.08,
	2.074,
	2.069,
	2.064,
	2.06,
	2.056,
	2.052,
	2.048,
	2.045,
	2.042,
];

/** Beyond the table: the normal quantile and the first two terms of its expansion in 1/freedom, exact to 0.001. */
const student = (freedom: number): number => studentTable[freedom - 1] ?? 1.96 + 2.37 / freedom + 2.82 / (freedom * freedom);

/** Mean of figures that were found independently (one a seed), with its interval (Student's t); of one figure alone, none is known. Throws a RangeError for no figure. */
export const meanInterval = (values: readonly number[]): {readonly mean: number; readonly interval: Interval | undefined} => {
	if (values.length === 0) {
		throw new RangeError('no mean of nothing');
	}

	const mean = sumOf(values) / values.length;
	if (values.length === 1) {
		return {mean, interval: undefined};
	}

	const squares = sumOf(values.map(value => (value - mean) * (value - mean)));
	const half = student(values.length - 1) * Math.sqrt(squares / (values.length - 1) / values.length);
	return {mean, interval: {low: mean - half, high: mean + half}};
};
