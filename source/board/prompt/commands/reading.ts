import type {Outcome, Problem, Prompt} from '../contract.js';
import type {PromptContext} from '../prompts.js';
import {CommandProblem, type Command} from './command.js';
import type {Word} from './words.js';

/** What a line stands for, or what is wrong with it. */
export type Read = readonly Outcome[] | Problem;

/** What a command makes of the words after its name. `at`: where that stands; `end`: where the line ends, for what is missing there. */
export function readWords(command: Command, words: readonly Word[], context: PromptContext, {at, end}: {readonly at: number; readonly end: number}): Read {
	try {
		return command.read(words.map(word => word.text), context);
	} catch (error) {
		if (error instanceof CommandProblem) {
			return {at: error.word === -1 ? at : (words[error.word]?.at ?? end), message: error.message};
		}

		throw error;
	}
}

/** The word that ends at the cursor, as far as it is written, and where it begins. */
export function begunAt(text: string, cursor: number): {readonly begun: string; readonly from: number} {
	const begun = /\S*$/u.exec(text.slice(0, cursor))![0];
	return {begun, from: cursor - begun.length};
}

/** How a prompt checks and accepts its lines, from how it reads them. */
export const asRead = (read: (text: string) => Read): Pick<Prompt, 'check' | 'accept'> => ({
	check(text) {
		const found = read(text);
		return 'message' in found ? found : undefined;
	},
	accept(text) {
		const found = read(text);
		return 'message' in found ? [] : found;
	},
});
