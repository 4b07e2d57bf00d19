import {Buffer} from 'node:buffer';
import {Writable} from 'node:stream';
import type {DOMElement} from 'ink';
import {Area} from './area.js';
import {Canvas} from './canvas.js';
import {drawInkFrame} from './ink-frame.js';
import type {Painter} from './painter.js';
import {rectangle} from './rectangle.js';
import {spans} from './spans.js';

/** Where the finished bytes go: `process.stdout`, or a stand-in. */
export type Target = {
	readonly columns?: number;
	readonly rows?: number;
	write(text: string): boolean;
	on(event: 'resize' | 'drain', listener: () => void): unknown;
	off(event: 'resize' | 'drain', listener: () => void): unknown;
};

/** Draws one pane into its rectangle. */
export type Draw<Scene> = (area: Area, scene: Scene) => void;

export type FrameSinkOptions<Scene> = {
	readonly target: Target;
	readonly painter: Painter;
	/** Gathers what all panes of one picture draw from. */
	readonly scene: () => Scene;
	/** A picture is complete. */
	readonly drawn: () => void;
	/** A pane failed to draw: says so in its place, and the others go on; left out: that ends the board as any other fault does. */
	readonly paneFailed?: ((area: Area, error: unknown) => void) | undefined;
	/** The board failed. */
	readonly onError: (error: unknown) => void;
};

const csi = '\u001B[';
const sizeOf = (value: number | undefined, otherwise: number) => Math.max(1, value === undefined || value === 0 ? otherwise : value);

/**
A stand-in for `process.stdout` that is given to Ink together with `debug: true`: then each write is one whole frame, without cursor codes and unthrottled.

Ink decides where the boxes are. What is inside a surface is drawn straight into the picture, without React; dialogs (covers) are Ink's own text and lie on top.
The picture is compared cell by cell with what the terminal shows, and the difference goes out in one synchronised write.
*/
export class FrameSink<Scene> extends Writable {
	readonly isTTY = true; // eslint-disable-line @typescript-eslint/class-literal-property-style -- Ink reads it like the property of a stream
	columns: number;
	rows: number;
	/** What was written so far, to watch slow lines and to test. */
	readonly written = {frames: 0, bytes: 0};
	readonly #options: FrameSinkOptions<Scene>;
	readonly #surfaces = new Map<DOMElement, {readonly draw: Draw<Scene>; readonly over: boolean}>();
	readonly #covers = new Set<DOMElement>();
	#frame = '';
	#ink: Canvas | undefined;
	#spare: Canvas;
	#shown: Canvas | undefined;
	#scheduled = false;
	#open = false;
	#congested = false;

	constructor(options: FrameSinkOptions<Scene>) {
		super({decodeStrings: false});
		this.#options = options;
		this.columns = sizeOf(options.target.columns, 80);
		this.rows = sizeOf(options.target.rows, 24);
		this.#spare = new Canvas(this.columns, this.rows);
	}

	/** Takes the terminal over: alternate screen, no cursor, no wrapping, pastes marked as such, so that they are not taken for keys. */
	enter() {
		if (!this.#open) {
			this.#open = true;
			this.#options.target.on('resize', this.#resized);
			this.#options.target.on('drain', this.#drained);
			this.#options.target.write(`${csi}?1049h${csi}?2004h${csi}?25l${csi}?7l${csi}0m${csi}2J${csi}H`);
			this.#resized();
		}
	}

	/** Gives the terminal back as it was. */
	leave() {
		if (this.#open) {
			this.#open = false;
			this.#options.target.off('resize', this.#resized);
			this.#options.target.off('drain', this.#drained);
			this.#options.target.write(`${csi}?2026l${csi}0m${csi}?7h${csi}?25h${csi}?2004l${csi}?1049l`);
		}
	}

	/** Writes every cell anew with the next picture. */
	redraw() {
		this.#shown = undefined;
		this.invalidate();
	}

	/** Something to be seen has changed: draw soon, once. */
	invalidate() {
		if (!this.#scheduled && this.#open) {
			this.#scheduled = true;
			setImmediate(() => {
				this.#scheduled = false;
				this.#flush();
			});
		}
	}

	/** A box whose inside is drawn by `draw`, after all others if it lies over them. Gives the function that ends this. */
	surface(node: DOMElement, draw: Draw<Scene>, over = false): () => void {
		this.#surfaces.set(node, {draw, over});
		this.invalidate();
		return () => {
			this.#surfaces.delete(node);
			this.invalidate();
		};
	}

	/** A box that lies over the surfaces with what Ink drew in it. Gives the function that ends this. */
	cover(node: DOMElement): () => void {
		this.#covers.add(node);
		this.invalidate();
		return () => {
			this.#covers.delete(node);
			this.invalidate();
		};
	}

	/** The picture as it is now. */
	picture(): Canvas {
		const {columns, rows} = this;
		if (!this.#ink) {
			this.#ink = new Canvas(columns, rows);
			drawInkFrame(this.#ink, this.#options.painter, this.#frame);
		}

		const picture = this.#spare;
		picture.clear();
		const scene = this.#options.scene();
		const surfaces = [...this.#surfaces];
		for (const [node, {draw}] of [...surfaces.filter(([, {over}]) => !over), ...surfaces.filter(([, {over}]) => over)]) {
			const area = new Area(picture, rectangle(node));
			if (area.width > 0 && area.height > 0) {
				this.#draw(draw, area, scene);
			}
		}

		for (const node of this.#covers) {
			const {x, y, width, height} = rectangle(node);
			for (let row = Math.max(0, y); row < Math.min(rows, y + height); row++) {
				for (let column = Math.max(0, x); column < Math.min(columns, x + width); column++) {
					picture.take(this.#ink, column, row);
				}
			}
		}

		return picture;
	}

	override _write(chunk: string | Uint8Array, _encoding: string, done: () => void) {
		const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
		if (!text.startsWith(`${csi}?`)) { // Cursor and mode switches are the sink's own business
			this.#frame = text;
			this.#ink = undefined;
			this.invalidate();
		}

		done();
	}

	#draw(draw: Draw<Scene>, area: Area, scene: Scene) {
		const {paneFailed} = this.#options;
		if (!paneFailed) {
			draw(area, scene);
			return;
		}

		try {
			draw(area, scene);
		} catch (error) {
			paneFailed(area, error);
		}
	}

	#flush() {
		if (!this.#open || this.#congested) {
			return;
		}

		try {
			const next = this.picture();
			const out = spans(next, this.#shown, this.#options.painter);
			this.#spare = this.#shown ?? new Canvas(this.columns, this.rows);
			this.#shown = next;
			this.#options.drawn();
			if (out !== '') {
				this.written.frames++;
				this.written.bytes += out.length;
				this.#congested = !this.#options.target.write(`${csi}?2026h${out}${csi}?2026l`);
			}
		} catch (error) {
			this.#options.onError(error);
		}
	}

	readonly #drained = () => {
		this.#congested = false;
		this.invalidate();
	};

	readonly #resized = () => {
		this.columns = sizeOf(this.#options.target.columns, 80);
		this.rows = sizeOf(this.#options.target.rows, 24);
		this.#spare = new Canvas(this.columns, this.rows);
		this.#shown = undefined;
		this.#ink = undefined;
		this.emit('resize');
		this.invalidate();
	};
}
