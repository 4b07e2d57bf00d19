import {Buffer} from 'node:buffer';
import {clusterOf, glyphOf, isSecondHalf, secondHalf} from './glyphs.js';
import type {Painter} from './painter.js';
import {styleOf, type Style} from './style.js';
import {codePointWidth, isControl, isSimpleCode, isUnseen} from './width.js';

const blankStyle = styleOf('text');
const blank = 0x20;
const questionMark = 0x3F;
/**
A picture of the terminal: a glyph and a style for each cell, as numbers, so that two pictures are quickly compared.

    cell     0    1    2    3
    glyphs  'a'  '漢'   0   'b'     a wide character fills its cell, the next one holds 0
    styles   5    7    7    5
*/
export class Canvas {
	/** What `glyphs.ts` numbers: a code point, nearly always. */
	readonly glyphs: Uint32Array;
	readonly styles: Uint16Array;
	/** A wide character was written since all was blank: only then there may be a half of one to free. */
	#hasWide = false;
	/** The bytes of each row: of its glyphs, of its styles. */
	readonly #bytes: ReadonlyArray<readonly [glyphs: Uint8Array, styles: Uint8Array]>;

	constructor(readonly columns: number, readonly rows: number) {
		this.glyphs = new Uint32Array(columns * rows).fill(blank);
		this.styles = new Uint16Array(columns * rows).fill(blankStyle);
		const bytesOf = ({buffer, BYTES_PER_ELEMENT: size}: Uint32Array | Uint16Array, y: number) => new Uint8Array(buffer, y * columns * size, columns * size);
		this.#bytes = Array.from({length: rows}, (_, y) => [bytesOf(this.glyphs, y), bytesOf(this.styles, y)]);
	}

	/** Whether a row is the same in another canvas of the same size; nearly all are, from one picture to the next. */
	hasRow(y: number, other: Canvas): boolean {
		const [glyphs, styles] = this.#bytes[y]!;
		const [otherGlyphs, otherStyles] = other.#bytes[y]!;
		return Buffer.compare(glyphs, otherGlyphs) === 0 && Buffer.compare(styles, otherStyles) === 0;
	}

	clear() {
		this.#hasWide = false;
		this.glyphs.fill(blank);
		this.styles.fill(blankStyle);
	}

	/** Writes a text from column `x`, inside `from` (first) to `until` (first not). Gives the column after it, or one that is not before `until`. */
	text(x: number, y: number, text: string, style: Style, from = 0, until = this.columns): number {
		if (y < 0 || y >= this.rows) {
			return x;
		}

		const {glyphs, styles} = this;
		const base = y * this.columns;
		for (let index = 0; index < text.length; index++) {
			const column = x + index;
			if (column >= until) {
				break;
			}

			const code = text.charCodeAt(index); // eslint-disable-line unicorn/prefer-code-point -- every character of the screen comes by here
			if (!isSimpleCode(code)) {
				return this.#anyText(column, y, text.slice(index), style, from, until);
			}

			if (column >= from) {
				const cell = base + column;
				if (this.#hasWide && (glyphs[cell] === secondHalf || glyphs[cell + 1] === secondHalf)) {
					this.#freeHalves(cell, column, 1);
				}

				glyphs[cell] = code;
				styles[cell] = style;
			}
		}

		return x + text.length;
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
		this.#hasWide ||= source.#hasWide;
		this.#freeHalves(index, x, source.glyphs[index + 1] === secondHalf ? 2 : 1);
		this.glyphs[index] = source.glyphs[index]!;
		this.styles[index] = source.styles[index]!;
	}

	/** The cells from column `from` (first) to `until` (first not) of row `y`, with escape sequences. */
	span(painter: Painter, y: number, from: number, until: number): string {
		let out = '';
		let current = -1;
		for (let index = (y * this.columns) + from; index < (y * this.columns) + until; index++) {
			const glyph = this.glyphs[index]!;
			if (isSecondHalf(glyph)) {
				continue;
			}

			if (this.styles[index] !== current) {
				current = this.styles[index]!;
				out += painter.sgr(current);
			}

			out += this.#drawn(painter, glyph);
		}

		return out;
	}

	/** Row `y` without escape sequences. */
	plain(painter: Painter, y: number): string {
		let out = '';
		for (const glyph of this.glyphs.subarray(y * this.columns, (y + 1) * this.columns)) {
			out += isSecondHalf(glyph) ? '' : this.#drawn(painter, glyph);
		}

		return out;
	}

	#drawn(painter: Painter, glyph: number): string {
		const character = glyphOf(glyph);
		return painter.ascii ? painter.glyph(character).padEnd(codePointWidth(character)) : character;
	}

	/** Writes characters of any width. */
	#anyText(x: number, y: number, text: string, style: Style, from: number, until: number): number {
		let column = x;
		for (const character of text) {
			const width = codePointWidth(character);
			if (width === 0) {
				if (!isUnseen(character)) {
					this.#combine(column - 1, y, character, from);
				}

				continue;
			}

			if (column >= from && column + width <= until) {
				const code = character.codePointAt(0)!;
				this.#put(column, y, isControl(code) ? questionMark : code, style, width);
			}

			column += width;
			if (column >= until) {
				break;
			}
		}

		return column;
	}

	#combine(x: number, y: number, mark: string, from: number) {
		const index = (y * this.columns) + x;
		if (x >= from && x < this.columns && !isSecondHalf(this.glyphs[index]!)) {
			this.glyphs[index] = clusterOf(this.glyphs[index]!, mark);
		}
	}

	#put(x: number, y: number, glyph: number, style: Style, width: number) {
		const index = (y * this.columns) + x;
		this.#freeHalves(index, x, width);
		this.glyphs[index] = glyph;
		this.styles[index] = style;
		if (width === 2) {
			this.#hasWide = true;
			this.glyphs[index + 1] = secondHalf;
			this.styles[index + 1] = style;
		}
	}

	/** Blanks what would be left of wide characters when `width` cells from `index` are overwritten. */
	#freeHalves(index: number, x: number, width: number) {
		if (this.glyphs[index] === secondHalf && x > 0) {
			this.glyphs[index - 1] = blank;
		}

		if (x + width < this.columns && this.glyphs[index + width] === secondHalf) {
			this.glyphs[index + width] = blank;
		}
	}
}
