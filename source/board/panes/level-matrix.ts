import {deliveryStacks} from '../delivery/stacks.js';
import {compact, count, known} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole} from '../terminal/style.js';
import {framed, inside} from './chrome.js';

type Cell = {readonly total: number; readonly rate: number | undefined};

function cellOf({policy, policyIndex, rates}: Scene, from: number, to: number): Cell {
	const sum = (switches: typeof policy.levelSwitchesBy) => switches.filter(one => one.from === from && one.to === to).map(({count: times}) => times).reduce((all, times) => all + times, 0);
	return {total: sum(policy.levelSwitchesBy), rate: rates.perSecond(reading => sum(reading.policies[policyIndex]!.levelSwitchesBy))};
}

/** Columns of a cell from which on a count has room beside its rate. */
const withTotals = 13;

/** How hot a rate is among all: on a logarithmic scale, because NMIs are rare and faults are not. */
const heatOf = (rate: number, highest: number) => heatRole(highest > 1 ? 0.2 + (0.79 * Math.log10(Math.max(1, rate)) / Math.log10(highest)) : 0.2);

/** Switches of the box from each stack to each, a second and where there is room since boot. */
export function levelMatrix(area: Area, scene: Scene) {
	const {policy} = scene;
	const all = deliveryStacks(policy);
	const inner = inside(area, scene);
	const used = new Set(policy.levelSwitchesBy.flatMap(({from, to}) => [from, to]));
	const stacks = all.length < inner.height && all.length * 6 + 6 <= inner.width ? all : all.filter(({index}) => index === 0 || used.has(index));
	const width = Math.min(16, Math.floor((inner.width - 6) / stacks.length));
	const tall = inner.height - 1 >= stacks.length * 2;
	framed(area, scene, {
		title: `${policy.delivery === 'fred' ? 'level' : 'stack'} switches of the box, from row to column`,
		note: [['a second', 'text'], ...(tall || width >= withTotals ? [[', since boot', 'dim'] as const] : [])],
	});
	const cells = stacks.map(({index: from}) => stacks.map(({index: to}) => cellOf(scene, from, to)));
	const highest = Math.max(0, ...cells.flat().map(({rate}) => rate ?? 0));
	const label = (index: number) => policy.delivery === 'fred' ? `to ${index}` : (index === 0 ? 'task' : `IST${index}`);
	inner.bar(0, 'bar');
	inner.text(0, 0, 'FROM', 'dim', 'bar');
	for (const [column, {index}] of stacks.entries()) {
		inner.right(6 + ((column + 1) * width), 0, label(index), 'dim', 'bar');
	}

	for (const [row, {index}] of stacks.entries()) {
		const y = 1 + (row * (tall ? 2 : 1));
		inner.text(0, y, policy.delivery === 'fred' ? String(index) : label(index), 'strong');
		for (const [column, {total, rate}] of cells[row]!.entries()) {
			drawCell(inner, {end: 6 + ((column + 1) * width), y, width, tall}, {total, rate, same: row === column, highest});
		}
	}

	const under = 1 + (stacks.length * (tall ? 2 : 1));
	inner.text(0, under, 'There and back only: the model does not nest events.', 'dim');
}

function drawCell(area: Area, {end, y, width, tall}: {end: number; y: number; width: number; tall: boolean}, {total, rate, same, highest}: Cell & {same: boolean; highest: number}) {
	if (total === 0) {
		area.right(end, y, same ? '·' : '–', 'frame');
		return;
	}

	const rateText = known(rate);
	const role = rate ? heatOf(rate, highest) : 'dim';
	if (tall) {
		area.right(end, y, rateText, role);
		area.right(end, y + 1, count(total), 'dim');
	} else if (width >= withTotals) {
		area.right(end - 7, y, known(rate, compact), role);
		area.right(end, y, compact(total), 'dim');
	} else {
		area.right(end, y, rateText, role);
	}
}
