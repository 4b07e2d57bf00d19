import type {ChartRows} from '../../charts/widget-text.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';

/** The row in which the newest end of a line lies; undefined: another line hides it. */
export function endRow(rows: ChartRows, ink: number): number | undefined {
	let end: {readonly x: number; readonly y: number} | undefined;
	let width = 0;
	for (const [y, runs] of rows.entries()) {
		let x = 0;
		for (const run of runs) {
			x += run.text.length;
			const last = x - (run.text.length - run.text.trimEnd().length);
			if (run.ink === ink && last > (end?.x ?? 0)) {
				end = {x: last, y};
			}
		}

		width = Math.max(width, x);
	}

	return end && end.x > width * 0.9 ? end.y : undefined;
}

/** What the filled cells of an ink become. */
type Glyphs = Readonly<Record<number, string>>;
const noGlyphs: Glyphs = {};

/** Puts a drawn chart into an area, its inks in the colours of the theme; `glyphs` are what its filled cells become, so that they can be told apart without colours. */
export function drawChart(area: Area, rows: ChartRows, roles: Readonly<Record<number, Role>>, glyphs: Glyphs = noGlyphs) {
	let y = 0;
	for (const runs of readied(rows, glyphs)) {
		let x = 0;
		for (const {text, ink} of runs) {
			x = area.text(x, y, text, roles[ink] ?? 'dim');
		}

		y++;
	}
}

/** Charts are drawn once and shown for many frames. */
const ready = new WeakMap<ChartRows, {readonly glyphs: Glyphs; readonly rows: ChartRows}>();

function readied(rows: ChartRows, glyphs: Glyphs): ChartRows {
	const known = ready.get(rows);
	if (known?.glyphs === glyphs) {
		return known.rows;
	}

	const made = rows.map(runs => runs.map(({text, ink}) => ({text: text.replaceAll('█', glyphs[ink] ?? '█'), ink})));
	ready.set(rows, {glyphs, rows: made});
	return made;
}

/** Columns of a chart from the first to the last that the lines of `inks` take; undefined: none is there. */
export function linesSpan(rows: ChartRows, inks: readonly number[]): {readonly first: number; readonly last: number} | undefined {
	let first = Infinity;
	let last = 0;
	for (const row of rows) {
		let x = 0;
		for (const {text, ink} of row) {
			if (inks.includes(ink)) {
				first = Math.min(first, x + text.length - text.trimStart().length);
				last = Math.max(last, x + text.trimEnd().length - 1);
			}

			x += text.length;
		}
	}

	return last > first ? {first, last} : undefined;
}

/** Stands a line in a chart over time at the moment that is shown, `share` of the way from its first sample to its last; `inks` are those of its lines. */
export function drawCursor(area: Area, rows: ChartRows, inks: readonly number[], share: number) {
	const lines = linesSpan(rows, inks);
	if (lines) {
		const x = lines.first + Math.round(Math.min(1, Math.max(0, share)) * (lines.last - lines.first));
		for (let y = 0; y < rows.length - 2; y++) {
			area.text(x, y, '│', 'strong');
		}
	}
}
