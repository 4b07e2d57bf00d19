/** One thing that a case says and the machine does otherwise. */
export type Difference = {
	readonly what: string;
	readonly expected: string;
	readonly got: string;
};

type Comparable = bigint | number | string | boolean;

/** The triples `[what, expected, got]` that differ. What was not recorded (null or undefined) is not compared. */
export const differences = (triples: ReadonlyArray<readonly [string, Comparable | undefined, Comparable]>): Difference[] =>
	triples.flatMap(([what, expected, got]) =>
		expected === null || expected === undefined || expected === got ? [] : [{what, expected: show(expected), got: show(got)}]);

/** Lists of one length, element by element; `names[i]` says what element i is. */
export const listDifferences = (names: readonly string[], expected: readonly Comparable[], got: readonly Comparable[]): Difference[] =>
	expected.length === got.length
		? differences(expected.map((value, at) => [names[at] ?? `entry ${at}`, value, got[at]!]))
		: [{what: 'length', expected: String(expected.length), got: String(got.length)}];

const show = (value: Comparable): string => typeof value === 'bigint' ? `0x${value.toString(16)}` : String(value);
