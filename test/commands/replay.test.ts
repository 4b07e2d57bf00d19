import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {childEnvironment, program, runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-replay-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

const small = 'scenario: {machine: haswell-72, cpus: 2, threads: 100, policies: [fred-pf, fixed]}\n';

for (const script of ['smoke', 'pool-empty', 'deep-recursion', 'nmi-storm', 'cpu-online-empty', 'swap-storm', 'web-day']) {
	test(`the script ${script} holds`, async t => {
		const {code, stderr} = await runProgram(['replay', script]);
		t.is(code, 0);
		t.regex(stderr, /^\d+ expectations: all hold$/mu); // Above it, a slow computer tells how far it is
	});
}

test('a failed expectation: place, time, wanted, found; exit code 1', async t => {
	const input = `${small}steps:\n  - at 500ms: [expect stacks > 100, expect stacks == 100]\n  - at 1s: policy fixed\n  - at 1s: expect stackKiB < 10\n`;
	const {code, stdout, stderr} = await runProgram(['replay', '-'], {input});
	t.is(code, 1);
	t.is(stdout, '');
	t.is(stderr, [
		'stdin:3:16: at 500ms, fred-pf in focus: wanted stacks > 100, found 100',
		'stdin:5:12: at 1s, fixed in focus: wanted stackKiB < 10, found 1600',
		'3 expectations: 2 failed',
		'',
	].join('\n'));
});

test('what the machine refuses ends the replay at its step with exit code 2', async t => {
	const {code, stderr} = await runProgram(['replay', '-'], {input: `${small}steps:\n  - at 1s: [cpu 1 offline, cpu 0 offline]\n  - at 2s: expect faults == 0\n`});
	t.is(code, 2);
	t.is(stderr, 'stdin:3:28: refused: CPU 0 is the last one online\n');
});

test('a comparison that makes no sense ends the replay with exit code 2', async t => {
	const {code, stderr} = await runProgram(['replay', '-'], {input: `${small}steps:\n  - at 1s: expect name > 3\n`});
	t.is(code, 2);
	t.is(stderr, 'stdin:3:12: > compares numbers: name is "fred-pf", wanted is 3\n');
});

test('a key moves the focus as it does in the board', async t => {
	const input = `${small}steps:\n  - at 1ms: [key p, expect name == fixed, key p, expect name == fred-pf, key d, expect delivery == fred]\n  - at 2ms: expect timeNs == 2_000_000\n`;
	const {code, stderr} = await runProgram(['replay', '-'], {input});
	t.is(stderr, '4 expectations: all hold\n');
	t.is(code, 0);
});

test('the menu can be used and kept in a snapshot, and its keys are not taken for those of the page below', async t => {
	const input = `${small}steps:
  - at 1ms: [key i, snapshot overview 80x24, key p, expect name == fred-pf, key p, expect name == fixed]
  - at 5ms: [expect memory.failShare == 0.5, key i, policy fred-pf, expect name == fred-pf]
`;
	const {code, stdout, stderr} = await runProgram(['replay', '-'], {input});
	t.is(stderr, '4 expectations: all hold\n');
	t.is(code, 0);
	t.true(stdout.includes('inject: do something to the box'));
});

test('snapshots: labelled blocks of exactly the size asked for, or files', async t => {
	const input = `${small}steps:\n  - at 1s: [snapshot overview 80x24, key 2, snapshot cores 60x15, snapshot cores 60x15]\n`;
	const {code, stdout} = await runProgram(['replay', '-'], {input});
	t.is(code, 0);
	const blocks = stdout.split(/^--- /mu).slice(1).map(block => block.split('\n'));
	t.deepEqual(blocks.map(([label]) => label), ['overview 80x24 at 1s', 'cores 60x15 at 1s', 'cores 60x15 at 1s']);
	t.deepEqual(blocks.map(lines => lines.length - 2), [24, 15, 15]);
	t.regex(blocks[0]![1]!, /haswell-72/u);

	const target = path.join(folder, 'pictures', 'deep');
	const saved = await runProgram(['replay', '-', '--snapshots', target], {input});
	t.is(saved.stdout, '');
	t.deepEqual(fs.readdirSync(target).toSorted(), ['cores-60x15-2.txt', 'cores-60x15.txt', 'overview-80x24.txt']);
	t.is(fs.readFileSync(path.join(target, 'overview-80x24.txt'), 'utf8'), `${blocks[0]!.slice(1, -1).join('\n')}\n`);
});

test('a folder for snapshots that cannot be made', async t => {
	const file = path.join(folder, 'occupied');
	fs.writeFileSync(file, '');
	const {code, stderr} = await runProgram(['replay', '-', '--snapshots', path.join(file, 'x')], {input: `${small}until: 1s`});
	t.is(code, 2);
	t.is(stderr, `${path.join(file, 'x')}: cannot be written (ENOTDIR)\n`);
});

test('an expectation that is repeated: before the steps of its moment, told once, counted each time', async t => {
	const input = [
		`${small}steps:`,
		'  - every 400ms: expect timeNs < 800_000_000',
		'  - at 400ms: [expect stacks == 100, policy fixed]',
		'  - every 1s: expect name == fixed',
		'  - at 1s: policy fred-pf',
		'until: 2s',
		'',
	].join('\n');
	const {code, stderr} = await runProgram(['replay', '-'], {input});
	t.is(code, 1);
	t.is(stderr, [
		'stdin:3:18: at 800ms, fixed in focus: wanted timeNs < 800_000_000, found 800000000',
		'stdin:5:15: at 2s, fred-pf in focus: wanted name == fixed, found "fred-pf"',
		'8 expectations: 5 failed',
		'',
	].join('\n'));
});

test('only expectations can be repeated', async t => {
	const {code, stderr} = await runProgram(['replay', '-'], {input: `${small}steps:\n  - every 1s: key p\nuntil: 2s\n`});
	t.is(code, 2);
	t.is(stderr, 'stdin:3:15: only expectations can be repeated, found "key p"\n');
});

test('inject may stand before a step that does something to the box', async t => {
	const {code, stderr} = await runProgram(
		['replay', '-'],
		{input: `${small}steps:\n  - at 1ms: inject pressure 0.5 for 5ms\n  - at 2ms: expect memory.failShare == 0.5\n  - at 8ms: expect memory.failShare == 0\n`},
	);
	t.is(stderr, '2 expectations: all hold\n');
	t.is(code, 0);
});

test('TAP on standard output, beside the lines for people; snapshots are not among it; an alarm is one of the checks', async t => {
	const input = `${small}steps:\n  - at 500ms: [expect stacks > 100, snapshot overview 80x24]\n  - at 1s: expect stacks == 100\n`;
	const {code, stdout, stderr} = await runProgram(['replay', '-', '--report', 'tap', '--fail-on', 'failures > 0'], {input});
	t.is(code, 1);
	t.is(stdout, [
		'TAP version 14',
		'1..3',
		'not ok 1 - at 500ms: stacks > 100',
		'  ---',
		'  severity: fail',
		'  at:',
		'    file: "stdin"',
		'    line: 3',
		'    column: 16',
		'  time: "500ms"',
		'  policy: "fred-pf"',
		'  wanted: "stacks > 100"',
		'  found: "100"',
		'  ...',
		'ok 2 - at 1s: stacks == 100',
		'ok 3 - never failures > 0',
		'',
	].join('\n'));
	t.is(stderr, 'stdin:3:16: at 500ms, fred-pf in focus: wanted stacks > 100, found 100\nkstacktop: 1 alarm, 10 readings: none\n2 expectations: 1 failed\n');
});

test('a replay that the machine ends: TAP says so', async t => {
	const {code, stdout} = await runProgram(
		['replay', '-', '--report', 'tap'],
		{input: `${small}steps:\n  - at 1ms: expect stacks == 100\n  - at 1s: [cpu 1 offline, cpu 0 offline]\n  - at 2s: expect faults == 0\n`},
	);
	t.is(code, 2);
	t.is(stdout, 'TAP version 14\n1..2\nok 1 - at 1ms: stacks == 100\nBail out! stdin:4:28: refused: CPU 0 is the last one online\n');
});

test('an alarm of a replay: exit code 1', async t => {
	const {code, stderr} = await runProgram(['replay', '-', '--every', '50ms', '--fail-on', 'memory.failShare > 0.4'], {input: `${small}steps:\n  - at 120ms: pressure 50% for 90ms\nuntil: 1s\n`});
	t.is(code, 1);
	t.deepEqual(stderr.split('\n'), [
		'kstacktop: ALARM at 150ms, fred-pf: wanted not memory.failShare > 0.4, found 0.5',
		'kstacktop: 1 alarm, 20 readings: memory.failShare > 0.4 in 2',
		'played to the end; the script expects nothing',
		'',
	]);
});

test('SIGINT ends a replay: JUnit of what was reached, exit code 130', async t => {
	const child = spawn(process.execPath, [program, 'replay', '-', '--report', 'junit'], {env: childEnvironment(), stdio: 'pipe'});
	t.teardown(() => child.kill('SIGKILL'));
	const output = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
		});
	}

	child.stdin.end('scenario: {machine: haswell-72, workload: web}\nsteps:\n  - at 1ms: expect stacks < 0\n  - at 24h: expect faults == 0\n');
	while (!output.stderr.includes('\n')) {
		await once(child.stderr, 'data'); // eslint-disable-line no-await-in-loop -- until the first expectation was told
	}

	child.kill('SIGINT');
	t.deepEqual(await once(child, 'close'), [130, null]);
	t.regex(output.stdout, /<testsuites name="kstacktop replay" tests="3" failures="1" errors="1" skipped="1">/u);
	t.regex(output.stdout, /message="ended by SIGINT before its end at 24h"/u);
	t.true(output.stdout.endsWith('</testsuites>\n'));
});
