import {Buffer} from 'node:buffer';
import test from 'ava';
import fc from 'fast-check';
import {InputError} from '../../source/files/input-error.js';
import {lookAt} from '../../source/recordings/open.js';
import {readRecording} from '../../source/recordings/read.js';
import {scenarioOf} from '../../source/recordings/replay-scenario.js';
import {piecesOf, readText, recordedChoice, recordRun, replayText} from '../helpers/recording.js';

const text = recordRun(recordedChoice, [
	{kind: 'advance', timeNs: 250_000_000},
	{kind: 'action', action: {kind: 'fork-storm', times: 30, forNs: 100_000_000}},
	{kind: 'action', action: {kind: 'cpu-offline', cpu: 1}},
	{kind: 'advance', timeNs: 1_250_000_000},
	{kind: 'action', action: {kind: 'cpu-online', cpu: 1}},
	{kind: 'advance', timeNs: 2_000_000_000},
]);
const lines = text.trimEnd().split('\n');
const [header, boot, storm, offline, , online, , end] = lines as [string, string, string, string, string, string, string, string];
const hash = '0123456789abcdef';

const messageOf = async (read: Promise<unknown>): Promise<string> => {
	try {
		await read;
	} catch (error) {
		if (error instanceof InputError) {
			return error.toLine();
		}

		throw error;
	}

	return 'nothing is wrong';
};

test('what was written is read, whatever the pieces it comes in', async t => {
	const whole = await readText(text);
	t.deepEqual(whole.happenings.map(({kind, timeNs, line}) => [line, kind, timeNs]), [
		[2, 'digest', 0],
		[3, 'action', 250_000_000],
		[4, 'action', 250_000_000],
		[5, 'digest', 1_000_000_000],
		[6, 'action', 1_250_000_000],
		[7, 'digest', 2_000_000_000],
		[8, 'digest', 2_000_000_000],
	]);
	t.like(whole, {endNs: 2_000_000_000, cutOff: undefined});
	t.like(whole.header, {schemaVersion: 1, toolVersion: '1.2.3'});
	for (const size of [1, 7, 100]) {
		t.deepEqual(await readRecording(piecesOf(text, size), 'run.ndjson'), whole); // eslint-disable-line no-await-in-loop
	}

	t.deepEqual(await readText(text.replaceAll('\n', '\r\n')), whole, 'line ends of Windows');
});

test('cut off at any byte, it is read to its last whole line', async t => {
	const bytes = Buffer.from(text);
	const whole = await readText(text);
	for (let length = 0; length < bytes.length; length++) {
		const cut = bytes.subarray(0, length);
		const kept = cut.toString('latin1').split('\n').length - 1;
		/* eslint-disable no-await-in-loop */
		if (kept === 0) {
			t.is(await messageOf(readText(cut)), length === 0 ? 'run.ndjson: is empty' : 'run.ndjson:1: is cut off in its first line: nothing of the recording is left');
		} else {
			const {happenings, endNs, cutOff} = await readText(cut);
			t.deepEqual(happenings, whole.happenings.slice(0, kept - 1));
			t.is(endNs, happenings.at(-1)?.timeNs ?? 0);
			t.is(cutOff, cut.at(-1) === 10 ? 'after a whole line' : 'in the middle of a line');
		}
		/* eslint-enable no-await-in-loop */
	}
});

for (const kept of [1, 3, 5, 7]) {
	test(`cut off after line ${kept}, it replays as far as it goes`, async t => {
		const cut = `${lines.slice(0, kept).join('\n')}\n${lines[kept]!.slice(0, 20)}`;
		const {happenings, endNs} = await readText(cut);
		t.like(await replayText(cut), {agreed: happenings.filter(({kind}) => kind === 'digest').length, reachedNs: endNs, whole: true, difference: undefined});
	});
}

const replaced = (line: string, by: string): string => lines.map(one => one === line ? by : one).join('\n');

