import type {ThreadDetail, ThreadRow} from '../../../machine/index.js';
import {bytes} from '../figures.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting, type Segment} from '../segments.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {ageText} from '../threads/age.js';
import {framed} from './chrome.js';

const pageBytes = 4096;

type Fill = readonly [glyph: string, role: Role, about: string];
const fills = {
	used: ['█', 'accent', 'frames now'],
	next: ['█', 'gross', 'frames now'],
	high: ['▓', 'heat3', 'to the high-water mark'],
	mapped: ['░', 'dim', 'mapped'],
	unmapped: ['·', 'frame', 'not mapped'],
	guard: ['╳', 'bad', 'guard page'],
} as const satisfies Readonly<Record<string, Fill>>;

/** A frame with the depth at which it begins, bytes below the top. */
type Placed = {readonly name: string; readonly bytes: number; readonly from: number};

/** The frames on the stack now, the random offset among them: it lies below the entry's frame. */
function placed({frames, entered, offsetBytes}: ThreadDetail): readonly Placed[] {
	const own = frames.slice(0, entered).map(({fn, bytes: size}) => ({name: fn, bytes: size}));
	const withOffset = offsetBytes > 0 && own.length > 0 ? [own[0]!, {name: '(random offset)', bytes: offsetBytes}, ...own.slice(1)] : own;
	let from = 0;
	return withOffset.map(frame => {
		const at = from;
		from += frame.bytes;
		return {...frame, from: at};
	});
}

/** Who it is, in a line. */
const nameSegments = ({row, kind, isRestartable}: ThreadDetail & {readonly row: ThreadRow}): readonly Segment[] => [
	{rank: 0, pieces: [[row.comm, 'strong'], [` TID ${row.tid}`, 'text']], shorter: [[[row.comm, 'strong']]]},
	{rank: 1, pieces: [row.state === 'R' ? ['runs', 'good'] : ['sleeps', 'text'], [` on CPU ${row.cpu}`, 'text']]},
	{rank: 3, pieces: [[`${kind} class `, 'dim'], [row.className, 'text']]},
	{rank: 2, pieces: [['age ', 'dim'], [ageText(row.ageNs), 'text']]},
	...row.state === 'S' ? [{rank: 4, pieces: [[isRestartable ? 'in a wait that can be restarted' : 'in a wait that cannot be restarted', 'dim'] as const]}] : [],
];

/** Depths that mean something, with their names, longest first. */
const marksOf = ({depthBytes, highWaterBytes, sleepDepthBytes, path, state}: ThreadRow): ReadonlyArray<readonly [names: readonly string[], depth: number, role: Role]> => [
	[path === undefined ? ['stack pointer, user mode', 'SP, user'] : ['stack pointer', 'SP'], depthBytes, 'accent'],
	[['high-water mark', 'high'], highWaterBytes, 'warn'],
	...state === 'R' ? [[['sleeps here', 'sleep'], sleepDepthBytes, 'text'] as const] : [],
];

/** The stack of the thread to scale: the frames on it, how far it ever reached, what is mapped, the guard page. */
export function threadStack(area: Area, scene: Scene) {
	const {policy, policyIndex} = scene;
	const detail = scene.wantThread();
	const inner = framed(area, scene, {
		title: 'stack, to scale',
		note: [['under ', 'dim'], [policy.name, 'accent'], [`, ${policy.sizeKiB} KiB`, 'dim'], ...detail?.row?.state === 'R' ? [[' · where in its burst it is, is drawn', 'dim'] as const] : []],
		briefNote: [[policy.name, 'accent'], [` ${policy.sizeKiB} KiB`, 'dim']],
	});
	if (!detail?.row) {
		inner.text(0, 0, cutText(absent(scene, detail), inner.width), 'warn');
		return;
	}

	const {row} = detail;
	drawSegments(inner, {x: 0, y: 0, segments: fitting(nameSegments({...detail, row}), inner.width, 3), separator: [' · ', 'dim']});
	const pages = policy.sizeKiB * 1024 / pageBytes;
	const hasLegend = inner.height >= 10;
	const room = inner.height - (hasLegend ? 3 : 2);
	const rows = Math.max(1, room >= pages ? room - (room % pages) : room);
	drawStack(inner.part(0, 1, inner.width, rows + 1), {detail, row, mapped: (row.pages[policyIndex] ?? 0) * pageBytes, rows, size: policy.sizeKiB * 1024});
	if (hasLegend) {
		drawLegend(inner, rows + 2);
	}
}

