import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, quit, anyBytes} from './terminal.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-settings-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** A folder with a settings file. */
const settings = (name: string, text: string): string => {
	const home = path.join(folder, name);
	fs.mkdirSync(path.join(home, 'kstacktop'), {recursive: true});
	fs.writeFileSync(path.join(home, 'kstacktop', 'config.yaml'), text);
	return home;
};

const board = [process.execPath, program, '--cpus', '8', '--threads', '200'] as const;

test.serial('keys of the settings take the place of those of the table, in the footer and the help too', async t => {
	const home = settings('keys', 'glyphs: ascii\ncolumns: {threads: [pages, tid, comm]}\nkeys:\n  everywhere: {pause: [y], risk: [0]}\n');
	const terminal = openTerminal(t, board, [120, 36], {XDG_CONFIG_HOME: home});
	await terminal.untilShown('y pause');
	await terminal.untilShown(' 0 risk');
	terminal.press(' ');
	terminal.press('y');
	await terminal.untilShown('PAUSED');
	terminal.press('?');
	await terminal.until(shown => /\by +pause, resume/u.test(shown), 'the key in the help');
	terminal.press('3');
	const shown = await terminal.until(screen => /PAGES +TID +COMM/u.test(screen), 'the chosen columns');
	t.regex(shown, /^[ -~\n]*$/u);
	t.false(shown.includes('HIGH'));
	await quit(t, terminal);
});

test.serial('settings that are wrong are told in one line, unless none are to be read', async t => {
	const home = settings('wrong', 'theme: purple\n');
	const refused = openTerminal(t, board, [120, 36], {XDG_CONFIG_HOME: home});
	t.deepEqual(await refused.ended(), {code: 2, signal: 0});
	t.regex(refused.screen().join(''), /config\.yaml:1:8: theme must be one of default/u);
	const terminal = openTerminal(t, [...board, '--no-config'], [120, 36], {XDG_CONFIG_HOME: home});
	await terminal.untilShown('LIVE');
	await quit(t, terminal);
});

test.serial('a command that names another workload begins a new run', async t => {
	const terminal = openTerminal(t, board, [120, 36]);
	await terminal.untilShown('LIVE');
	terminal.press(':workload web\r');
	await terminal.untilShown('▸ a new run: workload web');
	t.true(terminal.isAlternate());
	terminal.press(':theme li\t\r');
	terminal.press(':speed 1/8\r');
	await terminal.untilShown('1/8x');
	terminal.press(':pas\u007F\u007Fauseee\u0002\u001B[D\u001B[3~\u001B[3~\r');
	await terminal.untilShown('PAUSED');
	terminal.press(':\u001B[200~sp\u0007eed\n64\u001B[201~\r');
	await terminal.untilShown('64x');
	await quit(t, terminal);
});

test.serial('the hint about the keys comes once, goes with the next key, and its state may be lost', async t => {
	const state = path.join(folder, 'state');
	const hinted = {XDG_STATE_HOME: state, KSTACKTOP_HINT: ''};
	const first = openTerminal(t, board, [60, 15], hinted);
	await first.untilShown('Keys 1 to 7');
	first.press('2');
	await first.until(shown => shown.includes('[2 cores]') && !shown.includes('Keys 1 to 7'), 'the view without the hint');
	first.press('q');
	await first.ended();
	t.true(fs.readFileSync(path.join(state, 'kstacktop', 'state.json'), 'utf8').includes('hintSeen'));
	const second = openTerminal(t, board, [60, 15], hinted);
	await second.untilShown('LIVE');
	t.false(second.screen().join('\n').includes('Keys 1 to 7'));
	second.press('q');
	await second.ended();
	// A file where the folder should be: nothing can be written there
	fs.writeFileSync(path.join(folder, 'file'), '');
	const third = openTerminal(t, board, [120, 36], {...hinted, XDG_STATE_HOME: path.join(folder, 'file')});
	await third.untilShown('Keys 1 to 7');
	await quit(t, third);
});

test.serial('garbage pasted into a line becomes text, and a line that is too long is cut', async t => {
	const terminal = openTerminal(t, board, [120, 36]);
	await terminal.untilShown('LIVE');
	terminal.press(`:\u001B[200~${anyBytes.repeat(20)}\u001B[201~`);
	await terminal.untilShown('no more than 500 characters');
	terminal.press('\u0001\u000Bpause\r');
	await terminal.untilShown('PAUSED');
	t.true(terminal.isAlternate());
	await quit(t, terminal);
});
