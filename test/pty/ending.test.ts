import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {program} from '../helpers/program.js';
import {openBoardIn, openTerminal, smallBox, type Terminal, quit} from './terminal.js';

const summary = /^kstacktop: haswell-72, 4 CPUs, idle, seed \d+, .* simulated$/mu;

/** The normal screen is back, with a cursor, wrapping and no colours. */
function isRestored(t: ExecutionContext, terminal: Terminal) {
	t.false(terminal.isAlternate());
	const bytes = terminal.written();
	for (const [on, off] of [['?25h', '?25l'], ['?7h', '?7l'], ['?2026l', '?2026h'], ['0m', '31m']] as const) {
		t.true(bytes.lastIndexOf(`\u001B[${on}`) > bytes.lastIndexOf(`\u001B[${off}`), `${on} comes last`);
	}
}

for (const [name, key] of [['q', 'q'], ['Ctrl-C', '\u0003']] as const) {
	test.serial(`${name} quits: exit code 0, the terminal as it was, a summary on it`, async t => {
		const terminal = await openBoardIn(t);
		t.true(terminal.isAlternate());
		terminal.press(key);
		t.deepEqual(await terminal.ended(), {code: 0, signal: 0});
		isRestored(t, terminal);
		const left = terminal.screen().join('\n');
		t.regex(left, summary);
		t.notRegex(left, /LIVE/u);
	});
}

// After a hang-up there is nobody to read a summary
for (const [signal, code, left] of [['SIGTERM', 143, summary], ['SIGINT', 130, summary], ['SIGHUP', 129, /^\s*$/u]] as const) {
	test.serial(`${signal} ends it: exit code ${code}, the terminal as it was`, async t => {
		const terminal = await openBoardIn(t);
		terminal.signal(signal);
		t.deepEqual(await terminal.ended(), {code, signal: 0});
		isRestored(t, terminal);
		t.regex(terminal.screen().join('\n'), left);
	});
}

test.serial('afterwards the terminal takes lines again, with echo', async t => {
	const script = 'stty -a > /dev/tty; "$@"; echo "code $?"; stty -a';
	const terminal = openTerminal(t, ['sh', '-c', script, 'sh', process.execPath, program, ...smallBox], [120, 50]);
	await terminal.untilShown('LIVE');
	await quit(t, terminal);
	const [before, after] = terminal.screen().join('\n').split('code 0\n') as [string, string];
	const settings = (text: string) => /speed[^]*/u.exec(text)![0].trim();
	t.regex(settings(after), /[^-]icanon/u);
	t.is(settings(before.replace(/^kstacktop[^]*/mu, '')), settings(after));
});

test.serial('a board on a small terminal can be quit too', async t => {
	const terminal = openTerminal(t, [process.execPath, program, ...smallBox], [40, 3]);
	await terminal.until(shown => terminal.isAlternate() && shown.trim() !== '', 'a picture');
	await quit(t, terminal);
	isRestored(t, terminal);
});

test.serial('a terminal too small to show anything is refused before the screen is touched', async t => {
	const terminal = openTerminal(t, [process.execPath, program, ...smallBox], [10, 3]);
	t.deepEqual(await terminal.ended(), {code: 2, signal: 0});
	t.false(terminal.isAlternate());
	t.regex(terminal.screen().join('').replaceAll(/\s/gu, ''), /toprun\)/u);
});
