import {frameOf, outcomeOf, titleOf} from '../../delivery/delivered.js';
import {arrivalRates} from '../../delivery/arrivals.js';
import {registersOf} from '../../delivery/registers.js';
import {deliveryStacks} from '../../delivery/stacks.js';
import {vectorRows} from '../../delivery/vector-rows.js';
import {moment} from '../../figures.js';
import {markedEvent} from '../../panes/frame.js';
import type {Scene} from '../../scene.js';
import {countText, figure, restless, said, type Section, type Statement} from '../statement.js';

/** The stacks that events are delivered to, and how often the marked core goes to each. */
export function stacksOf(scene: Scene): Section {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	const way = policy.delivery === 'fred' ? 'Level' : 'IST slot';
	return {
		title: 'levels',
		statements: deliveryStacks(policy).map(stack => {
			const {core, box} = arrivalRates(scene, cpu, stack.index);
			return figure(`${way} ${stack.index}, ${stack.name}`, core, {after: `/s on CPU ${cpu}, ${countText(box)}/s in the box; takes ${stack.guests.join(', ')}`, least: restless});
		}),
	};
}

/** The marked event of the marked core, with its frame slot by slot; undefined: the core has not come yet. */
export function markedEvents(scene: Scene): readonly Statement[] | undefined {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	if (!scene.wantCore()) {
		return undefined;
	}

	const marked = markedEvent(scene);
	if (!marked) {
		return [said('Last events', `CPU ${cpu} has delivered none yet`)];
	}

	const {event, at, of} = marked;
	return [
		said(`Event ${at + 1} of ${of} on CPU ${cpu}`, `${titleOf(event)} at ${moment(event.timeNs, 6)}, ${outcomeOf(event, policy)}`),
		...frameOf(event, cpu, policy).rows.map(({slot, value, meaning, placeholder}) =>
			said(`Frame, ${slot}`, `${value.toString(16)} hexadecimal${meaning === '' ? '' : `, ${meaning}`}${placeholder ? ' (a placeholder)' : ''}`)),
	];
}

/** The page of levels: stacks, the marked event and its frame, vectors, registers. */
export function levels(scene: Scene): readonly Section[] | undefined {
	const {policy, ui: {cores: {marked: cpu}}} = scene;
	const events = markedEvents(scene);
	if (!events) {
		return undefined;
	}

	const thread = scene.wantCore()?.thread;
	const {title, registers, traps, notes} = registersOf(policy, {cpu, tid: thread?.tid ?? 0, comm: thread?.comm ?? 'nobody'});
	return [
		stacksOf(scene),
		{title: 'frame', isList: true, statements: events},
		{
			title: 'vectors',
			statements: vectorRows(scene).filter(({silent}) => !silent).map(({vector, name, count: times, rate, inPlace}) =>
				inPlace ? said(name, 'handled in place') : figure(vector === undefined ? `Of these, ${name}` : name, times, {after: `, ${countText(rate)}/s`, least: restless})),
		},
		{
			title: 'registers', isList: true,
			statements: [
				...registers.map(({name, value, meaning}) => said(`${title}, ${name}`, `${value.toString(16)} hexadecimal, ${meaning}`)),
				...traps.map(text => said('Beware', text)),
				...notes.map(text => said('Note', text)),
			],
		},
	];
}
