/** How likely a count is to be `k` or less: the sums that exact intervals are made of, without logarithms or powers. */

/** Terms below this part of the largest one change no sum. */
const negligible = 1e-22;

/**
Share of the probability at `k` or below, for weights given by their ratios: `up(i)` is the weight of i + 1 over that of i.
Weights are taken relative to that of `mode`, the largest, so none of them overflows or vanishes.
*/
const shareUpTo = (k: number, mode: number, up: (i: number) => number): number => {
	let below = 0;
	let above = 0;
	const add = (i: number, weight: number): void => {
		if (i <= k) {
			below += weight;
		} else {
			above += weight;
		}
	};

	add(mode, 1);
	for (let i = mode, weight = up(i); weight > negligible; weight *= up(i)) {
		add(++i, weight);
	}

	for (let i = mode - 1, weight = 1; i >= 0; i--) {
		weight /= up(i);
		if (weight <= negligible) {
			break;
		}

		add(i, weight);
	}

	return below / (below + above);
};

/** P(X <= k) of a binomial count: `n` trials of probability `p`, 0 < p < 1. */
export const binomialUpTo = (k: number, n: number, p: number): number => {
	const odds = p / (1 - p);
	return shareUpTo(k, Math.min(n, Math.floor((n + 1) * p)), i => (n - i) / (i + 1) * odds);
};

/** P(X <= k) of a Poisson count of mean `mean` > 0. */
export const poissonUpTo = (k: number, mean: number): number => shareUpTo(k, Math.floor(mean), i => mean / (i + 1));
