import {OffScreenChart, type ChartKind} from './off-screen.js';
import {evenScale, thinned} from './scale.js';
import {columnsOf, type ChartRows} from './widget-text.js';

/** Inks that charts are asked to draw with; the board gives them the colours of its theme. */
export const inks = {first: 1, second: 2, third: 3, axis: 4, text: 5} as const;

const names: Readonly<Record<number, string>> = {1: 'red', 2: 'green', 3: 'yellow', 4: 'blue', 5: 'magenta'};
const name = (ink: number) => names[ink]!;

/** Inks of the parts of a bar, in their order. */
export const partInks = [inks.first, inks.second, inks.third, inks.text] as const;

/** The widget of sparklines reckons with whole numbers of 32 bits, of which it needs eight: larger values than fit into the others would be lost, and small ones rounded to nothing. */
const sparklineTop = 1 << 20;

/** Values on a scale that the widget of sparklines can reckon with. */
function widgetScale(values: readonly number[]): readonly number[] {
	const highest = Math.max(0, ...values);
	return highest > 0 ? values.map(value => value * sparklineTop / highest) : values;
}

/** The widget of large figures has no point: a column is put in for it. */
const withPoint = (rows: ChartRows, column: number, columns: number): ChartRows => rows.map((runs, y) => [
	...columnsOf(runs, 0, column),
	{text: y === rows.length - 1 ? '▂' : ' ', ink: inks.first},
	...columnsOf(runs, column, columns - column),
]);

export type Size = {readonly columns: number; readonly rows: number};

export type LineData = {
	/** One label a point. */
	readonly labels: readonly string[];
	readonly series: ReadonlyArray<{readonly ink: number; readonly values: readonly number[]}>;
};

type Drawn = {readonly key: string; readonly rows: ChartRows};

/**
The charts of a board. Each is known by its kind and a name; it is drawn anew only when its key or its size changes, as one drawing takes more than a millisecond.
*/
export class Charts {
	readonly #widgets = new Map<string, OffScreenChart>();
	readonly #drawn = new Map<string, Drawn>();

