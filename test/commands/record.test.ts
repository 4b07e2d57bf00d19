import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {childEnvironment, program, runProgram} from '../helpers/program.js';
import {recordedChoice, recordRun, temporaryFolder} from '../helpers/recording.js';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder, name);
const {machine, workload, cpus, threads, policies, seed} = recordedChoice;
const box = ['--machine', machine, '--workload', workload, '--cpus', `${cpus}`, '--threads', `${threads}`, '--policy', policies.join(','), '--seed', `${seed}`];
const recorded = recordRun(recordedChoice, [
	{kind: 'advance', timeNs: 400_000_000},
	{kind: 'action', action: {kind: 'fork-storm', times: 30, forNs: 100_000_000}},
	{kind: 'advance', timeNs: 1_500_000_000},
]);
const write = (name: string, text: string): string => {
	fs.writeFileSync(at(name), text);
	return at(name);
};

test('run --record writes what a replay checks; the same run writes the same bytes', async t => {
	const [first, second] = [at('first.ndjson'), write('second.ndjson', 'what was there before\n'.repeat(100))];
	const ended = await Promise.all([first, second].map(async file => runProgram(['run', ...box, '--for', '1500ms', '--record', file])));
	for (const {code, stderr, stdout} of ended) {
		t.is(stderr, '');
		t.is(code, 0);
		t.regex(stdout, /^kstacktop .*haswell-72/u);
	}

	t.is(fs.readFileSync(first, 'utf8'), fs.readFileSync(second, 'utf8'));
	const replayed = await runProgram(['replay', first]);
	t.deepEqual(replayed, {code: 0, stdout: '', stderr: 'replayed to 1.5s; 2 digests agree\n'});
});

test('from a file or through a pipe, cut off or whole, with alarms', async t => {
	const piped = await runProgram(['replay', '-'], {input: recorded});
	t.deepEqual(piped, {code: 0, stdout: '', stderr: 'replayed to 1.5s; 3 digests agree\n'});
	const cut = await runProgram(['replay', '-', '--headless'], {input: recorded.slice(0, -30)});
	t.deepEqual(cut, {code: 0, stdout: '', stderr: 'replayed to 1s; 2 digests agree; the recording was cut off in the middle of a line: this is its last whole line\n'});
	const alarmed = await runProgram(['replay', write('alarm.ndjson', recorded), '--fail-on', 'timeNs > 1000000000', '--every', '250ms']);
	t.is(alarmed.code, 1);
	t.regex(alarmed.stderr, /^kstacktop: ALARM at 1250ms, .*\n(?:.*\n)?replayed to 1\.5s; 3 digests agree\n/mu);
});

test('Ctrl-C ends a recording whole: it replays to there', async t => {
	const file = at('interrupted.ndjson');
	const child = spawn(process.execPath, [program, 'run', ...box, '--for', '100h', '--record', file], {env: childEnvironment(), stdio: 'ignore'});
	t.teardown(() => child.kill('SIGKILL'));
	const ended = once(child, 'close');
	while (!(fs.existsSync(file) && fs.readFileSync(file, 'utf8').split('\n').length > 4)) {
		await sleep(20); // eslint-disable-line no-await-in-loop -- until some digests are there
	}

	child.kill('SIGINT');
	t.deepEqual(await ended, [130, null]);
	t.regex(fs.readFileSync(file, 'utf8'), /\n\{"kind":"end","timeNs":\d+,"stream":"\w{16}",[^\n]+\}\n$/u);
	const {code, stderr} = await runProgram(['replay', file]);
	t.is(code, 0);
	t.regex(stderr, /^replayed to [\d.]+s; \d+ digests agree\n$/u);
});

const hash = '0123456789abcdef';
const edited = recorded.split('\n').map(line => line.startsWith('{"timeNs":1000000000') ? line.replace(/(?<="stream":")\w+/u, hash) : line).join('\n');

test('an edited digest: exit code 1, its time, and how far all was well', async t => {
	const {code, stderr} = await runProgram(['replay', write('edited.ndjson', edited)], {cwd: folder});
	t.is(code, 1);
	t.regex(stderr, new RegExp(String.raw`^kstacktop: \S*edited\.ndjson:4: at 1s the stream of events is not as recorded: digest ${hash} then \(kstacktop 1\.2\.3\), \w{16} now\n`
		+ String.raw`replayed to 1s; 1 digest agrees before the first that does not\n$`, 'u'));
});

const refusals: ReadonlyArray<readonly [what: string, file: () => string, message: RegExp, flags?: readonly string[]]> = [
	['another version', () => write('newer.ndjson', recorded.replace('"schemaVersion":1', '"schemaVersion":9')), /newer\.ndjson:1:1: is a recording of schema version 9; this kstacktop reads 1/u],
	['another tool', () => write('term.cast', '{"version": 2, "width": 80}\n[0.1, "o", "x"]\n'), /term\.cast:1:1: is not a recording of kstacktop/u],
	['nothing', () => write('empty.ndjson', ''), /empty\.ndjson: is empty/u],
	['binary', () => write('binary.ndjson', '\0\u0001\u0002\n'), /binary\.ndjson:1:1: is a binary file, not text/u],
	['garbage of another name', () => write('garbage.bin', 'garbage\n'.repeat(3_000_000)), /garbage\.bin: is larger than 16 MiB/u],
	['no such file', () => at('none.ndjson'), /none\.ndjson: no such file/u],
	['a folder', () => folder, /is a directory, not a file/u],
	[
		'an action that the box refuses',
		() => write('cpu.ndjson', recorded.replace(/"action":\{[^}]+\}/u, '"action":{"cpu":77,"kind":"cpu-offline"}')),
		/cpu\.ndjson:3: the box refuses what was done to it at 0\.4s: no CPU 77 among 2/u,
	],
	['snapshots', () => write('flags.ndjson', recorded), /--snapshots is for scripts, and this is a recording/u, ['--snapshots', 'x']],
];

for (const [what, file, message, flags = []] of refusals) {
	test(`a replay refuses in one line: ${what}`, async t => {
		const {code, stdout, stderr} = await runProgram(['replay', file(), '--headless', ...flags]);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, message);
		t.is(stderr.trimEnd().split('\n').length, 1);
	});
}

for (const [file, reason] of [
	[folder, 'it is a directory'],
	[at('no/such/folder.ndjson'), 'no such folder'],
	...process.platform === 'linux' ? [['/dev/full', 'the disk is full']] as const : [],
] as const) {
	test(`a recording that cannot be written: ${reason}`, async t => {
		const {code, stdout, stderr} = await runProgram(['run', ...box, '--for', '100ms', '--record', file], {cwd: folder});
		t.is(code, 2);
		t.is(stdout, '');
		t.true(stderr.endsWith(`: the recording cannot be written: ${reason}\n`), stderr);
		t.is(stderr.trimEnd().split('\n').length, 1);
	});
}
