import type {ThreadRow} from '../../../machine/index.js';
import {compact, count} from '../figures.js';
import type {Scene} from '../scene.js';
import {type threadSorts} from '../state/threads.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';
import {drawTable, type Column} from './table.js';

const pageBytes = 4096;
const pageRoles: readonly Role[] = ['text', 'heat5', 'heat6', 'heat7'];

/** The colour of a depth in bytes: which page of the stack it reaches, and whether it comes near the end. */
function depthRole(depthBytes: number, threadSizeKiB: number): Role {
	if (depthBytes >= threadSizeKiB * 1024 * 0.9) {
		return 'bad';
	}

	return pageRoles[Math.min(pageRoles.length - 1, Math.floor(Math.max(0, depthBytes - 1) / pageBytes))]!;
}

/** A stack to scale, its top at the left: used at the deepest (thick), mapped besides (thin), not mapped (dots). */
function stackBar({highWaterBytes}: ThreadRow, {pages, width, threadSizeKiB}: {pages: number; width: number; threadSizeKiB: number}): string {
	const size = threadSizeKiB * 1024;
	const used = thinMeter(highWaterBytes / size, width);
	const mapped = Math.max(used.length, Math.round(pages * pageBytes / size * width));
	return used + '▁'.repeat(Math.max(0, Math.min(width, mapped) - used.length)) + '·'.repeat(Math.max(0, width - mapped));
}

function columns({policyIndex, scenario}: Scene, width: number): ReadonlyArray<Column<ThreadRow>> {
	const {threadSizeKiB} = scenario.machine;
	return [
		{head: 'TID', width: 7, rank: 1, sort: 'tid', cell: row => [String(row.tid), 'text']},
		{head: 'COMM', width: 16, rank: 0, align: 'left', cell: row => [row.comm, 'strong']},
		{head: 'CLASS', width: 12, rank: 7, align: 'left', cell: row => [row.className, 'dim']},
		{head: 'CPU', width: 3, rank: 4, sort: 'cpu', cell: row => [String(row.cpu), 'text']},
		{head: 'S', width: 1, rank: 5, align: 'left', cell: row => [row.state, row.state === 'R' ? 'good' : 'dim']},
		{head: 'PAGES', width: 5, rank: 2, sort: 'pages', cell: row => [String(row.pages[policyIndex] ?? 0), pageRoles[Math.min(3, Math.max(0, (row.pages[policyIndex] ?? 1) - 1))]!]},
		{head: 'HIGH', width: 6, rank: 0, sort: 'high', cell: row => [String(row.highWaterBytes), depthRole(row.highWaterBytes, threadSizeKiB)]},
		{head: 'SLEEP', width: 6, rank: 6, sort: 'sleep', cell: row => [String(row.sleepDepthBytes), depthRole(row.sleepDepthBytes, threadSizeKiB)]},
		{
			head: `STACK, ${threadSizeKiB} KiB`, width: width >= 150 ? 32 : 16, rank: 8, align: 'left',
			cell: (row, room) => [stackBar(row, {pages: row.pages[policyIndex] ?? 0, width: room, threadSizeKiB}), depthRole(row.highWaterBytes, threadSizeKiB)],
		},
		{head: 'DEEPEST PATH', width: 12, rank: 3, align: 'left', grows: true, cell: row => [row.deepPath, 'dim']},
	];
}

const sortTitles: Readonly<Record<(typeof threadSorts)[number], string>> = {
	tid: 'TID', comm: 'name', class: 'class', cpu: 'CPU', state: 'state', pages: 'pages', depth: 'depth now', high: 'high-water', sleep: 'sleeping depth', faults: 'stack faults', age: 'age', path: 'path now', deepest: 'deepest path',
};

/** The list of all threads: only the rows on the screen (and a few around them) are ever asked for. */
export function threadList(area: Area, scene: Scene) {
	const total = scene.frame.threads?.total ?? scene.reading.threadRows;
	const {sort, descending, marked: row} = scene.ui.threads;
	const inner = framed(area, scene, {
		title: 'threads',
		note: [[`${total === 0 ? 0 : row + 1} of ${total}`, 'text'], ['  s ', 'key'], [`by ${sortTitles[sort]} ${descending ? '▼' : '▲'}`, 'text'], ['  bytes from the top of the stack', 'dim']],
	});
	const visible = Math.max(1, inner.height - 1);
	const {threads} = scene.fit('threads', visible);
	scene.wantThreads(threads.top, visible);
	const page = scene.frame.threads;
	const fresh = page?.query.sort === sort && page.query.descending === descending ? page : undefined;
	const rows = Array.from({length: Math.min(visible, total - threads.top)}, (_, index) => fresh?.rows[threads.top + index - fresh.query.offset]);
	drawTable(inner, {columns: columns(scene, inner.width), rows, marked: threads.marked - threads.top, sort: {by: sort, descending}});
}

/** The few deepest stacks, for the overview. */
export function deepest(area: Area, scene: Scene) {
	const page = scene.frame.threads;
	const inner = framed(area, scene, {title: 'deepest stacks', key: '3', note: [[`of ${count(page?.total ?? scene.reading.threadRows)}, bytes from the top`, 'dim']]});
	const visible = Math.max(0, inner.height - 1);
	scene.wantThreads(0, visible);
	const fresh = page?.query.sort === 'high' && page.query.descending && page.query.offset === 0 ? page.rows : [];
	drawTable(inner, {columns: columns(scene, inner.width), rows: fresh.slice(0, visible), marked: -1});
	if (fresh.length === 0) {
		inner.text(2, 1, `waiting for ${compact(scene.reading.threadRows)} threads`, 'dim');
	}
}
