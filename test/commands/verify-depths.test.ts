import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {measuredFolder} from '../../source/depths/measured.js';
import {runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-depths-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** A folder with one run: the lines of its scenarios.yaml below the name, and its files. */
const write = (name: string, facts: string, live: string | undefined, ended?: string): string => {
	const place = path.join(folder, name);
	fs.mkdirSync(place);
	fs.writeFileSync(path.join(place, 'scenarios.yaml'), `scenarios:\n  - name: mine\n${facts.replaceAll(/^/gmu, '    ')}\n`);
	for (const [file, text] of [['mine.csv', live], ['mine_exits.csv', ended]] as const) {
		if (text !== undefined) {
			fs.writeFileSync(path.join(place, file), text);
		}
	}

	return place;
};

const measured = (name: string): string => fs.readFileSync(path.join(measuredFolder, `${name}.csv`), 'utf8');
const facts = 'kernel: "6.12"\nworkload: files-xfs\ncpus: 4\nsomeday: true';

test('runs of the fixtures are compared figure by figure, in text and as JSON', async t => {
	const text = await runProgram(['verify', '--depths']);
	const json = await runProgram(['verify', '--depths', '--format', 'json']);
	const {rows, unpredicted} = JSON.parse(json.stdout) as {rows: Array<Record<string, unknown>>; unpredicted: unknown[]};
	const off = rows.filter(({verdict}) => verdict === 'off');
	t.is(text.code, off.every(({known}) => typeof known === 'string') ? 0 : 1);
	t.is(json.code, text.code);
	const columns = 'run kernel workload basis part class figure unit count measured predicted low high chance sample verdict known';
	t.deepEqual(Object.keys(rows[0]!), columns.split(' '));
	t.true(unpredicted.length > 0);
	t.regex(text.stdout, /^ext4_612 +live +98 +73\.21 % +\d\d\.\d\d %.* P$/mu);
	t.deepEqual(text.stdout.split('\n').filter(line => line.length > 80), []);
	t.regex(text.stdout, new RegExp(String.raw`, ${rows.filter(({basis, verdict}) => basis === 'predicted' && verdict === 'off').length} off(?: \(\d+ known\))?$`, 'mu'));
	t.deepEqual(off.filter(({part}) => part !== 'events'), []);
	// What is known to be off says so, and stays in sight
	t.deepEqual(off.map(({run, figure}) => [run, figure]), [['swap 6.12', 'depth at other interrupts, p90']]);
	t.regex(text.stdout, /! swap 6\.12: depth at other interrupts, p90: measured 4096/u);
});

test('an unseen run is predicted, with what stands in for its workload', async t => {
	const {stdout, stderr} = await runProgram(['verify', '--depths', write('unseen', facts, measured('ext4_612'), measured('ext4_612_exits'))]);
	t.is(stderr, '');
	t.regex(stdout, /^mine +live +98/mu);
	t.true(stdout.replaceAll(/\s+/gu, ' ').includes('the workload "files-xfs" is not known; predicted as one with deep paths for stacked'));
	t.true(stdout.includes('there is no event-mix.csv'));
});

const deep = 'comm,kthread,pid,bytes_used,pages_touched,sleep_depth\ncat,0,1,16384,4,-1\nls,0,2,16384,4,-1\n';

test('a run far from the model ends with exit code 1', async t => {
	const {code, stdout} = await runProgram(['verify', '--depths', write('deep', facts, deep)]);
	t.is(code, 1);
	t.true(stdout.includes('! mine: live saving'));
});

test('what-ifs tell how close the stacks sit to the border, and are not judged', async t => {
	const place = write('what-if', facts, measured('idle_systemd612'));
	const changes = [['--deeper', '+512'], ['--deeper', '-512'], ['--deeper', 'x1.25'], ['--stack-offset', 'off'], ['--kernel', '6.1'], ['--kernel', '6.6'], ['--kernel', 'next']];
	const results = await Promise.all(changes.map(async change => runProgram(['verify', '--depths', place, ...change, '--format', 'json'])));
	const pages = results.map(({code, stdout}) => {
		t.is(code, 0);
		return (JSON.parse(stdout) as {rows: Array<{predictedPages: number; changedPages: number}>}).rows[0]!;
	});
	t.deepEqual(pages.map(({predictedPages, changedPages}) => changedPages > predictedPages ? 'more' : 'less'), ['more', 'less', 'more', 'less', 'less', 'less', 'more']);
});

test('counts of nothing make no figure', async t => {
	const place = write('nothing', facts, measured('idle_min612'));
	const counted = fs.readFileSync(path.join(measuredFolder, 'event-mix.csv'), 'utf8').split(/\r?\n/u)
		.filter(line => /^workload,|^ext4,6\.12,/u.test(line))
		.map(line => line.replace(/(?<=^ext4,6\.12,\w+,)[^,]+/u, '0'));
	fs.writeFileSync(path.join(place, 'event-mix.csv'), counted.join('\n'));
	const {code, stdout} = await runProgram(['verify', '--depths', place, '--format', 'json']);
	const {rows} = JSON.parse(stdout) as {rows: Array<{predicted: unknown; low: unknown; high: unknown}>};
	t.deepEqual(rows.filter(({predicted, low, high}) => [predicted, low, high].some(value => !Number.isFinite(value))), []);
	t.not(code, 2);
});

const broken = 'comm,kthread,pid,bytes_used,pages_touched,sleep_depth\ncat,0,1,5000,1,-1\n';

const refusals: ReadonlyArray<readonly [about: string, args: () => readonly string[], told: RegExp]> = [
	['no such folder', () => ['--depths', path.join(folder, 'none')], /none: no such folder \(a folder with scenarios\.yaml and the CSV files it names\)/u],
	['a kernel that is no version', () => ['--depths', write('kernel', facts.replace('6.12', 'new'), deep)], /scenarios\.yaml:3:13: .*must be a version in quotes, such as "6\.12"/u],
	['runs without files', () => ['--depths', write('lost', facts, undefined)], /scenarios\.yaml:2:11: none of the runs has a file: mine\.csv is not beside this one/u],
	['--depths= without a folder', () => ['--depths='], /--depths= needs a folder/u],
	['a mark that does not match its pages', () => ['--depths', write('broken', facts, broken)], /mine\.csv:2:14: pages_touched is 1, but 5000 bytes touch 2/u],
	['a kernel without quotes', () => ['--depths', write('number', 'kernel: 6.12\nworkload: idle', deep)], /scenarios\.yaml:3:13: .*kernel/u],
	['a folder without --depths', () => ['there'], /a folder needs --depths, found "there"/u],
	['a what-if without --depths', () => ['--stack-offset', 'off'], /--stack-offset needs --depths/u],
	['a kernel that is none', () => ['--depths', '--kernel', 'old'], /--kernel must be a kernel version such as 6\.12, or next, found "old"/u],
	['a depth that is no number', () => ['--depths', '--deeper', '1k'], /--deeper must be bytes such as \+512/u],
];

for (const [about, args, told] of refusals) {
	test(`refuses ${about}`, async t => {
		const {code, stderr, stdout} = await runProgram(['verify', ...args()]);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, told);
	});
}
