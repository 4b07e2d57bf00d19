const mantissas = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A scale from 0 with round marks, about `wanted` of them: of all such scales the one that ends closest above `highest`. */
export function roundScale(highest: number, wanted: number): {readonly top: number; readonly marks: number} {
	const goal = Math.max(highest, 1e-6);
	let best = {top: Infinity, marks: 1};
	for (let marks = Math.max(1, wanted - 1); marks <= wanted + 1; marks++) {
		const power = 10 ** Math.floor(Math.log10(goal / marks));
		const step = power * (mantissas.find(mantissa => mantissa * power * marks >= goal) ?? 10);
		if (step * marks < best.top) {
			best = {top: step * marks, marks};
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
