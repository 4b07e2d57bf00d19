import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {z} from 'zod';
import {InputError} from '../../source/files/input-error.js';
import {parseYaml, readYaml} from '../../source/files/yaml.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-yaml-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

const schema = z.strictObject({
	name: z.string(),
	sleepMs: z.number().gt(0),
	cpus: z.int().min(1).max(512),
	delivery: z.enum(['fred', 'idt']).optional(),
	count: z.union([z.strictObject({perCpu: z.int().min(1)}), z.strictObject({box: z.int().min(1)})]).optional(),
	depthBins: z.array(z.number().min(0)).min(1).optional(),
});

const valid = 'name: a\nsleepMs: 1\ncpus: 4\n';

const lineOf = (text: string): string => {
	try {
		parseYaml(text, 'x.yaml', schema);
	} catch (error) {
		if (error instanceof InputError) {
			return error.toLine();
		}

		throw error;
	}

	return 'accepted';
};

const rows: ReadonlyArray<readonly [title: string, text: string, line: string]> = [
	['valid', valid, 'accepted'],
	['wrong type', 'name: a\nsleepMs: abc\ncpus: 4', 'x.yaml:2:10: sleepMs must be a number greater than 0, found "abc"'],
	['zero', 'name: a\nsleepMs: 0\ncpus: 4', 'x.yaml:2:10: sleepMs must be a number greater than 0, found 0'],
	['negative', 'name: a\nsleepMs: -1.5\ncpus: 4', 'x.yaml:2:10: sleepMs must be a number greater than 0, found -1.5'],
	['NaN', 'name: a\nsleepMs: .nan\ncpus: 4', 'x.yaml:2:10: sleepMs must be a number greater than 0, found NaN'],
	['infinite', 'name: a\nsleepMs: .inf\ncpus: 4', 'x.yaml:2:10: sleepMs must be a number greater than 0, found Infinity'],
	['huge', 'name: a\nsleepMs: 1\ncpus: 1e99', 'x.yaml:3:7: cpus must be a whole number from 1 to 512, found 1e+99'],
	['fraction', 'name: a\nsleepMs: 1\ncpus: 1.5', 'x.yaml:3:7: cpus must be a whole number from 1 to 512, found 1.5'],
	['missing', 'name: a\ncpus: 4', 'x.yaml:1:1: sleepMs is missing: it must be a number greater than 0'],
	['null', 'name:\nsleepMs: 1\ncpus: 4', 'x.yaml:1:6: name must be text, found nothing'],
	['unknown key', `${valid}sleepMS: 2`, 'x.yaml:4:1: unknown key "sleepMS" (did you mean sleepMs? known: name, sleepMs, cpus, delivery, count, depthBins)'],
	['duplicate key', `${valid}name: b`, 'x.yaml:4:1: the same key stands twice in this mapping'],
	['one of a few', `${valid}delivery: ist`, 'x.yaml:4:11: delivery must be one of fred, idt, found "ist"'],
	['inside a union', `${valid}count:\n  box: 0`, 'x.yaml:5:8: box must be a whole number of at least 1, found 0'],
	['no branch of a union', `${valid}count: 3`, 'x.yaml:4:8: count must be a mapping with perCpu or a mapping with box, found 3'],
	['entry of a list', `${valid}depthBins:\n  - 1\n  - x`, 'x.yaml:6:5: depthBins[1] must be a number of at least 0, found "x"'],
	['empty list', `${valid}depthBins: []`, 'x.yaml:4:12: depthBins must be a list of at least 1, found an empty list'],
	['list for a mapping', '- 1', 'x.yaml:1:1: the file must be a mapping, found a list'],
	['the first of several', 'cpus: 0\nname: 1\nsleepMs: 0', 'x.yaml:1:7: cpus must be a whole number from 1 to 512, found 0'],
	['two documents', `${valid}---\n${valid}`, 'x.yaml:4:1: a second YAML document starts here: one file holds one'],
	['alias of nothing', 'name: a\nsleepMs: *b\ncpus: &b 4', 'x.yaml:2:10: nothing above has the anchor &b (a text that begins with * needs quotes)'],
	['unclosed list', 'name: [1\nsleepMs: 1', 'x.yaml:2:1: the indentation does not fit the lines above'],
	['unclosed text', 'name: "a', 'x.yaml:1:9: not valid YAML: Missing closing "quote'],
	['tab', 'name:\n\t- 1', 'x.yaml:2:1: a tab used as indentation: YAML wants spaces'],
	['unknown tag', 'name: !secret a\nsleepMs: 1\ncpus: 4', 'x.yaml:1:7: a YAML tag that is not known here'],
	['line break in a value', 'name: [1, "a\\nb"]\nsleepMs: "a\\nb"\ncpus: 1', 'x.yaml:1:7: name must be text, found a list'],
	['line break in a key', String.raw`${valid}"a\nb": 1`, String.raw`x.yaml:4:1: unknown key "a\nb" (known: name, sleepMs, cpus, delivery, count, depthBins)`],
];

for (const [title, text, line] of rows) {
	test(`YAML: ${title}`, t => {
		t.is(lineOf(text), line);
	});
}

test('an alias bomb is refused, not expanded', t => {
	const levels = Array.from({length: 12}, (_, level) => `l${level}: &l${level} [${Array.from({length: 9}, () => level === 0 ? 'x' : `*l${level - 1}`).join(', ')}]`);
	t.is(lineOf(levels.join('\n')), 'x.yaml:1:1: its aliases make a giant document of it (write out what they stand for)');
});

test('problem() points at the value, at the nearest value around it, and through an alias', t => {
	const file = parseYaml('name: a\nsleepMs: 1\ncpus: 4\ndepthBins: [1, 22, 3]', 'x.yaml', schema);
	t.is(file.problem(['depthBins', 1], 'is odd').toLine(), 'x.yaml:4:16: is odd');
	t.is(file.problem(['depthBins', 9, 'x'], 'is odd').toLine(), 'x.yaml:4:12: is odd');
	const aliased = parseYaml('a: &a {b: 1}\nc: *a', 'x.yaml', z.record(z.string(), z.unknown()));
	t.is(aliased.problem(['c', 'b'], 'is odd', 'write 2').toLine(), 'x.yaml:1:11: is odd (write 2)');
});

const write = (name: string, content: string | Uint8Array): string => {
	const file = path.join(folder, name);
	fs.writeFileSync(file, content);
	return file;
};

const unreadable: ReadonlyArray<readonly [title: string, file: () => string, message: string]> = [
	['missing', () => path.join(folder, 'missing.yaml'), 'no such file'],
	['below a file', () => path.join(write('plain', 'a'), 'x.yaml'), 'no such file'],
	['a folder', () => folder, 'is a directory, not a file'],
	['a device', () => '/dev/null', 'is a device, not a file'],
	['empty', () => write('empty.yaml', ' \n'), 'is empty'],
	['only a comment', () => write('comment.yaml', '# nothing\n'), 'the file must be a mapping, found nothing'],
	['zero bytes', () => write('zeros.yaml', new Uint8Array(8)), 'is a binary file, not text'],
	['not UTF-8', () => write('latin1.yaml', new Uint8Array([0x6E, 0xE9])), 'is not UTF-8 text'],
	['too large', () => write('large.yaml', 'a'.repeat((16 * 1024 * 1024) + 1)), 'is larger than 16 MiB, the most that is read'],
];

for (const [title, file, message] of unreadable) {
	test(`file: ${title}`, t => {
		const name = file();
		const error = t.throws(() => readYaml(name, schema), {instanceOf: InputError});
		t.is(error.message, message);
		t.is(error.file, name);
	});
}
