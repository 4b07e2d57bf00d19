import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {childEnvironment, program} from '../helpers/program.js';
import {readText, recordedChoice, replayText, temporaryFolder} from '../helpers/recording.js';

const writer = fileURLToPath(new URL('writer.js', import.meta.url));
const kills = 200;
const atATime = 4;

/** Starts a child, waits until its file has some bytes and for a moment more, and kills it. */
const killed = async (args: readonly string[], file: string, afterMs: number, bytes: number): Promise<string> => {
	const child = spawn(process.execPath, args, {env: childEnvironment(), stdio: 'ignore'});
	const ended = once(child, 'exit');
	while (child.exitCode === null && !(fs.existsSync(file) && fs.statSync(file).size > bytes)) {
		await sleep(2); // eslint-disable-line no-await-in-loop -- polling
	}

	await sleep(afterMs);
	child.kill('SIGKILL');
	await ended;
	return fs.readFileSync(file, 'utf8');
};

test(`killed at ${kills} random points: the file is good to its last whole line`, async t => {
	t.timeout(240_000);
	const folder = temporaryFolder();
	const sizes = new Set<number>();
	const work = async (worker: number): Promise<void> => {
		for (let run = worker; run < kills; run += atATime) {
			const file = path.join(folder, `${run}.ndjson`);
			/* eslint-disable no-await-in-loop -- one after the other */
			const text = await killed([writer, file], file, Math.random() * 20, 0);
			const {happenings, cutOff, endNs} = await readText(text);
			/* eslint-enable no-await-in-loop */
			t.not(cutOff, undefined);
			t.is(happenings.length, text.split('\n').length - 2);
			t.is(endNs, happenings.at(-1)?.timeNs ?? 0);
			sizes.add(text.length);
			fs.rmSync(file);
		}
	};

	await Promise.all(Array.from({length: atATime}, async (_, worker) => work(worker)));
	t.true(sizes.size >= 10, 'the kills came at different moments');
});

test('a run that is killed replays as far as it was recorded', async t => {
	const file = path.join(temporaryFolder(), 'run.ndjson');
	const {machine, workload, cpus, threads, policies, seed} = recordedChoice;
	const flags = ['--machine', machine, '--workload', workload, '--cpus', `${cpus}`, '--threads', `${threads}`, '--policy', policies.join(','), '--seed', `${seed}`];
	const text = await killed([program, 'run', ...flags, '--for', '10h', '--record', file], file, 50, 800);
	const {happenings, cutOff} = await readText(text);
	t.not(cutOff, undefined);
	t.true(happenings.length >= 2);
	const head = `${text.split('\n', 4).join('\n')}\n`;
	t.like(await replayText(head), {whole: true, difference: undefined, agreed: 3});
});
