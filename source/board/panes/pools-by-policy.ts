import {partInks} from '../../charts/charts.js';
import {count, percent} from '../figures.js';
import {wholeUnits} from '../memory/parts.js';
import {reserveShares, type ReserveShares} from '../memory/reserves.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {drawChart} from './chart.js';
import {framed, inside} from './chrome.js';
import {policiesInView} from './policies-in-view.js';

/** The parts of a gauge: a colour and a glyph each, as one of them alone does not tell them apart for everybody. */
const parts: ReadonlyArray<{readonly name: string; readonly brief: string; readonly of: (shares: ReserveShares) => number; readonly role: Role; readonly glyph: string}> = [
	{name: 'never taken', brief: 'unused', of: ({untouched}) => untouched, role: 'good', glyph: '█'},
	{name: 'refilled', brief: 'refilled', of: ({refilled}) => refilled, role: 'warn', glyph: '▓'},
	{name: 'out now', brief: 'out', of: ({out}) => out, role: 'frame', glyph: '░'},
];
const roles = Object.fromEntries(parts.map(({role}, index) => [partInks[index]!, role]));
const glyphs = Object.fromEntries(parts.map(({glyph}, index) => [partInks[index]!, glyph]));

/** Columns of the names and of what is said behind a gauge, and the least of a gauge. */
const widths = {name: 17, said: 27, gauge: 8} as const;

/** What the gauge of a policy does not show: the worst of its pools, and how often one was empty. */
function said({poolSize, poolLowest, poolEmpty, reserve}: Scene['policy'], {full}: ReserveShares): readonly Piece[] {
	if (full === 0) {
		return [['keeps no pages ready', 'dim']];
	}

	const [lowest, size] = poolSize > 0 ? [poolLowest, poolSize] : [reserve.lowest, reserve.size];
	return [
		['worst ', 'dim'],
		[`${lowest}/${size}`, lowest === 0 ? 'warn' : 'text'],
		['  empty ', 'dim'],
		[poolEmpty === 0 ? '0' : `✗ ${count(poolEmpty)}`, poolEmpty === 0 ? 'dim' : 'bad'],
	];
}

/** The pages that each policy keeps ready, as a list of gauges: what was never taken, what was and came back, what is out. The policy in focus is marked. */
export function poolsByPolicy(area: Area, scene: Scene) {
	const {calm: {reading: {policies}}, policyIndex, charts} = scene;
	const {height} = inside(area, scene);
	const {first, count: many, hint} = policiesInView(policies.length, policyIndex, height);
	const inner = framed(area, scene, {
		title: 'pools by policy',
		note: [['p', 'key'], ...hint, ...parts.flatMap(({name, role, glyph}): readonly Piece[] => [[`  ${glyph} `, role], [name, 'dim']])],
		briefNote: [...hint.length > 0 ? [['p', 'key'], ...hint] as const : [], ...parts.flatMap(({brief, role, glyph}): readonly Piece[] => [[` ${glyph} `, role], [brief, 'dim']])],
	});
	const spacing = height >= (many * 2) - 1 ? 1 : 0;
	const shown = policies.slice(first, first + many).map(policy => ({policy, shares: reserveShares(policy)}));
	const columns = inner.width - widths.name - widths.said - 1;
	if (charts && columns >= widths.gauge) {
		const bars = shown.map(({shares}) => shares.full === 0 ? [] : wholeUnits(parts.map(({of}) => of(shares)), shares.full / columns));
		const size = {columns, rows: inner.height, spacing};
		drawChart(inner.part(widths.name, 0, columns, inner.height), charts.gauges('pools', bars.join(' '), size, () => bars), roles, glyphs);
	}

	for (const [index, {policy, shares}] of shown.entries()) {
		const y = index * (spacing + 1);
		const inFocus = first + index === policyIndex;
		inner.text(0, y, cutText(`${inFocus ? '▸' : ' '}${policy.name}`, widths.name - 1), inFocus ? 'accent' : 'text');
		const x = columns >= widths.gauge ? widths.name + columns + 1 : widths.name;
		inner.pieces(x, y, columns >= widths.gauge || shares.full === 0
			? said(policy, shares)
			: [[percent(shares.untouched * 100 / shares.full, 0), 'text'], [' never taken  ', 'dim'], ...said(policy, shares)]);
	}
}
