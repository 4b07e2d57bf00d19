import type {FlatXoConfig} from 'xo';

/** What `machine/` must not touch, so that the same seed gives the same bytes everywhere. */
const impureMath = ['random', 'log', 'log2', 'log10', 'log1p', 'exp', 'expm1', 'pow', 'sin', 'cos', 'tan', 'tanh', 'atan', 'atan2', 'asin', 'acos', 'sinh', 'cosh', 'cbrt', 'hypot'];
const impureGlobals = ['Date', 'performance', 'console', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Buffer'];
/** Anything but a path inside machine/. */
const outsidePattern = '^(?![.]{1,2}/)|[.]{2}/(source|test|fixtures)/';
const outside = 'machine/ imports nothing from outside itself.';

/**
Who may know whom under source/: what a room must not import. Data goes one way, from files through the player to the board and the reports;
the commands know all rooms and put them together.
*/
const rooms: Readonly<Record<string, string>> = {
	settings: 'commands|host|picture|oracle|player|charts|report|importers|depths',
	// What is typed after the colon is read as scripts read it
	board: 'commands|settings|files/(?!inject-step|input-error|nearest|quantity)|host|picture|oracle|player/(?!protocol)|importers',
	charts: 'commands|files|host|picture|oracle|player|board|report|importers',
	report: 'commands|picture|player|board|charts|importers',
	files: 'commands|host|picture|player|board|charts|report|importers',
	// Alarms are held against readings where these are taken
	player: 'commands|host|picture|board|charts|report/(?!alarms)|importers',
	host: 'commands|picture|oracle|player|board|charts|report|importers',
	oracle: 'commands|host|picture|player|board|charts|report|importers',
	importers: 'commands|host|picture|oracle|player|board|charts|report|depths',
	recordings: 'commands|host|picture|oracle|player/(?!protocol|run-journal)|board|charts|report|importers|depths',
	// Plain values and units are how its lines and tables are written
	sweep: 'commands|host|picture|oracle|player/(?!cells|cell-work)|board|charts|report/(?!plain|units|layout|compare-cells|csv-line)|importers|depths|query',
	depths: 'commands|host|picture|oracle|player|board|charts|report|importers',
	// A language of its own, which knows of the names that can be typed wrongly
	query: 'commands|files/(?!nearest)|host|picture|oracle|player|board|charts|report|importers|depths',
	picture: 'commands|files|host|oracle|player|report|charts|importers',
};

const doesNotKnow = (room: string): string => `source/${room}/ does not know this room.`;

const config: FlatXoConfig = [
	{
		// The inner loop is of another language, which its own compiler checks
		ignores: ['dist', 'screenshots', 'machine/inner-loop/*.ts'],
	},
	{
		rules: {
			// Names carry units as the field writes them (GHz, KiB), and vmstat's own names
			'@typescript-eslint/naming-convention': 'off',
			// Address arithmetic reads best as written by hand
			'@stylistic/no-mixed-operators': 'off',
			'@stylistic/object-curly-newline': 'off',
			'@stylistic/curly-newline': 'off',
			'@typescript-eslint/no-unsafe-type-assertion': 'off',
			'@typescript-eslint/member-ordering': 'off',
			'capitalized-comments': 'off',
			'max-params': 'off',
			// What would only be a warning piles up unread
			complexity: ['error', 20],
			'max-nested-callbacks': ['error', 4],
			'@stylistic/max-len': ['error', {code: 200, tabWidth: 4, ignoreComments: true, ignoreUrls: true}],
			'no-bitwise': 'off',
			// The v flag needs a newer target than the oldest Node this runs on
			'require-unicode-regexp': 'off',
			'unicorn/prevent-abbreviations': 'off',
			// `| 0` is an int32 conversion, not a rounding
			'unicorn/prefer-math-trunc': 'off',
			// Typed arrays are copied and sorted in place
			'unicorn/prefer-spread': 'off',
			'unicorn/no-array-sort': 'off',
		},
	},
	...Object.entries(rooms).map(([room, others]) => ({
		files: [`source/${room}/**/*.{ts,tsx}`],
		rules: {
			'no-restricted-imports': ['error', {patterns: [
				{regex: `^([.]{2}/)+(${others})`, message: doesNotKnow(room)},
				{regex: 'machine/(?!index)', message: 'machine/index.js is the only door.'},
				...['player', 'files'].includes(room) ? [] : [{regex: 'machine/index', importNames: ['Machine'], message: `${room}/ sees readings, never the machine.`}],
			]}] as const,
		},
	} as const)),
	{
		// Its types are not those of the program: the rule takes every string for void
		files: ['.xo.config.ts'],
		rules: {'@typescript-eslint/no-confusing-void-expression': 'off'},
	},
	{
		files: ['test/**/*.{ts,tsx}'],
		rules: {
			// Tests are compiled first: ava runs what stands in dist/
			'ava/no-ignored-test-files': 'off',
			'ava/assertion-arguments': 'off',
			'ava/no-useless-t-pass': 'off',
			'ava/no-nested-assertions': 'off',
		},
	},
	{
		files: ['machine/**/*.ts'],
		rules: {
			// The hot loop is one function on purpose: calls and closures cost more than the work
			complexity: 'off',
			'max-depth': 'off',
			'unicorn/prefer-math-min-max': 'off',
			'no-restricted-globals': ['error', ...impureGlobals],
			'no-restricted-properties': ['error', ...impureMath.map(property => ({object: 'Math', property, message: 'Differs between engines or runs; use the tables of machine/random.ts.'}))],
			'no-restricted-imports': ['error', {patterns: [
				{regex: outsidePattern, message: outside},
			]}],
			'no-restricted-syntax': ['error', {selector: 'BinaryExpression[operator="**"]', message: 'Math.pow in disguise: differs between engines. BigInt literals may be shifted instead.'}],
		},
	},
];

export default config;
