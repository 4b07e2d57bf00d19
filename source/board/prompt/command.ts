import {keysOf, keyTable, type KeyAction} from '../keys/table.js';
import {views} from '../keys/places.js';
import type {Candidate, Completion, Outcome, Problem, Prompt} from './contract.js';
import type {PromptContext} from './prompts.js';

/** What can be done by name: every action that some key does in a view. */
const actions = [...new Map(keyTable
	.filter(binding => binding.action !== 'command' && binding.views.some(place => (views as readonly string[]).includes(place)))
	.map(binding => [binding.action, binding])).values()];

/** Commands by their names: `:` and what keys do. */
export function commandPrompt({ui}: PromptContext): Prompt {
	const here = new Set<KeyAction>(keysOf(ui.view).map(({action}) => action));
	return {
		prefix: ':',
		help: 'a command; Tab completes, Enter does it, Esc leaves',
		complete(text, cursor): Completion {
			const from = text.length - text.trimStart().length;
			const begun = text.slice(from, cursor);
			const candidates = /\s/u.test(begun) ? [] : actions.filter(({action}) => here.has(action) && action.startsWith(begun) && action !== begun);
			return {from, candidates: candidates.map(({action, help}): Candidate => ({text: action, help}))};
		},
		check(text): Problem | undefined {
			const name = text.trim();
			const known = actions.some(({action}) => action === name);
			return name === '' || known ? undefined : {at: text.indexOf(name), message: `unknown command ${name}`};
		},
		accept(text): readonly Outcome[] {
			const found = actions.find(({action}) => action === text.trim());
			return found ? [{kind: 'event', event: {kind: 'key', action: found.action}}] : [];
		},
	};
}
