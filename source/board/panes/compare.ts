import {figureGroups, type ComparedPolicy, type Comparison, type Figure} from '../../../machine/index.js';
import {deltaText, notationFor, type Notation} from '../compare/cells.js';
import {comparedIn} from '../compare/compared.js';
import {compareLayout, type CompareLayout, type Slot} from '../compare/layout.js';
import {comparedLines, figureLines, type ComparedLine} from '../compare/lines.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting} from '../segments.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Ground} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {restsOnAssumptions} from '../truth.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';

/** Columns for a value, its delta and, where there is room, the word for the delta and a bar. */
const valueWidth = 9;
const deltaWidth = 9;
const wordWidth = 7;
const leastBar = 8;

/** What a picture of the table is drawn from. */
type Table = {
	readonly comparison: Comparison;
	readonly layout: CompareLayout;
	readonly focus: number;
	/** Costs rest on steps that nobody has measured. */
	readonly assumed: boolean;
};

/** The policies side by side: a column a policy, a line a figure, and what each delta against the first means. */
export function compareTable(area: Area, scene: Scene) {
	const inner = framed(area, scene, {title: 'compare: one stream of events, open loop', note: [['in lock step, each with its own books', 'dim']]});
	const {reading, policyIndex, scenario} = scene;
	if (reading.policies.length < 2) {
		drawAlone(inner, scene);
		return;
	}

	const comparison = comparedIn(reading);
	const table: Table = {
		comparison,
		layout: compareLayout(inner.width, comparison.policies.length, policyIndex),
		focus: policyIndex,
		assumed: restsOnAssumptions(scenario.costs),
	};
	const head = drawHead(inner, table);
	const foot = inner.height - head > 6 ? 1 : 0;
	const body = inner.part(0, head, inner.width, inner.height - head - foot);
	const {compare: {top, marked}} = scene.fit('compare', body.height);
	for (const [y, line] of comparedLines.slice(top, top + body.height).entries()) {
		drawLine(body, y, line, {...table, ground: top + y === figureLines[marked] ? 'mark' : 'none'});
	}

	if (foot > 0) {
		drawFoot(inner, table, {seen: body.height, top});
	}
}

/** With a single policy there is nothing to compare it with. */
function drawAlone(area: Area, {reading: {policies}}: Scene) {
	area.text(0, 0, cutText(`Only ${policies[0]!.name} runs: there is nothing to compare it with.`, area.width), 'text');
	area.text(0, 1, cutText('Start with two policies or more, 8 at most:', area.width), 'dim');
	area.text(2, 2, cutText('kstacktop --policy fred-pf,ist-pf,fixed', area.width - 2), 'key');
}

/** Names, parameters where any policy has them, and who is on the Pareto front. Gives the lines it takes. */
function drawHead(area: Area, {comparison: {policies}, layout: {slots}, focus}: Table): number {
	const parts = policies.map(({name}) => name.split(/:(.*)/u, 2));
	const spelled = area.height >= 8 && slots.some(({policy}) => parts[policy]!.length > 1);
	const rows = spelled ? 3 : 2;
	for (let y = 0; y < rows; y++) {
		area.bar(y, 'bar');
	}

	area.text(2, 0, 'FIGURE', 'dim', 'bar');
	area.text(2, rows - 1, 'Pareto front', 'dim', 'bar');
	for (const {policy, x, width} of slots) {
		const at = x + 1;
		const room = width - 2;
		const {name, pareto, dominatedBy} = policies[policy]!;
		const [kind, parameters] = parts[policy]!;
		const focused = policy === focus;
		area.text(at, 0, cutText(`${focused ? '▸' : ' '}${spelled ? kind! : name}`, room + 1), focused ? 'accent' : 'strong', 'bar');
		if (spelled && parameters !== undefined) {
			area.text(at + 1, 1, cutText(parameters, room), 'dim', 'bar');
		}

		const behind = `behind ${dominatedBy[0]}`;
		area.text(at + 1, rows - 1, pareto ? '● on it' : (behind.length <= room ? behind : 'behind'), pareto ? 'good' : 'warn', 'bar');
	}

	return rows;
}

