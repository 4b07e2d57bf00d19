import {CommandProblem} from './commands/command.js';
import {goTo} from './commands/go-to.js';
import {wordsOf} from './commands/words.js';
import type {Outcome, Problem, Prompt} from './contract.js';
import type {PromptContext} from './prompts.js';

/** Where to go in time: what stands behind `:go-to`, without the name. Nothing stays where it is. */
export function goToPrompt(context: PromptContext): Prompt {
	const read = (text: string): readonly Outcome[] | Problem => {
		const words = wordsOf(text);
		if (words.length === 0) {
			return [];
		}

		try {
			return goTo.read(words.map(word => word.text), context);
		} catch (error) {
			if (error instanceof CommandProblem) {
				return {at: words[error.word]?.at ?? text.length, message: error.message};
			}

			throw error;
		}
	};

	return {
		prefix: 'b ',
		help: 'a time such as 12.4s, -5s, +2m, now, next fault, first failure',
		complete(text, cursor) {
			const begun = /\S*$/u.exec(text.slice(0, cursor))![0];
			const from = cursor - begun.length;
			const before = wordsOf(text.slice(0, from)).map(word => word.text);
			return {from, candidates: (goTo.next?.(before, context) ?? []).filter(candidate => candidate.text.startsWith(begun) && candidate.text !== begun)};
		},
		check(text) {
			const found = read(text);
			return 'message' in found ? found : undefined;
		},
		accept(text) {
			const found = read(text);
			return 'message' in found ? [] : found;
		},
	};
}
