import type {Frame} from '../../../machine/index.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';
import {drawTable, type Column} from './table.js';

type Step = Frame & {
	/** Bytes from the top of the stack to its end. */
	readonly depth: number;
};

function columns(steps: readonly Step[], width: number): ReadonlyArray<Column<Step>> {
	const largest = Math.max(1, ...steps.map(({bytes}) => bytes));
	return [
		{head: 'FUNCTION', width: 14, rank: 0, align: 'left', grows: true, cell: ({fn}) => [fn, 'strong']},
		{head: 'BYTES', width: 5, rank: 1, cell: ({bytes}) => [String(bytes), 'text']},
		{head: 'DEPTH', width: 6, rank: 2, cell: ({depth}) => [String(depth), 'dim']},
		// Names are worth more than bars
		...(width < 56 ? [] : [{head: '', width: 12, rank: 3, align: 'left', cell: ({bytes}: Step, room: number) => [thinMeter(bytes / largest, room), 'accent'] as const} as const]),
	];
}

/** The path with which the core's thread reached deepest, from the top of its stack down. */
export function callPath(area: Area, scene: Scene) {
	const core = scene.wantCore();
	let depth = 0;
	const steps = (core?.path ?? []).map((frame): Step => {
		depth += frame.bytes;
		return {...frame, depth};
	});
	const inner = framed(area, scene, {title: 'deepest path', note: steps.length > 0 ? [[`${steps.length} ${steps.length === 1 ? 'frame' : 'frames'}, ${depth} B`, 'dim']] : []});
	const room = Math.max(0, inner.height - 1);
	const shown = steps.length > room ? steps.slice(0, Math.max(0, room - 1)) : steps;
	drawTable(inner, {columns: columns(steps, inner.width), rows: shown, marked: -1});
	if (shown.length < steps.length) {
		inner.text(2, shown.length + 1, `… ${steps.length - shown.length} more, down to ${steps.at(-1)!.fn}`, 'dim');
	} else if (core?.thread && room > steps.length + 2) {
		inner.text(2, steps.length + 2, core.thread.deepPath, 'dim');
	}
}
