import type {ThreadCondition, ThreadNumber} from '../../machine/index.js';
import {bareWords, fieldOf, fields, operatorsOf, type Field, type Operator, type Vocabulary} from './fields.js';
import {TokenReader, QueryProblem} from './reader.js';
import {tokenize, type Problem, type Token} from './tokens.js';
import {reserved, ValueReader} from './value-reader.js';
import {hint, stateOf} from './values.js';

/** What can come next where a query ends. */
export type Expected
	/** A field, a condition of one word, `not` or an opening parenthesis. */
	= | {readonly kind: 'test'}
		| {readonly kind: 'operator'; readonly field: Field}
		| {readonly kind: 'value'; readonly field: Field; readonly operator: Operator}
	/** `and`, `or`, a closing parenthesis; after a number its unit. */
		| {readonly kind: 'joiner'; readonly depth: number; readonly after: Field | undefined};

export type Parsed = {
	/** Undefined where there is a problem, or nothing is asked. */
	readonly condition: ThreadCondition | undefined;
	readonly problem: Problem | undefined;
	/** The problem is only that something is missing at the end. */
	readonly isUnfinished: boolean;
	/** What could stand after the end of the text. */
	readonly expected: Expected;
};

/** So deep parentheses and `not` may be nested; nobody writes as many, and nothing must fall over if somebody pastes them. */
const deepest = 50;

/** Signs and words that mean the same. */
const joiners: Readonly<Record<string, 'and' | 'or'>> = {and: 'and', '&&': 'and', or: 'or', '||': 'or'};

class Parser {
	expected: Expected = {kind: 'test'};
	#depth = 0;
	/** Parentheses that are open. */
	#open = 0;

	readonly #values: ValueReader;

	constructor(readonly reader: TokenReader, vocabulary: Vocabulary) {
		this.#values = new ValueReader(reader, vocabulary);
	}

	whole(): ThreadCondition {
		const condition = this.#either();
		const {next} = this.reader;
		if (next !== undefined) {
			throw new QueryProblem(next.at, next.text === ')' && next.kind === 'sign' ? 'this parenthesis closes nothing' : `and or or must stand before ${next.text}`);
		}

		return condition;
	}

