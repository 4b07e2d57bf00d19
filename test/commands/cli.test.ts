import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {commands, findCommand} from '../../source/commands/table.js';
import {listFixtures} from '../../source/files/find-fixture.js';
import {childEnvironment, program, runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-cli-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** A run small enough for a test. */
const small = ['--machine', 'haswell-72', '--cpus', '2', '--threads', '100', '--for', '100ms'];

/** What there is to choose from. */
const commandNames = commands.map(({name}) => name).join(', ');
const machineNames = listFixtures('machines').join(', ');
const scriptNames = listFixtures('scripts').join(', ');
const runFlags = findCommand('run')!.flags.map(({name}) => `--${name}`).join(', ');

type Refusal = readonly [args: readonly string[], stderr: string];

const refusals: readonly Refusal[] = [
	[['frobnicate'], `kstacktop: unknown command "frobnicate" (known: ${commandNames})`],
	[['rnu'], `kstacktop: unknown command "rnu" (did you mean run? known: ${commandNames})`],
	[['help', 'verfy'], `kstacktop: unknown command "verfy" (did you mean verify? known: ${commandNames})`],
	[['run', '--sed', '5'], `kstacktop: unknown option --sed (did you mean --seed? known: ${runFlags})`],
	[['run', '-x'], `kstacktop: unknown option -x (known: ${runFlags})`],
	[['info', '--seed', '5'], 'kstacktop: unknown option --seed (known: --format, --example, --no-config)'],
	[['run', '--seed', '1', '--seed', '2'], 'kstacktop: --seed is given twice'],
	[['run', '--seed'], 'kstacktop: --seed must be a whole number from 0 to 4294967295, found nothing'],
	[['run', '--seed='], 'kstacktop: --seed must be a whole number from 0 to 4294967295, found nothing'],
	[['run', '--seed', 'abc'], 'kstacktop: --seed must be a whole number from 0 to 4294967295, found "abc"'],
	[['run', '--seed', '-5'], 'kstacktop: --seed must be a whole number from 0 to 4294967295, found "-5"'],
	[['run', '--seed', '1e6'], 'kstacktop: --seed must be a whole number from 0 to 4294967295, found "1e6"'],
	[['run', '--cpus', '513'], 'kstacktop: --cpus must be a whole number from 1 to 512, found "513"'],
	[['run', '--threads', 'NaN'], 'kstacktop: --threads must be a whole number from 1 to 1000000, found "NaN"'],
	[['run', '--for', '10'], 'kstacktop: --for must be a time with its unit, such as 10s, 250ms or 2m, found "10"'],
	[['run', '--every', '1s'], 'kstacktop: --every needs --format ndjson or csv, --fail-on or --trace: without them there is one reading'],
	[['run', '--format', 'xml'], 'kstacktop: --format must be one of text, json, ndjson, csv, found "xml"'],
	[['run', '--speed', 'fast'], 'kstacktop: --speed (or max) must be a number from 0.001 to 1000, found "fast"'],
	[['run', '--policy', 'fred-pf,fred-pf'], 'kstacktop: --policy names fred-pf twice'],
	[['run', '--policy', 'fred'], 'kstacktop: --policy: no policy is named "fred" (did you mean fred-pf?)'],
	[['run', '--policy', 'fred-pf:pol=3'], 'kstacktop: --policy: fred-pf has no parameter "pol" (did you mean pool?)'],
	[
		['run', '--policy', 'fred-pf:pool=many'],
		'kstacktop: --policy: pool of fred-pf must be a whole number from 0 to 1024 (pages in each CPU\'s pool; 0: twice the growable pages of a stack, as posted), found "many"',
	],
	[['run', '--deeper', '512'], 'kstacktop: --deeper must be bytes such as +512 (at most 16384) or a factor such as x1.25 (0.25 to 4), found "512"'],
	[['run', '--stack-offset', 'maybe'], 'kstacktop: --stack-offset must be one of on, off, found "maybe"'],
	[['run', '--policy', 'fixed:size=18'], 'kstacktop: --policy: size of fixed must be a multiple of 4 from 4 to 64 (address space of a stack in KiB), found "18"'],
	[['run', '--delivery', 'apic'], 'kstacktop: --delivery must be one of fred, idt, found "apic"'],
	[['run', '--machine', 'genoa'], `kstacktop: no machine is named "genoa" (did you mean genoa-384? known: ${machineNames}; or the path of a .yaml file)`],
	[['run', '--machine'], 'kstacktop: --machine needs a value'],
	[['run', '--machine', 'no/such.yaml'], 'no/such.yaml: no such file'],
	[['run', '--workload', './'], './: is a directory, not a file'],
	[['run', 'extra'], 'kstacktop: run takes no word besides its options, found "extra" (see kstacktop help run)'],
	[['board', '--ascii=yes'], 'kstacktop: --ascii takes no value, found "--ascii=yes"'],
	[['board', '--theme', 'drak'], 'kstacktop: --theme must be one of default, light, high-contrast, colour-blind, mono, found "drak"'],
	[['board'], 'kstacktop: the board needs a terminal (without one: kstacktop run, with --format json for programs)'],
	[['replay'], 'kstacktop: replay needs a script or a recording (the name of a script, the path of either, or - for standard input)'],
	[['replay', 'a.yaml', 'b.yaml'], 'kstacktop: replay takes one FILE, found "b.yaml" (see kstacktop help replay)'],
	[['replay', '-'], 'stdin:1:1: a script needs steps or until'],
	[['replay', 'smokey'], `kstacktop: no script is named "smokey" (did you mean smoke? known: ${scriptNames}; or the path of a .yaml file)`],
];

for (const [args, stderr] of refusals) {
	test(`refused with one line and exit code 2: kstacktop ${args.join(' ')}`, async t => {
		t.deepEqual(await runProgram(args, {input: '{}'}), {code: 2, stdout: '', stderr: `${stderr}\n`});
	});
}

test('a mistake in a file names file, line and column', async t => {
	const file = path.join(folder, 'box.yaml');
	fs.writeFileSync(file, 'name: box\ntitle: Box\ncpus: many\n');
	const {code, stderr} = await runProgram(['run', '--machine', 'box.yaml'], {cwd: folder});
	t.is(code, 2);
	t.is(stderr, 'box.yaml:3:7: cpus must be a whole number from 1 to 512, found "many"\n');
});

for (const args of [['--help'], ['-h'], ['help'], ['--seed', '5', '--help']]) {
	test(`the help: kstacktop ${args.join(' ')}`, async t => {
		const {code, stdout, stderr} = await runProgram(args);
		t.is(code, 0);
		t.is(stderr, '');
		t.regex(stdout, /^kstacktop: top for kernel stacks.*\n\nUsage\n/u);
	});
}

for (const args of [['help', 'run'], ['run', '--help'], ['run', '-h'], ['--seed', '5', '-h', 'run'], ['run', '--seed', '--help']]) {
	test(`the help of a command: kstacktop ${args.join(' ')}`, async t => {
		const {code, stdout} = await runProgram(args);
		t.is(code, 0);
		t.regex(stdout, /^kstacktop run: run without a board/u);
	});
}

test('the version, plain', async t => {
	const {version} = JSON.parse(fs.readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {version: string};
	t.deepEqual(await runProgram(['--version']), {code: 0, stdout: `${version}\n`, stderr: ''});
});

test('the help loads neither Ink nor React, YAML, zod, meow or the machine', async t => {
	const child = spawn(process.execPath, ['--import', 'data:text/javascript,' + encodeURIComponent([
		'import {register} from "node:module";',
		'register("data:text/javascript," + encodeURIComponent(`export async function resolve(name, context, next) { '
		+ 'const found = await next(name, context); process._rawDebug(found.url); return found; }`));',
	].join('\n')), program, '--help'], {env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe']});
	const chunks: string[] = [];
	child.stderr.setEncoding('utf8');
	child.stderr.on('data', (chunk: string) => {
		chunks.push(chunk);
	});
	await new Promise(resolve => {
		child.once('close', resolve);
	});
	const loaded = chunks.join('').split('\n').filter(url => url.startsWith('file:'));
	// The bundle names its files after the modules they begin with
	t.true(loaded.some(url => /\/help[^/]*\.js$/u.test(url)));
	t.deepEqual(loaded.filter(url => /node_modules|\/(?:machine|board|player|worker|devtools|yaml|dist|text-file)\b[^/]*\.js$/u.test(url)), []);
});

test('flags may stand before the command, and the program may be run from anywhere', async t => {
	const before = await runProgram([...small, 'run', '--format', 'json'], {cwd: folder});
	const after = await runProgram(['run', '--format=json', ...small]);
	t.is(before.code, 0);
	t.is(before.stdout, after.stdout);
});

test('without a command and without a terminal: the report of the same run', async t => {
	const bare = await runProgram(small);
	const run = await runProgram(['run', ...small]);
	t.is(bare.code, 0);
	t.is(bare.stderr, '');
	t.is(bare.stdout, run.stdout);
});

test('a reader that leaves early is no error', async t => {
	const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${program}" run --machine haswell-72 --for 60s --format ndjson --every 10ms | head -c 100; echo "$?"`], {
		env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'],
	});
	const [stdout, stderr]: [string[], string[]] = [[], []];
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		stdout.push(chunk);
	});
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		stderr.push(chunk);
	});
	const code = await new Promise(resolve => {
		child.once('close', resolve);
	});
	t.is(code, 0);
	t.is(stderr.join(''), '');
	t.regex(stdout.join(''), /^\{"schemaVersion":1,/u);
});

