import {wholeWords} from './depth.js';

/** Percentiles (0 to 100) with bytes, rising in both: as a workload file takes them. */
export type Quantiles = ReadonlyMap<number, number>;

const percents = [0, 5, 25, 50, 75, 90, 95, 99, 100] as const;

/** Counts of depths in steps of 8 bytes: as large for a million threads as for ten. */
export class DepthHistogram {
	readonly #counts: Float64Array;
	#total = 0;

	/** `threadSizeBytes`: no depth is larger. */
	constructor(threadSizeBytes: number) {
		this.#counts = new Float64Array((threadSizeBytes / 8) + 1);
	}

	get total(): number {
		return this.#total;
	}

	/** Counts a depth of 0 to THREAD_SIZE bytes; between two words it counts as the deeper one. */
	add(bytes: number): void {
		this.#counts[wholeWords(bytes) / 8]!++;
		this.#total++;
	}

	/** The depth that a share of all does not pass (nearest rank), bytes. There must be one depth at least. */
	percentile(percent: number): number {
		const rank = Math.max(1, Math.ceil(this.#total * percent / 100));
		let sum = 0;
		const at = this.#counts.findIndex(count => {
			sum += count;
			return sum >= rank;
		});
		return at * 8;
	}

	/** Nine percentiles, from the least to the deepest. */
	quantiles(): Quantiles {
		return new Map(percents.map(percent => [percent, this.percentile(percent)]));
	}
}

/** How many depths lie from `from` to `to` bytes, both included and multiples of 8. */
export type DepthBin = {
	readonly from: number;
	readonly to: number;
	readonly count: number;
};

/** Two quantiles of one percentage cannot be written: the step over a gap is this wide. */
const gapPercent = 0.0001;

/**
Percentiles at the edges of bins that rise and do not overlap; within a bin depths are taken as evenly spread.
At least one bin must hold a depth.
*/
export const quantilesOfBins = (bins: readonly DepthBin[]): Quantiles => {
	const total = bins.reduce((sum, {count}) => sum + count, 0);
	const quantiles = new Map<number, number>();
	let below = 0;
	let lastTo = 0;
	for (const {from, to, count} of bins.filter(bin => bin.count > 0)) {
		const start = roundPercent(below / total * 100);
		below += count;
		const end = below === total ? 100 : roundPercent(below / total * 100);
		if (start === 0) {
			quantiles.set(0, from);
		} else if (from > lastTo + 8 && start + gapPercent < end) {
			quantiles.set(roundPercent(start + gapPercent), from);
		}

		quantiles.set(end, to);
		lastTo = to;
	}

	return quantiles;
};

const roundPercent = (percent: number): number => Math.round(percent * 10_000) / 10_000;
