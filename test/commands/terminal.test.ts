import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {spawn as spawnInTerminal} from '@lydell/node-pty';
import test from 'ava';
import {childEnvironment, program} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-terminal-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** Runs the program in a terminal; presses `q` when the screen has shown `cue`. Gives what came after the board was left. */
const inTerminal = async (args: readonly string[], cue: string): Promise<{code: number; screen: string; afterwards: string}> => {
	const child = spawnInTerminal(process.execPath, [program, ...args], {
		cols: 80, rows: 24, env: childEnvironment({TERM: 'xterm-256color', LANG: 'C.UTF-8'}),
	});
	let screen = '';
	let pressed = false;
	child.onData(data => {
		screen += data;
		if (!pressed && screen.includes(cue)) {
			pressed = true;
			child.write('q');
		}
	});
	return new Promise(resolve => {
		child.onExit(({exitCode}) => {
			resolve({code: exitCode, screen, afterwards: screen.slice(screen.lastIndexOf('\u001B[?1049l')).replaceAll('\r\n', '\n')});
		});
	});
};

const small = ['--machine', 'haswell-72', '--cpus', '2', '--threads', '100'];

for (const args of [small, ['board', ...small]]) {
	test(`the board opens in the alternate screen, q leaves it with exit code 0: ${args[0]!}`, async t => {
		const {code, screen, afterwards} = await inTerminal(args, 'LIVE');
		t.is(code, 0);
		t.true(screen.includes('\u001B[?1049h'));
		t.regex(afterwards, /haswell-72/u);
	});
}

test('a terminal with --format: the report, not the board', async t => {
	const {code, screen} = await inTerminal([...small, '--for', '10ms', '--format', 'text'], 'no cue');
	t.is(code, 0);
	t.false(screen.includes('\u001B[?1049h'));
	t.regex(screen, /^kstacktop \d/u);
});

test('a script plays in the board; what fails is told after it', async t => {
	const script = path.join(folder, 'x.yaml');
	fs.writeFileSync(script, [
		'scenario: {machine: haswell-72, cpus: 2, threads: 100, policies: [fred-pf, fixed]}',
		'steps:',
		'  - at 100ms: policy fixed',
		'  - at 200ms: [expect name == fixed, expect stacks == 99]',
		'until: 300ms',
	].join('\n'));
	const {code, screen, afterwards} = await inTerminal(['replay', script], 'ENDED');
	t.is(code, 1);
	t.regex(screen, /REPLAY/u);
	t.true(afterwards.includes(`${script}:4:38: at 200ms, fixed in focus: wanted stacks == 99, found 100\n2 expectations: 1 failed\n`));
});

test('a step that the box refuses does not stop a script in the board: it is told after it, with exit code 2', async t => {
	const script = path.join(folder, 'refused.yaml');
	fs.writeFileSync(script, [
		'scenario: {machine: haswell-72, cpus: 2, threads: 100, policies: [fred-pf, fixed]}',
		'steps:',
		'  - at 100ms: [cpu 1 offline, cpu 0 offline]',
		'  - at 200ms: expect stacks == 100',
		'until: 300ms',
	].join('\n'));
	const {code, screen, afterwards} = await inTerminal(['replay', script], 'ENDED');
	t.is(code, 2);
	t.regex(screen, /refused: CPU 0 is the last one/u);
	t.true(afterwards.includes(`${script}:3:31: refused: CPU 0 is the last one online\n1 expectation: all hold\n`));
});
