import {arrivalRates, type ArrivalRates} from '../delivery/arrivals.js';
import {targetOfEvent} from '../delivery/delivered.js';
import {deliveryStacks, type DeliveryStack, stackTop} from '../delivery/stacks.js';
import {known, moment} from '../figures.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole, type Role} from '../terminal/style.js';
import {cutText, fitText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';

/** Colours of the levels, the same wherever a level is shown. */
export const stackRole = (index: number, stacks: number): Role => index === 0 ? 'text' : heatRole((index + 1) / (stacks + 1));

type Rung = DeliveryStack & ArrivalRates;

/** Where the columns of a ladder stand. */
type Columns = {
	readonly stack: number;
	readonly guests: number;
	/** Ends of the two columns of rates. */
	readonly core: number;
	readonly box: number;
	/** Columns for bars behind the rates; 0: none. */
	readonly bar: number;
};

function columnsFor(width: number): Columns {
	const bar = width >= 76 ? Math.min(30, Math.max(10, Math.floor((width - 64) / 2))) : 0;
	const box = width - (bar > 0 ? bar + 2 : 0);
	return {stack: 5, guests: width >= 72 ? 23 : 18, core: box - 9, box, bar};
}

/** The levels that the marked core can be on, the deepest emergency at the top, and how often it goes there. */
export function ladder(area: Area, scene: Scene) {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	const fred = policy.delivery === 'fred';
	const inner = framed(area, scene, {
		// An IST gate switches from ring 3 too, but those switches are left at once and not counted
		title: `${fred ? 'stack levels' : 'IST stacks'} of CPU ${cpu}, switches ${fred ? 'a second' : 'in kernel mode'}`,
		note: [['h l ', 'key'], ['CPU', 'text'], ['   Enter ', 'key'], ['close up', 'text']],
		briefNote: [['h l ', 'key'], ['CPU', 'text']],
	});
	const rungs = deliveryStacks(policy).map((stack): Rung => ({...stack, ...arrivalRates(scene, cpu, stack.index)})).toReversed();
	const columns = columnsFor(inner.width);
	drawHead(inner, columns, fred);
	const spread = inner.height - 1 >= rungs.length * 2 ? 2 : 1;
	const shown = fittingRungs(rungs, Math.max(1, Math.floor((inner.height - 1) / spread)));
	const fullest = Math.max(0, ...rungs.map(({core}) => core ?? 0));
	for (const [at, rung] of shown.entries()) {
		const y = 1 + (at * spread);
		drawRung(inner, y, rung, {columns, fullest, stacks: rungs.length});
		if (spread > 1) {
			drawBelow(inner, y + 1, rung, scene);
		}
	}
}

/** The rungs that have room: those that nothing goes to are left out first, then the topmost. */
function fittingRungs(rungs: readonly Rung[], room: number): readonly Rung[] {
	const left = rungs.length <= room ? rungs : rungs.filter(({index, box}) => index === 0 || (box ?? 0) > 0);
	return left.slice(Math.max(0, left.length - room));
}

function drawHead(area: Area, {stack, guests, core, box, bar}: Columns, fred: boolean) {
	area.bar(0, 'bar');
	area.text(0, 0, fred ? 'LVL' : 'IST', 'dim', 'bar');
	area.text(stack, 0, 'STACK', 'dim', 'bar');
	area.text(guests, 0, cutText('WHAT GOES THERE', core - 7 - guests), 'dim', 'bar');
	area.right(core, 0, '  CPU/s', 'dim', 'bar');
	area.right(box, 0, '  BOX/s', 'dim', 'bar');
	if (bar > 0) {
		area.text(box + 2, 0, 'THIS CPU', 'dim', 'bar');
	}
}

function drawRung(area: Area, y: number, {index, register, name, guests, core, box}: Rung, {columns, fullest, stacks}: {columns: Columns; fullest: number; stacks: number}) {
	const role = stackRole(index, stacks);
	area.text(0, y, index === 0 ? '●' : '│', index === 0 ? 'good' : 'frame');
	area.text(2, y, String(index), role === 'text' ? 'strong' : role);
	area.text(columns.stack, y, columns.guests >= 23 ? register : name, 'strong');
	if (columns.guests >= 23) {
		area.text(columns.stack + 5, y, name, 'text');
	}

	area.text(columns.guests, y, cutText(guests.join(', '), columns.core - 7 - columns.guests), 'text');
	for (const [end, rate] of [[columns.core, core], [columns.box, box]] as const) {
		area.right(end, y, known(rate), rate === undefined || rate === 0 ? 'dim' : 'strong');
	}

	area.text(columns.box + 2, y, fullest > 0 && core ? thinMeter(core / fullest, columns.bar) : '', role === 'text' ? 'frame' : role);
}

/** Between two rungs: where the stack lies, and when the core was last there. */
function drawBelow(area: Area, y: number, {index}: Rung, {policy, ui: {cores: {marked: cpu}}, wantCore}: Scene) {
	const core = wantCore();
	area.text(0, y, index === 0 ? ' ' : '│', 'frame');
	if (index === 0) {
		const about = policy.delivery === 'fred'
			? 'CSL between events. From ring 3 all but #DF and faults in delivery.'
			: 'In use between events. From ring 3 what has no slot begins here.';
		area.text(5, y, cutText(about, area.width - 5), 'dim');
		return;
	}

	const last = core?.events.findLast(event => targetOfEvent(event, policy) === index);
	const x = area.text(5, y, fitText(`top ${stackTop(index, cpu, 0).toString(16)}`, 22), 'dim');
	const when = last ? `last ${last.name} at ${moment(last.timeNs, 6)}` : `none of its last ${core?.events.length ?? 0} events`;
	area.text(x + 1, y, cutText(core ? when : '', area.width - x - 1), 'dim');
}
