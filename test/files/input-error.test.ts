import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {InputError, showValue} from '../../source/files/input-error.js';
import {nearest, suggest} from '../../source/files/nearest.js';

const lines: ReadonlyArray<readonly [error: InputError, line: string]> = [
	[new InputError('is odd'), 'is odd'],
	[new InputError('is odd', {}, 'make it even'), 'is odd (make it even)'],
	[new InputError('is odd', {file: 'x.yaml', line: 3, column: 7}), 'x.yaml:3:7: is odd'],
	[new InputError('is odd', {file: 'x.csv', line: 3}), 'x.csv:3: is odd'],
	[new InputError('is odd', {file: path.join(process.cwd(), 'a', 'x.yaml')}), 'a/x.yaml: is odd'],
	[new InputError('is odd', {file: '/elsewhere/x.yaml'}), '/elsewhere/x.yaml: is odd'],
	[new InputError('is odd', {file: 'a\nb\u001B[31m.yaml'}), String.raw`a\u000ab\u001b[31m.yaml: is odd`],
	[new InputError('found \u2028\u0085'), String.raw`found \u2028\u0085`],
];

for (const [error, line] of lines) {
	test(`one line: ${line}`, t => {
		t.is(error.toLine(), line);
	});
}

const values: ReadonlyArray<readonly [value: unknown, shown: string]> = [
	[undefined, 'nothing'],
	[3, '3'],
	[Number.NaN, 'NaN'],
	[true, 'true'],
	['a "b"', String.raw`"a \"b\""`],
	['x'.repeat(100), `"${'x'.repeat(58)}…`],
	[[], 'an empty list'],
	[[1], 'a list'],
	[{a: 1}, 'a mapping'],
];

test('values are shown short and on one line', t => {
	t.deepEqual(values.map(([value]) => showValue(value)), values.map(([, shown]) => shown));
});

const names = ['genoa-384', 'rome-128', 'rome-256', 'run', 'p', '>='];

const slips: ReadonlyArray<readonly [wanted: string, near: string | undefined]> = [
	['genoa', 'genoa-384'],
	['GENOA-384', 'genoa-384'],
	['rome-255', 'rome-256'],
	['rnu', 'run'],
	['ran', 'run'],
	['rom', 'rome-128'],
	['nope', undefined], // Two letters off the word of rome-128, not off its name's eight
	['banana', undefined],
	['x', undefined],
	['', undefined],
];

for (const [wanted, near] of slips) {
	test(`the name nearest to "${wanted}"`, t => {
		t.is(nearest(wanted, names), near);
	});
}

test('without a near name there is the list alone; without names nothing is near', t => {
	t.is(suggest('banana', ['a', 'b']), 'known: a, b');
	t.is(nearest('a', []), undefined);
});
