/**
Sweeps: `node dist/test/bench/sweep.bench.js [ROUNDS]`.
How much sooner two cells at a time end than one, in time on the wall, beside how much sooner two threads end that do nothing but count: what the machine has to give at that moment.
And what a cell costs beside the run itself.
Rounds are interleaved; the first of each is warm-up.
*/
import {once} from 'node:events';
import fs from 'node:fs';
import process from 'node:process';
import {Worker} from 'node:worker_threads';
import {runCell} from '../../source/player/cell-work.js';
import {planSweep, type SweepPlan} from '../../source/sweep/plan.js';
import {ResultFile} from '../../source/sweep/result-file.js';
import {runSweep} from '../../source/sweep/run.js';
import {openScratchFolder} from '../helpers/scratch-folder.js';
import {printGoals} from './goals.js';
import {cpuMs, median, printTable} from './measure.js';

const rounds = Number(process.argv[2] ?? 5);
const scratch = openScratchFolder();

const kinds = [
	{name: '16 cells of 16 CPUs, 3 min', text: 'scenario: {machine: haswell-72, cpus: 16, threads: 2000, for: 180s, workload: web}\ngrid: {seed: 1..16}\n'},
	{name: '500 cells of 2 CPUs, 20 ms', text: 'scenario: {machine: haswell-72, cpus: 2, threads: 60, for: 20ms, workload: web}\ngrid: {seed: 1..500}\n'},
] as const;

/** One sweep into a file: seconds on the wall and of CPU time, workers included. */
const sweep = async (plan: SweepPlan, jobs: number): Promise<{readonly wallS: number; readonly cpuS: number}> => {
	const name = scratch.at('out.ndjson');
	fs.rmSync(name, {force: true});
	const file = ResultFile.create(name);
	const [beganMs, used] = [performance.now(), process.cpuUsage()];
	await runSweep(plan, plan.cells, file, {
		toolVersion: 'bench', jobs, signal: new AbortController().signal, onDone: () => undefined, onFailure(_, reason) {
			throw new Error(reason);
		},
	});
	file.close();
	const {user, system} = process.cpuUsage(used);
	return {wallS: (performance.now() - beganMs) / 1000, cpuS: (user + system) / 1e6};
};

/** Seconds on the wall that threads take to count, all together, so far. */
const count = async (threads: number): Promise<number> => {
	const script = `let sum = 0; for (let i = 0; i < ${1e9 / threads}; i++) sum = (sum + i) | 0; require('node:worker_threads').parentPort.postMessage(sum)`;
	const beganMs = performance.now();
	await Promise.all(Array.from({length: threads}, async () => once(new Worker(script, {eval: true}), 'message')));
	return (performance.now() - beganMs) / 1000;
};

const rows: string[][] = [['sweep', 'one at a time, s', 'two, s', 'times as fast', 'bare threads', 'CPU s in all, one', 'two', 'cells alone, CPU s']];
try {
	for (const [at, {name, text}] of kinds.entries()) {
		const plan = planSweep(scratch.write(`${at}.yaml`, text), 'bench');
		const wall = {1: [] as number[], 2: [] as number[]};
		const bare = {1: [] as number[], 2: [] as number[]};
		const cpu = {1: [] as number[], 2: [] as number[]};
		for (let pass = 0; pass < 2 * (rounds + 1); pass++) {
			const jobs = pass % 2 === 0 ? 1 : 2;
			const {wallS, cpuS} = await sweep(plan, jobs); // eslint-disable-line no-await-in-loop -- one after the other
			const bareS = await count(jobs); // eslint-disable-line no-await-in-loop -- one after the other
			if (pass > 1) {
				bare[jobs].push(bareS);
				wall[jobs].push(wallS);
				cpu[jobs].push(cpuS);
			}
		}

		const alone = median(Array.from({length: 3}, () => cpuMs(() => {
			for (const {task} of plan.cells) {
				runCell(task);
			}
		}))) / 1000;
		const [one, two] = [median(wall[1]), median(wall[2])];
		const ratios = [one / two, median(bare[1]) / median(bare[2])].map(ratio => `${ratio.toFixed(2)}x`);
		rows.push([name, one.toFixed(2), two.toFixed(2), ...ratios, median(cpu[1]).toFixed(2), median(cpu[2]).toFixed(2), alone.toFixed(2)]);
	}
} finally {
	scratch.remove();
}

printTable(rows);
printGoals([{what: `${kinds[0].name}: two jobs beside one`, least: 1.7, unit: 'x', found: Number.parseFloat(rows[1]![3]!)}]);