/** Why there is nothing to draw. */
const absent = ({ui: {threads: {shown}}}: Scene, detail: ThreadDetail | undefined): string => {
	if (shown === undefined) {
		return 'No thread was chosen: 3, then Enter on one of the list.';
	}

	return detail ? `TID ${shown} has ended. Esc leads back to the list.` : `Waiting for TID ${shown}.`;
};

function drawLegend(area: Area, y: number) {
	const {next: _, ...shown} = fills;
	const segments = Object.values(shown).map(([glyph, role, about], rank): Segment => ({rank, pieces: [[`${glyph} `, role], [about, 'dim']]}));
	drawSegments(area, {x: 0, y, segments: fitting(segments, area.width, 2), separator: ['  ', 'dim']});
}

/** Columns for depths. */
const labels = 6;

type Drawing = {
	readonly detail: ThreadDetail;
	readonly row: ThreadRow;
	/** Bytes that are mapped. */
	readonly mapped: number;
	readonly rows: number;
	/** Bytes of the whole stack. */
	readonly size: number;
};

function drawStack(area: Area, {detail, row: thread, mapped, rows, size}: Drawing) {
	const perRow = size / rows;
	const frames = placed(detail);
	const marks = marksOf(thread);
	const width = area.width < 40 ? 6 : Math.min(20, Math.floor(area.width / 5));
	const x = labels + 2 + width;
	for (let y = 0; y < rows; y++) {
		const from = Math.round(y * perRow);
		const until = Math.round((y + 1) * perRow);
		const pageBegins = from % pageBytes === 0;
		area.right(labels, y, pageBegins || rows <= 4 ? String(from) : '', 'dim');
		area.text(labels, y, pageBegins ? '─' : ' ', 'frame');
		const [glyph, role] = fillOf(from, until, {frames, depth: thread.depthBytes, high: thread.highWaterBytes, mapped});
		area.text(labels + 1, y, glyph.repeat(width), role);
		drawBeside(area.part(x, y, area.width - x, 1), {frames: frames.filter(frame => frame.from >= from && frame.from < until), marks: marks.filter(([, depth]) => isIn(depth, from, until))});
	}

	area.text(labels + 1, rows, fills.guard[0].repeat(width), fills.guard[1]);
	area.text(x, rows, cutText(area.width - x < 19 ? 'guard page' : `guard page at ${bytes(size)}`, area.width - x), 'dim');
}

/** A mark at the end of a row belongs to it: the bytes above are used. */
const isIn = (depth: number, from: number, until: number) => (depth > from || from === 0) && depth <= until;

/** What a row is used for, by what most of it holds; a used row is never shown as free. */
function fillOf(from: number, until: number, {frames, depth, high, mapped}: {frames: readonly Placed[]; depth: number; high: number; mapped: number}): Fill {
	if (from < depth) {
		const index = frames.findLastIndex(frame => frame.from <= (from + Math.min(until, depth)) / 2);
		return index % 2 === 0 ? fills.used : fills.next;
	}

	if (from < high) {
		return fills.high;
	}

	return from < mapped ? fills.mapped : fills.unmapped;
}

/** Marks, then the functions whose frames begin in the row. */
function drawBeside(area: Area, {frames, marks}: {frames: readonly Placed[]; marks: ReadonlyArray<readonly [names: readonly string[], depth: number, role: Role]>}) {
	const brief = area.width < 26 || marks.length > 1 ? 1 : 0;
	let x = 0;
	for (const [names, depth, role] of marks) {
		x = area.text(x, 0, cutText(`◂ ${depth} ${names[brief]}`, Math.max(0, area.width - x)), role) + 2;
	}

	area.text(x, 0, cutText(frames.map(({name, bytes: size}) => `${name} ${size}`).join(', '), Math.max(0, area.width - x)), marks.length > 0 ? 'dim' : 'text');
}
