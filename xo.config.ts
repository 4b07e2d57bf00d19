import type {FlatXoConfig} from 'xo';

/** What `machine/` must not touch, so that the same seed gives the same bytes everywhere. */
const impureMath = ['random', 'log', 'log2', 'log10', 'log1p', 'exp', 'expm1', 'pow', 'sin', 'cos', 'tan', 'tanh', 'atan', 'atan2', 'asin', 'acos', 'sinh', 'cosh', 'cbrt', 'hypot'];

const config: FlatXoConfig = [
	{
		ignores: ['dist', 'screenshots'],
	},
	{
		rules: {
			'capitalized-comments': 'off',
			'no-bitwise': 'off',
			'unicorn/prevent-abbreviations': 'off',
		},
	},
	{
		files: ['machine/**/*.ts'],
		rules: {
			'no-restricted-globals': ['error', 'Date', 'performance', 'console', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Buffer'],
			'no-restricted-properties': ['error', ...impureMath.map(property => ({object: 'Math', property, message: 'Differs between engines or runs; use the tables of machine/random.ts.'}))],
			'no-restricted-imports': ['error', {patterns: [{regex: '^(?!\\./|\\.\\./)', message: 'machine/ imports nothing from outside itself.'}, {regex: '\\.\\./(source|test|fixtures)/', message: 'machine/ imports nothing from outside itself.'}]}],
			'no-restricted-syntax': ['error', {selector: 'BinaryExpression[operator="**"]', message: 'Math.pow in disguise: differs between engines.'}],
		},
	},
];

export default config;
