import {count, known} from '../figures.js';
import {rateSeries} from '../rates.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import type {FollowedFigure} from '../../../machine/index.js';
import {framed, inside, withCutHint} from './chrome.js';
import {meter} from './meter.js';

type Bar = {readonly label: string; readonly value: number; readonly role: Role};

const labelWidth = 16;
const numberWidth = 7;

/** A line a bar, on one scale; what has no room below is left out. */
function drawBars(area: Area, bars: readonly Bar[]) {
	const highest = Math.max(1, ...bars.map(({value}) => value));
	const width = Math.max(0, area.width - labelWidth - numberWidth - 1);
	for (const [y, {label, value, role}] of bars.entries()) {
		area.text(0, y, label, value > 0 ? 'text' : 'dim');
		area.right(labelWidth + numberWidth, y, count(value), value > 0 ? 'strong' : 'dim');
		area.text(labelWidth + numberWidth + 1, y, meter(value / highest, width), role);
	}
}

const pages = (value: number) => `${value} ${value === 1 ? 'page' : 'pages'}`;

/** CPUs by the fewest pages that their pools ever held: how near the box came to an empty one. */
export function poolLows(area: Area, scene: Scene) {
	const {policy: {poolSize, perCpu: {poolLowest}}} = scene;
	const lines = poolSize === 0 ? 0 : poolSize + 1;
	const inner = framed(area, scene, {title: 'CPUs by the worst of their pools', note: withCutHint(inside(area, scene).height, lines)});
	if (poolSize === 0) {
		inner.text(0, 0, 'This policy has no pools.', 'dim');
		return;
	}

	const cpus = Array.from({length: poolSize + 1}, () => 0);
	for (const lowest of poolLowest) {
		cpus[Math.max(0, lowest)]!++;
	}

	drawBars(inner, cpus.map((value, left) => ({label: left === 0 ? 'ran empty' : `${pages(left)} left`, value, role: left === 0 ? 'bad' : (left < poolSize ? 'warn' : 'good')})));
}

/** How many pages a stack grew by in one stay on a CPU: what a pool must hold between two refills. */
export function growthPerStay(area: Area, scene: Scene) {
	const {policy} = scene;
	const last = Math.max(3, policy.growthPerStay.findLastIndex(stays => stays > 0));
	const inner = framed(area, scene, {title: 'growth in one stay on a CPU', note: withCutHint(inside(area, scene).height, last + 1)});
	drawBars(inner, policy.growthPerStay.slice(0, last + 1).map((value, index) => ({label: pages(index + 1), value, role: policy.poolSize > 0 && index + 1 > policy.poolSize ? 'bad' : 'heat4'})));
}

const lines: ReadonlyArray<{readonly title: string; readonly figure: FollowedFigure; readonly role: Role}> = [
	{title: 'stack faults/s', figure: 'faults', role: 'heat2'},
	{title: 'pages grown/s', figure: 'pagesGrown', role: 'heat2'},
	{title: 'no page/s', figure: 'poolEmpty', role: 'bad'},
	{title: 'failures/s', figure: 'failures', role: 'bad'},
];

/** Faults, growth and failures over time, each on its own scale. */
export function riskHistory(area: Area, scene: Scene) {
	const {frame: {history}, charts, chartEpoch, policyIndex, rates} = scene;
	const inner = framed(area, scene, {title: 'over time'});
	const x = labelWidth + numberWidth + 1;
	const width = inner.width - x;
	const past = charts && width >= 4
		? charts.sparklines('risk', `${policyIndex} ${chartEpoch}`, width, () => lines.map(({figure}) => rateSeries(history.policies[policyIndex]?.[figure] ?? [], history.timeNs)))
		: [];
	for (const [index, {title, figure, role}] of lines.entries()) {
		const y = index * 2;
		const now = rates.perSecond(reading => reading.policies[policyIndex]![figure]);
		inner.text(0, y, title, 'dim');
		inner.right(labelWidth + numberWidth, y, known(now), now === undefined || now === 0 ? 'dim' : 'strong');
		inner.text(x, y, past[index] ?? '', history.policies[policyIndex]?.[figure].at(-1) === 0 ? 'frame' : role);
	}
}
