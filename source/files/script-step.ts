import type {PolicyName} from '../../machine/index.js';
import type {ActionRequest} from './action-request.js';
import {type InjectVerb, injectSteps, readInjectStep} from './inject-step.js';
import {type Assertion, assertionForm, type FieldNames, readAssertion, runPolicy} from './assertion.js';
import {type CaptionPart, readCaption} from './caption.js';
import {InputError, showValue} from './input-error.js';
import {suggest} from './nearest.js';
import {parseCount} from './quantity.js';
import {oneOf} from './scenario.js';

/** What a step of a script does. */
export type StepWork
	= | {readonly kind: 'key'; readonly key: string}
		| {readonly kind: 'policy'; readonly policy: PolicyName}
		| {readonly kind: 'action'; readonly action: ActionRequest}
		| {readonly kind: 'snapshot'; readonly view: string; readonly columns: number; readonly rows: number}
		| {readonly kind: 'caption'; readonly parts: readonly CaptionPart[]}
		| ({readonly kind: 'expect'} & Assertion);

/** What steps may name: the keys and views of the board, and the fields of a reading. */
export type StepVocabulary = FieldNames & {
	readonly keys: readonly string[];
	readonly views: readonly string[];
};

type Context = {readonly vocabulary: StepVocabulary; readonly policies: readonly PolicyName[]};

/** The largest picture that a script may ask for, in either direction. */
const screenLimits = {min: 1, max: 1000} as const;

/** The steps that are about the board and the figures; `injectSteps` has those that do something to the box. */
const forms = {
	key: 'key NAME',
	policy: 'policy NAME',
	snapshot: 'snapshot VIEW COLUMNSxROWS',
	caption: 'caption TEXT',
	expect: `expect ${assertionForm}`,
} as const;

type Verb = keyof typeof forms;

const readers: Readonly<Record<Verb, (words: readonly string[], context: Context) => StepWork>> = {
	key: ([key], {vocabulary}) => ({kind: 'key', key: oneOf(key!, vocabulary.keys, 'key')}),
	policy: ([name], {policies}) => ({kind: 'policy', policy: runPolicy(name!, policies)}),
	snapshot([view, size], {vocabulary}) {
		const match = /^(?<columns>\d+)x(?<rows>\d+)$/u.exec(size!);
		if (match === null) {
			throw new InputError(`the size of a snapshot must be columns x rows, such as 120x36, found ${showValue(size)}`);
		}

		return {
			kind: 'snapshot',
			view: oneOf(view!, vocabulary.views, 'the view of a snapshot'),
			columns: parseCount(match.groups!.columns!, 'columns', screenLimits),
			rows: parseCount(match.groups!.rows!, 'rows', screenLimits),
		};
	},
	caption: (words, {vocabulary, policies}) => ({kind: 'caption', parts: readCaption(words.join(' '), vocabulary, policies)}),
	expect: (words, {vocabulary, policies}) => ({kind: 'expect', ...readAssertion(words, vocabulary, policies)}),
};

/** Reads what stands after the time of a step. Throws an `InputError` without a place. */
export const readStep = (text: string, vocabulary: StepVocabulary, policies: readonly PolicyName[]): StepWork => {
	// Whoever writes "inject pressure 50%" means the same
	const [verb, ...words] = text.trim().replace(/^inject\s+/u, '').split(/\s+/u);
	if (isInjectVerb(verb)) {
		const action = readInjectStep(verb, words);
		if (action === undefined) {
			throw wrongForm(injectSteps[verb].form, text);
		}

		return {kind: 'action', action};
	}

	if (!isVerb(verb)) {
		throw new InputError(`no step is named ${showValue(verb)}`, {}, suggest(verb ?? '', [...Object.keys(forms), ...Object.keys(injectSteps)]));
	}

	const form = forms[verb];
	if (verb !== 'caption' && words.length !== form.split(' ').length - 1) {
		throw wrongForm(form, text);
	}

	return readers[verb](words, {vocabulary, policies});
};

const wrongForm = (form: string, text: string): InputError => new InputError(`a step of this kind reads "${form}", found ${showValue(text)}`);

const isVerb = (word: string | undefined): word is Verb => word !== undefined && Object.hasOwn(forms, word);

const isInjectVerb = (word: string | undefined): word is InjectVerb => word !== undefined && Object.hasOwn(injectSteps, word);
