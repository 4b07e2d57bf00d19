import {compact, known} from '../figures.js';
import {requestRows, type RequestRow} from '../memory/requests.js';
import type {Scene} from '../scene.js';
import type {Area, Piece} from '../terminal/area.js';
import {framed, inside, withCutHint} from './chrome.js';
import {drawTable, type Column} from './table.js';

const columns: ReadonlyArray<Column<RequestRow>> = [
	{head: 'PAGES', width: 20, rank: 0, align: 'left', cell: ({what, count}) => [what, count > 0 ? 'text' : 'dim']},
	{head: 'REQUEST', width: 9, rank: 3, align: 'left', cell: ({mode}) => [mode, 'dim']},
	{head: 'COUNT', width: 8, rank: 1, cell: ({count, role, isDeadly}) => [`${isDeadly ? '✗ ' : ''}${compact(count)}`, count === 0 ? 'dim' : role]},
	{head: '/s', width: 6, rank: 2, cell: ({rate}) => [known(rate, compact), rate === undefined || rate === 0 ? 'dim' : 'text']},
	{head: '', width: 14, rank: 4, align: 'left', grows: true, cell: ({note}) => [note, 'dim']},
];

/** How pages were asked for, atomic or not, what failed and who waited. */
export function pageRequests(area: Area, scene: Scene) {
	const note: Piece = scene.reading.memory.starved ? ['✗ refills are starved by hand', 'bad'] : ['counts since boot', 'dim'];
	const all = requestRows(scene);
	const room = Math.max(1, inside(area, scene).height - 1);
	const rows = all.length <= room ? all : all.filter(({count}, index) => count > 0 || index < 5).slice(0, room);
	const inner = framed(area, scene, {title: 'requests for pages', note: withCutHint(rows.length, all.length, [note])});
	drawTable(inner, {columns, rows, marked: -1});
}
