import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {Session} from '../../source/player/session.js';
import type {RunMoment} from '../../source/player/run-journal.js';
import {burstsPerDigest} from '../../source/recordings/digest-times.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {Recorder} from '../../source/recordings/recorder.js';
import {temporaryFolder} from '../helpers/recording.js';
import {cpuMs, printTable} from './measure.js';

/**
What recording costs: CPU time that a run spends on its recording, held against all the rest of the same run.
Digests are densest in the first minute of simulated time, where busy boxes are measured.
*/
const boxes = [
	{machine: 'genoa-384', workload: 'web', seconds: 20},
	{machine: 'haswell-72', workload: 'web', seconds: 60},
	{machine: 'genoa-384', workload: 'database', seconds: 10},
	{machine: 'genoa-384', workload: 'idle', seconds: 3600},
	{machine: 'million', workload: 'idle', seconds: 1800},
] as const;
const times = Number(process.argv[2] ?? 1);

/** A recorder that knows what it cost. */
class Measured extends Recorder {
	ms = 0;
	digests = 0;

	override look(moment: RunMoment): void {
		this.ms += cpuMs(() => {
			super.look({...moment, read: () => {
				this.digests++;
				return moment.read();
			}});
		});
	}
}

const rows: string[][] = [['box', 'simulated s', 'CPU ms', 'digests', 'ms each', 'cost', 'bytes']];
for (const {machine, workload, seconds} of boxes) {
	const choice = {machine, workload};
	const scenario = resolveScenario(choice);
	const file = path.join(temporaryFolder(), 'run.ndjson');
	const recorder = new Measured(headerOf('bench', scenario, choice), burstsPerDigest(scenario.machine));
	recorder.start(file, {timeNs: 0, replace: true});
	const session = new Session(new Machine(scenario), {history: false, journal: recorder});
	const ms = cpuMs(() => {
		session.advance(times * seconds * 1e9);
	});
	recorder.stop(session);
	const {digests} = recorder;
	rows.push([
		`${machine}, ${workload}`,
		`${times * seconds}`,
		ms.toFixed(0),
		`${digests}`,
		(recorder.ms / digests).toFixed(2),
		`${(100 * recorder.ms / (ms - recorder.ms)).toFixed(2)} %`,
		`${fs.statSync(file).size}`,
	]);
}

printTable(rows);
