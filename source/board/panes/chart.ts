import type {ChartRows} from '../../charts/off-screen.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';

/** Puts a drawn chart into an area, its inks in the colours of the theme. */
export function drawChart(area: Area, rows: ChartRows, roles: Readonly<Record<number, Role>>) {
	for (const [y, runs] of rows.entries()) {
		let x = 0;
		for (const {text, ink} of runs) {
			x = area.text(x, y, text.replaceAll('⠀', ' '), roles[ink] ?? 'dim');
		}
	}
}
