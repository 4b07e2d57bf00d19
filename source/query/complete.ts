import {bareWords, fields, operatorHelp, operatorsOf, type Field, type Operator, type Vocabulary} from './fields.js';
import {parseQuery, type Expected} from './parse.js';
import {isWordCharacter} from './tokens.js';
import {namesOf, shownUnits} from './values.js';

/** One way to go on. */
export type Candidate = {
	readonly text: string;
	/** A few words about it. */
	readonly help: string;
};

export type Completion = {
	/** Where the word begins that a candidate takes the place of; it ends at the cursor. */
	readonly from: number;
	readonly candidates: readonly Candidate[];
};

/** A name as it can stand in a query. */
const written = (name: string): string => [...name].every(character => isWordCharacter(character)) && name !== '' ? name : `"${name}"`;

const tests = (): Candidate[] => [
	...fields.map(({name, help}) => ({text: name, help})),
	...Object.entries(bareWords).map(([text, help]) => ({text, help})),
	{text: 'not', help: 'the contrary'},
	{text: '(', help: 'what belongs together'},
];

const valueHelp: Readonly<Record<Field['kind'], string>> = {count: 'a number', bytes: 'below the top of the stack', time: 'since its fork', word: '', state: ''};

const values = (field: Field, operator: Operator, vocabulary: Vocabulary): Candidate[] => {
	switch (field.kind) {
		case 'state': {
			return [{text: 'running', help: bareWords.running}, {text: 'sleeping', help: bareWords.sleeping}];
		}

		case 'word': {
			const own = field.column === 'comm' && (operator === '~' || operator === '!~') ? vocabulary.comms.map(comm => comm.split('%')[0]!) : [];
			const names = namesOf(field, vocabulary) ?? own;
			return [...new Set(names)].filter(name => name !== '').toSorted((a, b) => a < b ? -1 : Number(a > b)).map(name => ({text: written(name), help: ''}));
		}

		case 'bytes': {
			return ['1 page', '2 pages', '3.5 KiB', '4096'].map(text => ({text, help: valueHelp.bytes}));
		}

		case 'time': {
			return ['100 ms', '10 s', '2 m', '1 h'].map(text => ({text, help: valueHelp.time}));
		}

		case 'count': {
			const examples = field.column === 'cpu' && operator === 'in' ? ['0-15'] : (field.column === 'tid' ? [] : ['0', '1', '2', '3']);
			return examples.map(text => ({text, help: valueHelp.count}));
		}
	}
};

const joiners = ({depth, after}: Extract<Expected, {kind: 'joiner'}>, before: string): Candidate[] => [
	// A number may want its unit still
	...(/\d\s*$/u.test(before) && after ? shownUnits[after.kind] ?? [] : []).map(text => ({text, help: 'unit'})),
	{text: 'and', help: 'both'},
	{text: 'or', help: 'either'},
	...(depth > 0 ? [{text: ')', help: 'the end of what belongs together'}] : []),
];

const following = (expected: Expected, before: string, vocabulary: Vocabulary): readonly Candidate[] => {
	switch (expected.kind) {
		case 'test': {
			return tests();
		}

		case 'operator': {
			return operatorsOf(expected.field).map(operator => ({text: operator, help: operatorHelp[operator]}));
		}

		case 'value': {
			return values(expected.field, expected.operator, vocabulary);
		}

		case 'joiner': {
			return joiners(expected, before);
		}
	}
};

/**
Ways to go on at the cursor: what the grammar allows there and begins like the word before the cursor.
Nothing where the text before that word is wrong already, and for a word that is whole.
*/
export const complete = (text: string, cursor: number, vocabulary: Vocabulary): Completion => {
	let from = cursor;
	while (from > 0 && isWordCharacter(text[from - 1]!)) {
		from--;
	}

	const before = text.slice(0, from);
	const begun = text.slice(from, cursor);
	const {problem, isUnfinished, expected} = parseQuery(before, vocabulary);
	if (problem !== undefined && !isUnfinished) {
		return {from, candidates: []};
	}

	const beginning = begun.toLowerCase();
	const candidates = following(expected, before, vocabulary)
		.filter(candidate => candidate.text.toLowerCase().replace(/^"/u, '').startsWith(beginning) && candidate.text !== begun);
	return {from, candidates};
};
