/**
Draws blessed-contrib's widgets into memory: no terminal, no streams, no terminfo, no listeners on the process.

A blessed screen normally owns the terminal and the signals. Here it gets a program that has neither, and instead of drawing it is asked for its cells.
*/
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const noop = () => undefined;

/** What this file needs of a blessed screen; blessed's own types leave out the cells. */
type Screen = {
	draw: () => void;
	append(widget: unknown): void;
	render(): void;
	/** Rows of [attributes, character]. */
	readonly lines: ReadonlyArray<ReadonlyArray<readonly [number, string]>>;
};

type ScreenClass = (new (options: {program: unknown}) => Screen) & {bind: () => void};

/** A widget of blessed-contrib: what it is given depends on its kind. */
type Widget = {setData(...data: unknown[]): void};
type WidgetMaker = (options: Record<string, unknown>) => Widget;

/** A stretch of characters of one ink (a colour number of 0 to 255; -1: none). */
export type ChartRun = {readonly text: string; readonly ink: number};
/** Rows of a drawn chart, top first. */
export type ChartRows = ReadonlyArray<readonly ChartRun[]>;

/** The widgets, loaded one by one: the whole package takes twice as long. */
const makers = {
	line: () => require('blessed-contrib/lib/widget/charts/line') as WidgetMaker,
	sparkline: () => require('blessed-contrib/lib/widget/sparkline') as WidgetMaker,
	stackedBars: () => require('blessed-contrib/lib/widget/charts/stacked-bar') as WidgetMaker,
	donut: () => require('blessed-contrib/lib/widget/donut') as WidgetMaker,
};

export type ChartKind = keyof typeof makers;

/** Columns and rows by which a widget's canvas is smaller than the widget, as it expects a border around itself. */
const slack: Readonly<Record<ChartKind, readonly [columns: number, rows: number]>> = {line: [6, 3], sparkline: [2, 0], donut: [2, 3], stackedBars: [2, 2]};

/** Rows at the top that a widget leaves free for a label. */
const above: Partial<Readonly<Record<ChartKind, number>>> = {stackedBars: 2};

let screenClass: ScreenClass | undefined;

function loadScreen(): ScreenClass {
	const loaded = require('blessed/lib/widgets/screen') as ScreenClass;
	loaded.bind = noop; // It would put handlers on SIGINT, SIGTERM, exit and more, after which a signal no longer ends the process
	return loaded;
}

function createScreen(columns: number, rows: number): Screen {
	screenClass ??= loadScreen();
	const {prototype} = require('blessed/lib/program') as {prototype: Record<string, unknown>};
	// Without its constructor a program opens no streams, reads no terminfo and runs no `tmux -V`
	const program = Object.assign(Object.create(prototype) as Record<string, unknown>, {
		cols: columns,
		rows,
		options: {},
		tput: {unicode: true, numbers: {}, strings: {}, features: {}, colors: 256},
		put: new Proxy({}, {get: () => noop}),
		scrollTop: 0,
		scrollBottom: rows - 1,
	});
	for (const method of ['setupTput', 'on', 'alternateBuffer', 'normalBuffer', 'csr', 'cup', 'clear', 'flush', 'destroy', 'hideCursor', 'showCursor', '_write']) {
		program[method] = noop;
	}

	const Screen = screenClass;
	const screen = new Screen({program});
	screen.draw = noop;
	return screen;
}

const noColour = 0x1_FF;

/** The ink of a cell: its foreground colour. */
const inkOf = (attributes: number) => {
	const foreground = (attributes >> 9) & noColour;
	return foreground === noColour ? -1 : foreground;
};

/** The ink of a cell that is filled: its background colour; -1: it is not. */
const fillOf = (attributes: number) => {
	const background = attributes & noColour;
	return background === noColour ? -1 : background;
};

/** One widget of a fixed size. It is made once and given data as often as needed. */
export class OffScreenChart {
	readonly #widget: Widget;
	readonly #screen: Screen;
	readonly #columns: number;
	readonly #rows: number;
	readonly #above: number;

	constructor(kind: ChartKind, {columns, rows, ...options}: {readonly columns: number; readonly rows: number} & Record<string, unknown>) {
		const [moreColumns, moreRows] = slack[kind];
		this.#columns = columns;
		this.#rows = rows;
		this.#above = above[kind] ?? 0;
		this.#screen = createScreen(columns + moreColumns, rows + moreRows);
		this.#widget = makers[kind]()({screen: this.#screen, top: 0, left: 0, width: columns + moreColumns, height: rows + moreRows, ...options});
		this.#screen.append(this.#widget);
	}

	/** Draws the data; what it may be is the widget's business. */
	draw(...data: unknown[]): ChartRows {
		this.#widget.setData(...data);
		this.#screen.render();
		return this.#screen.lines.slice(this.#above, this.#above + this.#rows).map(line => {
			const runs: Array<{text: string; ink: number}> = [];
			for (const [attributes, character] of line.slice(0, this.#columns)) {
				const fill = fillOf(attributes);
				const [ink, text] = fill === -1 ? [inkOf(attributes), character] as const : [fill, '█'] as const;
				const last = runs.at(-1);
				if (last && (last.ink === ink || text === ' ')) {
					last.text += text;
				} else {
					runs.push({text, ink});
				}
			}

			return runs;
		});
	}
}
