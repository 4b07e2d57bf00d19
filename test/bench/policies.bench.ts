import process from 'node:process';
import {Machine} from '../../machine/index.js';
import {smallScenario, workerClass} from '../helpers/scenario.js';
import {cpuMs, median, printTable} from './measure.js';

/**
What more policies cost: the same bursts under one policy and under eight in lock step (the baseline is one of them), on busy boxes (70 % load).
Rounds are interleaved; the first of each is warm-up.
*/
const boxes = [
	{cpus: 64, threads: 10_000, sliceMs: 100},
	{cpus: 384, threads: 1_000_000, sliceMs: 30},
] as const;
const rounds = Number(process.argv[2] ?? 7);

const sets = {
	one: ['fred-pf'],
	eight: ['fixed', 'double-fault', 'global-reserve', 'fred-pf', 'ist-pf', 'accessed-switch', 'below-sp', 'entry'],
} as const;

const rows: string[][] = [['box', 'one, ns/burst', 'eight, ns/burst', 'eight / one']];
for (const {cpus, threads, sliceMs} of boxes) {
	const classes = [{...workerClass, sleepMs: threads / cpus * workerClass.burstUs / 1000 / 0.7}];
	const build = (policies: readonly string[]): Machine => new Machine(smallScenario({machine: {cpus, threads, coresPerSocket: 64}, classes, policies}));
	const machines = {one: build(sets.one), eight: build(sets.eight)};
	const cost = {one: [] as number[], eight: [] as number[]};
	for (let round = 0; round <= rounds; round++) {
		for (const set of ['one', 'eight'] as const) {
			const machine = machines[set];
			const before = machine.bursts;
			const ms = cpuMs(() => {
				machine.advance((round + 1) * sliceMs * 1e6);
			});
			if (round > 0) {
				cost[set].push(ms * 1e6 / (machine.bursts - before));
			}
		}
	}

	if (machines.one.read().digest !== machines.eight.read().digest) {
		throw new Error('one policy and eight did not see the same stream');
	}

	const [one, eight] = [median(cost.one), median(cost.eight)];
	rows.push([`${cpus} CPUs, ${threads.toLocaleString('en')} threads`, one.toFixed(0), eight.toFixed(0), `${(eight / one).toFixed(2)}x`]);
}

printTable(rows);
