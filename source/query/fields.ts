import type {ThreadNumber, ThreadWord} from '../../machine/index.js';

/** What a field holds, and so how its values are written. */
export type FieldKind = 'count' | 'bytes' | 'time' | 'word' | 'state';

/** A field of a thread that a query can ask for. */
export type Field = {
	readonly name: string;
	/** Other names that are understood. */
	readonly also?: readonly string[];
	/** A few words for the completion. */
	readonly help: string;
} & ({readonly kind: 'count' | 'bytes' | 'time'; readonly column: ThreadNumber}
	| {readonly kind: 'word'; readonly column: ThreadWord}
	| {readonly kind: 'state'});

export const fields: readonly Field[] = [
	{name: 'comm', also: ['name'], kind: 'word', column: 'comm', help: 'name of the thread'},
	{name: 'class', kind: 'word', column: 'class', help: 'class of threads'},
	{name: 'cpu', kind: 'count', column: 'cpu', help: 'CPU it is on'},
	{name: 'state', also: ['s'], kind: 'state', help: 'running or sleeping'},
	{name: 'pages', kind: 'count', column: 'pages', help: 'mapped pages of its stack'},
	{name: 'depth', kind: 'bytes', column: 'depth', help: 'how deep it is now'},
	{name: 'high', also: ['high-water', 'mark'], kind: 'bytes', column: 'high', help: 'how deep it ever was'},
	{name: 'sleep', kind: 'bytes', column: 'sleep', help: 'how deep it sleeps'},
	{name: 'faults', kind: 'count', column: 'faults', help: 'stack faults since its fork'},
	{name: 'age', kind: 'time', column: 'age', help: 'time since its fork'},
	{name: 'path', kind: 'word', column: 'path', help: 'call path it is on now'},
	{name: 'deepest', kind: 'word', column: 'deepest', help: 'its own deepest call path'},
	{name: 'tid', also: ['pid'], kind: 'count', column: 'tid', help: 'thread id'},
	{name: 'kind', kind: 'word', column: 'kind', help: 'kernel or user'},
];

/** The field of a name, capital or small letters. */
export const fieldOf = (name: string): Field | undefined => {
	const wanted = name.toLowerCase();
	return fields.find(field => field.name === wanted || field.also?.includes(wanted));
};

const wordOperators = ['=', '!=', '~', '!~', 'in'] as const;
const numberOperators = ['=', '!=', '<', '<=', '>', '>=', 'in'] as const;
const stateOperators = ['=', '!='] as const;
export type Operator = (typeof wordOperators)[number] | (typeof numberOperators)[number];

/** What can stand between a field and its value. */
export const operatorsOf = ({kind}: Field): readonly Operator[] => {
	switch (kind) {
		case 'word': {
			return wordOperators;
		}

		case 'state': {
			return stateOperators;
		}

		case 'count':
		case 'bytes':
		case 'time': {
			return numberOperators;
		}
	}
};

export const operatorHelp: Readonly<Record<Operator, string>> = {
	'=': 'is', '!=': 'is not', '~': 'holds the text (* for anything)', '!~': 'does not hold', in: 'one of, such as 0-15,32', '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least',
};

/** Conditions of one word. */
export const bareWords = {running: 'on a CPU now', sleeping: 'not on a CPU', picked: 'picked out with v'} as const;

/** Names that values can take: of the run at hand. */
export type Vocabulary = {
	readonly classes: readonly string[];
	/** Names of threads with a `%` for the CPU and the number in them. */
	readonly comms: readonly string[];
	readonly paths: readonly string[];
};
