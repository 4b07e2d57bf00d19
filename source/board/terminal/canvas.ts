import type {Painter} from './painter.js';
import {styleOf, type Style} from './style.js';
import {codePointWidth, isSimple} from './width.js';

const blankStyle = styleOf('text');
/** Names of threads may hold control characters; those must not reach a terminal. */
const isControl = (character: string) => {
	const code = character.codePointAt(0)!;
	return code < 0x20 || (code >= 0x7F && code < 0xA0);
};

/**
A picture of the terminal: a character and a style for each cell.

    cell     0    1    2    3
    chars   'a'  '漢'  ''   'b'     a wide character fills its cell, the next one holds ''
    styles   5    7    7    5
*/
export class Canvas {
	readonly chars: string[];
	readonly styles: Uint16Array;

	constructor(readonly columns: number, readonly rows: number) {
		this.chars = Array.from({length: columns * rows}, () => ' ');
		this.styles = new Uint16Array(columns * rows).fill(blankStyle);
	}

	clear() {
		this.chars.fill(' ');
		this.styles.fill(blankStyle);
	}

	/** Writes a text from column `x`, inside `from` (first) to `until` (first not). Gives the column after it. */
	text(x: number, y: number, text: string, style: Style, from = 0, until = this.columns): number {
		if (y < 0 || y >= this.rows) {
			return x;
		}

		if (isSimple(text)) {
			this.#simple(x, y, text, style, from, until);
			return x + text.length;
		}

		let column = x;
		for (const character of text) {
			const width = codePointWidth(character);
			if (width === 0) {
				this.#combine(column - 1, y, character, from);
				continue;
			}

			if (column >= from && column + width <= until) {
				this.#put(column, y, isControl(character) ? '?' : character, style, width);
			}

			column += width;
			if (column >= until) {
				break;
			}
		}

		return column;
	}

	/** Gives a cell of one style another one. */
	restyle(x: number, y: number, from: Style, to: Style) {
		const index = (y * this.columns) + x;
		if (this.styles[index] === from) {
			this.styles[index] = to;
		}
	}

	/** Takes one cell over from another canvas of the same size. */
	take(source: Canvas, x: number, y: number) {
		const index = (y * this.columns) + x;
		this.#freeHalves(index, x, source.chars[index + 1] === '' ? 2 : 1);
		this.chars[index] = source.chars[index]!;
		this.styles[index] = source.styles[index]!;
	}

	/** The cells from column `from` (first) to `until` (first not) of row `y`, with escape sequences. */
	span(painter: Painter, y: number, from: number, until: number): string {
		let out = '';
		let current = -1;
		for (let index = (y * this.columns) + from; index < (y * this.columns) + until; index++) {
			const character = this.chars[index]!;
			if (this.styles[index] !== current && character !== '') {
				current = this.styles[index]!;
				out += painter.sgr(current);
			}

			out += this.#drawn(painter, character);
		}

		return out;
	}

	/** Row `y` without escape sequences. */
	plain(painter: Painter, y: number): string {
		return this.chars.slice(y * this.columns, (y + 1) * this.columns).map(character => this.#drawn(painter, character)).join('');
	}

	#drawn(painter: Painter, character: string): string {
		if (!painter.ascii || character === '') {
			return character;
		}

		return painter.glyph(character).padEnd(codePointWidth(character));
	}

	/** Writes characters of which each takes one cell. */
	#simple(x: number, y: number, text: string, style: Style, from: number, until: number) {
		const base = (y * this.columns) + x;
		const end = Math.min(text.length, until - x);
		for (let index = Math.max(0, from - x); index < end; index++) {
			const cell = base + index;
			if (this.chars[cell] === '' || this.chars[cell + 1] === '') {
				this.#freeHalves(cell, x + index, 1);
			}

			this.chars[cell] = text[index]!;
			this.styles[cell] = style;
		}
	}

	#combine(x: number, y: number, mark: string, from: number) {
		const index = (y * this.columns) + x;
		if (x >= from && x < this.columns && this.chars[index] !== '' && this.chars[index]!.length < 8) {
			this.chars[index] += mark;
		}
	}

	#put(x: number, y: number, character: string, style: Style, width: number) {
		const index = (y * this.columns) + x;
		this.#freeHalves(index, x, width);
		this.chars[index] = character;
		this.styles[index] = style;
		if (width === 2) {
			this.chars[index + 1] = '';
			this.styles[index + 1] = style;
		}
	}

	/** Blanks what would be left of wide characters when `width` cells from `index` are overwritten. */
	#freeHalves(index: number, x: number, width: number) {
		if (this.chars[index] === '' && x > 0) {
			this.chars[index - 1] = ' ';
		}

		if (x + width < this.columns && this.chars[index + width] === '') {
			this.chars[index + width] = ' ';
		}
	}
}
