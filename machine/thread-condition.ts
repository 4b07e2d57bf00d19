/** Figures of a thread that a condition can compare: ids and counts as they are, depths in bytes below the top of the stack, age in nanoseconds. */
const threadNumbers = ['tid', 'cpu', 'pages', 'depth', 'high', 'sleep', 'faults', 'age'] as const;
export type ThreadNumber = (typeof threadNumbers)[number];

/** Names of a thread that a condition can compare; `deepest` is its own deepest call path, `path` the one it is on, `kind` kernel or user. */
const threadWords = ['comm', 'class', 'kind', 'path', 'deepest'] as const;
export type ThreadWord = (typeof threadWords)[number];

export const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
export type NumberComparison = (typeof comparisons)[number];

/** What is asked of threads: plain data, so that it can be sent to the machine. */
export type ThreadCondition
	= | {readonly kind: 'number'; readonly field: ThreadNumber; readonly is: NumberComparison; readonly value: number}
	/** One of the ranges holds the figure, both ends included. */
		| {readonly kind: 'in'; readonly field: ThreadNumber; readonly ranges: ReadonlyArray<readonly [number, number]>}
	/** `=`: the very name; `~`: a name that holds the text, capital or small letters, `*` standing for anything. */
		| {readonly kind: 'word'; readonly field: ThreadWord; readonly is: '=' | '~'; readonly text: string}
		| {readonly kind: 'state'; readonly state: 'R' | 'S'}
		| {readonly kind: 'picked'}
		| {readonly kind: 'not'; readonly of: ThreadCondition}
		| {readonly kind: 'and' | 'or'; readonly of: readonly ThreadCondition[]};
