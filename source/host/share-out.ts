/** Shares `total` out in proportion to `weights`, in whole numbers that add up to it (largest remainder). Without any weight all get nothing. */
export const shareOut = (total: number, weights: readonly number[]): number[] => {
	const sum = weights.reduce((all, weight) => all + weight, 0);
	if (sum === 0) {
		return weights.map(() => 0);
	}

	const exact = weights.map(weight => weight / sum * total);
	const counts = exact.map(value => Math.floor(value));
	const left = total - counts.reduce((all, count) => all + count, 0);
	const order = exact.map((value, at) => ({at, remainder: value - counts[at]!})).toSorted((a, b) => b.remainder - a.remainder || a.at - b.at);
	for (const {at} of order.slice(0, left)) {
		counts[at]!++;
	}

	return counts;
};
