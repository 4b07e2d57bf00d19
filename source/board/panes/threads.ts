import type {ThreadPage, ThreadSort} from '../../../machine/index.js';
import {compact, count} from '../figures.js';
import type {Scene} from '../scene.js';
import {pageOfList} from '../thread-window.js';
import type {Area, Piece} from '../terminal/area.js';
import {cutText, displayWidth} from '../terminal/width.js';
import {lineAt, type ThreadLine} from '../threads/lines.js';
import {framed} from './chrome.js';
import {drawTable} from './table.js';
import {chosenColumns, threadColumnNames} from './column-names.js';
import {threadColumns} from './thread-columns.js';

const sortTitles: Readonly<Record<ThreadSort, string>> = {
	tid: 'TID', comm: 'name', class: 'class', cpu: 'CPU', state: 'state', pages: 'pages', depth: 'depth now', high: 'high-water',
	sleep: 'sleeping depth', faults: 'stack faults', age: 'age', path: 'path now', deepest: 'deepest path',
};

/** How the list is put together, for its title line. */
function order({ui: {threads: {sort, descending, grouping}}}: Scene): readonly Piece[] {
	return [
		...grouping ? [['t ', 'key'], [`groups by ${grouping === 'cpu' ? 'CPU' : grouping}  `, 'accent']] as const : [],
		['s ', 'key'],
		[`by ${sortTitles[sort]} ${descending ? '▼' : '▲'}`, 'text'],
	];
}

/** What became of the thread that is followed. */
function followText({follow}: Scene['ui']['threads'], page: ThreadPage | undefined): Piece | undefined {
	if (!follow) {
		return undefined;
	}

	const who = `${follow.comm} TID ${follow.tid}`;
	const followed = page?.followed?.tid === follow.tid ? page.followed : undefined;
	if (followed?.isAlive === false) {
		return [`${who} has ended`, 'warn'];
	}

	return followed && followed.line === undefined ? [`${who} does not meet the query`, 'warn'] : [`follows ${who}`, 'accent'];
}

/** The line above the table that says what is not seen in it: the query, what is followed, what is picked out. Empty where there is nothing to say. */
function choices({ui: {threads}}: Scene, page: ThreadPage | undefined): readonly Piece[] {
	const {query, picked} = threads;
	const follow = followText(threads, page);
	const parts: ReadonlyArray<readonly Piece[]> = [
		...query ? [[['/ ', 'key'], [query.text, 'accent'], [page ? `  ${count(page.matched)} of ${count(page.live)}` : '', 'text']] as const] : [],
		...follow ? [[['f ', 'key'], follow] as const] : [],
		...picked.length > 0 ? [[['v ', 'key'], [`* ${picked.length} picked`, 'accent']] as const] : [],
	];
	return parts.flatMap((pieces, index) => index > 0 ? [['   ', 'dim'] as const, ...pieces] : pieces);
}

/** Draws pieces into a row; what has no room is cut with a sign. */
function drawPieces(area: Area, y: number, pieces: readonly Piece[]) {
	let x = 2;
	for (const [text, role] of pieces) {
		const room = area.width - x;
		if (room > 0) {
			area.text(x, y, cutText(text, room), role);
			x += displayWidth(text);
		}
	}
}

/** The list of all threads: only the rows on the screen (and a few around them) are ever asked for. */
export function threadList(area: Area, scene: Scene) {
	const page = pageOfList(scene.frame.threads, scene.ui);
	const total = page?.total ?? scene.frame.threads?.live ?? scene.reading.threadRows;
	const by = order(scene);
	const inner = framed(area, scene, {
		title: 'threads',
		note: [[`${total === 0 ? 0 : scene.ui.threads.marked + 1} of ${total}`, 'text'], ['  ', 'dim'], ...by, ['  bytes from the top of the stack', 'dim']],
		briefNote: [[`${total === 0 ? 0 : scene.ui.threads.marked + 1} of ${total}  `, 'text'], ...by],
	});
	const said = choices(scene, page);
	const table = said.length > 0 ? inner.part(0, 1, inner.width, inner.height - 1) : inner;
	if (said.length > 0) {
		drawPieces(inner, 0, said);
	}

	const visible = Math.max(1, table.height - 1);
	const {threads} = scene.fit('threads', visible);
	scene.wantThreads(threads.top, visible);
	const rows = Array.from({length: Math.max(0, Math.min(visible, total - threads.top))}, (_, index) => lineAt(page, threads.top + index));
	drawTable(table, {
		columns: chosenColumns(threadColumns(scene, table.width), scene.columns?.threads, threadColumnNames),
		rows,
		marked: total === 0 ? -1 : threads.marked - threads.top,
		sort: {by: threads.sort, descending: threads.descending},
		sign: (line: ThreadLine) => line.kind === 'thread' && threads.picked.includes(line.row.tid) ? ['*', 'accent'] : undefined,
	});
	if (total === 0) {
		table.text(2, 1, cutText(threads.query ? 'No thread meets the query. Esc lists all, / changes it.' : 'No thread is alive.', table.width - 2), 'dim');
	}
}

/** The few deepest stacks, for the overview. */
export function deepest(area: Area, scene: Scene) {
	const page = scene.frame.threads;
	const inner = framed(area, scene, {title: 'deepest stacks', key: '3', note: [[`of ${count(page?.live ?? scene.reading.threadRows)}, bytes from the top`, 'dim']]});
	const visible = Math.max(0, inner.height - 1);
	scene.wantThreads(0, visible);
	const fresh = page?.query.sort === 'high' && page.query.descending && page.query.where === undefined && page.query.group === undefined && page.offset === 0 ? page.rows : [];
	drawTable(inner, {columns: threadColumns(scene, inner.width), rows: fresh.slice(0, visible).map(row => ({kind: 'thread', row, group: undefined} as const)), marked: -1});
	if (fresh.length === 0) {
		inner.text(2, 1, `waiting for ${compact(scene.reading.threadRows)} threads`, 'dim');
	}
}