	#either(): ThreadCondition {
		return this.#joined('or', () => this.#joined('and', () => this.#negated()));
	}

	#joined(joiner: 'and' | 'or', part: () => ThreadCondition): ThreadCondition {
		const of = [part()];
		while (this.reader.next !== undefined && joinerOf(this.reader.next) === joiner) {
			this.reader.take();
			this.expected = {kind: 'test'};
			of.push(part());
		}

		return of.length === 1 ? of[0]! : {kind: joiner, of};
	}

	#negated(): ThreadCondition {
		const {reader} = this;
		this.expected = {kind: 'test'};
		const {next} = reader;
		if (next !== undefined && ++this.#depth > deepest) {
			throw new QueryProblem(next.at, `more than ${deepest} parentheses and nots inside each other`);
		}

		const condition = next !== undefined && isNot(next) ? this.#contrary() : this.#inParentheses();
		this.#depth--;
		return condition;
	}

	#contrary(): ThreadCondition {
		this.reader.take();
		return {kind: 'not', of: this.#negated()};
	}

	#inParentheses(): ThreadCondition {
		const {reader} = this;
		const {next} = reader;
		if (next?.kind !== 'sign' || next.text !== '(') {
			return this.#test();
		}

		reader.take();
		this.#open++;
		const inner = this.#either();
		if (reader.next?.text !== ')') {
			throw reader.next === undefined ? new QueryProblem(next.at, 'this parenthesis is never closed', true) : new QueryProblem(reader.next.at, `and or or must stand before ${reader.next.text}`);
		}

		reader.take();
		this.#open--;
		this.#afterTest(undefined);
		return inner;
	}

	#test(): ThreadCondition {
		const {reader} = this;
		const token = reader.need('a field, such as pages, is missing here');
		const bare = token.kind === 'word' ? bareConditions[token.text.toLowerCase()] : undefined;
		if (bare !== undefined) {
			this.#afterTest(undefined);
			return bare;
		}

		const field = token.kind === 'word' ? fieldOf(token.text) : undefined;
		if (field === undefined) {
			throw new QueryProblem(token.at, token.kind === 'word' && !reserved.has(token.text.toLowerCase())
				? `no field ${token.text}${hint(token.text, names)}`
				: `a field, such as pages, must stand here, not ${token.text}`);
		}

		this.expected = {kind: 'operator', field};
		const {operator, isNegated} = this.#operator(field);
		this.expected = {kind: 'value', field, operator};
		const condition = operator === 'in' ? this.#list(field) : this.#compared(field, operator);
		this.#afterTest(field);
		return isNegated ? {kind: 'not', of: condition} : condition;
	}

	#operator(field: Field): {operator: Operator; isNegated: boolean} {
		const {reader} = this;
		const known = operatorsOf(field);
		const missing = `after ${field.name} comes one of ${known.join(' ')}`;
		const token = reader.need(missing);
		const text = token.text.toLowerCase();
		if (text === 'not' && reader.next?.text.toLowerCase() === 'in' && known.includes('in')) {
			reader.take();
			return {operator: 'in', isNegated: true};
		}

		const operator = known.find(one => one === (text === '==' || text === 'is' ? '=' : text));
		if (operator === undefined || token.kind === 'quoted') {
			throw new QueryProblem(token.at, missing);
		}

		return {operator, isNegated: false};
	}

	#compared(field: Field, operator: Exclude<Operator, 'in'>): ThreadCondition {
		if (field.kind === 'state') {
			const token = this.#values.token(field);
			const state = stateOf(token.text);
			if (state === undefined) {
				throw new QueryProblem(token.at, `state is running or sleeping, not ${token.text}`);
			}

			return negatedIf(operator === '!=', {kind: 'state', state});
		}

		if (field.kind === 'word') {
			const is = operator === '~' || operator === '!~' ? '~' : '=';
			return negatedIf(operator === '!=' || operator === '!~', {kind: 'word', field: field.column, is, text: this.#values.name(field, is)});
		}

		return {kind: 'number', field: field.column, is: operator as Exclude<typeof operator, '~' | '!~'>, value: this.#values.number(field)};
	}

	#list(field: Field): ThreadCondition {
		const {reader} = this;
		const items: Array<string | readonly [number, number]> = [];
		do {
			this.expected = {kind: 'value', field, operator: 'in'};
			items.push(field.kind === 'word' ? this.#values.name(field, '=') : this.#values.range(field));
		} while (reader.takeIf(','));

		if (field.kind === 'word') {
			const of = items.map(text => ({kind: 'word', field: field.column, is: '=', text: text as string} as const));
			return of.length === 1 ? of[0]! : {kind: 'or', of};
		}

		return {kind: 'in', field: (field as {readonly column: ThreadNumber}).column, ranges: items as Array<readonly [number, number]>};
	}

	#afterTest(after: Field | undefined): void {
		this.expected = {kind: 'joiner', depth: this.#open, after};
	}
}

const names = [...fields.map(({name}) => name), ...Object.keys(bareWords)];

const bareConditions: Readonly<Record<string, ThreadCondition>> = {
	running: {kind: 'state', state: 'R'}, sleeping: {kind: 'state', state: 'S'}, picked: {kind: 'picked'},
} satisfies Record<keyof typeof bareWords, ThreadCondition>;

const negatedIf = (isNegated: boolean, of: ThreadCondition): ThreadCondition => isNegated ? {kind: 'not', of} : of;
const joinerOf = ({kind, text}: Token): 'and' | 'or' | undefined => kind === 'quoted' ? undefined : joiners[text.toLowerCase()];
const isNot = ({kind, text}: Token): boolean => kind !== 'quoted' && (text === '!' || text.toLowerCase() === 'not');

/** Reads a query about threads. Never throws: what is wrong comes back with its place, the first thing only. */
export const parseQuery = (text: string, vocabulary: Vocabulary): Parsed => {
	const tokens = tokenize(text);
	if ('message' in tokens) {
		return {condition: undefined, problem: tokens, isUnfinished: false, expected: {kind: 'test'}};
	}

	const parser = new Parser(new TokenReader(tokens, text.length), vocabulary);
	if (tokens.length === 0) {
		return {condition: undefined, problem: undefined, isUnfinished: false, expected: parser.expected};
	}

	try {
		return {condition: parser.whole(), problem: undefined, isUnfinished: false, expected: parser.expected};
	} catch (error) {
		if (error instanceof QueryProblem) {
			return {condition: undefined, problem: {at: error.at, message: error.message}, isUnfinished: error.isUnfinished, expected: parser.expected};
		}

		throw error;
	}
};
