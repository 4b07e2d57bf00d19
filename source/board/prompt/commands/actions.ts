import {views, type View} from '../../keys/places.js';
import {bindings, keyLabel, keysOf, keyTable, type KeyBinding} from '../../keys/table.js';
import {type Command, CommandProblem, requireWords} from './command.js';

const viewsOf = ({action}: KeyBinding): readonly View[] => views.filter(view => keysOf(view).some(binding => binding.action === action));

/** Everything that a key does in some view, by the name of what it does; what its keys are said to do in the first of them. */
export const actionCommands: readonly Command[] = [...new Map((keyTable as readonly KeyBinding[]).toReversed().map(binding => [binding.action, binding])).values()]
	.toReversed()
	.map(binding => ({binding, where: viewsOf(binding)}))
	.filter(({binding: {action}, where}) => action !== 'command' && where.length > 0)
	.map(({binding: {action, help}, where}) => ({
		name: action,
		// Keys may have been bound anew since
		get help() {
			const keys = bindings().find(bound => bound.action === action)?.keys ?? [];
			return keys.length === 0 ? help : `${help} (${keyLabel(keys[0]!)})`;
		},
		read(words, {ui}) {
			requireWords({name: action}, words, 0, 0);
			if (!where.includes(ui.view)) {
				throw new CommandProblem(-1, `${action} works in ${where.join(', ')}`);
			}

			return [{kind: 'event', event: {kind: 'key', action}}];
		},
	}));
