import type {Reading} from '../../../machine/index.js';
import {inks} from '../../charts/charts.js';
import {moment, percent, size, sizeText} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {drawChart, endRow} from './chart.js';
import {framed} from './chrome.js';

type State = Reading['memory']['state'];

/** A state in words and as a glyph of the strip: the higher, the shorter memory is. */
export const memoryStateLooks: Readonly<Record<State, {readonly about: string; readonly glyph: string; readonly role: Role}>> = {
	calm: {about: 'every request is served', glyph: '·', role: 'good'},
	low: {about: 'kswapd runs', glyph: '▃', role: 'warn'},
	min: {about: 'who may sleep reclaims', glyph: '▅', role: 'heat6'},
	empty: {about: 'atomic requests fail', glyph: '█', role: 'bad'},
};
const states = ['calm', 'low', 'min', 'empty'] as const;

const roles = {[inks.first]: 'accent', [inks.second]: 'warn', [inks.third]: 'bad', [inks.axis]: 'frame', [inks.text]: 'dim'} as const;
const lineNames: ReadonlyArray<readonly [ink: number, name: string]> = [[inks.first, 'free'], [inks.second, 'low'], [inks.third, 'min']];

/** The state now, in words. */
function nowPieces({memory: {state, freeKiB, failShare, starved}}: Reading): readonly Piece[] {
	const {about, role} = memoryStateLooks[state];
	return [
		[`${role === 'bad' ? '✗ ' : ''}${state}`, role],
		[` ${about}, `, 'text'],
		[`${sizeText(freeKiB)} free`, 'strong'],
		...(starved ? [[', ✗ refills starved', 'bad'] as const] : []),
		...(failShare > 0 ? [[`, atomic fails ${percent(failShare * 100, 0)} of time`, 'warn'] as const] : []),
	];
}

/** Free memory against the watermarks, as the board saw it: a line, the strip of states below it, and how often each state was seen. */
export function freeMemory(area: Area, scene: Scene) {
	const {reading, charts, chartEpoch, memory: {samples}} = scene;
	const {minKiB, lowKiB, highKiB} = reading.memory;
	const {unit} = size(highKiB);
	const marks = [minKiB, lowKiB, highKiB].map(kib => size(kib, highKiB).number);
	const inner = framed(area, scene, {
		title: 'free memory',
		note: [['min low high ', 'dim'], [`${marks.join(' ')} ${unit}`, 'text']],
	});
	let x = inner.pieces(0, 0, nowPieces(reading));
	if (inner.width - x > 24) {
		x += 3;
		inner.text(x, 0, cutText(`of ${sizeText(reading.memory.totalKiB)}`, inner.width - x), 'dim');
	}

	const strip = inner.height >= 3 ? 2 : Math.max(0, inner.height - 1);
	const chart = inner.part(0, 1, inner.width, inner.height - 1 - strip);
	if (charts && chart.height >= 4 && chart.width >= 24 && samples.length >= 2) {
		const divisor = {KiB: 1, MiB: 1024, GiB: 1024 * 1024}[unit] ?? 1;
		const rows = charts.line('free', `${chartEpoch}`, {columns: chart.width, rows: chart.height}, () => ({
			labels: samples.map(({timeNs}) => moment(timeNs)),
			series: [
				{ink: inks.second, values: samples.map(() => lowKiB / divisor)},
				{ink: inks.third, values: samples.map(() => minKiB / divisor)},
				{ink: inks.first, values: samples.map(({freeKiB}) => freeKiB / divisor)},
			],
		}));
		drawChart(chart, rows, roles);
		for (const [ink, name] of lineNames) {
			const y = endRow(rows, ink);
			chart.right(chart.width, y ?? -1, y === undefined ? '' : ` ${name}`, roles[ink as keyof typeof roles]);
		}

		chart.text(0, 0, unit.padEnd(4), 'dim'); // It takes the place of a mark that may stand there
	}

	drawStrip(inner.part(0, inner.height - strip, inner.width, strip), scene);
}

/** The states of the last samples, newest at the right, and the share of each. */
function drawStrip(area: Area, {memory: {samples}}: Scene) {
	if (area.height === 0) {
		return;
	}

	const shown = samples.slice(-Math.max(1, area.width - 8));
	area.text(0, 0, 'state', 'dim');
	for (const [index, {state}] of shown.entries()) {
		const {glyph, role} = memoryStateLooks[state];
		area.text(area.width - shown.length + index, 0, glyph, state === 'calm' ? 'frame' : role);
	}

	let x = area.text(0, 1, cutText(`of ${shown.length} samples `, area.width), 'dim');
	for (const state of states) {
		const seen = shown.filter(sample => sample.state === state).length;
		const {glyph, role} = memoryStateLooks[state];
		const text = ` ${state} ${percent(seen * 100 / Math.max(1, shown.length), 0)} `;
		if (x + text.length + 2 <= area.width) {
			x = area.pieces(x, 1, [[` ${glyph}`, role], [text, seen > 0 ? 'text' : 'dim']]);
		}
	}
}
