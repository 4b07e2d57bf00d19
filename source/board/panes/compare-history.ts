import {compareLayout} from '../compare/layout.js';
import {rateSeries} from '../rates.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import type {FollowedFigure} from '../../../machine/index.js';
import {framed} from './chrome.js';

type Row = {readonly title: string; readonly figure: FollowedFigure; readonly rate: boolean; readonly role: Role};

/** The main figures over time, the most telling first. */
const rows: readonly Row[] = [
	{title: 'memory, net', figure: 'netKiB', rate: false, role: 'net'},
	{title: 'pages grown/s', figure: 'pagesGrown', rate: true, role: 'heat2'},
	{title: 'level switches/s', figure: 'levelSwitches', rate: true, role: 'heat2'},
	{title: 'failures/s', figure: 'failures', rate: true, role: 'bad'},
];

/** A sparkline for each policy and main figure, below its column of the table; those of a figure share one scale from 0. */
export function compareHistory(area: Area, scene: Scene) {
	const {frame: {history}, charts, chartEpoch, policyIndex, reading: {policies}} = scene;
	const inner = framed(area, scene, {title: 'over time', note: [['each line on one scale from 0', 'dim']]});
	const {label, slots} = compareLayout(inner.width, policies.length, policyIndex);
	const shown = rows.slice(0, inner.height);
	const samples = Math.max(0, history.timeNs.length - 1);
	const width = Math.min(samples, ...slots.map(slot => slot.width - 3));
	for (const [y, {title}] of shown.entries()) {
		inner.text(2, y, cutText(title, label - 2), 'text');
	}

	if (!charts || width < 1) {
		inner.text(label + 2, 0, 'not enough time has passed yet', 'dim');
		return;
	}

	// One row of bars holds all policies, one after the other: so they share its scale
	const key = `${slots.map(({policy}) => policy).join(' ')} ${shown.length} ${chartEpoch}`;
	const lines = charts.sparklines('compare', key, width * slots.length, () => shown.map(({figure, rate}) => slots.flatMap(({policy}) => {
		const values = history.policies[policy]?.[figure] ?? [];
		return (rate ? rateSeries(values, history.timeNs) : values).slice(-width);
	})));
	for (const [y, {figure, role}] of shown.entries()) {
		const quiet = slots.every(({policy}) => history.policies[policy]?.[figure].at(-1) === 0);
		const bars = [...lines[y] ?? ''];
		for (const [at, {x}] of slots.entries()) {
			inner.text(x + 2, y, bars.slice(at * width, (at + 1) * width).join(''), quiet ? 'frame' : role);
		}
	}
}
