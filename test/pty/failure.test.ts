import process from 'node:process';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {openTerminal, type Size, type Terminal} from './terminal.js';

const failingBoard = fileURLToPath(new URL('../helpers/failing-board.js', import.meta.url));
const open = (t: ExecutionContext, what: 'pane' | 'run', size: Size = [120, 36]): Terminal => openTerminal(t, [process.execPath, failingBoard, what], size);

test.serial('a pane that fails says so in its place, the others go on, and who leaves is told how to see it again', async t => {
	const terminal = open(t, 'pane');
	// A frame may arrive in pieces
	for (const piece of ['✗ This pane failed: Error: no history', 'pages per stack', '? help']) {
		await terminal.untilShown(piece); // eslint-disable-line no-await-in-loop -- one after the other
	}

	terminal.press('2');
	await terminal.untilShown('[2 cores]');
	t.false(terminal.screen().join('\n').includes('This pane failed'));
	terminal.press('1');
	await terminal.untilShown('This pane failed');
	terminal.resize([80, 24]);
	await terminal.until(screen => screen.split('\n').length === 24 && screen.includes('q quit') && screen.includes('This pane failed'), 'the pane in a small window');
	terminal.resize([120, 36]);
	await terminal.until(screen => screen.split('\n').length === 36 && screen.includes('q quit'), 'a wide window');
	terminal.press('q');
	t.deepEqual(await terminal.ended(), {code: 1, signal: 0});
	t.false(terminal.isAlternate());
	const left = terminal.screen().join('\n');
	t.regex(left, /^kstacktop: small, 8 CPUs, small, seed 1, 0.2 s simulated$/mu);
	t.regex(left, /^kstacktop: a pane of the overview view failed \(seed 1, left at 0.2 s\): Error: no history$/mu);
	t.regex(left, /^kstacktop: to see it again: kstacktop pane$/mu);
});

test.serial('when the run fails the terminal comes back as it was, with the seed and how to see it again', async t => {
	const terminal = open(t, 'run');
	await terminal.untilShown('? help');
	terminal.press(' ');
	t.deepEqual(await terminal.ended(), {code: 1, signal: 0});
	t.false(terminal.isAlternate());
	const left = terminal.screen().join('\n');
	t.regex(left, /^kstacktop: the board failed \(seed 1, left at 0.2 s\): RangeError: the machine is gone$/mu);
	t.regex(left, /^kstacktop: to see it again: kstacktop run$/mu);
	t.notRegex(left, / at .*\.js:\d/u);
	const bytes = terminal.written();
	t.true(bytes.lastIndexOf('\u001B[?25h') > bytes.lastIndexOf('\u001B[?25l'));
	t.true(bytes.lastIndexOf('\u001B[?2004l') > bytes.lastIndexOf('\u001B[?2004h'));
});