(fs.existsSync('/dev/full') ? test : test.skip)('a full disk: one line, exit code 2', async t => {
	const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${program}" info > /dev/full; echo "$?"`], {env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe']});
	const [stdout, stderr]: [string[], string[]] = [[], []];
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		stdout.push(chunk);
	});
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		stderr.push(chunk);
	});
	await new Promise(resolve => {
		child.once('close', resolve);
	});
	t.is(stdout.join(''), '2\n');
	t.is(stderr.join(''), 'kstacktop: standard output cannot be written (ENOSPC)\n');
});

test('a large report is not cut off in a pipe', async t => {
	const {stdout} = await runProgram(['run', '--machine', 'fred-server', '--for', '1ms', '--format', 'json']);
	t.true(stdout.length > 200_000);
	t.is((JSON.parse(stdout) as {cpus: number}).cpus, 512);
});

test('info tells versions, paths and fixtures', async t => {
	const {code, stdout} = await runProgram(['info']);
	t.is(code, 0);
	for (const line of [/^kstacktop +\d+\.\d+\.\d+$/mu, /^schema +1 /mu, /^node +v\d/mu, /^ {2}machines +fred-server genoa-384/mu, /^stdout +no terminal$/mu]) {
		t.regex(stdout, line);
	}
});

test('verify: every published row holds', async t => {
	const {code, stdout} = await runProgram(['verify', '--format', 'json']);
	t.is(code, 0);
	const {rows} = JSON.parse(stdout) as {rows: Array<{box: string; holds: boolean; basis: string}>};
	t.is(rows.length, 24);
	t.true(rows.every(({holds}) => holds));
	t.deepEqual([...new Set(rows.map(({box}) => box))], ['genoa-384', 'skylake-112', 'rome-128', 'rome-256', 'haswell-72', 'vmstat-4632']);
	t.is(rows.filter(({basis}) => basis === 'calibrated').length, 13);
});
