import process from 'node:process';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, smallBox, type Size, quit} from './terminal.js';

const wide: Size = [100, 50];
const lines = (...flags: readonly string[]) => [process.execPath, program, ...smallBox, ...flags] as const;

/** What moves the cursor up or back, clears, colours, or changes a mode of the terminal. */
const control = /[\u001B\u0007]/u; // eslint-disable-line no-control-regex -- that is what must not be there

test.serial('lines in place of the board: keys are answered, nothing but text is written', async t => {
	const terminal = openTerminal(t, lines('--screen-reader'), wide);
	await terminal.untilShown('Keys 1 to 7 read its pages');
	terminal.press('2');
	await terminal.untilShown('CPUs online: 4 of 4');
	terminal.press('\u001B[B');
	await terminal.untilShown('CPU 1: row 2 of 4');
	terminal.press('\r');
	await terminal.untilShown('Core close up.');
	terminal.press(' ');
	await terminal.untilShown('Paused at');
	terminal.press('3/cpu = 1\r');
	await terminal.untilShown('Query: cpu = 1');
	terminal.press('S');
	await terminal.untilShown('no picture in the screen-reader mode');
	t.false(terminal.isAlternate());
	await quit(t, terminal);
	t.notRegex(terminal.written(), control);
});

test.serial('the environment asks for it, and what changes is told by itself', async t => {
	const terminal = openTerminal(t, lines(), wide, {KSTACKTOP_SCREEN_READER: 'on', KSTACKTOP_SCREEN_READER_SECONDS: '1'});
	await terminal.until(shown => /Live at [1-9]/u.test(shown), 'news');
	terminal.signal('SIGTERM');
	t.deepEqual(await terminal.ended(), {code: 143, signal: 0});
	t.notRegex(terminal.written(), control);
});

test.serial('what programs made with Ink look at is looked at, and a setting of our own goes before it', async t => {
	const reader = openTerminal(t, lines(), wide, {INK_SCREEN_READER: 'true'});
	await reader.untilShown('Overview.');
	await quit(t, reader);
	const board = openTerminal(t, lines(), wide, {INK_SCREEN_READER: 'true', KSTACKTOP_SCREEN_READER: 'off'});
	await board.untilShown('● LIVE');
	t.true(board.isAlternate());
	await quit(t, board);
});

test.serial('the tour is read caption by caption', async t => {
	const terminal = openTerminal(t, [process.execPath, program, 'tour', '--screen-reader'], wide);
	for (let number = 1; number <= 7; number++) {
		await terminal.untilShown(`${number} of 7: `); // eslint-disable-line no-await-in-loop -- one caption after the other
		terminal.press('\r');
	}

	await quit(t, terminal);
	t.notRegex(terminal.written(), control);
});
