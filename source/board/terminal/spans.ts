import type {Canvas} from './canvas.js';
import {isSecondHalf} from './glyphs.js';
import type {Painter} from './painter.js';

/** Unchanged cells that are cheaper to write again than to jump over. */
const worthwhileGap = 6;

/** What to write for row `y`; all of it where what is shown is not known. */
function rowSpans(after: Canvas, known: Canvas | undefined, painter: Painter, y: number): string {
	const {columns} = after;
	const base = y * columns;
	const isShown = (x: number) => known?.glyphs[base + x] === after.glyphs[base + x] && known?.styles[base + x] === after.styles[base + x];
	let out = '';
	let x = 0;
	while (x < columns) {
		if (isShown(x)) {
			x++;
			continue;
		}

		let from = x;
		let until = x + 1;
		for (let next = until; next < columns && next - until < worthwhileGap; next++) {
			if (!isShown(next)) {
				until = next + 1;
			}
		}

		while (from > 0 && isSecondHalf(after.glyphs[base + from]!)) {
			from--;
		}

		while (until < columns && isSecondHalf(after.glyphs[base + until]!)) {
			until++;
		}

		out += `\u001B[${y + 1};${from + 1}H${after.span(painter, y, from, until)}`;
		x = until;
	}

	return out;
}

/**
What to write so that a terminal which shows `before` shows `after`; all of it where `before` is unknown or of another size.
Both ends of a stretch are moved so that no wide character is cut in two.
*/
export function spans(after: Canvas, before: Canvas | undefined, painter: Painter): string {
	const known = before?.columns === after.columns && before.rows === after.rows ? before : undefined;
	let out = '';
	for (let y = 0; y < after.rows; y++) {
		if (!known || !after.hasRow(y, known)) {
			out += rowSpans(after, known, painter, y);
		}
	}

	return out === '' ? out : `${out}\u001B[0m`;
}
