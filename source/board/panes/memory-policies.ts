import {partInks} from '../../charts/charts.js';
import {percent, sizeText} from '../figures.js';
import {lookOf, partNames, partsOf, wholeUnits} from '../memory/parts.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {cutText} from '../terminal/width.js';
import {drawChart} from './chart.js';
import {framed, inside} from './chrome.js';
import {policiesInView} from './policies-in-view.js';

const looks = Object.fromEntries(partInks.map((ink, index) => [ink, lookOf(partNames[index]!)]));
const roles = Object.fromEntries(Object.entries(looks).map(([ink, {role}]) => [ink, role]));
const glyphs = Object.fromEntries(Object.entries(looks).map(([ink, {glyph}]) => [ink, glyph]));

/** Columns of a bar's place at least: a share saved and a gap. */
const least = 9;

/** What each policy holds, side by side on one scale: standing bars of the same parts. The one in focus is marked. */
export function memoryByPolicy(area: Area, scene: Scene) {
	const {reading: {policies}, policyIndex, charts} = scene;
	const {fixedKiB} = scene.policy;
	const {first, count: many, hint} = policiesInView(policies.length, policyIndex, Math.floor(inside(area, scene).width / least));
	const inner = framed(area, scene, {
		title: 'net by policy',
		note: [['p', 'key'], ...hint, [` fixed is ${sizeText(fixedKiB)}`, 'dim']],
		briefNote: [['p', 'key'], ...hint.length > 0 ? hint : [[' policy', 'dim']] as const],
	});
	const shown = policies.slice(first, first + many);
	const spacing = Math.max(least, Math.min(18, Math.floor(inner.width / many)));
	const rows = inner.height - 3;
	if (charts && rows >= 3) {
		const perRow = Math.max(1, ...policies.map(policy => Math.max(policy.fixedKiB, policy.netKiB))) / rows;
		const bars = shown.map(policy => wholeUnits(partsOf(policy).map(({kib}) => kib), perRow));
		drawChart(inner, charts.stackedBars('memory', bars.join(' '), {columns: inner.width, rows}, {width: spacing - 3, spacing, top: rows}, () => bars), roles, glyphs);
	}

	for (const [index, policy] of shown.entries()) {
		const x = index * spacing;
		const inFocus = first + index === policyIndex;
		const y = Math.max(0, rows);
		inner.text(x, y, cutText(`${inFocus ? '▸' : ''}${policy.name}`, spacing - 1), inFocus ? 'accent' : 'text');
		inner.text(x, y + 1, sizeText(policy.netKiB), inFocus ? 'strong' : 'text');
		const {net} = policy.savedPercent;
		inner.text(x, y + 2, `${net < 0 ? '✗ ' : ''}${percent(net, 1)}`, net < 0 ? 'bad' : 'dim');
	}
}
