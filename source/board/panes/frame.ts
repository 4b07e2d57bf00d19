import {eventTypes, type CoreEvent} from '../../../machine/index.js';
import {frameOf, outcomeOf, targetOfEvent, titleOf, type FrameRow} from '../delivery/delivered.js';
import type {FrameBits} from '../delivery/frame-bits.js';
import {moment} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {cutText} from '../terminal/width.js';
import {wrapText} from '../terminal/wrap.js';
import {framed} from './chrome.js';

const hex16 = (value: bigint) => value.toString(16).padStart(16, '0');

/** The marked event of the marked core; undefined until the core is known or where it has delivered nothing. */
export function markedEvent({ui, wantCore}: Scene): {readonly event: CoreEvent; readonly at: number; readonly of: number} | undefined {
	const events = wantCore()?.events ?? [];
	const at = Math.min(ui.events.marked, events.length - 1);
	return at < 0 ? undefined : {event: events.at(-1 - at)!, at, of: events.length};
}

/** One of the last events of the marked core: its frame, quadword by quadword. */
export function eventFrame(area: Area, scene: Scene) {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	const marked = markedEvent(scene);
	const inner = framed(area, scene, {
		title: marked ? `frame ${marked.at + 1} of ${marked.of} on CPU ${cpu}` : `last frames of CPU ${cpu}`,
		note: [['dim: placeholders', 'dim'], ['  j ', 'key'], ['older', 'text'], ['  k ', 'key'], ['newer', 'text']],
		briefNote: [['dim: placeholders', 'dim']],
	});
	if (!marked) {
		inner.text(0, 0, scene.wantCore() ? 'It has delivered no event yet.' : `Waiting for CPU ${cpu}.`, 'dim');
		return;
	}

	const {event} = marked;
	const frame = frameOf(event, cpu, policy);
	let y = drawTitle(inner, event, scene);
	if (inner.height >= frame.rows.length + 3) {
		inner.pieces(0, y, [['RSP ', 'dim'], [hex16(frame.rspBefore), 'text'], [' → ', 'dim'], [hex16(frame.rspAfter), 'strong'], [`, ${frame.rows.length * 8} bytes`, 'dim']]);
		y++;
	}

	y = drawRows(inner, y, frame.rows);
	if (frame.bits.length > 0 && inner.height >= y + frame.bits.length + 4) {
		drawBits(inner, y + 1, frame.bits);
		y += frame.bits.length + 2;
	}

	const hints = [
		...(policy.delivery === 'idt' && event.type === eventTypes.exception ? ['The faulting address is in CR2, not in the frame.'] : []),
		'The model has no addresses; stacks stand where Linux might put them.',
	].map(text => wrapText(text, inner.width, 2));
	for (const lines of hints.filter((_, at) => y + hints.slice(0, at + 1).flat().length <= inner.height)) {
		for (const line of lines) {
			inner.text(0, y, line, 'dim');
			y++;
		}
	}
}

/** What came, when, to whom, and where it went; on one line or two. */
function drawTitle(area: Area, event: CoreEvent, {policy}: Scene): number {
	const to = targetOfEvent(event, policy);
	const way = policy.delivery === 'fred' ? `level 0 → ${to}` : (to === 0 ? 'task stack' : `IST ${to}`);
	const x = area.pieces(0, 0, [[titleOf(event), 'strong'], [`  ${way}`, 'accent']]);
	const rest = `  ${outcomeOf(event, policy)}`;
	const oneLine = area.height < 12;
	area.text(x, 0, cutText(rest, area.width - x), 'text');
	if (oneLine) {
		return 1;
	}

	area.text(0, 1, cutText(`at ${moment(event.timeNs, 9)}, ${event.comm} (TID ${event.tid})`, area.width), 'dim');
	return 2;
}

/** The slots that hold several fields, bit by bit. */
function drawBits(area: Area, first: number, bits: readonly FrameBits[]) {
	for (const [at, {slot, bits: range, name, value, set}] of bits.entries()) {
		const y = first + at;
		area.text(5, y, at === 0 || bits[at - 1]!.slot !== slot ? `${slot} slot` : '', 'text');
		area.right(22, y, range, 'accent');
		area.text(24, y, name, set ? 'text' : 'dim');
		area.text(50, y, cutText(value, area.width - 50), set ? 'strong' : 'dim');
	}
}

/** How many lines each meaning may have: the SS slot has most to say, then the others from the top on. */
function linesFor(rows: readonly FrameRow[], width: number, spare: number): readonly number[] {
	const lines = rows.map(() => 1);
	let left = spare;
	for (const at of [...rows.keys()].sort((a, b) => Number(rows[b]!.slot === 'SS slot') - Number(rows[a]!.slot === 'SS slot') || a - b)) {
		const more = Math.max(0, Math.min(left, wrapText(rows[at]!.meaning, width, 3).length - 1));
		lines[at]! += more;
		left -= more;
	}

	return lines;
}

/** Gives the row after the last. */
function drawRows(area: Area, first: number, rows: readonly FrameRow[]): number {
	const [slotAt, valueAt, meaningAt] = area.width >= 64 ? [5, 17, 35] : [4, 15, 32];
	const width = area.width - meaningAt;
	const lines = linesFor(rows, width, area.height - first - rows.length);
	let y = first;
	for (const [at, {offset, slot, value, meaning, placeholder}] of rows.entries()) {
		area.text(0, y, `+${offset}`, 'accent');
		area.text(slotAt, y, slot, 'text');
		area.text(valueAt, y, hex16(value), placeholder ? 'dim' : (value === 0n ? 'text' : 'strong'));
		for (const [index, line] of wrapText(meaning, width, lines[at]!).entries()) {
			area.text(meaningAt, y + index, line, placeholder ? 'dim' : 'text');
		}

		y += lines[at]!;
	}

	return y;
}
