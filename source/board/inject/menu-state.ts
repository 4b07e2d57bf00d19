import type {ActionRequest} from '../../player/protocol.js';
import {durations, injectionIds, injections, type Choice, type InjectionId, type Situation} from './injections.js';

/** Where the menu stands. It remembers its dials when it is closed. */
export type MenuState = {
	readonly open: boolean;
	/** Index of the marked line. */
	readonly marked: number;
	/** Positions of the dials that were touched. They may lie beyond the ends: what can be chosen changes with the box. */
	readonly dials: Partial<Readonly<Record<InjectionId, number>>>;
	/** Index into `durations`. */
	readonly duration: number;
};

/** What a key of the menu does. */
export type MenuAction = 'apply' | `apply-${InjectionId}` | 'duration';

export const initialMenu: MenuState = {open: false, marked: 0, dials: {}, duration: 1};

/** The injection that an action stands for: its own one, or the marked one. */
export const injectionFor = (action: string, {marked}: MenuState): InjectionId | undefined =>
	action === 'apply' ? injectionIds[marked] : injectionIds.find(id => action === `apply-${id}`);

const clamp = (value: number, length: number) => Math.max(0, Math.min(value, length - 1));

/** Where the dial of an injection stands among so many choices. */
export const dialOf = ({dials}: MenuState, index: number, choices: number): number => {
	const {id, first = 0} = injections[index]!;
	return clamp(dials[id] ?? first, choices);
};

/** The choice that an injection's dial points at. */
export const choiceOf = (menu: MenuState, id: InjectionId, situation: Situation): Choice => {
	const index = injectionIds.indexOf(id);
	const choices = injections[index]!.choices(situation);
	return choices[dialOf(menu, index, choices.length)]!;
};

/** What is asked of the player when an injection is applied. */
export const requestOf = (menu: MenuState, id: InjectionId, situation: Situation): ActionRequest => {
	const {action, takesBack = false} = choiceOf(menu, id, situation);
	return action(situation, takesBack ? undefined : durations[menu.duration]!.ns);
};

const steps: Readonly<Record<string, number>> = {down: 1, up: -1, left: -1, right: 1};

/** The open menu after a key; the same object where the key means nothing to it. `choices` are how many positions the marked dial has. */
export const reduceMenu = (menu: MenuState, action: string, choices: number): MenuState => {
	const {marked} = menu;
	const applied = injectionFor(action, menu);
	if (applied !== undefined) {
		return {...menu, open: false, marked: injectionIds.indexOf(applied)};
	}

	switch (action) {
		case 'down':
		case 'up': {
			return {...menu, marked: (marked + steps[action]! + injections.length) % injections.length};
		}

		case 'left':
		case 'right': {
			return {...menu, dials: {...menu.dials, [injectionIds[marked]!]: clamp(dialOf(menu, marked, choices) + steps[action]!, choices)}};
		}

		case 'duration': {
			return {...menu, duration: (menu.duration + 1) % durations.length};
		}

		case 'close': {
			return {...menu, open: false};
		}

		default: {
			return menu;
		}
	}
};
