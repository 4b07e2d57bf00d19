import {durations, injections} from '../inject/injections.js';
import {choiceOf} from '../inject/menu-state.js';
import {targetOf} from '../inject/target.js';
import type {Scene} from '../scene.js';
import {spoken} from './words.js';

/** The marked line of the menu of what can be done to the box: what it does, its dial, for how long, what is in force. */
export function menuLines({ui, frame, reading, scenario}: Scene): readonly string[] {
	const situation = {reading, scenario, target: targetOf(ui, frame)};
	const {id, title, about, timed = false, now} = injections[ui.inject.marked]!;
	const {label, takesBack = false} = choiceOf(ui.inject, id, situation);
	const text = [`${title} ${label}`, ...timed && !takesBack ? [durations[ui.inject.duration]!.label] : [], `now ${now(situation)}`].join(', ');
	return [`${ui.inject.marked + 1} of ${injections.length}: ${spoken(text)}`, about];
}