function drawLine(area: Area, y: number, line: ComparedLine, table: Table & {readonly ground: Ground}) {
	const {comparison: {policies}, layout: {label, slots}, assumed, ground} = table;
	if (line.kind === 'title') {
		const title = `${figureGroups[line.group]}${line.group === 'cost' && assumed ? ' (assumed steps)' : ''}`;
		area.text(0, y, cutText(title, area.width), 'title');
		return;
	}

	const notation = notationFor(line.figure, policies);
	if (ground === 'mark') {
		area.bar(y, ground);
		area.text(0, y, '▸', 'accent', ground);
	}

	const labelled = line.kind === 'figure' ? line.figure.label : `  ${line.end}`;
	const unit = line.kind === 'figure' && notation.unit !== '' && !labelled.includes(notation.unit) ? ` ${notation.unit}` : '';
	const x = area.text(2, y, cutText(labelled, label - 2 - unit.length), line.kind === 'figure' ? 'text' : 'dim', ground);
	area.text(x, y, unit, 'dim', ground);
	for (const slot of slots) {
		drawCell(area, y, line, {...table, slot, notation});
	}
}

type Cell = Table & {readonly ground: Ground; readonly slot: Slot; readonly notation: Notation};

/** The likely value, or one end of its range. */
const valueOf = (line: Exclude<ComparedLine, {kind: 'title'}>, {values, ranges}: ComparedPolicy) => line.kind === 'end' ? ranges[line.figure.id]?.[line.end] : values[line.figure.id];

/** Columns of a cell before its bar. */
const takenOf = (policy: number) => valueWidth + 1 + (policy === 0 ? 1 : deltaWidth + wordWidth + 3);

/** Columns for bars: the same in all cells of a line, or they could not be compared. */
const barWidth = ({slots}: CompareLayout) => Math.min(...slots.map(({policy, width}) => width - takenOf(policy) - 2));

/** A value as a part of the largest of its line, 0 to 1. */
function shareOf({id}: Figure, value: number, policies: readonly ComparedPolicy[]): number {
	const largest = Math.max(...policies.map(({values}) => values[id] ?? 0));
	return largest > 0 ? Math.max(0, value / largest) : 0;
}

function drawCell(area: Area, y: number, line: Exclude<ComparedLine, {kind: 'title'}>, {comparison: {policies}, focus, layout, ground, slot: {policy, x, width}, notation}: Cell) {
	const bar = barWidth(layout);
	const compared = policies[policy]!;
	const value = valueOf(line, compared);
	const end = x + 1 + valueWidth;
	const role = value === undefined || value === 0 || line.kind === 'end' ? 'dim' : (policy === focus ? 'strong' : 'text');
	area.right(end, y, value === undefined ? '–' : notation.show(value), role, ground);
	const taken = takenOf(policy);
	if (value !== undefined && line.kind === 'figure' && bar >= leastBar) {
		area.text(x + taken, y, thinMeter(shareOf(line.figure, value, policies), bar), policy === focus ? 'heat4' : 'heat2', ground);
	}

	const delta = line.kind === 'end' ? undefined : compared.deltas?.[line.figure.id];
	if (delta === undefined) {
		return;
	}

	const {glyph, number, word, role: meaning} = deltaText(line.figure, delta, notation);
	area.text(end + 1, y, glyph, meaning, ground);
	area.text(end + 3, y, cutText(number, deltaWidth), meaning, ground);
	if (width >= valueWidth + deltaWidth + wordWidth + 5) {
		area.text(end + 3 + deltaWidth, y, word, meaning, ground);
	}
}

/** What the signs mean, and what is out of sight. */
function drawFoot(area: Area, {comparison: {policies}, layout: {slots, hidden}}: Table, {seen, top}: {seen: number; top: number}) {
	const y = area.height - 1;
	const below = Math.max(0, comparedLines.length - top - seen);
	const sideways = hidden.left + hidden.right;
	const arrows = `${hidden.left > 0 ? '◂ ' : ''}${slots.length} of ${policies.length} policies${hidden.right > 0 ? ' ▸' : ''}`;
	const better: readonly Piece[] = [['▲', 'good'], [' better ', 'dim'], ['▼', 'warn'], [' worse', 'dim']];
	const pareto = 'Pareto: none is as good in memory, cost, failures, waits, headroom, and better in one';
	const segments = fitting([
		{rank: 2, pieces: [...better, [' =', 'text'], [` same as ${policies[0]!.name}`, 'dim']], shorter: [better]},
		...sideways > 0 ? [{rank: 0, pieces: [[arrows, 'accent']] as const}] : [],
		...top + below > 0 ? [{rank: 1, pieces: [[`${top} above, ${below} below`, 'dim']] as const}] : [],
		{rank: 3, pieces: [[pareto, 'dim']]},
	], area.width, 3);
	drawSegments(area, {x: 0, y, segments, separator: ['   ', 'dim']});
}
