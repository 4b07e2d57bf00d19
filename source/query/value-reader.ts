import type {Field, Vocabulary} from './fields.js';
import {QueryProblem, type TokenReader} from './reader.js';
import type {Token} from './tokens.js';
import {formOf, isUnit, nameProblem, numberOf} from './values.js';

/** Words that are no values unless they are quoted. */
export const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in']);

/** Reads the values that fields are compared with. Every method throws a QueryProblem where there is none. */
export class ValueReader {
	constructor(readonly reader: TokenReader, readonly vocabulary: Vocabulary) {}

	/** A number, or two with a hyphen between them. */
	range(field: Field): readonly [number, number] {
		const {reader} = this;
		const token = this.token(field);
		const hyphen = /^(?<from>.+?)-(?<to>.*)$/u.exec(token.text)?.groups;
		const low = this.#read(field, hyphen ? {...token, text: hyphen.from!} : token);
		if (!hyphen && !reader.takeIf('-')) {
			return [low, low];
		}

		const high = hyphen?.to ? this.#read(field, {...token, text: hyphen.to}) : this.number(field);
		if (high < low) {
			throw new QueryProblem(token.at, 'this range ends before it begins');
		}

		return [low, high];
	}

	/** One number. */
	number(field: Field): number {
		const token = this.token(field);
		if (/^\d[^-]*-\d/u.test(token.text)) {
			throw new QueryProblem(token.at, `a range is asked for with in: ${field.name} in ${token.text}`);
		}

		return this.#read(field, token);
	}

	/** A number, with its unit if that stands apart. */
	#read(field: Field, token: Token): number {
		const {reader} = this;
		const unit = reader.next?.kind === 'word' && isUnit(field.kind, reader.next.text) && /\d$/u.test(token.text) ? reader.take().text : '';
		const value = numberOf(field, token.text + unit);
		if (typeof value === 'string') {
			throw new QueryProblem(token.at, value);
		}

		return value;
	}

	/** A name; one that must be the very one has to exist where they are known. */
	name(field: Field, is: '=' | '~'): string {
		const token = this.token(field);
		const problem = is === '=' ? nameProblem(field, token.text, this.vocabulary) : undefined;
		if (problem !== undefined) {
			throw new QueryProblem(token.at, problem);
		}

		return token.text;
	}

	/** Whatever stands where a value must. */
	token(field: Field): Token {
		const missing = `${field.name} needs ${formOf(field.kind)} here`;
		const token = this.reader.need(missing);
		if (token.kind === 'sign' || (token.kind === 'word' && reserved.has(token.text.toLowerCase()))) {
			throw new QueryProblem(token.at, `${missing}, not ${token.text}`);
		}

		return token;
	}
}
