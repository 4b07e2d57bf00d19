import fs from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, smallBox} from './terminal.js';

const bash = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'].find(file => fs.existsSync(file));

// A shell is needed that makes the program a job of its own; without bash there is nobody to return to
(bash === undefined ? test.skip : test.serial)('Ctrl-Z gives the terminal back to the shell, fg draws the board again', async t => {
	const terminal = openTerminal(t, [bash!, '--noprofile', '--norc', '-i'], [100, 30], {PS1: 'ready> ', HISTFILE: ''});
	// What is typed before the shell has set the terminal up anew may get lost
	const atPrompt = async (answer: RegExp) => terminal.until(shown => !terminal.isAlternate() && answer.test(shown) && shown.trimEnd().endsWith('ready>'), String(answer));
	await atPrompt(/^/u);
	terminal.press(`'${process.execPath}' '${program}' ${smallBox.join(' ')}\r`);
	await terminal.until(shown => terminal.isAlternate() && shown.includes('LIVE'), 'the board');
	terminal.press('2');
	await terminal.untilShown('[2 cores]');
	terminal.press('\u001A');
	await atPrompt(/Stopped/u);
	terminal.press('echo $((6 * 7))\r');
	await atPrompt(/^42$/mu);
	terminal.press('fg\r');
	const shown = await terminal.until(screen => terminal.isAlternate() && screen.includes('[2 cores]') && screen.includes('LIVE'), 'the board again');
	t.is(shown.split('\n').length, 30);
	t.false(shown.includes('ready>'));
	terminal.press('\u001A');
	await atPrompt(/Stopped[^]*Stopped/u);
	terminal.press('fg\r');
	await terminal.until(() => terminal.isAlternate(), 'the board a third time');
	terminal.press('q');
	await atPrompt(/simulated/u);
	terminal.press('echo "code $?"\r');
	await atPrompt(/^code 0$/mu);
	terminal.press('exit\r');
	t.deepEqual(await terminal.ended(), {code: 0, signal: 0});
});
