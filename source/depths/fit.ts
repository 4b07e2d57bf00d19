import {depthAt, Draws, offsetOf, quantileOf} from './draws.js';
import {knotPercents, type DepthClasses, type FittedDepths} from './model.js';

/** Threads whose marks are drawn for one step of a fit, and steps. */
const fitThreads = 4000;
const fitSteps = 40;
/** Share of a knot's error that a step takes away: all of it would swing. */
const fitGain = 0.6;

/** Marks of `fitThreads` threads for some fitted depths; `floor` gives what the thread reaches without them. */
type Floor = (index: number) => number;

/**
Finds depths of paths that, with random offsets on top, give the observed marks: knot by knot, until drawn and observed quantiles agree.
`floor` is what a thread has reached anyway, for paths that only deepen some.
*/
export const fitDepths = (observed: readonly number[], lineage: DepthClasses['lineages']['kernel'], floor?: Floor): FittedDepths => {
	const rising = Float64Array.from(observed).sort();
	const wanted = knotPercents.map(percent => middleQuantile(rising, percent / 100));
	const draws = new Draws();
	const offsets = Float64Array.from({length: fitThreads}, (_, index) => {
		draws.start(index, 77);
		return offsetOf(draws, lineage);
	});
	const spare = meanOf(offsets);
	let bytes = wanted.map(value => Math.max(0, value - spare));
	const marks = new Float64Array(fitThreads);
	for (let step = 0; step < fitSteps; step++) {
		for (let index = 0; index < fitThreads; index++) {
			marks[index] = Math.max(floor?.(index) ?? 0, depthAt(bytes, (index + 0.5) / fitThreads) + offsets[index]!);
		}

		marks.sort();
		bytes = rise(bytes.map((value, knot) => Math.max(0, value + fitGain * (wanted[knot]! - middleQuantile(marks, knotPercents[knot]! / 100)))));
	}

	return {samples: rising.length, bytes: bytes.map(value => Math.round(value))};
};

/** No knot below the one before it: pools neighbours that fall. */
const rise = (values: readonly number[]): number[] => {
	const pools: Array<{sum: number; count: number}> = [];
	for (const value of values) {
		pools.push({sum: value, count: 1});
		while (pools.length > 1 && pools.at(-2)!.sum / pools.at(-2)!.count > pools.at(-1)!.sum / pools.at(-1)!.count) {
			const last = pools.pop()!;
			const before = pools.at(-1)!;
			before.sum += last.sum;
			before.count += last.count;
		}
	}

	return pools.flatMap(({sum, count}) => Array.from({length: count}, () => sum / count));
};

const meanOf = (values: Float64Array): number => {
	let sum = 0;
	for (const value of values) {
		sum += value;
	}

	return sum / values.length;
};

/** The value at a share of rising ones, on straight lines between the middles of their ranks. */
const middleQuantile = (rising: Float64Array, share: number): number => {
	const at = share * rising.length - 0.5;
	if (at <= 0 || at >= rising.length - 1) {
		return at <= 0 ? rising[0]! : rising.at(-1)!;
	}

	const low = Math.floor(at);
	return rising[low]! + (rising[low + 1]! - rising[low]!) * (at - low);
};

/** Marks at the quantiles that two lists of threads of the same name are compared by. */
export const matchedQuantiles = (one: readonly number[], other: readonly number[]): Array<readonly [one: number, other: number]> => {
	const rising = [one, other].map(list => list.toSorted((a, b) => a - b));
	const shares = Math.min(one.length, other.length) < 8 ? [0.5] : [0.25, 0.5, 0.9];
	return shares.map(share => [quantileOf(rising[0]!, share), quantileOf(rising[1]!, share)] as const);
};
