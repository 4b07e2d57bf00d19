import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {Machine, type PolicyName, type Scenario} from '../../machine/index.js';
import {resolveScenario, type ScenarioChoice} from '../../source/files/scenario.js';
import type {PlayerCommand} from '../../source/player/protocol.js';
import {Session} from '../../source/player/session.js';
import {type Recording, readRecording} from '../../source/recordings/read.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {Recorder} from '../../source/recordings/recorder.js';
import {type Replayed, replayRecording} from '../../source/recordings/replay.js';
import {scenarioOf} from '../../source/recordings/replay-scenario.js';

/** A busy little box that costs little to simulate. */
export const recordedChoice = {
	machine: 'haswell-72', workload: 'web', cpus: 2, threads: 150, policies: ['fred-pf', 'fixed'], seed: 7,
} as const satisfies ScenarioChoice;

const folders = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-recording-'));
process.once('exit', () => {
	fs.rmSync(folders, {recursive: true, force: true});
});

/** A new folder for the files of a test; taken away when the process ends. */
export const temporaryFolder = (): string => fs.mkdtempSync(path.join(folders, 'test-'));

/** Something that is done with a run: a command, or simulated time that passes. */
export type Doing = PlayerCommand | {readonly kind: 'advance'; readonly timeNs: number};

/** Runs a scenario, does what is to be done and gives the recording of it, with a digest whenever one is due after so many bursts. */
export const recordRun = (choice: ScenarioChoice, doings: readonly Doing[], {file = path.join(temporaryFolder(), 'run.ndjson'), history = false, bursts = 0} = {}): string => {
	const scenario = resolveScenario(choice);
	const recorder = new Recorder(headerOf('1.2.3', scenario, choice), bursts);
	recorder.start(file, {timeNs: 0, replace: true});
	const session = new Session(new Machine(scenario), {journal: recorder, history});
	for (const doing of doings) {
		if (doing.kind === 'advance') {
			session.advance(doing.timeNs);
		} else {
			session.send(doing);
		}
	}

	recorder.stop(session);
	return fs.readFileSync(file, 'utf8');
};

/** Text or bytes as a file gives them, in pieces of `size` bytes. */
export async function * piecesOf(text: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at += size) {
		yield bytes.subarray(at, at + size);
	}
}

export const readText = async (text: string | Uint8Array): Promise<Recording> => readRecording(piecesOf(text), 'run.ndjson');

/** Replays a recording without a board, under its own policies or others. */
export const replayText = async (text: string, policies?: readonly PolicyName[]): Promise<Replayed> => {
	const recording = await readText(text);
	const scenario: Scenario = {...scenarioOf(recording.header, 'run.ndjson'), ...policies === undefined ? {} : {policies}};
	const session = new Session(new Machine(scenario), {endNs: recording.endNs, history: false});
	return replayRecording(recording, {
		async reach(timeNs) {
			session.advance(timeNs);
			return {read: () => session.read()};
		},
		async act(action) {
			session.send({kind: 'action', action});
			return session.lastAction;
		},
		isChanged: () => false,
	});
};

/** The lines of a recording after its header, as values. */
export const linesOf = (text: string): Array<Readonly<Record<string, unknown>>> =>
	text.trimEnd().split('\n').slice(1).map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
