/** Bytes that a share of a class had used at most. */
export type Quantile = {
	readonly percent: number;
	readonly bytes: number;
};

/** One of the depths that stand for a measured distribution. */
export type WeightedDepth = {
	readonly bytes: number;
	readonly weight: number;
};

/** Depths for the middle of a distribution; each stretch between two quantiles gets at least one more. */
const wantedDepths = 28;

/**
The quantiles of a measured distribution as 20 to 40 weighted depths (multiples of 8 bytes, weights adding up to 1), on the straight lines between them.
Below the first quantile all is as deep as the first, above the last as the last.
`quantiles` must rise in both columns.
*/
export const depthsOfQuantiles = (quantiles: readonly Quantile[]): WeightedDepth[] => {
	const first = quantiles[0]!;
	const last = quantiles.at(-1)!;
	const knots = [{percent: 0, bytes: first.bytes}, ...quantiles, {percent: 100, bytes: last.bytes}];
	const weightByBytes = new Map<number, number>();
	for (const [index, to] of knots.entries()) {
		const from = knots[index - 1];
		if (from === undefined || to.percent === from.percent) {
			continue;
		}

		const mass = (to.percent - from.percent) / 100;
		const count = Math.max(1, Math.round(mass * wantedDepths));
		for (let i = 0; i < count; i++) {
			const bytes = Math.round((from.bytes + ((to.bytes - from.bytes) * (i + 0.5) / count)) / 8) * 8;
			weightByBytes.set(bytes, (weightByBytes.get(bytes) ?? 0) + (mass / count));
		}
	}

	return [...weightByBytes].map(([bytes, weight]) => ({bytes, weight}));
};
