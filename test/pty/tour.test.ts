import process from 'node:process';
import test from 'ava';
import {program, runProgram} from '../helpers/program.js';
import {openTerminal, quit} from './terminal.js';

test.serial('the tour waits at each caption, and its end leaves the board to the user', async t => {
	const terminal = openTerminal(t, [process.execPath, program, 'tour'], [120, 36]);
	for (let number = 1; number <= 7; number++) {
		await terminal.untilShown(` ${number} of 7 `); // eslint-disable-line no-await-in-loop -- one caption after the other
		await terminal.untilShown('Enter go on'); // eslint-disable-line no-await-in-loop -- as above
		terminal.press('\r');
	}

	await terminal.until(shown => !shown.includes('7 of 7'), 'no caption');
	await quit(t, terminal);
});

test.serial('who steps or pauses under a caption that waits goes on from there, and misses nothing', async t => {
	const {stdout} = await runProgram(['tour']);
	const [grown] = /\d+(?= of them so far)/u.exec(stdout)!;
	const [failed] = /\d+(?= faults found nothing)/u.exec(stdout)!;
	const terminal = openTerminal(t, [process.execPath, program, 'tour'], [120, 36]);
	await terminal.untilShown(' 1 of 7 ');
	terminal.press('....');
	await terminal.untilShown(' STEP ');
	terminal.press('\r');
	await terminal.untilShown(`${grown} of them so far`);
	for (const number of [3, 4]) {
		terminal.press('\r');
		await terminal.untilShown(` ${number} of 7 `); // eslint-disable-line no-await-in-loop -- one caption after the other
	}

	terminal.press(' ');
	await terminal.untilShown(' PAUSED ');
	terminal.press('\r');
	await terminal.untilShown(`${failed} faults`);
	await quit(t, terminal);
});

test('without a terminal the tour is its captions, with the figures of the run', async t => {
	const {code, stdout} = await runProgram(['tour']);
	t.is(code, 0);
	const lines = stdout.trimEnd().split('\n');
	t.is(lines.length, 7);
	t.regex(lines[0]!, /^1ms: A box with 72 CPUs has just booted\. Its \d+ kernel stacks would take \d+ KiB/u);
	t.regex(lines[4]!, /^20s: .* \d{3,} faults found nothing/u);
	t.notRegex(stdout, /[{}]/u);
});