	/** Lines over time on a scale from 0. */
	line(id: string, key: string, size: Size, data: () => LineData): ChartRows {
		return this.#remember(`line ${id}`, `${key} ${size.columns}x${size.rows}`, () => {
			const {labels, series} = data();
			const kept = thinned(labels.map((_, index) => index), size.columns * 2);
			const at = (values: readonly number[]) => kept.map(index => values[index] ?? 0);
			const highest = Math.max(0, ...series.flatMap(({values}) => at(values)));
			// The widget draws two dots too high, out of its canvas at the top: leave room there
			const dots = Math.max(4, (size.rows * 4) - 7);
			const {top, marks} = evenScale(highest / (1 - (2.5 / dots)), dots);
			const chart = this.#widget('line', {
				...size, maxY: top, numYLabels: marks, xPadding: 4, xLabelPadding: 2,
				style: {line: name(inks.first), text: name(inks.text), baseline: name(inks.axis)},
			});
			return chart.draw(series.map(({ink, values}) => ({x: kept.map(index => labels[index] ?? ''), y: at(values), style: {line: name(ink)}})));
		});
	}

	/** A row of bars an eighth to a whole cell high for each series, each on its own scale from 0; the newest values that fit, to the right. */
	sparklines(id: string, key: string, columns: number, series: () => ReadonlyArray<readonly number[]>): readonly string[] {
		return this.#remember(`sparklines ${id}`, `${key} ${columns}`, () => {
			const data = series();
			const chart = this.#widget('sparkline', {columns: columns + 1, rows: (data.length * 3) + 1, tags: true});
			// The widget scales from the lowest value: a zero in front holds the scale at 0, and its own bar is cut off
			const rows = chart.draw(data.map(() => ''), data.map(values => [0, ...widgetScale(values.slice(-columns))]));
			return data.map((_, index) => {
				const text = (rows[(index * 3) + 2] ?? []).map(run => run.text).join('').trimEnd();
				return [{text: [...text].slice(1).join('').padStart(columns), ink: inks.first}];
			});
		}).map(row => row[0]?.text ?? '');
	}

	/** Standing bars made of parts, one ink a part, from the left and of whole rows; no text. `top` is the value that fills the height. */
	stackedBars(id: string, key: string, size: Size, {width, spacing, top}: {
		readonly width: number;
		readonly spacing: number;
		readonly top: number;
	}, bars: () => ReadonlyArray<readonly number[]>): ChartRows {
		return this.#remember(`stackedBars ${id}`, `${key} ${size.columns}x${size.rows} ${width} ${spacing} ${top}`, () => {
			const data = bars();
			const chart = this.#widget('stackedBars', {
				...size, barWidth: width - 1, barSpacing: spacing, xOffset: 0, // It fills a column more than it is told
				maxValue: top, showText: false, showLegend: false,
				barBgColor: partInks.map(ink => name(ink)),
			});
			return chart.draw({barCategory: data.map(() => ''), stackedCategory: [], data});
		});
	}

	/** Lying bars one below the other, of whole columns and one ink a part; `spacing` is the rows left free between two. Parts of no columns are left out. */
	gauges(id: string, key: string, {spacing, ...size}: Size & {readonly spacing: number}, bars: () => ReadonlyArray<readonly number[]>): ChartRows {
		return this.#remember(`gauges ${id}`, `${key} ${size.columns}x${size.rows} ${spacing}`, () => {
			const chart = this.#widget('gauges', {...size, gaugeSpacing: spacing, gauges: []});
			// It measures in percent of two columns less than it has, and fills a column more than it is told, which the next part takes back
			const percent = (columns: number) => (columns + 0.001) * 100 / (size.columns - 2);
			return chart.draw(bars().map(parts => {
				const shown = parts.flatMap((columns, index) => columns > 0 ? [{columns, ink: partInks[index]!}] : []);
				return {stack: shown.map(({columns, ink}, index) => ({percent: percent(index === shown.length - 1 ? columns - 1 : columns), stroke: name(ink)}))};
			}));
		});
	}

	/** A number in large figures, as those of a pocket calculator: digits, a minus, one point. Each takes `pitch` columns, the point one. */
	figures(id: string, text: string, {pitch, rows}: {readonly pitch: number; readonly rows: number}): ChartRows {
		return this.#remember(`figures ${id}`, `${text} ${pitch}x${rows}`, () => {
			const [whole = '', decimals = ''] = text.split('.');
			const shown = whole + decimals;
			const columns = shown.length * pitch;
			// Its own paddings, so that each figure begins with a column of the terminal; lines two dots thick, as thinner ones get lost and thicker ones are hollow
			const chart = this.#widget('lcd', {
				columns, rows, elements: shown.length, display: ' ', color: name(inks.first),
				spacing: 4, padding: 2, segmentWidth: 1.2 / ((pitch * 2) - 4), segmentInterval: 0.03,
			});
			const drawn = chart.draw(shown);
			return decimals === '' ? drawn : withPoint(drawn, whole.length * pitch, columns);
		});
	}

	/** A ring filled to a share of 0 to 1. */
	donut(id: string, key: string, size: Size, share: () => {readonly share: number; readonly label: string}): ChartRows {
		return this.#remember(`donut ${id}`, `${key} ${size.columns}x${size.rows}`, () => {
			const radius = Math.max(2, Math.min(size.columns, (size.rows - 1) * 2) - 2);
			const chart = this.#widget('donut', {
				...size, radius, arcWidth: Math.max(2, Math.round(radius / 4)), yPadding: 2,
				remainColor: name(inks.axis), stroke: name(inks.text), fill: name(inks.text),
			});
			const {share: part, label} = share();
			return chart.draw([{percent: Math.min(1, Math.max(0, part)), label, color: name(inks.first)}]);
		});
	}

	#remember(id: string, key: string, draw: () => ChartRows): ChartRows {
		const before = this.#drawn.get(id);
		if (before?.key === key) {
			return before.rows;
		}

		const rows = draw();
		this.#drawn.set(id, {key, rows});
		return rows;
	}

	/** Widgets are kept: making one costs more than drawing with it. */
	#widget(kind: ChartKind, options: Size & Record<string, unknown>): OffScreenChart {
		const id = `${kind} ${JSON.stringify(options)}`;
		let widget = this.#widgets.get(id);
		if (!widget) {
			if (this.#widgets.size >= 12) {
				this.#widgets.clear(); // After many sizes and scales: old ones will hardly come back
			}

			widget = new OffScreenChart(kind, options);
			this.#widgets.set(id, widget);
		}

		return widget;
	}
}
