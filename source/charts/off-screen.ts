/**
Draws blessed-contrib's widgets into memory: no terminal, no streams, no terminfo, no listeners on the process.

A blessed screen normally owns the terminal and the signals. Here it gets a program that has neither, and it is not asked to draw: what a widget has drawn on its own canvas is read from there.
*/
import {createRequire} from 'node:module';
import {columnsOf, readWidgetText, type ChartRows} from './widget-text.js';

const require = createRequire(import.meta.url);
const noop = () => undefined;

/** What this file needs of a blessed screen. */
type Screen = {append(widget: unknown): void};
type ScreenClass = (new (options: {program: unknown}) => Screen) & {bind: () => void};

/** The cells that a widget draws on: braille dots and letters, or letters and grounds. */
type Cells = {
	/** What is drawn, with escape sequences, a line a row. */
	frame(): string;
	clear(): void;
	/** Letters that lie over the dots; grounds have none. */
	readonly chars?: unknown[];
};

/** A widget of blessed-contrib: what it is given depends on its kind. */
type Widget = {
	setData(...data: unknown[]): void;
	/** Gauges take their data by this alone. */
	setGauges?(data: unknown): void;
	setContent(text: string): void;
	/** Widgets made of plain text have none. */
	readonly ctx?: {readonly _canvas: Cells; clearRect(): void};
};
type WidgetMaker = (options: Record<string, unknown>) => Widget;

/** The widgets, loaded one by one: the whole package takes twice as long. */
const makers = {
	line: () => require('blessed-contrib/lib/widget/charts/line') as WidgetMaker,
	sparkline: () => require('blessed-contrib/lib/widget/sparkline') as WidgetMaker,
	stackedBars: () => require('blessed-contrib/lib/widget/charts/stacked-bar') as WidgetMaker,
	donut: () => require('blessed-contrib/lib/widget/donut') as WidgetMaker,
	lcd: () => require('blessed-contrib/lib/widget/lcd') as WidgetMaker,
	gauges: () => require('blessed-contrib/lib/widget/gauge-list') as WidgetMaker,
};

export type ChartKind = keyof typeof makers;

/** Columns and rows by which a widget's canvas is smaller than the widget, as it expects a border around itself. */
const slack: Readonly<Record<ChartKind, readonly [columns: number, rows: number]>> = {line: [6, 3], sparkline: [2, 0], donut: [2, 3], stackedBars: [2, 2], lcd: [4, 3], gauges: [5, 0]};

/** Rows at the top that a widget leaves free for a label. */
const above: Partial<Readonly<Record<ChartKind, number>>> = {stackedBars: 2};

/** Columns at the left that a widget numbers its rows in. */
const numbered: Partial<Readonly<Record<ChartKind, number>>> = {gauges: 3};

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
	return new Screen({program});
}

/** One widget of a fixed size. It is made once and given data as often as needed. */
export class OffScreenChart {
	readonly #widget: Widget;
	readonly #columns: number;
	readonly #rows: number;
	/** Columns and rows of the drawing that are not shown. */
	readonly #left: number;
	readonly #above: number;
	/** What a widget of plain text has made of its data. */
	#text = '';

	constructor(kind: ChartKind, {columns, rows, ...options}: {readonly columns: number; readonly rows: number} & Record<string, unknown>) {
		const [moreColumns, moreRows] = slack[kind];
		this.#columns = columns;
		this.#rows = rows;
		this.#left = numbered[kind] ?? 0;
		this.#above = above[kind] ?? 0;
		const screen = createScreen(columns + moreColumns, rows + moreRows);
		this.#widget = makers[kind]()({screen, top: 0, left: 0, width: columns + moreColumns, height: rows + moreRows, ...options});
		screen.append(this.#widget);
		const {ctx} = this.#widget;
		if (ctx) {
			// The widgets clear their whole canvas, and nothing less: that need not be done dot by dot as two triangles
			ctx.clearRect = () => {
				ctx._canvas.clear();
				ctx._canvas.chars?.fill(undefined);
			};
		} else {
			this.#widget.setContent = text => {
				this.#text = text;
			};
		}
	}

	/** Draws the data; what it may be is the widget's business. */
	draw(...data: unknown[]): ChartRows {
		if (this.#widget.setGauges) {
			this.#widget.setGauges(data[0]);
		} else {
			this.#widget.setData(...data);
		}

		const rows = readWidgetText(this.#widget.ctx?._canvas.frame() ?? this.#text);
		return rows.slice(this.#above, this.#above + this.#rows).map(runs => columnsOf(runs, this.#left, this.#columns));
	}
}
