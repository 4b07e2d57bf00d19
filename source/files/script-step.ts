import type {PolicyName} from '../../machine/index.js';
import type {ActionRequest} from './action-request.js';
import {type InjectVerb, injectSteps, readInjectStep} from './inject-step.js';
import {InputError, showValue} from './input-error.js';
import {suggest} from './nearest.js';
import {parseCount} from './quantity.js';
import {oneOf, parsePolicy} from './scenario.js';

/** How an expectation compares. */
export const operators = ['>=', '<=', '==', '!=', '>', '<'] as const;
export type Operator = (typeof operators)[number];

/** What a step of a script does. */
export type StepWork
	= | {readonly kind: 'key'; readonly key: string}
		| {readonly kind: 'policy'; readonly policy: PolicyName}
		| {readonly kind: 'action'; readonly action: ActionRequest}
		| {readonly kind: 'snapshot'; readonly view: string; readonly columns: number; readonly rows: number}
	/** `field` as in `run --format json`, of the policy in focus; undefined as `wanted`: the field is empty. */
		| {readonly kind: 'expect'; readonly field: string; readonly operator: Operator; readonly wanted: string | number | boolean | undefined};

/** What steps may name: the keys and views of the board, and the fields of a reading. */
export type StepVocabulary = {
	readonly keys: readonly string[];
	readonly views: readonly string[];
	readonly policyFields: readonly string[];
	readonly readingFields: readonly string[];
};

type Context = {readonly vocabulary: StepVocabulary; readonly policies: readonly PolicyName[]};

/** The largest picture that a script may ask for, in either direction. */
const screenLimits = {min: 1, max: 1000} as const;

/** The steps that are about the board and the figures; `injectSteps` has those that do something to the box. */
const forms = {
	key: 'key NAME',
	policy: 'policy NAME',
	snapshot: 'snapshot VIEW COLUMNSxROWS',
	expect: 'expect FIELD OPERATOR VALUE',
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
	expect([field, operator, value], context) {
		return {
			kind: 'expect', field: checkedField(field!, context), operator: oneOf<Operator>(operator!, operators, 'the operator'), wanted: readValue(value!),
		};
	},
};

/** Reads what stands after the time of a step. Throws an `InputError` without a place. */
export const readStep = (text: string, vocabulary: StepVocabulary, policies: readonly PolicyName[]): StepWork => {
	const [verb, ...words] = text.trim().split(/\s+/u);
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
	if (words.length !== form.split(' ').length - 1) {
		throw wrongForm(form, text);
	}

	return readers[verb](words, {vocabulary, policies});
};

const wrongForm = (form: string, text: string): InputError => new InputError(`a step of this kind reads "${form}", found ${showValue(text)}`);

const isVerb = (word: string | undefined): word is Verb => word !== undefined && Object.hasOwn(forms, word);

const isInjectVerb = (word: string | undefined): word is InjectVerb => word !== undefined && Object.hasOwn(injectSteps, word);

const runPolicy = (text: string, policies: readonly PolicyName[]): PolicyName => {
	const policy = parsePolicy(text, 'policy');
	if (!policies.includes(policy)) {
		throw new InputError(`${policy} is not among the policies of this script: ${policies.join(', ')}`);
	}

	return policy;
};

/** `policies.NAME.field` for a named policy, `field` for the one in focus, or a field of the whole reading; the policy comes out in its one spelling. */
const checkedField = (field: string, {vocabulary: {policyFields, readingFields}, policies}: Context): string => {
	const [first = '', second = '', third = '', ...inner] = field.split('.');
	const named = first === 'policies';
	const name = named ? third : first;
	const policy = named ? runPolicy(second, policies) : undefined;
	const known = named ? policyFields : [...policyFields, ...readingFields];
	if (!known.includes(name)) {
		throw new InputError(`no field of a reading is named ${showValue(name)}`, {}, suggest(name, known));
	}

	return policy === undefined ? field : [first, policy, third, ...inner].join('.');
};

const readValue = (text: string): string | number | boolean | undefined => {
	if (text === 'true' || text === 'false') {
		return text === 'true';
	}

	if (text === 'none') {
		return undefined;
	}

	return /^-?\d+(?:_\d+)*(?:\.\d+)?$/u.test(text) ? Number(text.replaceAll('_', '')) : text;
};
