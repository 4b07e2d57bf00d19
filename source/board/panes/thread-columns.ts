import type {ThreadGroup, ThreadRow, ThreadSort} from '../../../machine/index.js';
import {compact, count} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Role} from '../terminal/style.js';
import {ageText} from '../threads/age.js';
import type {ThreadLine} from '../threads/lines.js';
import {thinMeter} from './meter.js';
import type {Column} from './table.js';

const pageBytes = 4096;
const pageRoles: readonly Role[] = ['text', 'heat5', 'heat6', 'heat7'];

/** Stack faults are counted up to here. */
const manyFaults = 255;

/** The colour of so many pages. */
const pagesRole = (pages: number): Role => pageRoles[Math.min(pageRoles.length - 1, Math.max(0, pages - 1))]!;

/** The colour of a depth in bytes: which page of the stack it reaches, and whether it comes near the end. */
export function depthRole(depthBytes: number, threadSizeKiB: number): Role {
	return depthBytes >= threadSizeKiB * 1024 * 0.9 ? 'bad' : pagesRole(Math.ceil(depthBytes / pageBytes));
}

/** Stack faults of one thread, as far as they are counted. */
export const faultsText = (faults: number): string => faults >= manyFaults ? `${manyFaults}+` : String(faults);

/** A stack to scale, its top at the left: used at the deepest (thick), mapped besides (thin), not mapped (dots). */
function stackBar({highWaterBytes}: ThreadRow, {pages, width, threadSizeKiB}: {pages: number; width: number; threadSizeKiB: number}): string {
	const size = threadSizeKiB * 1024;
	const used = thinMeter(highWaterBytes / size, width);
	const mapped = Math.max(used.length, Math.round(pages * pageBytes / size * width));
	return used + '▁'.repeat(Math.max(0, Math.min(width, mapped) - used.length)) + '·'.repeat(Math.max(0, width - mapped));
}

type Cell = readonly [text: string, role: Role];
const empty: Cell = ['', 'dim'];

type Described = Omit<Column<ThreadLine>, 'cell' | 'sort'> & {
	readonly sort?: ThreadSort;
	readonly thread: (row: ThreadRow, width: number) => Cell;
	/** What stands there in the line of a group; nothing if left out. */
	readonly group?: (group: ThreadGroup) => Cell;
};

/** What the other columns leave out of a group. */
const groupText = ({threads, running, pages}: ThreadGroup): string =>
	[...running > 0 ? [`${count(running)} running`] : [], `${(pages / threads).toFixed(2)} pages each`].join(', ');

/** The columns of the list of threads, for a pane of this width; those with a path take what room is left. */
export function threadColumns({policyIndex, scenario, ui}: Scene, width: number): ReadonlyArray<Column<ThreadLine>> {
	const {threadSizeKiB} = scenario.machine;
	const pagesOf = (row: ThreadRow) => row.pages[policyIndex] ?? 0;
	const depth = (bytes: number): Cell => [String(bytes), depthRole(bytes, threadSizeKiB)];
	const grouped = ui.threads.grouping !== undefined && ui.view === 'threads';
	const all: readonly Described[] = [
		{head: 'TID', width: 7, rank: 1, sort: 'tid', thread: ({tid}) => [String(tid), 'text'], group: ({threads}) => [`${compact(threads)}x`, 'text']},
		{
			head: 'COMM', width: grouped ? 18 : 16, rank: 0, align: 'left', sort: 'comm',
			thread: ({comm}) => [grouped ? `  ${comm}` : comm, 'strong'],
			group: ({isOpen, name}) => [`${isOpen ? '-' : '+'} ${name}`, 'title'],
		},
		{head: 'CLASS', width: 12, rank: 9, align: 'left', sort: 'class', thread: ({className}) => [className, 'dim']},
		{head: 'CPU', width: 3, rank: 5, sort: 'cpu', thread: ({cpu}) => [String(cpu), 'text']},
		{head: 'S', width: 1, rank: 6, align: 'left', sort: 'state', thread: ({state}) => [state, state === 'R' ? 'good' : 'dim']},
		{head: 'PAGES', width: 5, rank: 2, sort: 'pages', thread: row => [String(pagesOf(row)), pagesRole(pagesOf(row))], group: ({pages}) => [compact(pages), 'text']},
		{head: 'NOW', width: 6, rank: 4, sort: 'depth', thread: ({depthBytes}) => depth(depthBytes)},
		{head: 'HIGH', width: 6, rank: 0, sort: 'high', thread: ({highWaterBytes}) => depth(highWaterBytes), group: ({highWaterBytes}) => depth(highWaterBytes)},
		{head: 'SLEEP', width: 6, rank: 8, sort: 'sleep', thread: ({sleepDepthBytes}) => depth(sleepDepthBytes)},
		{
			head: 'FAULTS',
			width: 6,
			rank: 7,
			sort: 'faults',
			thread: ({faults}) => [faultsText(faults[policyIndex] ?? 0), faults[policyIndex] ? 'text' : 'dim'],
			group: ({faults}) => [compact(faults), 'text'],
		},
		{head: 'AGE', width: 7, rank: 10, sort: 'age', thread: ({ageNs}) => [ageText(ageNs), 'dim']},
		{
			head: `STACK, ${threadSizeKiB} KiB`, width: width >= 170 ? 32 : 16, rank: 12, align: 'left',
			thread: (row, room) => [stackBar(row, {pages: pagesOf(row), width: room, threadSizeKiB}), depthRole(row.highWaterBytes, threadSizeKiB)],
		},
		{head: 'DEEPEST PATH', width: 20, rank: 3, align: 'left', grows: true, sort: 'deepest', thread: ({deepPath}) => [deepPath, 'dim'], group: group => [groupText(group), 'dim']},
		{head: 'PATH NOW', width: 20, rank: 11, align: 'left', grows: true, sort: 'path', thread: ({path}) => [path ?? '(user mode)', 'dim']},
	];
	return all.map(({thread, group, ...column}): Column<ThreadLine> => ({
		...column,
		cell: (line, room) => line.kind === 'thread' ? thread(line.row, room) : group?.(line.group) ?? empty,
	}));
}
