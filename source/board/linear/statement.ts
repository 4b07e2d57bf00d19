import {count} from '../figures.js';
import {spoken} from './words.js';

/** One fact of a line of its own: `Stack pages: 214`. */
export type Statement = {
	readonly label: string;
	readonly text: string;
	/** The figure that the text tells, to say how much it has changed by; left out: there is none, or it is not known yet. */
	readonly amount?: number | undefined;
	/** How a change of it is written. */
	readonly change?: (by: number) => string;
	/** The least change that is worth telling, of a figure that never stands still; left out: any is. */
	readonly least?: (before: number) => number;
};

/** Facts that belong together, as a pane of the board shows them. */
export type Section = {
	/** The name of the pane, or what the facts are about. */
	readonly title: string;
	readonly statements: readonly Statement[];
	/** Rows of a table: read when the page is, not told of when they change. */
	readonly isList?: boolean;
};

export const said = (label: string, text: string): Statement => ({label, text: spoken(text)});

/** A count that may not be known yet. */
export const countText = (value: number | undefined): string => value === undefined ? 'not known' : count(value);

/** A count or another figure, and what follows it. */
export const figure = (label: string, amount: number | undefined, {show = count, change = show, after = '', least}: {
	readonly show?: (value: number) => string;
	readonly change?: (by: number) => string;
	readonly after?: string;
	readonly least?: (before: number) => number;
} = {}): Statement =>
	({label, text: spoken(amount === undefined ? 'not known yet' : `${show(amount)}${after}`), amount, change, ...least && {least}});

/** A rate moves all the time: told from a fifth of it on. */
export const restless = (before: number): number => Math.abs(before) / 5;

export const lineOf = ({label, text}: Statement): string => label === '' ? text : `${label}: ${text}`;

/** How a fact is told that was told before: with what has changed. */
function changeLine(now: Statement, before: Statement): string {
	const by = now.amount === undefined || before.amount === undefined ? 0 : now.amount - before.amount;
	return by === 0 ? lineOf(now) : `${lineOf(now)}, ${spoken((now.change ?? count)(Math.abs(by)))} ${by > 0 ? 'more' : 'less'} than before`;
}

/** The facts of sections that are told of when they change, by their places. */
export const watched = (sections: readonly Section[]): ReadonlyMap<string, Statement> =>
	new Map(sections.filter(({isList}) => !isList).flatMap(({title, statements}) => statements.map(statement => [`${title} ${statement.label}`, statement] as const)));

/** Whether a fact is another one, by as much as is worth telling. */
function hasChanged(now: Statement, before: Statement): boolean {
	if (now.text === before.text) {
		return false;
	}

	return now.least === undefined || now.amount === undefined || before.amount === undefined || Math.abs(now.amount - before.amount) >= now.least(before.amount);
}

/** Lines for the facts that are others than when they were last told, or were not there then; and all facts as they are told after that. */
export function news(told: ReadonlyMap<string, Statement>, now: ReadonlyMap<string, Statement>): {readonly lines: readonly string[]; readonly told: ReadonlyMap<string, Statement>} {
	const after = new Map<string, Statement>();
	const lines: string[] = [];
	for (const [place, statement] of now) {
		const before = told.get(place);
		if (before === undefined || hasChanged(statement, before)) {
			lines.push(before ? changeLine(statement, before) : lineOf(statement));
			after.set(place, statement);
		} else {
			after.set(place, before);
		}
	}

	return {lines, told: after};
}
