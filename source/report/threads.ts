import type {PolicyName, ThreadGroup, ThreadPage, ThreadRow} from '../../machine/index.js';
import {csvLine, type Cell} from './csv-line.js';
import {alignColumns} from './layout.js';

/** What a list of threads is of, beside its rows. */
export type ThreadListHead = {
	readonly machine: string;
	readonly workload: string;
	readonly timeNs: number;
	/** In the order of the figures in a row. */
	readonly policies: readonly PolicyName[];
	/** The query as it was given. */
	readonly query: string;
};

const seconds = (ns: number): string => (ns / 1e9).toFixed(3);

/** As many columns of a terminal as a name may take here; names beyond are cut. */
const nameWidth = 15;
const cut = (text: string, width: number): string => text.length <= width ? text : `${text.slice(0, width - 1)}…`;

const threadCells = ({tid, comm, className, cpu, state, pages, depthBytes, highWaterBytes, faults, ageNs}: ThreadRow): string[] =>
	[cut(comm, nameWidth), String(tid), cut(className, 12), String(cpu), state, String(pages[0]), String(depthBytes), String(highWaterBytes), String(faults[0]), seconds(ageNs)];

const groupCells = ({name, threads, running, pages, faults, highWaterBytes}: ThreadGroup): string[] =>
	[cut(name, nameWidth), String(threads), String(running), String(pages), String(highWaterBytes), String(faults)];

/** What was asked and how much of it is shown, in a line. */
const summary = (head: ThreadListHead, {matched, live, groups}: ThreadPage, shown: number): string => {
	const which = head.query === '' ? `${live} threads` : `${matched} of ${live} threads: ${head.query}`;
	const rest = groups.length > 0 ? `in ${groups.length} groups` : (shown < matched ? `the first ${shown} are listed` : 'all are listed');
	return `${head.machine}, ${head.workload}, after ${seconds(head.timeNs)} s: ${which}; ${rest}`;
};

/** A list of threads for people, 80 columns wide. Pages and faults are those of the first policy; depths are bytes from the top of the stack, ages seconds. */
export const threadsText = (head: ThreadListHead, page: ThreadPage): string => {
	const lines = page.groups.length > 0
		? alignColumns([['GROUP', 'THREADS', 'RUNNING', 'PAGES', 'HIGH', 'FAULTS'], ...page.groups.map(group => groupCells(group))], [16, 10])
		: alignColumns([['COMM', 'TID', 'CLASS', 'CPU', 'S', 'PAGES', 'NOW', 'HIGH', 'FAULTS', 'AGE'], ...page.rows.map(row => threadCells(row))], [16, 8, 13, 4, 2, 6, 6, 6, 7, 10]);
	return [summary(head, page, page.rows.length), `pages and faults under ${head.policies[0]}`, '', ...lines, ''].join('\n');
};

/** The first line of the CSV: a column a figure, those of policies with their names. */
export const threadsCsvHead = ({policies}: ThreadListHead): string => csvLine([
	'tid',
	'comm',
	'class',
	'cpu',
	'state',
	'depthBytes',
	'highWaterBytes',
	'sleepDepthBytes',
	'ageNs',
	'path',
	'deepestPath',
	...policies.flatMap(name => [`pages.${name}`, `faults.${name}`]),
]);

/** A line a thread, for the head above; the path is empty in user mode. */
export const threadsCsvRows = (rows: readonly ThreadRow[]): string => rows.map(row => csvLine([
	row.tid,
	row.comm,
	row.className,
	row.cpu,
	row.state,
	row.depthBytes,
	row.highWaterBytes,
	row.sleepDepthBytes,
	row.ageNs,
	row.path,
	row.deepPath,
	...row.pages.flatMap((pages, index): Cell[] => [pages, row.faults[index]]),
])).join('');

/** One JSON object a thread, with the policies' figures by their names. */
export const threadsNdjson = (rows: readonly ThreadRow[], {policies}: ThreadListHead): string => rows.map(({pages, faults, path, ...row}) => `${JSON.stringify({
	...row,
	path: path ?? null,
	pages: Object.fromEntries(policies.map((name, index) => [name, pages[index]])),
	faults: Object.fromEntries(policies.map((name, index) => [name, faults[index]])),
})}\n`).join('');
