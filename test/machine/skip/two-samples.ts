/** How two samples differ: means in standard errors (Welch), variances as a ratio, and distributions by their largest distance (Kolmogorov-Smirnov). */
export type Difference = {
	readonly t: number;
	readonly varianceRatio: number;
	readonly distance: number;
};

const mean = (sample: readonly number[]): number => sample.reduce((sum, value) => sum + value, 0) / sample.length;

const variance = (sample: readonly number[]): number => {
	const middle = mean(sample);
	return sample.reduce((sum, value) => sum + ((value - middle) ** 2), 0) / (sample.length - 1);
};

const share = (sample: readonly number[], value: number): number => sample.filter(one => one <= value).length / sample.length;

/** Two samples of at least two values each; equal constants do not differ. */
export const differenceOf = (one: readonly number[], other: readonly number[]): Difference => {
	const [a, b] = [variance(one), variance(other)];
	const gap = mean(other) - mean(one);
	return {
		t: gap === 0 ? 0 : gap / Math.sqrt((a / one.length) + (b / other.length)),
		varianceRatio: a === b ? 1 : b / a,
		distance: Math.max(...[...one, ...other].map(value => Math.abs(share(one, value) - share(other, value)))),
	};
};
