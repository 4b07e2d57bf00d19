import type {Token} from './tokens.js';

/** Something wrong with a query: caught where the query was given to be read. */
export class QueryProblem extends Error {
	/** `isUnfinished`: what is wrong is only that the text ends too early. */
	constructor(readonly at: number, message: string, readonly isUnfinished = false) {
		super(message);
	}
}

/** Tokens one after the other. */
export class TokenReader {
	readonly #tokens: readonly Token[];
	readonly #end: number;
	#at = 0;

	/** `end`: length of the text, where something is missing. */
	constructor(tokens: readonly Token[], end: number) {
		this.#tokens = tokens;
		this.#end = end;
	}

	/** The token that comes next; undefined at the end. */
	get next(): Token | undefined {
		return this.#tokens[this.#at];
	}

	/** Takes the next token, which must be there. */
	take(): Token {
		return this.#tokens[this.#at++]!;
	}

	/** Takes the next token if it is this one. */
	takeIf(text: string): boolean {
		const isIt = this.next?.text === text && this.next.kind !== 'quoted';
		this.#at += isIt ? 1 : 0;
		return isIt;
	}

	/** Takes the next token. Throws a QueryProblem with this message at the end of the text. */
	need(missing: string): Token {
		if (this.next === undefined) {
			throw new QueryProblem(this.#end, missing, true);
		}

		return this.take();
	}
}
