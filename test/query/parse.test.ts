import test from 'ava';
import fc from 'fast-check';
import type {NumberComparison, ThreadCondition, ThreadNumber, ThreadWord} from '../../machine/index.js';
import {fields, operatorsOf} from '../../source/query/fields.js';
import {parseQuery} from '../../source/query/parse.js';

const vocabulary = {classes: ['kworker', 'kworker-unbound', 'web-worker'], comms: ['kworker/%c:%n', 'nginx-%n'], paths: ['epoll_wait', 'writeback over ext4']};
const parse = (text: string) => parseQuery(text, vocabulary);

const number = (field: ThreadNumber, is: NumberComparison, value: number): ThreadCondition => ({kind: 'number', field, is, value});
const word = (field: ThreadWord, is: '=' | '~', text: string): ThreadCondition => ({kind: 'word', field, is, text});
const pages = number('pages', '>=', 2);
const kworker = word('class', '=', 'kworker');
const deep = number('high', '>', 3500);

const understood: ReadonlyArray<readonly [string, ThreadCondition]> = [
	['pages >= 2 and class = kworker and high > 3500', {kind: 'and', of: [pages, kworker, deep]}],
	['pages>=2&&class==kworker', {kind: 'and', of: [pages, kworker]}],
	['comm ~ nginx', word('comm', '~', 'nginx')],
	['comm !~ "nginx worker"', {kind: 'not', of: word('comm', '~', 'nginx worker')}],
	['COMM = \'a "b"\'', word('comm', '=', 'a "b"')],
	['name ~ kworker/0:*', word('comm', '~', 'kworker/0:*')],
	['cpu in 0-15', {kind: 'in', field: 'cpu', ranges: [[0, 15]]}],
	['cpu in 0 - 15, 32,40-41', {kind: 'in', field: 'cpu', ranges: [[0, 15], [32, 32], [40, 41]]}],
	['cpu not in 3', {kind: 'not', of: {kind: 'in', field: 'cpu', ranges: [[3, 3]]}}],
	['class in kworker, web-worker', {kind: 'or', of: [kworker, word('class', '=', 'web-worker')]}],
	['class in kworker', kworker],
	['state = running', {kind: 'state', state: 'R'}],
	['state != R', {kind: 'not', of: {kind: 'state', state: 'R'}}],
	['sleeping or picked', {kind: 'or', of: [{kind: 'state', state: 'S'}, {kind: 'picked'}]}],
	['not pages >= 2', {kind: 'not', of: pages}],
	['!(pages >= 2)', {kind: 'not', of: pages}],
	['pages >= 2 or class = kworker and high > 3500', {kind: 'or', of: [pages, {kind: 'and', of: [kworker, deep]}]}],
	['(pages >= 2 or class = kworker) and high > 3500', {kind: 'and', of: [{kind: 'or', of: [pages, kworker]}, deep]}],
	['high > 3.5 KiB', number('high', '>', 3584)],
	['high > 2pages', number('high', '>', 8192)],
	['sleep <= 512 B', number('sleep', '<=', 512)],
	['depth < 1_024', number('depth', '<', 1024)],
	['high in 1 KiB - 1 page', {kind: 'in', field: 'high', ranges: [[1024, 4096]]}],
	['high in 1KiB-2KiB', {kind: 'in', field: 'high', ranges: [[1024, 2048]]}],
	['age > 250 ms', number('age', '>', 250e6)],
	['age < 2m', number('age', '<', 120e9)],
	['age in 1s-1.5s', {kind: 'in', field: 'age', ranges: [[1e9, 1.5e9]]}],
	['deepest = "writeback over ext4"', word('deepest', '=', 'writeback over ext4')],
	['kind is user', word('kind', '=', 'user')],
];

for (const [text, condition] of understood) {
	test(`understood: ${text}`, t => {
		const parsed = parse(text);
		t.is(parsed.problem, undefined);
		t.deepEqual(parsed.condition, condition);
	});
}

test('an empty query asks for nothing, and nothing is wrong with it', t => {
	for (const text of ['', '  ', '\t']) {
		t.like(parse(text), {condition: undefined, problem: undefined});
	}
});

