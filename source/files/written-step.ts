import {parse} from 'yaml';
import {z} from 'zod';
import {about} from './about.js';
import {InputError, showValue} from './input-error.js';

/** What stands for one word or several of a step: `0.8`, `500ms`, `[deepest, 9000]`; true and false mean on and off. */
const wordSchema = z.union([z.string(), z.number(), z.boolean()]);
const injectionSchema = z.record(z.string(), z.union([wordSchema, z.array(wordSchema).min(1)]));
const mappingSchema = z.strictObject({inject: about('Something that is done to the box, such as {pressure: 0.8, for: 500ms}.', injectionSchema)});

const oneSchema = z.union([z.string(), mappingSchema]).describe('a step such as "key p"');

/** What may stand after the time of a step: a text, a mapping with `inject`, or a list of these. */
export const writtenStepSchema = z.union([z.string(), mappingSchema, z.array(oneSchema).min(1)]).describe('a step such as "key p", or a list of steps');

export type WrittenSteps = z.output<typeof writtenStepSchema>;

/** One step as words, and where it stands within what was written. */
export type StepText = {readonly text: string; readonly place: readonly PropertyKey[]};

/** The steps of one moment, each as the words it could have been written in. Throws an `InputError` without a place for an injection that is none. */
export const stepTexts = (written: WrittenSteps): StepText[] =>
	Array.isArray(written) ? written.map((one, index) => ({text: textOf(one), place: [index]})) : [{text: textOf(written), place: []}];

const textOf = (one: z.output<typeof oneSchema>): string => {
	if (typeof one !== 'string') {
		return wordsOf(one.inject).join(' ');
	}

	const braces = /^\s*inject\s*(?<mapping>\{.*\})\s*$/u.exec(one)?.groups?.mapping;
	return braces === undefined ? one : wordsOf(mappingIn(braces)).join(' ');
};

const mappingIn = (text: string): z.output<typeof injectionSchema> => {
	try {
		return injectionSchema.parse(parse(text));
	} catch {
		throw new InputError(`an injection reads {WHAT: VALUE} or {WHAT: VALUE, for: TIME}, found ${showValue(text)}`);
	}
};

const wordsOf = ({for: time, ...rest}: z.output<typeof injectionSchema>): string[] => {
	const [entry, ...others] = Object.entries(rest);
	if (entry === undefined || others.length > 0) {
		throw new InputError(`an injection names one thing to do, and perhaps for how long, found ${showValue(Object.keys(rest).join(', '))}`);
	}

	const [verb, value] = entry;
	return [verb, ...wordList(value), ...time === undefined ? [] : ['for', ...wordList(time)]];
};

const wordList = (value: z.output<typeof wordSchema> | ReadonlyArray<z.output<typeof wordSchema>>): string[] =>
	(Array.isArray(value) ? value as ReadonlyArray<z.output<typeof wordSchema>> : [value as z.output<typeof wordSchema>]).map(word => typeof word === 'boolean' ? (word ? 'on' : 'off') : String(word));

/**
Puts quotes around injections in braces that stand as a whole step, `- at 2s: inject {pressure: 0.8, for: 500ms}`.
YAML does not take the colons inside for text without them, and people write it all the same.
*/
export const quoteInjections = (text: string): string =>
	text.replaceAll(/^(?<before>\s*-\s+(?:at\s+\S+:\s+)?)(?<step>inject\s*\{[^{}"'\n]*\})(?<after>\s*(?:#.*)?)$/gmu, '$<before>"$<step>"$<after>');
