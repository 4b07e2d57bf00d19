/**
What a comparison says: `agrees`, the measured figure is one that such a run can show (95 % of the imagined ones);
`near`, it is not, but lies within the tolerance; `off`, neither.
*/
export type Verdict = 'agrees' | 'near' | 'off';

/** How far a prediction may be from what was measured: a share of the measured figure, or in the figure's own unit. */
export type Tolerance = {readonly share: number} | {readonly absolute: number};

/** Holds a measured figure against the predicted one and the band that 95 % of such runs lie in. */
export const judgeFigure = (measured: number, {predicted, low, high}: {readonly predicted: number; readonly low: number; readonly high: number}, tolerance: Tolerance): Verdict => {
	if (measured >= low && measured <= high) {
		return 'agrees';
	}

	const most = 'share' in tolerance ? tolerance.share * Math.abs(measured) : tolerance.absolute;
	return Math.abs(predicted - measured) <= most ? 'near' : 'off';
};
