import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-replay-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

const small = 'scenario: {machine: haswell-72, cpus: 2, threads: 100, policies: [fred-pf, fixed]}\n';

for (const script of ['smoke', 'pool-empty', 'deep-recursion', 'nmi-storm', 'cpu-online-empty', 'swap-storm']) {
	test(`the script ${script} holds`, async t => {
		const {code, stderr} = await runProgram(['replay', script]);
		t.is(code, 0);
		t.regex(stderr, /^\d+ expectations: all hold\n$/u);
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
