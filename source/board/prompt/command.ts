import {nearest} from '../../files/nearest.js';
import {keysOf} from '../keys/table.js';
import {actionCommands} from './commands/actions.js';
import type {Command} from './commands/command.js';
import {goTo} from './commands/go-to.js';
import {asRead, begunAt, readWords, type Read} from './commands/reading.js';
import {settingCommands} from './commands/settings.js';
import {stepCommands} from './commands/steps.js';
import {wordsOf, type Word} from './commands/words.js';
import type {Candidate, Completion, Prompt} from './contract.js';
import type {PromptContext} from './prompts.js';

const own = [...settingCommands, goTo, ...stepCommands];
const ownNames = new Set(own.map(({name}) => name));

/** Every command, none twice: where a word may follow, what the key does is the command alone. */
export const commands: readonly Command[] = [...own, ...actionCommands.filter(({name}) => !ownNames.has(name))];
const byName = new Map(commands.map(command => [command.name, command]));

/** The command of a line and the words after it. Who writes "inject pressure 50%" means the same as in a script. */
function parsed(text: string): {readonly head: Word | undefined; readonly command: Command | undefined; readonly words: readonly Word[]} {
	const all = wordsOf(text);
	const [head, ...words] = all[0]?.text === 'inject' && all.length > 1 ? all.slice(1) : all;
	return {head, command: head && byName.get(head.text), words};
}

/** Candidates that begin like the word, then those that hold it. */
function matching(candidates: readonly Candidate[], begun: string): readonly Candidate[] {
	const beginning = begun.toLowerCase();
	const holding = candidates.filter(({text}) => text.toLowerCase().includes(beginning) && text !== begun);
	return holding.toSorted((a, b) => Number(b.text.startsWith(beginning)) - Number(a.text.startsWith(beginning)));
}

function complete(text: string, cursor: number, context: PromptContext): Completion {
	const {begun, from} = begunAt(text, cursor);
	const {head, command, words} = parsed(text.slice(0, from));
	if (head === undefined) {
		// What does nothing in this view is not offered
		const here = new Set<string>(keysOf(context.ui.view).map(({action}) => action));
		return {from, candidates: matching(commands.filter(({name}) => ownNames.has(name) || here.has(name)).map(({name, help}) => ({text: name, help})), begun)};
	}

	return {from, candidates: matching(command?.next?.(words.map(word => word.text), context) ?? [], begun)};
}

/** What a line stands for, or what is wrong with it. */
function read(text: string, context: PromptContext): Read {
	const {head, command, words} = parsed(text);
	if (head === undefined) {
		return [];
	}

	if (command === undefined) {
		const near = nearest(head.text, [...byName.keys()]);
		return {at: head.at, message: `unknown command ${head.text}${near === undefined ? '; Tab shows what there is' : `; did you mean ${near}?`}`};
	}

	return readWords(command, words, context, {at: head.at, end: text.length});
}

/** Commands by their names: what keys do, what can be chosen, what can be done to the box. */
export function commandPrompt(context: PromptContext): Prompt {
	return {
		prefix: ':',
		help: 'a command; Tab completes, Enter does it, Esc leaves',
		complete: (text, cursor) => complete(text, cursor, context),
		...asRead(text => read(text, context)),
	};
}
