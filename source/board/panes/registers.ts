import {registersOf, type Registers} from '../delivery/registers.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
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
	const everything = findingLines(inner.width, {traps, notes});
	const crowded = inner.height < all.length + everything.length;
	// Where not everything has room, traps say more than where stacks lie; notes make way for registers
	const findingsFirst = crowded && traps.length > 0;
	const findings = crowded && !findingsFirst ? findingLines(inner.width, {traps, notes: fittingNotes(notes, inner.width, inner.height - all.length)}) : everything;
	let y = findingsFirst ? drawFindings(inner, 0, findings) : 0;
	// The longest meanings may take the rows that are left over
	let spare = Math.max(0, inner.height - all.length - findings.length);
	for (const {name, number, value, meaning} of all) {
		inner.pieces(0, y, [[name.padEnd(8), 'strong'], [numbered ? number.padEnd(7) : '', 'dim'], [value.toString(16).padStart(16, '0'), 'text']]);
		const lines = wrapText(meaning, inner.width - column, 1 + Math.min(1, spare));
		for (const [index, line] of lines.entries()) {
			inner.text(column, y + index, line, 'text');
		}

		spare -= lines.length - 1;
		y += lines.length;
	}

	if (!findingsFirst) {
		drawFindings(inner, y, findings);
	}
}

/** The notes that have room as a whole, the first ones first. */
function fittingNotes(notes: readonly string[], width: number, room: number): readonly string[] {
	let left = room;
	return notes.filter(note => {
		const lines = findingLines(width, {traps: [], notes: [note]}).length;
		const fits = lines <= left;
		left -= fits ? lines : 0;
		return fits;
	});
}

/** What to beware of, wrapped; the first line of each has its sign. */
function findingLines(width: number, {traps, notes}: Pick<Registers, 'traps' | 'notes'>): ReadonlyArray<readonly [sign: string, line: string, role: Role]> {
	const wrapped = (texts: readonly string[], sign: string, role: Role) => texts.flatMap(text => wrapText(text, width - 2, 4).map((line, at) => [at === 0 ? sign : '', line, role] as const));
	return [...wrapped(traps, '▲', 'warn'), ...wrapped(notes, '·', 'dim')];
}

/** Gives the row after the last. */
function drawFindings(area: Area, first: number, findings: ReturnType<typeof findingLines>): number {
	for (const [index, [sign, line, role]] of findings.entries()) {
		area.text(0, first + index, sign, role);
		area.text(2, first + index, line, role);
	}

	return first + findings.length;
}
