import {registersOf, type Registers} from '../delivery/registers.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {wrapText} from '../terminal/wrap.js';
import {framed} from './chrome.js';

/** What the registers of event delivery hold on the marked core, and what to beware of. */
export function registers(area: Area, scene: Scene) {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	const thread = scene.wantCore()?.thread;
	const {title, registers: all, traps, notes} = registersOf(policy, {cpu, tid: thread?.tid ?? 0, comm: thread?.comm ?? 'nobody yet'});
	const inner = framed(area, scene, {title: `${title} of CPU ${cpu}`, note: [['addresses are placeholders', 'dim']], briefNote: [['placeholders', 'dim']]});
	const numbered = inner.width >= 60;
	const column = numbered ? 33 : 26;
	// Where not everything has room, what the IDT loses says more than where its stacks lie
	let y = traps.length === 0 && notes.length > 1 && inner.height < all.length + (2 * notes.length) ? drawFindings(inner, 0, {traps, notes}) : 0;
	const findingsLeft = y === 0;
	// The longest meanings may take the rows that are left over
	let spare = Math.max(0, inner.height - all.length - traps.length - notes.length);
	for (const {name, number, value, meaning} of all) {
		inner.pieces(0, y, [[name.padEnd(8), 'strong'], [numbered ? number.padEnd(7) : '', 'dim'], [value.toString(16).padStart(16, '0'), 'text']]);
		const lines = wrapText(meaning, inner.width - column, 1 + Math.min(1, spare));
		for (const [index, line] of lines.entries()) {
			inner.text(column, y + index, line, 'text');
		}

		spare -= lines.length - 1;
		y += lines.length;
	}

	if (findingsLeft) {
		drawFindings(inner, y, {traps, notes});
	}
}

/** Gives the row after the last. */
function drawFindings(area: Area, first: number, {traps, notes}: Pick<Registers, 'traps' | 'notes'>): number {
	let y = first;
	for (const [texts, sign, role] of [[traps, '▲ ', 'warn'], [notes, '· ', 'dim']] as const) {
		for (const text of texts) {
			area.text(0, y, sign, role);
			for (const line of wrapText(text, area.width - 2, 3)) {
				area.text(2, y, line, role);
				y++;
			}
		}
	}

	return y;
}
