import {exceptionStackBytes, type CoreDetail, type ThreadRow} from '../../../machine/index.js';
import {arrivalRates} from '../delivery/arrivals.js';
import {targetOfEvent} from '../delivery/delivered.js';
import {deliveryStacks, type DeliveryStack} from '../delivery/stacks.js';
import {bytes, compact, known} from '../figures.js';
import type {Scene} from '../scene.js';
import {drawSegments, fitting, type Segment} from '../segments.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {markedEvent} from './frame.js';
import {stackRole} from './ladder.js';

const pageBytes = 4096;
const pageKiB = 4;

/** How bytes become rows, the same for every stack of the picture. */
type Scale = {
	/** Rows of the task stack. */
	readonly rows: number;
	readonly bytesPerRow: number;
};

/** Whole rows a page where there are enough, so that page ends fall between rows. */
function scaleFor(height: number, stackBytes: number): Scale {
	const pages = stackBytes / pageBytes;
	const rows = height >= pages ? height - (height % pages) : Math.max(1, height);
	return {rows, bytesPerRow: stackBytes / rows};
}

type Fill = readonly [glyph: string, role: Role, about: string];
const fills = {
	path: ['█', 'accent', 'deepest path'],
	high: ['▓', 'heat3', 'to the high-water mark'],
	mapped: ['░', 'dim', 'mapped'],
	unmapped: ['·', 'frame', 'not mapped'],
	frame: ['▀', 'accent', 'frame (at least one row)'],
	guard: ['╳', 'bad', 'guard page'],
} as const satisfies Readonly<Record<string, Fill>>;

/** What a stretch of the task stack that begins `depth` bytes below its top is used for. */
function fillAt(depth: number, {path, high, mapped}: {path: number; high: number; mapped: number}): Fill {
	if (depth < path) {
		return fills.path;
	}

	if (depth < high) {
		return fills.high;
	}

	return depth < mapped ? fills.mapped : fills.unmapped;
}

/** Who is on the core, in a line. */
function threadSegments({thread, running, cpu}: CoreDetail & {readonly thread: ThreadRow}, {policy, policyIndex}: Scene): readonly Segment[] {
	const {comm, tid, className, pages, highWaterBytes, sleepDepthBytes} = thread;
	const where = thread.cpu === cpu ? 'sleeps here' : `now on CPU ${thread.cpu}`;
	const all = policy.sizeKiB / pageKiB;
	return [
		{rank: 0, pieces: [[comm, 'strong'], [` TID ${tid}`, 'text']], shorter: [[[comm, 'strong']]]},
		{rank: 2, pieces: [running ? ['runs', 'good'] : [`ran last, ${where}`, 'text']], shorter: [[running ? ['runs', 'good'] : ['ran last', 'text']]]},
		{rank: 1, pieces: [[`${pages[policyIndex] ?? 0} of ${all} pages`, 'strong'], [' mapped', 'text']], shorter: [[[`${pages[policyIndex] ?? 0}/${all} pages`, 'strong']]]},
		{rank: 3, pieces: [['high ', 'dim'], [bytes(highWaterBytes), 'text']]},
		{rank: 4, pieces: [['asleep ', 'dim'], [bytes(sleepDepthBytes), 'text']]},
		{rank: 5, pieces: [['class ', 'dim'], [className, 'text']]},
	];
}

/** The stacks that the marked core can be on, side by side on one scale, tops at the top. */
export function coreStacks(area: Area, scene: Scene) {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	const core = scene.wantCore();
	const fred = policy.delivery === 'fred';
	const inner = framed(area, scene, {
		title: `stacks of CPU ${cpu}, to scale`,
		note: [[fred ? 'CSL 0 between events: levels above it are left before the next burst' : 'IST stacks are empty between events', 'dim']],
		briefNote: [[fred ? 'CSL 0 between events' : 'IST empty between events', 'dim']],
	});
	const others = deliveryStacks(policy).slice(1);
	const slot = Math.max(5, Math.min(24, Math.floor(inner.width * 0.5 / others.length)));
	const own = Math.max(14, inner.width - (slot * others.length));
	const scale = scaleFor(inner.height - (inner.height >= 10 ? 4 : 3), policy.sizeKiB * 1024);
	if (core?.thread) {
		drawSegments(inner, {x: 0, y: 0, segments: fitting(threadSegments({...core, thread: core.thread}, scene), inner.width, 3), separator: [' · ', 'dim']});
	} else {
		inner.text(0, 0, core ? 'Nobody has run here yet.' : `Waiting for CPU ${cpu}.`, 'dim');
	}

	drawTaskStack(inner.part(0, 1, own - 1, inner.height - 1), core, {scene, scale});
	for (const [at, stack] of others.entries()) {
		drawException(inner.part(own + (at * slot), 1, slot - 1, scale.rows + 2), stack, {scene, scale, stacks: others.length + 1});
	}

	drawLegend(inner, 3 + scale.rows);
}

function drawLegend(area: Area, y: number) {
	const segments = Object.values(fills).map(([glyph, role, about], rank): Segment => ({
		rank,
		pieces: [[`${glyph} `, role], [about, 'dim']],
		shorter: [[[`${glyph} `, role], [about.split(' (')[0]!, 'dim']]],
	}));
	drawSegments(area, {x: 0, y, segments: fitting(segments, area.width, 2), separator: ['  ', 'dim']});
}

/** Columns for depths, and the width of a stack. */
const labels = 6;
const thickness = (width: number) => width < 30 ? 5 : Math.min(24, Math.floor(width / 4));

