import {goTo} from './commands/go-to.js';
import {asRead, begunAt, readWords} from './commands/reading.js';
import {wordsOf} from './commands/words.js';
import type {Prompt} from './contract.js';
import type {PromptContext} from './prompts.js';

/** Where to go in time: what stands behind `:go-to`, without the name. Nothing stays where it is. */
export const goToPrompt = (context: PromptContext): Prompt => ({
	prefix: 'b ',
	help: 'a time such as 12.4s, -5s, +2m, now, next fault, first failure',
	complete(text, cursor) {
		const {begun, from} = begunAt(text, cursor);
		const before = wordsOf(text.slice(0, from)).map(word => word.text);
		return {from, candidates: (goTo.next?.(before, context) ?? []).filter(candidate => candidate.text.startsWith(begun) && candidate.text !== begun)};
	},
	...asRead(text => {
		const words = wordsOf(text);
		return words.length === 0 ? [] : readWords(goTo, words, context, {at: text.length, end: text.length});
	}),
});
