import type {Reading} from '../../../machine/index.js';
import {inks} from '../../charts/charts.js';
import {moment, percent, size, sizeText, span} from '../figures.js';
import {memoryStateLooks, memoryStates, stateOfFree, worstStates} from '../memory/states.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {drawChart, drawCursor, endRow, linesSpan} from './chart.js';
import {framed} from './chrome.js';

const roles = {[inks.first]: 'accent', [inks.second]: 'warn', [inks.third]: 'bad', [inks.axis]: 'frame', [inks.text]: 'dim'} as const;
const lineInks = [inks.first, inks.second, inks.third];
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

/** Free memory against the watermarks: a line over time, the strip of states that it stands for, and how often each was. */
export function freeMemory(area: Area, scene: Scene) {
	const {reading, charts, chartEpoch, frame: {history: {timeNs, least: {freeKiB}}}} = scene; // The least between two samples: a shortage stays
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
	let under: Columns | undefined;
	const chart = inner.part(0, 1, inner.width, inner.height - 1 - strip);
	if (charts && chart.height >= 4 && chart.width >= 24 && timeNs.length >= 2) {
		const divisor = {KiB: 1, MiB: 1024, GiB: 1024 * 1024}[unit] ?? 1;
		const rows = charts.line('free', `${chartEpoch}`, {columns: chart.width, rows: chart.height}, () => ({
			labels: timeNs.map(at => moment(at)),
			series: [
				{ink: inks.second, values: timeNs.map(() => lowKiB / divisor)},
				{ink: inks.third, values: timeNs.map(() => minKiB / divisor)},
				{ink: inks.first, values: freeKiB.map(kib => kib / divisor)},
			],
		}));
		drawChart(chart, rows, roles);
		under = linesSpan(rows, lineInks);
		if (scene.frame.state.behindNs > 0) {
			drawCursor(chart, rows, lineInks, (reading.timeNs - timeNs[0]!) / (timeNs.at(-1)! - timeNs[0]!));
		}

		for (const [ink, name] of lineNames) {
			const y = endRow(rows, ink);
			chart.right(chart.width, y ?? -1, y === undefined ? '' : ` ${name}`, roles[ink as keyof typeof roles]);
		}

		chart.text(0, 0, unit.padEnd(4), 'dim'); // It takes the place of a mark that may stand there
	}

	drawStrip(inner.part(0, inner.height - strip, inner.width, strip), scene, under);
}

/** Columns of the pane, from the first to the last. */
type Columns = {readonly first: number; readonly last: number};

/** The states of the samples, each below its place in the chart where there is one, and the share of each state. */
function drawStrip(area: Area, {reading: {memory}, frame: {history}}: Scene, under: Columns | undefined) {
	if (area.height === 0) {
		return;
	}

	if (history.freeKiB.length === 0) {
		area.text(0, 0, 'no samples yet', 'dim');
		return;
	}

	const shown = history.least.freeKiB.map(kib => stateOfFree(kib, memory));
	area.text(0, 0, 'state', 'dim');
	const {first, last} = under ?? {first: 8, last: area.width - 1};
	const left = Math.max(first, 6); // After the word
	for (const [index, state] of worstStates(shown, last - left + 1).entries()) {
		const {glyph, role} = memoryStateLooks[state];
		area.text(left + index, 0, glyph, state === 'calm' ? 'frame' : role);
	}

	let x = area.text(0, 1, cutText(`${shown.length} x ${span(history.stepNs)} `, area.width), 'dim');
	for (const state of memoryStates) {
		const seen = shown.filter(one => one === state).length;
		const {glyph, role} = memoryStateLooks[state];
		const text = ` ${state} ${percent(seen * 100 / Math.max(1, shown.length), 0)} `;
		if (x + text.length + 2 <= area.width) {
			x = area.pieces(x, 1, [[` ${glyph}`, role], [text, seen > 0 ? 'text' : 'dim']]);
		}
	}
}
