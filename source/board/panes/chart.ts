import type {ChartRows} from '../../charts/off-screen.js';
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

/** Puts a drawn chart into an area, its inks in the colours of the theme; `glyphs` are what its filled cells become, so that they can be told apart without colours. */
export function drawChart(area: Area, rows: ChartRows, roles: Readonly<Record<number, Role>>, glyphs: Readonly<Record<number, string>> = {}) {
	for (const [y, runs] of rows.entries()) {
		let x = 0;
		for (const {text, ink} of runs) {
			x = area.text(x, y, text.replaceAll('⠀', ' ').replaceAll('█', glyphs[ink] ?? '█'), roles[ink] ?? 'dim');
		}
	}
}
