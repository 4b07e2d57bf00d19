import {tooFarOut} from './chance.js';

/**
What a comparison says of a figure. `agrees`: such a run can show it (95 % of the imagined ones do). `near`: it lies outside of that band, but within the tolerance.
`unsure`: neither, but among so many figures one as far out may come by chance. `off`: neither, and too far out for chance: the model is wrong there.
*/
export type Verdict = 'agrees' | 'near' | 'unsure' | 'off';

/** How far a prediction may be from what was measured: a share of the measured figure, or in the figure's own unit. */
export type Tolerance = {readonly share: number} | {readonly absolute: number};

/** Chance of a false `off` anywhere among figures that are judged together. */
export const offLevel = 0.05;

type Judged = {
	readonly measured: number;
	readonly predicted: number;
	readonly low: number;
	readonly high: number;
	/** Chance of a figure at least as far out as the measured one, 0 to 1. */
	readonly chance: number;
	readonly tolerance: Tolerance;
};

/** Verdicts on figures that are looked at together: what is off depends on how many they are (Holm's method at `offLevel`). */
export const judgeAll = <Row extends Judged>(rows: readonly Row[]): Array<readonly [row: Row, verdict: Verdict]> => {
	const farOut = tooFarOut(rows.map(({chance}) => chance), offLevel);
	return rows.map((row, index) => [row, judge(row, farOut[index]!)] as const);
};

const judge = ({measured, predicted, low, high, tolerance}: Omit<Judged, 'chance'>, isFarOut: boolean): Verdict => {
	if (measured >= low && measured <= high) {
		return 'agrees';
	}

	const most = 'share' in tolerance ? tolerance.share * Math.abs(measured) : tolerance.absolute;
	if (Math.abs(predicted - measured) <= most) {
		return 'near';
	}

	return isFarOut ? 'off' : 'unsure';
};
