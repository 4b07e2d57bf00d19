import {vectorRows, type VectorRow} from '../delivery/vector-rows.js';
import {compact, known} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {restsOnAssumptions} from '../truth.js';
import {deliveryStacks} from '../delivery/stacks.js';
import {framed, inside, withCutHint} from './chrome.js';
import {stackRole} from './ladder.js';
import {drawTable, type Column} from './table.js';

const figure = (value: number | undefined): Piece => [known(value, compact), value === undefined || value === 0 ? 'dim' : 'text'];

/** Exceptions by their decimal number, everything from 32 on as the kernel writes it. */
const vectorText = (vector: number | undefined) => vector === undefined ? '' : (vector < 32 ? String(vector) : `0x${vector.toString(16)}`);

/** `210-818`, `0.3-7.9`, or in thousands `10-24k`. */
function eachText({low, high}: NonNullable<VectorRow['each']>): string {
	if (high >= 10_000) {
		return `${(low / 1000).toFixed(0)}-${(high / 1000).toFixed(0)}k`;
	}

	const digits = high < 10 ? 1 : 0;
	return `${low.toFixed(digits)}-${high.toFixed(digits)}`;
}

function columns(scene: Scene, rows: readonly VectorRow[]): ReadonlyArray<Column<VectorRow>> {
	const stacks = deliveryStacks(scene.policy).length;
	const nameOf = ({vector, name, brief}: VectorRow, width: number) => {
		const indent = vector === undefined ? '└ ' : '';
		return indent + (name.length + indent.length <= width ? name : brief);
	};

	// Where parts have no rows, what they cost stands in the row of their vector
	const hasParts = rows.some(({vector}) => vector === undefined);
	return [
		{head: 'VEC', width: 4, rank: 0, cell: row => [vectorText(row.vector), 'strong']},
		{head: 'EVENT', width: 18, rank: 1, align: 'left', grows: true, cell: (row, width) => [nameOf(row, width), row.vector === undefined ? 'dim' : 'text']},
		{head: scene.policy.delivery === 'fred' ? 'LVL' : 'IST', width: 3, rank: 2, cell: ({to}) => to === undefined ? ['', 'dim'] : [String(to), stackRole(to, stacks)]},
		{head: 'COUNT', width: rows.some(({inPlace}) => inPlace) ? 8 : 5, rank: 5, cell: row => row.inPlace ? ['in place', 'dim'] : figure(row.count)},
		{head: '/s', width: 5, rank: 3, cell: row => row.inPlace ? ['', 'dim'] : figure(row.rate)},
		{head: 'CYCLES', width: 8, rank: 4, cell({each, mean}) {
			const shown = each ?? (hasParts ? undefined : mean);
			return shown ? [eachText(shown), 'text'] : ['', 'dim'];
		}},
	];
}

/** All rows, or where there is no room for them first without what the model never raises, then without parts, then without what has not happened. */
function fittingRows(rows: readonly VectorRow[], room: number): readonly VectorRow[] {
	const raised = rows.filter(({silent}) => !silent);
	const whole = raised.filter(({vector}) => vector !== undefined);
	return [rows, raised, whole].find(some => some.length <= room) ?? whole.filter(({count, inPlace}) => inPlace === true || (count !== undefined && count !== 0));
}

/** A row a vector: where it goes, how often, and what one of it costs. */
export function vectorTable(area: Area, scene: Scene) {
	const assumed: Piece = [restsOnAssumptions(scene.scenario.costs) ? ', assumed' : '', 'warn'];
	const all = vectorRows(scene);
	const room = Math.max(0, inside(area, scene).height - 1);
	const rows = fittingRows(all, room).slice(0, room);
	const noteOf = (text: string) => withCutHint(rows.length, all.length, [[text, 'text'], assumed]);
	const inner = framed(area, scene, {title: 'vectors', note: noteOf('cycles each beyond fixed stacks'), briefNote: noteOf('cycles each')});
	drawTable(inner, {columns: columns(scene, rows), rows, marked: -1});
}
