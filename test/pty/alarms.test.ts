import process from 'node:process';
import test from 'ava';
import {program} from '../helpers/program.js';
import {openTerminal, smallBox} from './terminal.js';

test.serial('a board whose alarm has been: a word while it is open, a line and exit code 1 when it is closed', async t => {
	const terminal = openTerminal(t, [process.execPath, program, ...smallBox, '--fail-on', 'faults >= 0'], [120, 36]);
	await terminal.untilShown('✗ ALARM at 100ms');
	terminal.press('q');
	t.deepEqual(await terminal.ended(), {code: 1, signal: 0});
	const left = terminal.screen().join('\n');
	t.regex(left, /^kstacktop: ALARM at 100ms, fred-pf: wanted not faults >= 0, found \d+$/mu);
	t.regex(left, /^kstacktop: 1 alarm, \d+ readings: faults >= 0 in \d+$/mu);
});

test.serial('an alarm that cannot be: refused before the screen is touched', async t => {
	const terminal = openTerminal(t, [process.execPath, program, ...smallBox, '--fail-on', 'name < 3'], [120, 36]);
	t.deepEqual(await terminal.ended(), {code: 2, signal: 0});
	t.false(terminal.isAlternate());
	t.regex(terminal.screen().join('\n'), /^kstacktop: --fail-on: name < 3: < compares numbers, name is "fred-pf"$/mu);
});
