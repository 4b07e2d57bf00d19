import test from 'ava';
import {openBoardIn, quit} from './terminal.js';

/** A click, its end, the wheel up and down and a drag, as terminals send them that were never asked to, in the four ways there are. */
const reports = [
	'\u001B[<0;10;5M',
	'\u001B[<0;10;5m',
	'\u001B[<64;10;5M',
	'\u001B[<65;10;5M',
	'\u001B[<32;11;6M',
	'\u001B[32;10;5M',
	'\u001B[96;10;5M',
	'\u001B[M !!',
	'\u001B[M`qq',
	'\u001B[Maq?',
];

test.serial('clicks and the wheel, though nobody asked for them, do nothing in any view', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	for (const [key, title] of [['2', 'cores'], ['3', 'threads'], ['4', 'levels'], ['5', 'memory'], ['6', 'compare'], ['7', 'risk'], ['1', 'overview']] as const) {
		/* eslint-disable no-await-in-loop -- one view after the other */
		terminal.press(key);
		await terminal.untilShown(`[${key} ${title}]`);
		for (const report of reports) {
			terminal.press(report);
		}

		// The help opens and closes when all of it has been read
		terminal.press('?');
		await terminal.untilShown(`Keys of the ${title} view`);
		terminal.press('\u001B');
		const shown = await terminal.until(screen => !screen.includes('Keys of the'), 'no help');
		/* eslint-enable no-await-in-loop */
		t.true(shown.includes(`[${key} ${title}]`) && shown.includes('PAUSED'));
		t.notRegex(shown, /nothing lists all threads|\[6[45];|;10;5/u);
	}

	await quit(t, terminal);
});

test.serial('the mouse types nothing into an open line', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	for (const [view, open, typed] of [['3', '/', 'tid > 1'], ['1', ':', 'theme li'], ['1', 'b', '1s']] as const) {
		/* eslint-disable no-await-in-loop -- one line after the other */
		terminal.press(view);
		await terminal.untilShown(`[${view} `);
		terminal.press(open);
		const [half, rest] = [typed.slice(0, 1), typed.slice(1)];
		terminal.press(half);
		for (const report of reports) {
			terminal.press(report);
		}

		terminal.press(rest);
		await terminal.until(shown => shown.split('\n').some(line => new RegExp(String.raw`(?:^|│ ?)${open} ?${typed}(?:$| {2})`, 'u').test(line)), `${open}${typed}`);
		terminal.press('\u001B');
		await terminal.until(shown => shown.includes('? help'), 'the footer');
		/* eslint-enable no-await-in-loop */
	}

	await quit(t, terminal);
});
