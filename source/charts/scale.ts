const mantissas = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
/** Rows from one mark to the next. */
const strides = [2, 3, 4];
const dotsPerRow = 4;
/** Charts so low that two rows from mark to mark would leave only the zero. */
const lowDots = 13;

/** The least round step of at least `goal`; from 1 on a whole number, as marks have no digits after the point there. */
function roundStep(goal: number): number {
	const power = 10 ** Math.floor(Math.log10(goal));
	return mantissas.map(mantissa => mantissa * power).find(step => step >= goal && (step < 1 || Number.isInteger(step))) ?? 10 * power;
}

/**
A scale from 0 for a chart that is `dots` high: marks at round numbers, whole rows apart, so that they are evenly spaced.
Of all such scales the one that ends closest above `highest`. `marks` need not be a whole number: the scale may end between two.
*/
export function evenScale(highest: number, dots: number): {readonly top: number; readonly marks: number} {
	const goal = Math.max(highest, 1e-6);
	let best = {top: Infinity, marks: 1};
	for (const stride of dots <= lowDots ? [1] : strides.filter(rows => (rows + 1) * dotsPerRow < dots)) {
		const marks = dots / (stride * dotsPerRow);
		const top = roundStep(goal / marks) * marks;
		if (top < best.top) {
			best = {top, marks};
		}
	}

	return best;
}

/** At most `count` of the items, evenly spread, the last one always among them. */
export function thinned<Item>(items: readonly Item[], count: number): readonly Item[] {
	if (items.length <= count) {
		return items;
	}

	return count < 2 ? items.slice(items.length - count) : Array.from({length: count}, (_, index) => items[Math.round(index * (items.length - 1) / (count - 1))]!);
}
