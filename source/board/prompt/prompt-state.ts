import type {KeyAction} from '../keys/table.js';
import type {Completion, Problem, Prompt} from './contract.js';
import {edits, emptyLine, insert, longestLine, type Edit, type Line} from './line.js';
import type {PromptId} from './openers.js';

/** What is typed in the footer, and what was typed there before. */
export type PromptState = {
	/** What the line is for; undefined: nothing is being typed. */
	readonly open: PromptId | undefined;
	readonly line: Line;
	/** Ways to go on; while Tab goes through them, those of the line before it was pressed. */
	readonly completion: Completion;
	/** The candidate that Tab put into the line, and the line before that; undefined: none. */
	readonly chosen: {readonly index: number; readonly before: Line} | undefined;
	/** Why Enter did nothing; gone with the next change. */
	readonly problem: Problem | undefined;
	/** What was accepted, oldest first. */
	readonly histories: Readonly<Partial<Record<PromptId, readonly string[]>>>;
	/** Which line of the history is shown, counted back from 1; 0: what is being typed. */
	readonly age: number;
	/** What was being typed when the history was gone into. */
	readonly draft: string;
};

const nothing: Completion = {from: 0, candidates: []};

export const initialPrompt: PromptState = {open: undefined, line: emptyLine, completion: nothing, chosen: undefined, problem: undefined, histories: {}, age: 0, draft: ''};

/** So many lines are remembered for each use. */
const longestHistory = 50;

/** The line as it is after a change, with its ways to go on. */
const changed = (state: PromptState, line: Line, prompt: Prompt | undefined): PromptState => ({
	...state, line, chosen: undefined, problem: undefined, completion: prompt?.complete(line.text, line.cursor) ?? nothing,
});

/** The prompt opened for a use, with an empty line. */
export const opened = (state: PromptState, open: PromptId, prompt: Prompt | undefined): PromptState => changed({...state, open, age: 0, draft: ''}, emptyLine, prompt);

const closed = (state: PromptState): PromptState => ({...state, open: undefined, line: emptyLine, completion: nothing, chosen: undefined, problem: undefined});

/** The next candidate, or the one before, in place of the word before the cursor. The only one there is is followed by a blank. */
function turned(state: PromptState, by: 1 | -1, prompt: Prompt | undefined): PromptState {
	const {completion: {from, candidates}, chosen} = state;
	if (candidates.length === 0) {
		return state;
	}

	const before = chosen?.before ?? state.line;
	const index = chosen ? (chosen.index + by + candidates.length) % candidates.length : (by > 0 ? 0 : candidates.length - 1);
	const isOnly = candidates.length === 1;
	const line = insert({text: before.text.slice(0, from) + before.text.slice(before.cursor), cursor: from}, candidates[index]!.text + (isOnly ? ' ' : ''));
	return isOnly ? changed(state, line, prompt) : {...state, line, chosen: {index, before}, problem: undefined};
}

/** Another line of the history; the end of it is what was being typed. */
function recalled(state: PromptState, by: 1 | -1, prompt: Prompt | undefined): PromptState {
	const history = state.histories[state.open!] ?? [];
	const age = Math.max(0, Math.min(history.length, state.age + by));
	if (age === state.age) {
		return state;
	}

	const draft = state.age === 0 ? state.line.text : state.draft;
	const text = age === 0 ? draft : history.at(-age)!;
	return changed({...state, age, draft}, {text, cursor: text.length}, prompt);
}

/** Enter: the line is remembered and closed, or what is wrong with it is shown. */
function accepted(state: PromptState, prompt: Prompt | undefined): PromptState {
	const {line: {text}, open, histories} = state;
	const problem = prompt?.check(text);
	if (problem) {
		const at = Math.max(0, Math.min(problem.at, text.length));
		return {...state, problem: {...problem, at}, line: {text, cursor: at}, chosen: undefined};
	}

	const others = (histories[open!] ?? []).filter(known => known !== text);
	return {...closed(state), histories: text.trim() === '' ? histories : {...histories, [open!]: [...others, text].slice(-longestHistory)}};
}

/** What keys do that do not edit the line. */
const keyed: Partial<Record<KeyAction, (state: PromptState, prompt: Prompt | undefined) => PromptState>> = {
	accept: accepted,
	cancel: closed,
	'next-candidate': (state, prompt) => turned(state, 1, prompt),
	'previous-candidate': (state, prompt) => turned(state, -1, prompt),
	'older-line': (state, prompt) => recalled(state, 1, prompt),
	'newer-line': (state, prompt) => recalled(state, -1, prompt),
};

const isEdit = (action: KeyAction): action is Edit => Object.hasOwn(edits, action);

/** The open prompt after a key. Gives the very same object where the key means nothing to it. */
export function keyedPrompt(state: PromptState, action: KeyAction, prompt: Prompt | undefined): PromptState {
	if (isEdit(action)) {
		// With nothing left to take away the line is left, as in other programs
		return action === 'erase-left' && state.line.text === '' ? closed(state) : changed(state, edits[action](state.line), prompt);
	}

	return keyed[action]?.(state, prompt) ?? state;
}

/** The open prompt after printable text was typed or pasted. */
export function typedPrompt(state: PromptState, text: string, prompt: Prompt | undefined): PromptState {
	const isFull = state.line.text.length + text.length > longestLine;
	const next = changed(state, insert(state.line, text), prompt);
	return isFull ? {...next, problem: {at: next.line.cursor, message: `no more than ${longestLine} characters`}} : next;
}
