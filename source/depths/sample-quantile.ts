/**
What a sample says of the percentile that it was drawn from: 95 of 100 such samples hold it between `low` and `high`, whatever the distribution.
Undefined where even the sample's last value is no bound: the median takes six values, a p90 36.
*/
export type SampleInterval = {readonly low: number | undefined; readonly high: number | undefined};

/** Chance on each side that the percentile lies outside. */
const sideChance = 0.025;

/** The interval between two ranks of rising values that holds the percentile `share` (0 to 1), by the binomial distribution of how many values lie below it. */
export const sampleInterval = (rising: ArrayLike<number>, share: number): SampleInterval => {
	const count = rising.length;
	// Of `count` values so many lie below the percentile
	const chances = binomial(count, share);
	let atMost = 0;
	let low: number | undefined;
	let high: number | undefined;
	for (const [below, chance] of chances.entries()) {
		if (atMost + chance <= sideChance) {
			low = rising[below];
		}

		if (high === undefined && atMost + chance >= 1 - sideChance) {
			high = rising[below];
		}

		atMost += chance;
	}

	return {low, high};
};

/** Chances of 0 to `count` hits. */
const binomial = (count: number, share: number): Float64Array => {
	const chances = new Float64Array(count + 1);
	let log = count * Math.log(1 - share);
	for (let hits = 0; hits <= count; hits++) {
		chances[hits] = Math.exp(log);
		log += Math.log((count - hits) / (hits + 1)) + Math.log(share / (1 - share));
	}

	return chances;
};

/** Whether the sample tells its percentile to within a share of the value: only then can a prediction be held to it. */
export const tellsWithin = ({low, high}: SampleInterval, value: number, share: number): boolean =>
	low !== undefined && high !== undefined && value - low <= share * value && high - value <= share * value;
