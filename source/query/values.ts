import {nearest} from '../files/nearest.js';
import type {Field, FieldKind, Vocabulary} from './fields.js';

/** Bytes and nanoseconds in the units that values are written in; the first is what a bare number means, a time has none. */
const units: Readonly<Record<'bytes' | 'time', ReadonlyMap<string, number>>> = {
	bytes: new Map([['b', 1], ['byte', 1], ['bytes', 1], ['k', 1024], ['kib', 1024], ['page', 4096], ['pages', 4096]]),
	time: new Map([['ns', 1], ['us', 1e3], ['ms', 1e6], ['s', 1e9], ['m', 60e9], ['min', 60e9], ['h', 3600e9]]),
};

/** Whether a word is a unit that a number of this kind can have after a space. */
export const isUnit = (kind: FieldKind, text: string): boolean => (kind === 'bytes' || kind === 'time') && units[kind].has(text.toLowerCase());

/** Units for the completion, as they are best written. */
export const shownUnits: Readonly<Partial<Record<FieldKind, readonly string[]>>> = {bytes: ['KiB', 'pages', 'B'], time: ['ms', 's', 'm', 'h']};

const forms: Readonly<Record<'count' | 'bytes' | 'time', string>> = {
	count: 'a whole number',
	bytes: 'a size like 3500, 3.5 KiB or 2 pages',
	time: 'a time like 250 ms, 10 s or 2 m',
};

/** Form of a value of this kind, for messages. */
export const formOf = (kind: FieldKind): string => kind in forms ? forms[kind as keyof typeof forms] : (kind === 'state' ? 'running or sleeping' : 'a name');

/** A number with its unit, in bytes, nanoseconds or as it is; a message where it is none. */
export const numberOf = (field: Field, text: string): number | string => {
	const kind = field.kind as keyof typeof forms;
	const match = /^(?<digits>\d{1,15}(?:_\d+)*(?:\.\d{1,9})?)\s*(?<unit>[a-z]*)$/iu.exec(text);
	if (match === null) {
		return `${field.name} takes ${forms[kind]}, not ${text}`;
	}

	const {digits, unit} = match.groups!;
	const value = Number(digits!.replaceAll('_', ''));
	if (kind === 'count') {
		return unit === '' && Number.isInteger(value) ? value : `${field.name} takes ${forms[kind]}, not ${text}`;
	}

	const factor = unit === '' && kind === 'bytes' ? 1 : units[kind].get(unit!.toLowerCase());
	return factor === undefined ? `${field.name} takes ${forms[kind]}, not ${text}` : value * factor;
};

/** Names that a field's values are out of; undefined: it can be any. */
export const namesOf = (field: Field, {classes, paths}: Vocabulary): readonly string[] | undefined => {
	if (field.kind !== 'word') {
		return undefined;
	}

	return {class: classes, path: paths, deepest: paths, kind: ['kernel', 'user'], comm: undefined}[field.column];
};

/** Names that still fit into a line. */
const few = 12;

/** `; did you mean ...?`, or which there are; nothing where it would be too much for a line. */
export const hint = (wanted: string, names: readonly string[]): string => {
	const near = nearest(wanted, names);
	if (near !== undefined) {
		return `; did you mean ${near}?`;
	}

	return names.length > few ? '' : `; there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
};

/** What is wrong with a name that must be the very one; undefined: nothing. */
export const nameProblem = (field: Field, text: string, vocabulary: Vocabulary): string | undefined => {
	const names = namesOf(field, vocabulary);
	return names === undefined || names.includes(text) ? undefined : `no ${field.name} ${text}${hint(text, names)}`;
};

export const stateOf = (text: string): 'R' | 'S' | undefined => ({running: 'R', r: 'R', sleeping: 'S', s: 'S'} as const)[text.toLowerCase()];
