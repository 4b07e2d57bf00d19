import type {Canvas} from './canvas.js';
import {styleOf, type Ground, type Role} from './style.js';
import {cutText, displayWidth} from './width.js';

/** A rectangle of a canvas with its own coordinates; nothing drawn in it can leave it. */
export class Area {
	readonly width: number;
	readonly height: number;
	readonly #canvas: Canvas;
	readonly #x: number;
	readonly #y: number;

	constructor(canvas: Canvas, {x, y, width, height}: {x: number; y: number; width: number; height: number}) {
		this.#canvas = canvas;
		this.#x = x;
		this.#y = y;
		this.width = Math.max(0, Math.min(width, canvas.columns - x));
		this.height = Math.max(0, Math.min(height, canvas.rows - y));
	}

	/** Writes from column `x` of row `y`; what does not fit is dropped. Gives the column after it. */
	text(x: number, y: number, text: string, role: Role = 'text', ground: Ground = 'none'): number {
		if (y < 0 || y >= this.height) {
			return x;
		}

		return this.#canvas.text(this.#x + x, this.#y + y, text, styleOf(role, ground), this.#x, this.#x + this.width) - this.#x;
	}

	/** Writes pieces one after the other. */
	pieces(x: number, y: number, pieces: ReadonlyArray<Piece | undefined>, ground: Ground = 'none'): number {
		let column = x;
		for (const piece of pieces) {
			if (piece) {
				column = this.text(column, y, piece[0], piece[1], ground);
			}
		}

		return column;
	}

	/** Writes so that the text ends before column `end`. */
	right(end: number, y: number, text: string, role: Role = 'text', ground: Ground = 'none') {
		const cut = cutText(text, Math.max(0, end));
		this.text(end - displayWidth(cut), y, cut, role, ground);
	}

	/** Gives a whole row a ground. */
	bar(y: number, ground: Ground, role: Role = 'text') {
		this.text(0, y, ' '.repeat(this.width), role, ground);
	}

	/** Gives another role to what has one of them, at the edges of the first `rows` rows. */
	repaint(from: Role, to: Role, rows: number) {
		for (let y = 0; y < Math.min(rows, this.height); y++) {
			const isEdge = y === 0 || y === this.height - 1;
			for (let x = 0; x < this.width; x += isEdge ? 1 : Math.max(1, this.width - 1)) {
				this.#canvas.restyle(this.#x + x, this.#y + y, styleOf(from), styleOf(to));
			}
		}
	}

	/** A rectangle inside this one. */
	part(x: number, y: number, width: number, height: number): Area {
		const left = Math.max(0, x);
		const top = Math.max(0, y);
		return new Area(this.#canvas, {
			x: this.#x + left,
			y: this.#y + top,
			width: Math.max(0, Math.min(width, this.width - left)),
			height: Math.max(0, Math.min(height, this.height - top)),
		});
	}
}

/** A text and what it means. */
export type Piece = readonly [text: string, role: Role];
