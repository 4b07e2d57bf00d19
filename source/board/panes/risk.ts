import {compact, known, percent} from '../figures.js';
import {atomicShare, contextRows, type ContextRow} from '../risk/contexts.js';
import {deaths, hardships, margins, troubles, type Fact} from '../risk/facts.js';
import {verdictOn} from '../risk/verdict.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {cutText} from '../terminal/width.js';
import {wrapText} from '../terminal/wrap.js';
import {framed, inside, withCutHint} from './chrome.js';
import {drawTable, type Column} from './table.js';

/** As many sentences as there is room for, from the first on: half a reason is none. */
function wholeSentences(sentences: readonly string[], columns: number, rows: number): readonly string[] {
	for (let count = sentences.length; count > 0; count--) {
		const lines = wrapText(sentences.slice(0, count).join(' '), columns, rows + 1);
		if (lines.length <= rows) {
			return lines;
		}
	}

	return [];
}

/** Whether the policy in focus can fail, in a sentence, and what that rests on. */
export function verdict(area: Area, scene: Scene) {
	const inner = framed(area, scene, {title: `can ${scene.policy.name} fail?`, note: [['p: next policy', 'dim']]});
	const {sentence, role, because} = verdictOn(scene.policy, scene.scenario.machine);
	const lines = wrapText(sentence, inner.width, Math.min(2, inner.height));
	for (const [y, line] of lines.entries()) {
		inner.text(0, y, line, role);
	}

	const room = inner.height - lines.length;
	for (const [y, line] of wholeSentences(because, inner.width, room).entries()) {
		inner.text(0, lines.length + y, line, 'dim');
	}
}

const figure = (value: number | undefined) => [known(value, compact), value === undefined || value === 0 ? 'dim' : 'strong'] as const;

const contextColumns: ReadonlyArray<Column<ContextRow>> = [
	{head: 'CONTEXT', width: 10, rank: 0, align: 'left', cell: ({context}) => [context, 'strong']},
	{head: 'WHERE', width: 18, rank: 5, align: 'left', grows: true, cell: ({where}) => [where, 'dim']},
	{head: 'SLEEP', width: 5, rank: 4, align: 'left', cell: ({sleeps}) => sleeps ? ['may', 'good'] : ['no', 'text']},
	{head: 'GROWN', width: 6, rank: 1, cell: ({growths}) => figure(growths)},
	{head: '/s', width: 5, rank: 3, cell: ({rate}) => figure(rate)},
	{head: 'SHARE', width: 7, rank: 3, cell: ({share}) => share === undefined ? ['–', 'dim'] : [percent(share * 100, 1), share > 0 ? 'text' : 'dim']},
	{head: 'EMPTY', width: 7, rank: 2, cell: ({empty, deadly}) => empty === 0 ? ['0', 'dim'] : [`${deadly ? '✗ ' : ''}${compact(empty)}`, deadly ? 'bad' : 'warn']},
];

/** Where stacks had to grow, and how often there was no page; where there is no room for every context, those where none grew are left out. */
export function contexts(area: Area, scene: Scene) {
	const all = contextRows(scene);
	const share = atomicShare(all);
	const room = Math.max(0, inside(area, scene).height - 1);
	const grown = all.length <= room ? all : all.filter(({growths, empty}, index) => index === 0 || growths > 0 || empty > 0);
	const rows = grown.slice(0, room);
	// Contexts in which nothing grew may be left out without a word
	const noteOf = (text: string) => withCutHint(rows.length, grown.length, share === undefined ? [['nothing grew', 'dim']] : [[percent(share * 100, 1), 'strong'], [` ${text}`, 'dim']]);
	const inner = framed(area, scene, {
		title: 'growth by context',
		note: noteOf('where nothing can sleep'),
		briefNote: noteOf('atomic'),
	});
	drawTable(inner, {columns: contextColumns, rows, marked: -1});
}

/** Columns that a value needs at least. */
const leastValue = 9;

/** Lines of facts, in as many columns as there is room for and need of; where a text is too long, its brief form. What is left over at the end is left out, which the title says. */
function drawFacts(pane: Area, scene: Scene, title: string, facts: readonly Fact[]) {
	const labelWidth = 1 + Math.max(...facts.map(({label}) => label.length));
	const room = inside(pane, scene);
	const most = Math.max(1, Math.floor((room.width + 1) / (labelWidth + leastValue + 1)));
	const columns = Math.min(most, Math.max(1, Math.ceil(facts.length / Math.max(1, room.height))));
	const shown = facts.slice(0, columns * room.height);
	const area = framed(pane, scene, {title, note: withCutHint(shown.length, facts.length)});
	const perColumn = Math.ceil(shown.length / columns);
	const width = Math.floor((area.width + 1) / columns) - 1;
	const valueWidth = Math.max(0, width - labelWidth);
	for (const [index, {label, text, brief = text, role}] of shown.entries()) {
		const x = Math.floor(index / perColumn) * (width + 1);
		const y = index % perColumn;
		area.text(x, y, cutText(label, width), 'dim');
		area.text(x + labelWidth, y, cutText(text.length <= valueWidth ? text : brief, valueWidth), role);
	}
}

/** What would have brought the kernel down, and when it would have been first. */
export function fatal(area: Area, scene: Scene) {
	drawFacts(area, scene, 'would bring the kernel down', deaths(scene));
}

/** How near it came, and what went wrong without harm. */
export function nearMisses(area: Area, scene: Scene) {
	drawFacts(area, scene, 'margins and trouble', [...margins(scene), ...troubles(scene)]);
}

/** What the box put the policy through. */
export function strain(area: Area, scene: Scene) {
	drawFacts(area, scene, 'what it had to bear', hardships(scene));
}
