import {Buffer} from 'node:buffer';
import test from 'ava';
import fc from 'fast-check';
import {InputError} from '../../source/files/input-error.js';
import {eachLine} from '../../source/importers/text-lines.js';
import {inputOf} from './text-input.js';

const linesOf = async (...pieces: ReadonlyArray<Uint8Array | string>): Promise<Array<readonly [number, string]>> => {
	const lines: Array<readonly [number, string]> = [];
	await eachLine(inputOf('in.txt', ...pieces), (line, number) => {
		lines.push([number, line]);
	});
	return lines;
};

test('lines end with LF or CR LF, and a byte order mark is no part of the first', async t => {
	t.deepEqual(await linesOf('\uFEFFone\r\ntwo\n\nfour'), [[1, 'one'], [2, 'two'], [3, ''], [4, 'four']]);
});

test('where the pieces are cut does not matter', async t => {
	const text = fc.array(fc.constantFrom('a', 'é', '€', '😀', '\n', '\r\n', ' ', '12'), {minLength: 1}).map(parts => parts.join(''));
	await fc.assert(fc.asyncProperty(text, fc.array(fc.nat(60)), async (whole, cuts) => {
		const bytes = Buffer.from(whole);
		const edges = [0, ...cuts.map(cut => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
		const pieces = edges.slice(1).map((end, at) => bytes.subarray(edges[at], end));
		t.deepEqual(await linesOf(...pieces), await linesOf(bytes));
	}), {numRuns: 200});
});

test('the count says whether the last line is closed', async t => {
	t.deepEqual(await eachLine(inputOf('in.txt', 'a\nb\n'), () => undefined), {lines: 2, endsOpen: false});
	t.deepEqual(await eachLine(inputOf('in.txt', 'a\nb'), () => undefined), {lines: 2, endsOpen: true});
});

const refused: ReadonlyArray<readonly [what: string, bytes: Uint8Array | string, line: RegExp]> = [
	['nothing', '', /^in\.txt: is empty$/u],
	['a zero byte', 'one\ntwo\0\n', /^in\.txt:2:4: a zero byte: this is a binary file/u],
	['UTF-16', Buffer.from('comm\n', 'utf16le'), /^in\.txt:1:2: a zero byte/u],
	['Latin-1', Buffer.from('one\ncaf\u{E9}s\n', 'latin1'), /^in\.txt:2:4: is not UTF-8 text/u],
	['gzip', new Uint8Array([0x1F, 0x8B, 8, 0]), /^in\.txt: is compressed \(zcat FILE \| kstacktop import KIND -\)$/u],
	['a recording of perf', 'PERFILE2\0\0', /^in\.txt: is a recording of perf, not its text \(perf script/u],
	['a line without end', 'x'.repeat(1_100_000), /^in\.txt:1: is longer than 1 MiB/u],
];

for (const [what, bytes, line] of refused) {
	test(`refused: ${what}`, async t => {
		const error = await t.throwsAsync(linesOf(bytes), {instanceOf: InputError});
		t.regex(error.toLine(), line);
	});
}
