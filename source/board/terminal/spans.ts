import type {Canvas} from './canvas.js';
import {isSecondHalf} from './glyphs.js';
import type {Painter} from './painter.js';

/** Unchanged cells that are cheaper to write again than to jump over. */
const worthwhileGap = 6;

/**
What to write so that a terminal which shows `before` shows `after`; all of it where `before` is unknown or of another size.
Both ends of a stretch are moved so that no wide character is cut in two.
*/
export function spans(after: Canvas, before: Canvas | undefined, painter: Painter): string {
	const {columns, rows} = after;
	const known = before?.columns === columns && before.rows === rows ? before : undefined;
	let out = '';
	for (let y = 0; y < rows; y++) {
		if (known && after.hasRow(y, known)) {
			continue;
		}

		const base = y * columns;
		let x = 0;
		while (x < columns) {
			if (known && known.glyphs[base + x] === after.glyphs[base + x] && known.styles[base + x] === after.styles[base + x]) {
				x++;
				continue;
			}

			let from = x;
			let until = x + 1;
			for (let next = until; next < columns && next - until < worthwhileGap; next++) {
				if (!known || known.glyphs[base + next] !== after.glyphs[base + next] || known.styles[base + next] !== after.styles[base + next]) {
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
	}

	return out === '' ? out : `${out}\u001B[0m`;
}