const mistakes: ReadonlyArray<readonly [what: string, text: string, message: RegExp]> = [
	['nothing', '', /^run\.ndjson: is empty$/u],
	['only an empty line', '\n', /^run\.ndjson:1:1: is an empty line$/u],
	['a list', '[]\n', /^run\.ndjson:1:1: is not a recording of kstacktop: its first line must begin with \{"kind":"kstacktop recording"$/u],
	['another tool\'s file', '{"version":2,"width":80}\n[0.1,"o","x"]\n', /^run\.ndjson:1:1: is not a recording of kstacktop/u],
	['no header', lines.slice(1).join('\n'), /^run\.ndjson:1:1: is not a recording of kstacktop/u],
	[
		'a newer version',
		text.replace('"schemaVersion":1', '"schemaVersion":2'),
		/^run\.ndjson:1:1: is a recording of schema version 2; this kstacktop reads 1 \(use the kstacktop that made it, "1\.2\.3"\)$/u,
	],
	['no version', text.replace('"schemaVersion":1,', ''), /^run\.ndjson:1:1: schemaVersion is missing: it must be 1$/u],
	['no scenario', `${header.slice(0, header.indexOf(',"scenario"'))}}\n`, /^run\.ndjson:1:1: scenario is missing/u],
	['a seed that is none', text.replace('"seed":7', '"seed":-7'), /^run\.ndjson:1:\d+: seed must be a whole number from 0 to 4294967295, found -7$/u],
	['binary', '{\0', /^run\.ndjson:1:1: is a binary file, not text$/u],
	['a broken line', replaced(storm, storm.slice(0, -3)), /^run\.ndjson:3:\d+: is not valid JSON: /u],
	['an empty line', replaced(storm, ''), /^run\.ndjson:3:1: is an empty line$/u],
	['an unknown kind of line', replaced(storm, '{"timeNs":5,"kind":"pause"}'), /^run\.ndjson:3:1: is no line of a recording: it must be an action, a digest, a rewind or the end$/u],
	['a number', replaced(storm, '5'), /^run\.ndjson:3:1: is no line of a recording/u],
	['an unknown action', replaced(storm, storm.replace('fork-storm', 'fork-strom')), /^run\.ndjson:3:\d+: kind must be one of delivery, pressure, .*, found "fork-strom"$/u],
	['an action without its figure', replaced(storm, storm.replace(/,"times":30/u, '')), /^run\.ndjson:3:\d+: times is missing: it must be a number from 1 to 1000$/u],
	['an action with a figure too many', replaced(storm, storm.replace('"times"', '"time":1,"times"')), /^run\.ndjson:3:\d+: unknown key "time" \(did you mean times\? known: kind, times, forNs\)$/u],
	['a figure that is too large', replaced(storm, storm.replace('30', '3000')), /^run\.ndjson:3:\d+: times must be a number from 1 to 1000, found 3000$/u],
	['a CPU that no box has', replaced(offline, offline.replace('"cpu":1', '"cpu":512')), /^run\.ndjson:4:\d+: cpu must be a whole number from 0 to 511, found 512$/u],
	['time that goes back', replaced(online, online.replace('1250000000', '999999999')), /^run\.ndjson:6:11: time goes back from 1000000000 ns to 999999999 ns$/u],
	['time before boot', replaced(storm, storm.replace('250000000', '-1')), /^run\.ndjson:3:11: timeNs must be a whole number (?:of at least 0|from 0).*, found -1$/u],
	['half a nanosecond', replaced(storm, storm.replace('250000000', '2.5')), /^run\.ndjson:3:11: timeNs must be .*, found 2\.5$/u],
	['a rewind into the future', replaced(online, '{"timeNs":1000000001,"kind":"rewind"}'), /^run\.ndjson:6:11: a rewind goes back, and 1000000001 ns is after 1000000000 ns$/u],
	['a digest that is none', replaced(boot, boot.replace(/"stream":"\w+"/u, '"stream":"none"')), /^run\.ndjson:2:\d+: stream must be 16 hex digits, found "none"$/u],
	['digests of other policies', replaced(boot, boot.replace('"fixed"', '"fixt"')), /^run\.ndjson:2:1: digests must be of the stream and of fred-pf, fixed$/u],
	['digests of the stream alone', replaced(end, `{"kind":"end","timeNs":2000000000,"stream":"${hash}"}`), /^run\.ndjson:8:1: digests must be of the stream and of fred-pf, fixed$/u],
	['something after the end', `${text}${storm}\n`, /^run\.ndjson:9:1: something follows the end of the recording$/u],
	['two recordings in one file', `${lines.slice(0, -1).join('\n')}\n${text}`, /^run\.ndjson:8:1: a second recording begins here: a file holds one$/u],
	['a long line', replaced(storm, 'x'.repeat(20_000)), /^run\.ndjson:3:16385: a line of more than 16 KiB: this is no line of a recording$/u],
	['a long first line', 'x'.repeat(1_100_000), /^run\.ndjson:1:1048577: a line of more than 1024 KiB: this is no line of a recording$/u],
];

for (const [what, mistaken, message] of mistakes) {
	test(`refused in one line: ${what}`, async t => {
		t.regex(await messageOf(readText(mistaken === '' ? '' : `${mistaken.trimEnd()}\n`)), message);
	});
}

test('bytes that are no text', async t => {
	t.is(await messageOf(readText(Buffer.from([0xFF, 0xFE, 10]))), 'run.ndjson:1:1: is not UTF-8 text');
});

const scenarioProblem = async (change: (header: string) => string): Promise<string> => {
	const recording = await readText(`${change(header)}\n`);
	return messageOf((async () => scenarioOf(recording.header, 'run.ndjson'))());
};

test('a fixture that is not what it was, or that there is none of: refused, with both hashes', async t => {
	const machine = /"threads":150,"contentHash":"(?<found>\w+)"/u.exec(header)!.groups!.found!;
	t.is(
		await scenarioProblem(line => line.replace(machine, hash)),
		`run.ndjson:1: the machine haswell-72 that comes with this version is not the one that was recorded: content hash ${hash} then (kstacktop 1.2.3), ${machine} now`,
	);
	t.regex(await scenarioProblem(line => line.replace('"web"', '"wob"')), /^run\.ndjson:1: no workload is named "wob" \(did you mean web\?/u);
	t.regex(await scenarioProblem(line => line.replace('"web"', '"idle"')), /^run\.ndjson:1: the workload idle that comes with this version is not the one that was recorded/u);
	t.regex(await scenarioProblem(line => line.replace(/(?<="costs":\{"contentHash":")\w+/u, hash)), /^run\.ndjson:1: the table of costs that comes with this version/u);
	t.regex(await scenarioProblem(line => line.replace('"fred-pf"', '"fred-pg"')), /^run\.ndjson:1: the header: .*fred-pg.*did you mean fred-pf\?/u);
	t.is(await scenarioProblem(line => line), 'nothing is wrong');
});

test('a gigabyte of garbage is refused after a megabyte, another after sixteen', async t => {
	let read = 0;
	const endless = async function * (first: string, piece: Uint8Array) {
		yield Buffer.from(first);
		for (read = 0; read < 1e9; read += piece.length) {
			yield piece;
		}
	};

	const zeros = Buffer.alloc(65_536);
	t.regex(await messageOf(readRecording(endless('', zeros), 'run.ndjson')), /1024 KiB/u);
	t.true(read <= 2_000_000);
	t.regex(await messageOf(readRecording(endless(`${header}\n`, zeros), 'run.ndjson')), /:2:16385:/u);
	t.true(read <= 100_000);
	t.regex(await messageOf(readRecording(endless(`${header}\n`, Buffer.from('nonsense\n'.repeat(7000))), 'run.ndjson')), /:2:\d+: is not valid JSON/u);
	t.true(read <= 100_000);
	t.regex(await messageOf(readRecording(endless(`${header}\n`, Buffer.from(`${boot}\n`.repeat(7000))), 'run.ndjson')), /: is larger than 16 MiB: no recording is$/u);
	t.true(read <= 20_000_000);
	const {isRecording} = await lookAt(endless('', zeros));
	t.false(isRecording);
	t.true(read <= 2_000_000);
});

test('what a file is can be told from its first line, and nothing of it is lost', async t => {
	const script = 'scenario: {machine: haswell-72}\nsteps: []\n';
	const rows: ReadonlyArray<readonly [string, boolean]> = [
		[text, true],
		[header.slice(0, 40), true],
		[lines.slice(1).join('\n'), true],
		['{"version":2}\nx', true],
		[script, false],
		['{"steps": []}', false],
		['{}', false],
		['{scenario: {}, steps: []}', false],
		['', false],
		['\n\n', false],
	];
	for (const [given, isRecording] of rows) {
		const opened = await lookAt(piecesOf(given, 11)); // eslint-disable-line no-await-in-loop
		t.is(opened.isRecording, isRecording, given.slice(0, 40));
		const parts: Uint8Array[] = [];
		// eslint-disable-next-line no-await-in-loop
		for await (const part of opened.chunks) {
			parts.push(part);
		}

		t.is(Buffer.concat(parts).toString(), given);
	}
});

type Edit = (lines: readonly string[], at: number, character: string, column: number) => readonly string[];

const edits: readonly Edit[] = [
	(all, at, character, column) => all.with(at, `${all[at]!.slice(0, column)}${character}${all[at]!.slice(column + 1)}`),
	(all, at, character, column) => all.with(at, `${all[at]!.slice(0, column)}${character}${all[at]!.slice(column)}`),
	(all, at, _, column) => all.with(at, `${all[at]!.slice(0, column)}${all[at]!.slice(column + 1)}`),
	(all, at) => all.toSpliced(at, 1),
	(all, at) => all.toSpliced(at, 0, all[at]!),
	(all, at, _, column) => all.toSpliced(column % all.length, 0, all[at]!),
	(all, at, character) => all.toSpliced(at, 0, character.repeat(50)),
];
const characters = fc.constantFrom('"', '{', '}', '[', ',', ':', '\\', '-', '9', 'e', '\n', '\0', 'é', '\u{1F600}');
const edit = fc.tuple(fc.constantFrom(...edits), fc.nat(), fc.oneof(characters, fc.string({unit: 'grapheme', minLength: 1, maxLength: 1})), fc.nat());

test('lines that somebody edited: read, or refused in one line with their place', async t => {
	await fc.assert(fc.asyncProperty(fc.array(edit, {minLength: 1, maxLength: 3}), async changes => {
		let edited: readonly string[] = lines;
		for (const [change, at, character, column] of changes) {
			const line = at % Math.max(1, edited.length);
			edited = edited.length === 0 ? edited : change(edited, line, character, column % (edited[line]!.length + 1));
		}

		const problem = await messageOf((async () => {
			const {header: read, happenings} = await readText(`${edited.join('\n')}\n`);
			t.true(happenings.every(({timeNs}, index) => timeNs >= (happenings[index - 1]?.timeNs ?? 0)));
			scenarioOf(read, 'run.ndjson');
		})());
		t.regex(problem, /^(?:nothing is wrong|run\.ndjson(?::\d+){0,2}: [^\n]+)$/u);
	}), {numRuns: 400});
});

test('an edited digest: the replay says where it is first not as recorded', async t => {
	const edited = lines.with(4, lines[4]!.replace(/(?<="fixed":")\w+/u, hash)).join('\n');
	const {agreed, difference, whole} = await replayText(`${edited}\n`);
	t.is(agreed, 1);
	t.false(whole);
	t.regex(difference!.toLine(), new RegExp(String.raw`^run\.ndjson:5: at 1s fixed is not as recorded: digest ${hash} then \(kstacktop 1\.2\.3\), [\da-f]{16} now$`, 'u'));
	const left = await replayText(`${lines.toSpliced(2, 1).join('\n')}\n`);
	t.regex(left.difference!.toLine(), /^run\.ndjson:4: at 1s the stream of events is not as recorded/u, 'an action that was taken out');
});
