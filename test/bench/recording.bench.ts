import path from 'node:path';
import process from 'node:process';
import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {Session} from '../../source/player/session.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {Recorder} from '../../source/recordings/recorder.js';
import {temporaryFolder} from '../helpers/recording.js';
import {cpuMs, median, printTable} from './measure.js';

/**
What recording costs: CPU time of the same seconds of the same run with a recording and without, in turns, and the share that it takes.
Digests come once a second of simulated time in the first minute, which is measured here, and ever less often after it.
*/
const boxes = [
	{machine: 'genoa-384', workload: 'web', seconds: 1},
	{machine: 'haswell-72', workload: 'web', seconds: 4},
	{machine: 'genoa-384', workload: 'idle', seconds: 20},
	{machine: 'million', workload: 'idle', seconds: 4},
] as const;
const rounds = Number(process.argv[2] ?? 5);
const folder = temporaryFolder();

const rows: string[][] = [['box', 'without, ms/s', 'recorded, ms/s', 'cost', 'digest, ms']];
for (const {machine, workload, seconds} of boxes) {
	const choice = {machine, workload};
	const scenario = resolveScenario(choice);
	const recorder = new Recorder(headerOf('bench', scenario, choice));
	const open = (journal: Recorder | undefined): Session => new Session(new Machine(scenario), {history: false, journal});
	recorder.start(path.join(folder, `${machine}-${workload}.ndjson`), {timeNs: 0, replace: true});
	const sessions = {without: open(undefined), recorded: open(recorder)};
	const cost = {without: [] as number[], recorded: [] as number[]};
	for (let round = 0; round <= rounds; round++) {
		// Who goes first finds the caches of the other
		for (const kind of round % 2 === 0 ? ['without', 'recorded'] as const : ['recorded', 'without'] as const) {
			const ms = cpuMs(() => {
				sessions[kind].advance((round + 1) * seconds * 1e9);
			});
			if (round > 0) {
				cost[kind].push(ms / seconds);
			}
		}
	}

	const digestMs = median(Array.from({length: 5}, () => cpuMs(() => {
		sessions.recorded.read();
	})));
	const [without, recorded] = [median(cost.without), median(cost.recorded)];
	rows.push([`${machine}, ${workload}`, without.toFixed(1), recorded.toFixed(1), `${(100 * (recorded / without - 1)).toFixed(2)} %`, digestMs.toFixed(2)]);
}

printTable(rows);
