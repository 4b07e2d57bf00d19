import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {program, runProgram} from '../helpers/program.js';
import {recordedChoice, recordRun, temporaryFolder} from '../helpers/recording.js';
import {openTerminal, smallBox, quit} from './terminal.js';

/** The program in a folder of its own, where its recordings go. */
const inFolder = (folder: string, args: readonly string[]): readonly [string, ...string[]] =>
	['/bin/sh', '-c', 'cd "$1"; shift; exec "$@"', 'sh', folder, process.execPath, program, ...args];

test.serial('R records the run to a file named by time and seed, a second R ends it; it replays', async t => {
	const folder = temporaryFolder();
	const terminal = openTerminal(t, inFolder(folder, smallBox), [120, 36]);
	await terminal.untilShown('LIVE');
	terminal.press('i');
	await terminal.untilShown('machine check');
	terminal.press('\r');
	terminal.press('\u001B');
	await terminal.until(shown => !shown.includes('machine check'), 'the menu to close');
	terminal.press('R');
	await terminal.untilShown('● REC');
	await terminal.untilShown('recording to kstacktop-');
	terminal.press('R');
	await terminal.untilShown('recorded in kstacktop-');
	t.false(terminal.screen()[0]!.includes('● REC'));
	await quit(t, terminal);
	const [name, ...others] = fs.readdirSync(folder);
	t.deepEqual(others, []);
	t.regex(name!, /^kstacktop-\d{8}-\d{9}-seed1\.ndjson$/u);
	t.regex(terminal.screen().join(' '), /recorded in kstacktop-/u);
	const {code, stderr} = await runProgram(['replay', path.join(folder, name!)]);
	t.is(code, 0);
	t.regex(stderr, /^replayed to \d+(?:\.\d+)?s; \d+ digests? agrees?\n$/u);
	t.true(fs.readFileSync(path.join(folder, name!), 'utf8').includes('"action":{"kind":"'));
});

test.serial('--record in the board: from boot on, ended when it is left', async t => {
	const folder = temporaryFolder();
	const terminal = openTerminal(t, inFolder(folder, [...smallBox, '--record', 'mine.ndjson']), [80, 24]);
	await terminal.untilShown('REC');
	await quit(t, terminal);
	const lines = fs.readFileSync(path.join(folder, 'mine.ndjson'), 'utf8').trimEnd().split('\n');
	t.true(lines[1]!.startsWith('{"timeNs":0,"stream":'));
	t.true(lines.at(-1)!.startsWith('{"kind":"end",'));
	t.regex(terminal.screen().join('\n'), /^kstacktop: recorded in mine\.ndjson; kstacktop replay plays it$/mu);
});

test.serial('a recording that cannot be written: refused before the screen is touched', async t => {
	const terminal = openTerminal(t, inFolder(temporaryFolder(), [...smallBox, '--record', 'no/such.ndjson']), [120, 36]);
	t.deepEqual(await terminal.ended(), {code: 2, signal: 0});
	t.false(terminal.isAlternate());
	t.regex(terminal.screen().join('\n'), /^kstacktop: no\/such\.ndjson: the recording cannot be written: no such folder$/mu);
});

const recorded = recordRun(recordedChoice, [
	{kind: 'advance', timeNs: 700_000_000},
	{kind: 'action', action: {kind: 'delivery', delivery: 'idt'}},
	{kind: 'advance', timeNs: 2_500_000_000},
]);

test.serial('a recording in the board: replayed to its end, with all that was done', async t => {
	const folder = temporaryFolder();
	fs.writeFileSync(path.join(folder, 'run.ndjson'), recorded);
	const terminal = openTerminal(t, inFolder(folder, ['replay', 'run.ndjson', '--speed', '4']), [120, 36]);
	await terminal.untilShown('REPLAY');
	await terminal.untilShown('ENDED');
	t.true(terminal.screen()[0]!.includes('2 CPUs, IDT'));
	await terminal.untilShown('✓ 4 digests');
	await quit(t, terminal);
	t.regex(terminal.screen().join('\n'), /^replayed to 2\.5s; 4 digests agree$/mu);
});

test.serial('a replay that is left before its end says so', async t => {
	const folder = temporaryFolder();
	fs.writeFileSync(path.join(folder, 'run.ndjson'), recorded);
	const terminal = openTerminal(t, inFolder(folder, ['replay', 'run.ndjson', '--speed', '0.01']), [180, 40]);
	await terminal.untilShown('✓ 1 digest ');
	await quit(t, terminal);
	t.regex(terminal.screen().join('\n'), /^replayed to 0s; 1 digest agrees; left before its end$/mu);
});

test.serial('a recording in the board that is not what runs now: it stops there, and the exit code is 1', async t => {
	const folder = temporaryFolder();
	fs.writeFileSync(path.join(folder, 'run.ndjson'), recorded.replace(/(?<="timeNs":1000000000,"stream":")\w+/u, '0123456789abcdef'));
	const terminal = openTerminal(t, inFolder(folder, ['replay', 'run.ndjson']), [120, 36]);
	await terminal.untilShown('PAUSED');
	await terminal.untilShown('✗ DIFFERS');
	await terminal.untilShown('✗ run.ndjson:4: at 1s the stream of events is not as recorded');
	terminal.press('q');
	t.deepEqual(await terminal.ended(), {code: 1, signal: 0});
	t.regex(terminal.screen().join(' '), /run\.ndjson:4: at 1s the stream of events is not as recorded/u);
});
