import type {PolicyReading, ThreadRow} from '../../../machine/index.js';
import {bytes} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {cutText} from '../terminal/width.js';
import {framed, inside} from './chrome.js';
import {policiesInView} from './policies-in-view.js';
import {drawTable, type Column} from './table.js';
import {depthRole, faultsText} from './thread-columns.js';

const pageBytes = 4096;

type Mapped = {
	readonly policy: PolicyReading;
	readonly pages: number;
	readonly faults: number;
	readonly thread: ThreadRow;
};

/** The stack as a line: a cell and more a page, used, mapped and not. */
function line({policy: {sizeKiB}, pages, thread}: Mapped, width: number): string {
	const all = sizeKiB * 1024 / pageBytes;
	const cells = Math.max(1, Math.floor((width - 2) / all));
	const used = Math.ceil(thread.highWaterBytes / pageBytes * cells);
	return `[${Array.from({length: all * cells}, (_, cell) => cell >= pages * cells ? '·' : (cell < used ? '▓' : '░')).join('')}]`;
}

const columns: ReadonlyArray<Column<Mapped>> = [
	{head: 'POLICY', width: 12, rank: 0, align: 'left', grows: true, cell: ({policy}) => [policy.name, 'strong']},
	{head: 'PAGES', width: 6, rank: 1, cell: ({policy, pages}) => [`${pages}/${policy.sizeKiB / 4}`, 'text']},
	{head: 'KiB', width: 3, rank: 5, cell: ({pages}) => [String(pages * 4), 'text']},
	{head: 'STACK', width: 26, rank: 4, align: 'left', cell: (mapped, width) => [line(mapped, width), depthRole(mapped.thread.highWaterBytes, mapped.policy.sizeKiB)]},
	{head: 'FAULTS', width: 6, rank: 2, cell: ({faults}) => [faultsText(faults), faults > 0 ? 'text' : 'dim']},
	{
		head: 'TO NEXT PAGE', width: 12, rank: 3,
		cell({policy, pages, thread}) {
			if (pages * 4 >= policy.sizeKiB) {
				return ['all mapped', 'dim'];
			}

			const left = (pages * pageBytes) - thread.highWaterBytes;
			return left < 0 ? ['beyond', 'warn'] : [bytes(left), left < 512 ? 'warn' : 'text'];
		},
	},
];

/** What each policy has mapped of this thread's stack, and how far its deepest call was from the next page. */
export function threadPolicies(area: Area, scene: Scene) {
	const row = scene.wantThread()?.row;
	const {policyIndex, reading: {policies}} = scene;
	const {first, count, hint} = policiesInView(policies.length, policyIndex, inside(area, scene).height - 1);
	const inner = framed(area, scene, {
		title: 'under each policy',
		note: [...hint.length > 0 ? [['p', 'key'], ...hint, ['  ', 'dim']] as const : [], ['to next page: from the high-water mark', 'dim']],
		briefNote: hint.length > 0 ? [['p', 'key'], ...hint] : [],
	});
	if (!row) {
		return;
	}

	const mapped = policies.slice(first, first + count).map((policy, index): Mapped => ({policy, pages: row.pages[first + index] ?? 0, faults: row.faults[first + index] ?? 0, thread: row}));
	drawTable(inner, {columns, rows: mapped, marked: policyIndex - first});
	const room = inner.height - 1 - mapped.length;
	const lines = [`deepest path: ${row.deepPath}`, `now ${bytes(row.depthBytes)} deep · deepest ever ${bytes(row.highWaterBytes)} · sleeps at ${bytes(row.sleepDepthBytes)}`];
	for (const [index, text] of lines.slice(0, Math.max(0, room)).entries()) {
		inner.text(2, 1 + mapped.length + index, cutText(text, inner.width - 2), 'dim');
	}
}
