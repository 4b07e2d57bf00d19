import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, smallBox} from './terminal.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-redirection-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** What the terminal of a shell shows in the end; in the command `k` is the program on a small box. */
async function shell(t: Parameters<typeof openTerminal>[0], command: string): Promise<{screen: string; wasAlternate: boolean}> {
	const quoted = [process.execPath, program].map(file => `'${file}'`).join(' ');
	const terminal = openTerminal(t, ['sh', '-c', `cd '${folder}'; k() { ${quoted} "$@" ${smallBox.join(' ')} --for 50ms; }; ${command}`], [120, 50]);
	await terminal.ended();
	return {screen: terminal.screen().join('\n').trimEnd(), wasAlternate: terminal.written().includes('\u001B[?1049h')};
}

test.serial('| head -1: one line, and no complaint about the closed pipe', async t => {
	const {screen, wasAlternate} = await shell(t, 'k | head -1');
	t.false(wasAlternate);
	t.regex(screen, /^kstacktop .*$/u);
	t.is(screen.split('\n').length, 1);
});

test.serial('run in a terminal whose reader goes away at once', async t => {
	const {screen} = await shell(t, 'k run --format json | true; echo end');
	t.is(screen, 'end');
});

test.serial('> file: the report is in the file, nothing on the terminal', async t => {
	const {screen} = await shell(t, 'k > report; echo "code $?"');
	t.is(screen, 'code 0');
	const report = fs.readFileSync(path.join(folder, 'report'), 'utf8');
	t.regex(report, /^kstacktop /u);
	t.false(report.includes('\u001B'));
});

test.serial('an explicit board without a terminal is refused with exit code 2', async t => {
	for (const command of ['k board > board', 'k board < /dev/null']) {
		const {screen, wasAlternate} = await shell(t, `${command}; echo "code $?"`); // eslint-disable-line no-await-in-loop -- one terminal at a time
		t.false(wasAlternate);
		t.regex(screen, /^kstacktop: the board needs a terminal.*\ncode 2$/u);
	}

	t.is(fs.readFileSync(path.join(folder, 'board'), 'utf8'), '');
});
