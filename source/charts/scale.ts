const mantissas = [1, 2, 2.5, 5, 10];

/** A scale from 0 whose marks are round numbers: `marks` of them (about `wanted`), the highest at or above `highest`. */
export function roundScale(highest: number, wanted: number): {readonly top: number; readonly marks: number} {
	const rough = Math.max(highest, 1e-9) / Math.max(1, wanted);
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * (mantissas.find(mantissa => mantissa * power >= rough * 0.999) ?? 10);
	const marks = Math.max(1, Math.ceil(highest / step));
	return {top: step * marks, marks};
}

/** At most `count` of the items, evenly spread, the last one always among them. */
export function thinned<Item>(items: readonly Item[], count: number): readonly Item[] {
	if (items.length <= count || count < 2) {
		return items.length <= count ? items : items.slice(-Math.max(0, count));
	}

	return Array.from({length: count}, (_, index) => items[Math.round(index * (items.length - 1) / (count - 1))]!);
}
