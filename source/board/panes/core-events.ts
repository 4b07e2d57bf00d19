import type {CoreEvent} from '../../../machine/index.js';
import {outcomeOf, targetOfEvent} from '../delivery/delivered.js';
import {deliveryStacks} from '../delivery/stacks.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {cutText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {stackRole} from './ladder.js';
import {drawTable, type Column} from './table.js';

const found: Readonly<Record<CoreEvent['interrupted'], string>> = {task: 'task', 'irq-stack': 'IRQ stack', user: 'ring 3'};

function columns({policy}: Scene): ReadonlyArray<Column<CoreEvent>> {
	const stacks = deliveryStacks(policy).length;
	const way = policy.delivery === 'fred' ? (to: number) => `0 → ${to}` : (to: number) => to === 0 ? '–' : String(to);
	return [
		{head: 'AT, s', width: 14, rank: 0, cell: ({timeNs}) => [(timeNs / 1e9).toFixed(9), 'dim']},
		{head: 'EVENT', width: 17, rank: 1, align: 'left', grows: true, cell: ({name}) => [name, 'strong']},
		{head: 'VECTOR', width: 6, rank: 5, cell: ({vector}) => [vector < 32 ? String(vector) : `0x${vector.toString(16)}`, 'text']},
		{head: 'IN', width: 9, rank: 6, align: 'left', cell: ({interrupted}) => [found[interrupted], 'dim']},
		{
			head: policy.delivery === 'fred' ? 'LEVEL' : 'IST', width: 5, rank: 2,
			cell(event) {
				const to = targetOfEvent(event, policy);
				return [way(to), stackRole(to, stacks)];
			},
		},
		{head: 'DEPTH', width: 6, rank: 4, cell: ({depthBytes, interrupted}) => [interrupted === 'task' ? String(depthBytes) : '–', interrupted === 'task' ? 'text' : 'dim']},
		{head: 'WHAT BECAME OF IT', width: 22, rank: 3, align: 'left', grows: true, cell: event => [outcomeOf(event, policy), 'text']},
		{head: 'COMM', width: 14, rank: 7, align: 'left', cell: ({comm}) => [comm, 'dim']},
	];
}

/** What a core delivers and does not remember. */
const omitted = 'Not kept here: stack faults (see what grew), wake-ups of an idle CPU.';

/** The last events that the marked core delivered, newest first. */
export function coreEvents(area: Area, scene: Scene) {
	const core = scene.wantCore();
	const events = core?.events.toReversed() ?? [];
	const marked = Math.min(scene.ui.events.marked, Math.max(0, events.length - 1));
	// Among the cores the keys move from core to core
	const isMarked = scene.ui.view !== 'cores';
	const about = area.width >= 125 ? 'newest first, depth in bytes; no stack faults, no idle wake-ups' : 'depth in bytes, no stack faults';
	const inner = framed(area, scene, {
		title: `last events of CPU ${scene.ui.cores.marked}`,
		note: [...(isMarked ? [['j k ', 'key'], [`${Math.min(marked + 1, events.length)} of ${events.length}  `, 'text']] as const : []), [about, 'dim']],
		briefNote: [['newest first', 'dim']],
	});
	if (events.length > 0 && inner.height >= events.length + 3) {
		inner.text(2, events.length + 2, cutText(omitted, inner.width - 2), 'dim');
	}

	const visible = Math.max(1, inner.height - 1);
	const top = isMarked ? Math.max(0, marked - visible + 1) : 0;
	drawTable(inner, {columns: columns(scene), rows: events.slice(top, top + visible), marked: isMarked ? marked - top : -1});
	if (events.length === 0) {
		inner.text(2, 1, core ? 'none since boot' : 'waiting', 'dim');
	}
}