const refused: ReadonlyArray<readonly [text: string, at: number, message: string]> = [
	['page >= 2', 0, 'no field page; did you mean pages?'],
	['pages', 5, 'after pages comes one of = != < <= > >= in'],
	['pages 2', 6, 'after pages comes one of = != < <= > >= in'],
	['pages ~ 2', 6, 'after pages comes one of = != < <= > >= in'],
	['pages >=', 8, 'pages needs a whole number here'],
	['pages >= two', 9, 'pages takes a whole number, not two'],
	['pages >= 1.5', 9, 'pages takes a whole number, not 1.5'],
	['pages >= 2 KiB', 11, 'and or or must stand before KiB'],
	['pages >= -2', 9, 'pages takes a whole number, not -2'],
	['pages >= 2 class = kworker', 11, 'and or or must stand before class'],
	['pages >= 2 and', 14, 'a field, such as pages, is missing here'],
	['and pages >= 2', 0, 'a field, such as pages, must stand here, not and'],
	['pages >= and', 9, 'pages needs a whole number here, not and'],
	['class = kworkr', 8, 'no class kworkr; did you mean kworker?'],
	['class = zzzzzz', 8, 'no class zzzzzz; there are kworker, kworker-unbound, web-worker'],
	['kind = both', 7, 'no kind both; there are kernel, user'],
	['state = waiting', 8, 'state is running or sleeping, not waiting'],
	['cpu = 0-15', 6, 'a range is asked for with in: cpu in 0-15'],
	['cpu in 9-3', 7, 'this range ends before it begins'],
	['cpu in 9-', 9, 'cpu needs a whole number here'],
	['age > 10', 6, 'age takes a time like 250 ms, 10 s or 2 m, not 10'],
	['high > 3 pints', 9, 'and or or must stand before pints'],
	['high > 3pints', 7, 'high takes a size like 3500, 3.5 KiB or 2 pages, not 3pints'],
	['(pages >= 2', 0, 'this parenthesis is never closed'],
	['pages >= 2)', 10, 'this parenthesis closes nothing'],
	['(pages >= 2 cpu', 12, 'and or or must stand before cpu'],
	['comm = "nginx', 7, 'this quote is never closed'],
	['pages & 2', 6, 'nobody knows what & means here'],
	['"pages" >= 2', 0, 'a field, such as pages, must stand here, not pages'],
	[`${'('.repeat(60)}picked`, 50, 'more than 50 parentheses and nots inside each other'],
	[`${'not '.repeat(10_000)}picked`, 200, 'more than 50 parentheses and nots inside each other'],
];

for (const [text, at, message] of refused) {
	test(`refused: ${text.slice(0, 40)}`, t => {
		const {condition, problem} = parse(text);
		t.deepEqual(problem, {at, message});
		t.is(condition, undefined);
	});
}

/** A condition as somebody could write it. */
const show = (condition: ThreadCondition): string => {
	switch (condition.kind) {
		case 'number': {
			return `${condition.field} ${condition.is} ${condition.value}${condition.field === 'age' ? ' ns' : ''}`;
		}

		case 'in': {
			return `${condition.field} in ${condition.ranges.map(([low, high]) => `${low}-${high}`).join(', ')}`;
		}

		case 'word': {
			return `${condition.field} ${condition.is} "${condition.text}"`;
		}

		case 'state': {
			return condition.state === 'R' ? 'running' : 'state = S';
		}

		case 'picked': {
			return 'picked';
		}

		case 'not': {
			return `not (${show(condition.of)})`;
		}

		case 'and':
		case 'or': {
			return condition.of.map(part => `(${show(part)})`).join(` ${condition.kind} `);
		}
	}
};

test('whatever can be asked is understood as it was meant', t => {
	const leaf: fc.Arbitrary<ThreadCondition> = fc.oneof(
		fc.record({kind: fc.constant('number' as const), field: fc.constantFrom('pages', 'high', 'age', 'tid'), is: fc.constantFrom('=', '!=', '<', '<=', '>', '>='), value: fc.nat(1e9)}),
		fc.record({kind: fc.constant('word' as const), field: fc.constant('comm' as const), is: fc.constantFrom('=', '~'), text: fc.string().map(text => text.replaceAll('"', ''))}),
		fc.record({kind: fc.constant('state' as const), state: fc.constantFrom('R', 'S')}),
		fc.constant({kind: 'picked' as const}),
		fc.tuple(fc.nat(99), fc.nat(99)).map(([low, more]) => ({kind: 'in' as const, field: 'cpu' as const, ranges: [[low, low + more] as const]})),
	);
	const {condition} = fc.letrec<{condition: ThreadCondition}>(tie => ({
		condition: fc.oneof(
			{maxDepth: 4},
			leaf,
			tie('condition').map(of => ({kind: 'not' as const, of})),
			fc.record({kind: fc.constantFrom('and', 'or'), of: fc.array(tie('condition'), {minLength: 2, maxLength: 3})}),
		),
	}));
	fc.assert(fc.property(condition, meant => {
		const parsed = parse(show(meant));
		t.is(parsed.problem, undefined, show(meant));
		t.deepEqual(parsed.condition, meant);
	}), {numRuns: 300});
});

test('nothing that can be typed or pasted brings it down, and the place is always inside the text', t => {
	const pieces = ['and', 'or', 'not', '(', ')', '2', '3.5KiB', '"', ',', '-', ' ', '\u0000', '😀', '漢'];
	const words = fc.constantFrom(...fields.map(({name}) => name), ...fields.flatMap(field => operatorsOf(field)), ...pieces);
	const texts = fc.oneof(fc.string({unit: 'grapheme', maxLength: 60}), fc.array(words, {maxLength: 20}).map(parts => parts.join(' ')));
	fc.assert(fc.property(texts, text => {
		const {problem, condition} = parse(text);
		t.true(problem === undefined || (problem.at >= 0 && problem.at <= text.length && problem.message.length < 140 + text.length && !problem.message.includes('\n')));
		t.false(problem !== undefined && condition !== undefined);
	}), {numRuns: 1000});
});
