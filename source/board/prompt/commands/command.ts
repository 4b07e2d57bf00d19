import type {Candidate, Outcome} from '../contract.js';
import type {PromptContext} from '../prompts.js';

/** Something that can be typed after the colon. */
export type Command = {
	readonly name: string;
	/** A few words for the list of candidates. */
	readonly help: string;
	/** As it is written with what follows its name; undefined: nothing does. */
	readonly form?: string;
	/** Ways to go on after the words that follow the name so far. */
	readonly next?: (words: readonly string[], context: PromptContext) => readonly Candidate[];
	/**
	What it stands for.
	@throws `CommandProblem` where the words are not of its form.
	*/
	readonly read: (words: readonly string[], context: PromptContext) => readonly Outcome[];
};

/** What is wrong with one of the words after the name of a command. */
export class CommandProblem extends Error {
	override readonly name = 'CommandProblem';

	/** `word` counts from 0; as many as there are words: one is missing at the end. */
	constructor(readonly word: number, message: string) {
		super(message);
	}
}

/** Refuses more words than a command takes, and fewer. */
export function requireWords({name, form = name}: Pick<Command, 'name' | 'form'>, words: readonly string[], least: number, most: number) {
	if (words.length < least || words.length > most) {
		throw new CommandProblem(Math.min(words.length, most), most === 0 ? `${name} takes nothing more` : `it is written: ${form}`);
	}
}

/** Names as candidates, with a few words about them. */
export const named = (names: readonly string[], help: string): Candidate[] => names.map(text => ({text, help}));
