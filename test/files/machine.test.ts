import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {fixturesRoot, listFixtures} from '../../source/files/find-fixture.js';
import {InputError} from '../../source/files/input-error.js';
import {overrideMachine, readMachine} from '../../source/files/machine.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-machine-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** Logical CPUs, stacks, pages grown, KiB fixed, KiB dynamic, percent saved: the 2024 cover letter, and its vmstat example. */
const boxes: ReadonlyArray<readonly [name: string, cpus: number, threads: number, grownPages: number, fixedKiB: number, dynamicKiB: number, savedPercent: string]> = [
	['genoa-384', 384, 5786, 61, 92_576, 23_388, '74.74'],
	['skylake-112', 112, 3182, 33, 50_912, 12_860, '74.74'],
	['rome-128', 128, 3401, 295, 54_416, 14_784, '72.83'],
	['rome-256', 256, 4908, 311, 78_528, 20_876, '73.42'],
	['haswell-72', 72, 2644, 12, 42_304, 10_624, '74.89'],
	['vmstat-4632', 256, 4632, 39, 74_112, 18_684, '74.79'],
];

for (const [name, cpus, threads, grownPages, fixedKiB, dynamicKiB, savedPercent] of boxes) {
	test(`${name}: stacks and grown pages make the published KiB`, t => {
		const {description, published} = readMachine(name);
		t.like(description, {
			name, cpus, threads, grownPages, hasFred: false,
		});
		t.is(threads * 16, fixedKiB);
		t.is((threads + grownPages) * 4, dynamicKiB);
		t.is((100 * (1 - (dynamicKiB / fixedKiB))).toFixed(2), savedPercent);
		if (published !== undefined && 'stacks' in published) {
			t.like(published, {
				stacks: threads, regularKiB: fixedKiB, dynamicKiB, savedPercent: Number(savedPercent),
			});
		} else {
			t.deepEqual(published === undefined ? [] : Object.values(published).slice(1), [dynamicKiB, grownPages * 4, threads, fixedKiB - dynamicKiB]);
		}
	});
}

test('every fixture is readable, bears its file\'s name and says where each figure comes from', t => {
	const names = listFixtures('machines');
	t.deepEqual(names, ['fred-server', 'genoa-384', 'haswell-72', 'million', 'phone', 'rome-128', 'rome-256', 'skylake-112', 'vmstat-4632']);
	for (const name of names) {
		const {description} = readMachine(name);
		const said = new Set(description.provenance.flatMap(({about}) => about.split(', ')));
		const figures = Object.keys(description).filter(key => !['name', 'title', 'provenance'].includes(key));
		t.deepEqual(figures.filter(figure => !said.has(figure)), [], `${name} is silent about a figure`);
		t.is(description.name, name);
	}
});

test('the phone saves what the 2026 letter says', t => {
	const {threads, grownPages} = readMachine('phone').description;
	t.is(100 * (1 - ((threads + grownPages) / (threads * 4))), 67.5);
});

test('other threads: grown pages follow in proportion, and the change is on record', t => {
	const genoa = readMachine('genoa-384').description;
	const doubled = overrideMachine(genoa, {threads: 2 * 5786});
	t.is(doubled.grownPages, 122);
	t.is(overrideMachine(genoa, {threads: 1}).grownPages, 0);
	t.is(doubled.provenance.at(-1)?.about, 'threads, grownPages');
	t.deepEqual(overrideMachine(genoa, {threads: 5786, cpus: 384}), genoa);
	t.like(overrideMachine(genoa, {cpus: 64}), {cpus: 64, threads: 5786, grownPages: 61});
});

const genoaText = fs.readFileSync(path.join(fixturesRoot, 'machines', 'genoa-384.yaml'), 'utf8');

const bad: ReadonlyArray<readonly [title: string, from: string, to: string, message: string]> = [
	['no CPUs', 'cpus: 384', 'cpus: 0', 'cpus must be a whole number from 1 to 512, found 0'],
	['too many threads', 'threads: 5786', 'threads: 1000001', 'threads must be a whole number from 1 to 1000000, found 1000001'],
	['odd stack size', 'threadSizeKiB: 16', 'threadSizeKiB: 12', 'threadSizeKiB must be 8, 16, 32 or 64, found 12'],
	['more pages than stacks can hold', 'grownPages: 61', 'grownPages: 17359', 'grownPages must be at most 17358: 5786 threads cannot grow by more, found 17359'],
	['a complex larger than its socket', 'coresPerComplex: 8', 'coresPerComplex: 97', 'coresPerComplex must be at most coresPerSocket (96), found 97'],
	['unknown status', 'status: published', 'status: known', 'status must be one of published, measured, derived, calibrated, assumed, found "known"'],
	['a misspelt key of the source', '  stacks: 5786', '  stack: 5786', 'unknown key "stack"'],
];

for (const [title, from, to, message] of bad) {
	test(`a machine is refused: ${title}`, t => {
		t.true(genoaText.includes(from));
		const file = path.join(folder, `${title}.yaml`);
		fs.writeFileSync(file, genoaText.replace(from, to));
		const error = t.throws(() => readMachine(file), {instanceOf: InputError});
		t.is(error.message, message);
		t.is(error.line, genoaText.slice(0, genoaText.indexOf(from)).split('\n').length);
	});
}

test('an unknown name: the nearest one and the list', t => {
	const error = t.throws(() => readMachine('genoa'), {instanceOf: InputError});
	t.is(error.toLine(), `no machine is named "genoa" (did you mean genoa-384? known: ${listFixtures('machines').join(', ')}; or the path of a .yaml file)`);
});