/** The task stack: what the deepest path used of it, how far it ever reached, what is mapped, and the guard page. */
function drawTaskStack(area: Area, core: CoreDetail | undefined, {scene, scale: {rows, bytesPerRow}}: {scene: Scene; scale: Scale}) {
	const thread = core?.thread;
	const mapped = (thread?.pages[scene.policyIndex] ?? 0) * pageBytes;
	const path = core?.path.reduce((sum, frame) => sum + frame.bytes, 0) ?? 0;
	const high = thread?.highWaterBytes ?? 0;
	const marks = thread ? marksOf(scene, thread) : [];
	const width = thickness(area.width);
	const x = labels + 1 + width + 1;
	area.text(labels + 1, 0, 'RSP0', 'strong');
	area.text(x, 0, cutText('task stack', area.width - x), 'dim');
	for (let row = 0; row < rows; row++) {
		const depth = Math.round(row * bytesPerRow);
		const [glyph, role] = fillAt(depth, {path, high, mapped});
		const pageBegins = depth % pageBytes === 0;
		area.right(labels, row + 1, pageBegins || rows <= 4 ? String(depth) : '', 'dim');
		area.text(labels, row + 1, pageBegins ? '─' : ' ', 'frame');
		area.text(labels + 1, row + 1, glyph.repeat(width), role);
		if (thread) {
			drawBeside(area, {x, y: row + 1}, {path: core.path, marks}, {from: depth, until: depth + bytesPerRow});
		}
	}

	area.text(labels + 1, rows + 1, fills.guard[0].repeat(width), fills.guard[1]);
	area.text(x, rows + 1, cutText(area.width - x < 19 ? 'guard page' : `guard page at ${Math.round(rows * bytesPerRow)}`, area.width - x), 'dim');
}

/** Names of marks where there is little room. */
const brief: Readonly<Record<string, string>> = {'high-water': 'high', asleep: 'sleep'};

type Mark = readonly [name: string, depth: number, role: Role];

/** Depths of the task stack that mean something: how deep its thread ever was, is when it sleeps, and was at the marked event. */
function marksOf(scene: Scene, {highWaterBytes, sleepDepthBytes, tid}: ThreadRow): readonly Mark[] {
	const event = markedEvent(scene)?.event;
	const here = event?.tid === tid && event.interrupted === 'task';
	return [['high-water', highWaterBytes, 'warn'], ['asleep', sleepDepthBytes, 'text'], ...(here ? [[event.name, event.depthBytes, 'accent'] as const] : [])];
}

/** The functions whose frames begin in a stretch of the stack, and the marks that lie in it. */
function drawBeside(area: Area, {x, y}: {x: number; y: number}, {path, marks}: {path: CoreDetail['path']; marks: readonly Mark[]}, {from, until}: {from: number; until: number}) {
	const inside = marks.filter(([, depth]) => depth >= from && depth < until);
	let depth = 0;
	const frames: string[] = [];
	for (const {fn, bytes: size} of path) {
		if (depth >= from && depth < until) {
			frames.push(`${fn} ${size}`);
		}

		depth += size;
	}

	let column = x;
	const narrow = area.width - x < 18;
	for (const [name, at, role] of inside) {
		column = area.text(column, y, cutText(narrow ? `◂${at} ${brief[name] ?? name}` : `◂ ${at} ${name}`, area.width - column), role) + 1;
	}

	area.text(column, y, cutText(frames.join(', '), Math.max(0, area.width - column)), inside.length > 0 ? 'dim' : 'text');
}

/** A stack of a level or an IST slot: always mapped, empty between events, and what comes to it. */
function drawException(area: Area, {index, register, guests}: DeliveryStack, {scene, scale: {rows, bytesPerRow}, stacks}: {scene: Scene; scale: Scale; stacks: number}) {
	const {policy, wantCore, ui: {cores: {marked: cpu}}} = scene;
	const role = stackRole(index, stacks);
	const tall = Math.min(rows, Math.max(1, Math.round(exceptionStackBytes / bytesPerRow)));
	const visits = wantCore()?.events.filter(event => targetOfEvent(event, policy) === index).length ?? 0;
	const marked = markedEvent(scene)?.event;
	const there = marked !== undefined && targetOfEvent(marked, policy) === index;
	area.text(0, 0, cutText(there ? `▸${register.length < area.width ? register : register.replace('IST', '')}` : register, area.width), there ? 'accent' : 'strong');
	for (let row = 0; row < tall; row++) {
		area.text(0, row + 1, fills.mapped[0].repeat(area.width), fills.mapped[1]);
	}

	// A frame takes less than a row: where one was left lately its place is shown, not its size
	area.text(0, 1, visits > 0 ? fills.frame[0].repeat(area.width) : '', role);
	const {core} = arrivalRates(scene, cpu, index);
	const narrow = area.width < 10;
	const of = wantCore()?.events.length ?? 0;
	const below: ReadonlyArray<readonly [string, Role]> = [
		[fills.guard[0].repeat(area.width), fills.guard[1]],
		...(narrow ? [] : [[policy.delivery === 'fred' ? `level ${index}` : `slot ${index}`, role] as const]),
		[narrow ? known(core, compact) : `${known(core)}/s`, core ? 'strong' : 'dim'],
		...guests.map((guest): readonly [string, Role] => [narrow ? guest.replace('interrupts', 'irqs') : guest, 'text']),
		[narrow ? `${visits}/${of}` : `${visits} of ${of}`, 'dim'],
	];
	for (const [at, [text, textRole]] of below.entries()) {
		area.text(0, tall + 1 + at, cutText(text, area.width), textRole);
	}
}
