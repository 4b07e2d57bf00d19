import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';
import {drawTable, type Column} from './table.js';

type Step = {
	readonly fn: string;
	readonly bytes: number;
	/** Bytes from the top of the stack to its end. */
	readonly depth: number;
	/** It is on the stack now. */
	readonly isEntered: boolean;
};

function columns(steps: readonly Step[], width: number): ReadonlyArray<Column<Step>> {
	const largest = Math.max(1, ...steps.map(({bytes}) => bytes));
	return [
		{head: 'FUNCTION', width: 14, rank: 0, align: 'left', grows: true, cell: ({fn, isEntered}) => [isEntered ? fn : `(${fn})`, isEntered ? 'strong' : 'dim']},
		{head: 'BYTES', width: 5, rank: 1, cell: ({bytes, isEntered}) => [String(bytes), isEntered ? 'text' : 'dim']},
		{head: 'DEPTH', width: 6, rank: 2, cell: ({depth}) => [String(depth), 'dim']},
		...(width < 56
			? []
			: [{
				head: '',
				width: 12,
				rank: 3,
				align: 'left',
				cell: ({bytes, isEntered}: Step, room: number) => [thinMeter(bytes / largest, room), isEntered ? 'accent' : 'dim'] as const,
			} as const]),
	];
}

/** The frames of its own deepest path, and how far each reaches: what the thread can do to its stack. */
export function threadDeepest(area: Area, scene: Scene) {
	const detail = scene.wantThread();
	const steps = detail?.row ? stepsOf(detail.deepFrames, detail.deepFrames.length, 0) : [];
	const inner = framed(area, scene, {
		title: 'its deepest path',
		note: detail?.row ? [[detail.row.deepPath, 'text']] : [],
		briefNote: steps.length > 0 ? [[`${steps.length} ${steps.length === 1 ? 'frame' : 'frames'}`, 'dim']] : [],
	});
	const room = Math.max(0, inner.height - 1);
	const shown = steps.length > room ? steps.slice(0, Math.max(0, room - 1)) : steps;
	drawTable(inner, {columns: columns(steps, inner.width), rows: shown, marked: -1});
	if (shown.length < steps.length) {
		inner.text(2, shown.length + 1, `… ${steps.length - shown.length} more, down to ${steps.at(-1)!.fn}`, 'dim');
	}
}

/** The frames of a path, with the random offset below the first of them. */
function stepsOf(frames: ReadonlyArray<{readonly fn: string; readonly bytes: number}>, entered: number, offsetBytes: number): readonly Step[] {
	const own = frames.map((frame, index) => ({...frame, isEntered: index < entered}));
	const all = offsetBytes > 0 && own.length > 0 ? [own[0]!, {fn: 'random offset', bytes: offsetBytes, isEntered: entered > 0}, ...own.slice(1)] : own;
	let depth = 0;
	return all.map(step => {
		depth += step.bytes;
		return {...step, depth};
	});
}

/** The call path that the thread is on, frame by frame; those it has not entered, or left already, in parentheses. */
export function threadPath(area: Area, scene: Scene) {
	const detail = scene.wantThread();
	const row = detail?.row;
	const inMode = row && row.path === undefined;
	const steps = detail ? stepsOf(detail.frames, detail.entered, detail.offsetBytes) : [];
	const inner = framed(area, scene, {
		title: row?.state === 'S' ? 'path it sleeps on' : 'path it is on',
		note: row?.path === undefined ? [] : [[row.path, 'text']],
		briefNote: steps.length > 0 ? [[`${detail!.entered} of ${detail!.frames.length} ${detail!.frames.length === 1 ? 'frame' : 'frames'}`, 'dim']] : [],
	});
	if (inMode) {
		inner.text(0, 0, 'In user mode: its kernel stack is empty.', 'text');
		return;
	}

	const room = Math.max(0, inner.height - 1);
	const last = steps.findLastIndex(({isEntered}) => isEntered);
	// The stack pointer is what one looks at: the frames around it stay in sight
	const top = Math.max(0, Math.min(last - (room >> 1), steps.length - room));
	drawTable(inner, {columns: columns(steps, inner.width), rows: steps.slice(top, top + room), marked: last < 0 ? -1 : last - top});
}
