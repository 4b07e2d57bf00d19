import {inks} from '../../charts/charts.js';
import type {ChartRows} from '../../charts/widget-text.js';
import {moment, size, sizeText} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import {drawChart, drawCursor, endRow} from './chart.js';
import {framed} from './chrome.js';

const roles = {[inks.first]: 'fixed', [inks.second]: 'net', [inks.third]: 'gross', [inks.axis]: 'frame', [inks.text]: 'dim'} as const;

/** Memory of all kernel stacks over time: fixed, dynamic with everything it needs (net), dynamic stacks alone (gross). */
export function savings(area: Area, scene: Scene) {
	const {policy, policyIndex, charts, chartEpoch, frame: {history}} = scene;
	const legend: readonly Piece[] = [
		['━ ', 'fixed'],
		[`fixed ${sizeText(policy.fixedKiB)}`, 'text'],
		['  ━ ', 'net'],
		[`net ${sizeText(policy.netKiB)}`, 'text'],
		['  ━ ', 'gross'],
		[`gross ${sizeText(policy.stackKiB)}`, 'text'],
	];
	const briefNote: readonly Piece[] = ([['fixed', policy.fixedKiB], ['net', policy.netKiB], ['gross', policy.stackKiB]] as const)
		.flatMap(([name, kib]) => [['━', name], [`${name} ${size(kib, policy.fixedKiB).number} `, 'text']] as const);
	const inner = framed(area, scene, {title: 'stack memory', note: legend, briefNote});
	if (!charts || history.timeNs.length < 2 || inner.height < 4 || inner.width < 20) {
		drawLevels(inner, scene);
		return;
	}

	const {unit} = size(policy.fixedKiB);
	const divisor = {KiB: 1, MiB: 1024, GiB: 1024 * 1024}[unit] ?? 1;
	const inUnit = (values: readonly number[]) => values.map(value => value / divisor);
	const spanNs = history.timeNs.at(-1)! - history.timeNs[0]!;
	const key = `${policyIndex} ${unit} ${chartEpoch}`;
	const rows = charts.line('savings', key, {columns: inner.width, rows: inner.height}, () => {
		const {fixedKiB, netKiB, stackKiB} = history.most.policies[policyIndex]!; // The most between two samples: a spike stays
		return {
			labels: history.timeNs.map(timeNs => moment(timeNs, spanNs < 60e9 ? 1 : 0)),
			series: [
				{ink: inks.first, values: inUnit(fixedKiB)},
				{ink: inks.second, values: inUnit(netKiB)},
				{ink: inks.third, values: inUnit(stackKiB)},
			],
		};
	});
	drawChart(inner, rows, roles);
	if (scene.frame.state.behindNs > 0) {
		drawCursor(inner, rows, [inks.first, inks.second, inks.third], (scene.reading.timeNs - history.timeNs[0]!) / spanNs);
	}

	nameLines(inner, rows);
	inner.text(0, 0, unit.padEnd(4), 'dim'); // It takes the place of a mark that may stand there
}

/** Writes each line's name at its end, so that they can be told apart without colours. */
function nameLines(area: Area, rows: ChartRows) {
	const free = new Map<number, number>();
	let y: number | undefined;
	for (const ink of [inks.third, inks.second, inks.first]) {
		y = endRow(rows, ink) ?? y; // A line that is hidden lies in the same cells as the one drawn after it
		if (y !== undefined) {
			const end = free.get(y) ?? area.width;
			area.right(end, y, ` ${roles[ink]}`, roles[ink]);
			free.set(y, end - roles[ink].length - 1);
		}
	}
}

/** The three sizes as bars, where there is no history yet or no room for it. */
function drawLevels(area: Area, {policy}: Scene) {
	const levels = [['fixed', policy.fixedKiB, 'fixed'], ['net', policy.netKiB, 'net'], ['gross', policy.stackKiB, 'gross']] as const;
	const highest = Math.max(1, ...levels.map(([, kib]) => kib));
	for (const [y, [name, kib, role]] of levels.entries()) {
		area.text(0, y, name, 'dim');
		area.right(16, y, sizeText(kib), 'text');
		area.text(18, y, '█'.repeat(Math.max(0, Math.round(kib / highest * (area.width - 18)))), role);
	}
}
