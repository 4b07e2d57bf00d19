import test from 'ava';
import {openBoardIn, quit, anyBytes} from './terminal.js';

test.serial('a query, groups, what is picked out and followed, and a thread close up', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	terminal.press('3');
	await terminal.untilShown('1 of 200');
	terminal.press('/');
	await terminal.untilShown('nothing lists all threads');
	terminal.press('hi\t> 9000000');
	await terminal.untilShown('/high > 9000000');
	terminal.press('\r');
	await terminal.untilShown('No thread meets the query');
	terminal.press('\u001B');
	await terminal.until(shown => /▸ +\d+ /u.test(shown), 'the rows');
	terminal.press('v');
	await terminal.untilShown('* 1 picked');
	await terminal.until(shown => /▸[* ] +\d+ /u.test(shown), 'the next row');
	terminal.press('f');
	await terminal.untilShown('f follows');
	terminal.press('A');
	await terminal.untilShown('by age');
	await terminal.until(shown => /▸[* ] +\d+ /u.test(shown), 'the rows again');
	terminal.press('jt');
	await terminal.untilShown('groups by class');
	await terminal.until(shown => /▸ +\d+x {2}[+] /u.test(shown), 'groups');
	terminal.press('\r');
	await terminal.until(shown => /▸ +\d+x {2}- /u.test(shown), 'an open group');
	terminal.press('j\r');
	await terminal.untilShown('stack, to scale');
	terminal.press('.');
	await terminal.untilShown('STEP');
	terminal.press('\u001B');
	await terminal.untilShown('[3 threads]');
	await quit(t, terminal);
});

test.serial('garbage pasted into a query stays there, and sizes may change while it is typed', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	terminal.press('3');
	await terminal.untilShown('1 of 200');
	terminal.press('/');
	await terminal.untilShown('nothing lists all threads');
	terminal.press(`\u001B[200~pages >= ${anyBytes}\n漢字 😀 e\u0301 ${'('.repeat(300)}\u001B[201~`);
	await terminal.untilShown('((((');
	terminal.press('\r');
	await terminal.untilShown('▼');
	for (let count = 0; count < 60; count++) {
		terminal.resize([20 + (count * 37) % 180, 3 + (count * 13) % 57]);
	}

	terminal.resize([100, 30]);
	terminal.press('\u0005\u0015tid > 0\r');
	await terminal.untilShown('/ tid > 0  200 of 200');
	await quit(t, terminal);
});
