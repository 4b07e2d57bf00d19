import {quantileOf} from './draws.js';

/**
The chance that a run shows a figure at least as far out as the measured one, on either side, from as many imagined runs (rising).
Beyond the outermost imagined run the chance is taken to fall off exponentially, as it does from the 2.5th of 100 runs to the outermost:
slower than a normal distribution would. `stepBytes` is what a figure is rounded to, so the fall is never steeper than over one step.
*/
export const drawnChance = (measured: number, rising: Float64Array, step: number): number => {
	const below = rising.findLastIndex(value => value <= measured) + 1;
	const first = rising.findIndex(value => value >= measured);
	const above = first === -1 ? 0 : rising.length - first;
	if (below > 0 && above > 0) {
		return Math.min(1, 2 * (Math.min(below, above) + 1) / (rising.length + 1));
	}

	const outermost = below === 0 ? rising[0]! : rising.at(-1)!;
	const inner = quantileOf(rising, below === 0 ? edge : 1 - edge);
	const fall = Math.max(step, Math.abs(outermost - inner) / Math.log(edge * rising.length));
	return 2 / (rising.length + 1) * Math.exp(-Math.abs(measured - outermost) / fall);
};

/** The chance of a figure at least as far out, on either side, where 95 of 100 lie from `low` to `high`: each side as a normal distribution of that width. */
export const bandChance = (measured: number, {predicted, low, high}: {readonly predicted: number; readonly low: number; readonly high: number}): number => {
	const width = measured < predicted ? predicted - low : high - predicted;
	const distance = Math.abs(measured - predicted);
	return distance === 0 ? 1 : normalBeyond(width === 0 ? Number.POSITIVE_INFINITY : 1.96 * distance / width);
};

/** Share of a run's imagined figures that lie outside the band on one side. */
const edge = 0.025;

/** The chance that a standard normal figure lies at least `z` from 0 (Abramowitz and Stegun 7.1.26, error below 2e-7). */
const normalBeyond = (z: number): number => {
	const x = z / Math.SQRT2;
	const t = 1 / (1 + 0.327_591_1 * x);
	const sum = ((((1.061_405_429 * t - 1.453_152_027) * t + 1.421_413_741) * t - 0.284_496_736) * t + 0.254_829_592) * t;
	return Math.min(1, sum * Math.exp(-x * x));
};

/**
Which of many figures are too far out for chance (Holm's method): the chance that even one of them is named wrongly stays below `level`,
however the figures hang together. The smallest chance is held against level / count, the next against level / (count - 1), until one passes.
*/
export const tooFarOut = (chances: readonly number[], level: number): boolean[] => {
	const order = chances.map((_, index) => index).toSorted((a, b) => chances[a]! - chances[b]!);
	const passes = order.findIndex((index, rank) => chances[index]! > level / (chances.length - rank));
	const out = new Set(passes === -1 ? order : order.slice(0, passes));
	return chances.map((_, index) => out.has(index));
};
