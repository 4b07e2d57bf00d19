/** Where a policy's column of the comparison is: in columns of the terminal. */
export type Slot = {
	/** Index of the policy. */
	readonly policy: number;
	readonly x: number;
	readonly width: number;
};

/** The columns of the comparison. */
export type CompareLayout = {
	readonly label: number;
	/** The first policy, and those others for which there is room. */
	readonly slots: readonly Slot[];
	/** Policies without a column at the left and at the right of the others that have one. */
	readonly hidden: {readonly left: number; readonly right: number};
};

/** Fewest and most columns for the values of the first policy, which have no deltas, and for the others. */
const first = {least: 10, most: 36} as const;
const other = {least: 20, most: 56} as const;
const widestLabel = 27;

/**
Columns for `policies` in `width`: the first stays in sight, as the deltas are against it; the others move so that the one in focus is seen.
There is always room for one other; what does not fit of it is cut.
*/
export function compareLayout(width: number, policies: number, focus: number): CompareLayout {
	const label = Math.min(widestLabel, Math.floor(width * 0.42));
	const room = width - label;
	const others = policies - 1;
	const visible = Math.min(others, Math.max(1, Math.floor((room - first.least) / other.least)));
	const spare = Math.max(0, Math.floor((room - first.least - (other.least * visible)) / (visible + 1)));
	const firstWidth = Math.min(first.most, first.least + spare);
	const otherWidth = Math.min(other.most, other.least + spare);
	const start = 1 + Math.min(Math.max(0, focus - visible), others - visible);
	const rest = Array.from({length: visible}, (_, at): Slot => ({policy: start + at, x: label + firstWidth + (at * otherWidth), width: otherWidth}));
	return {
		label,
		slots: [{policy: 0, x: label, width: firstWidth}, ...rest],
		hidden: {left: start - 1, right: others - visible - (start - 1)},
	};
}
