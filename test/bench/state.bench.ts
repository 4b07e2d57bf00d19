/**
The state: bytes a thread, and CPU time of a checkpoint into a new buffer, into a kept one, and of going back to one: `node dist/test/bench/state.bench.js [ROUNDS]`.
One policy beside the fixed baseline. Rounds are interleaved; the first of each is warm-up.
*/
import process from 'node:process';
import {Machine} from '../../machine/index.js';
import {smallScenario, workerClass} from '../helpers/scenario.js';
import {printGoals} from './goals.js';
import {cpuMs, median, printTable, spread} from './measure.js';

const boxes = [{cpus: 64, threads: 10_000}, {cpus: 384, threads: 100_000}, {cpus: 384, threads: 1_000_000}] as const;
const rounds = Number(process.argv[2] ?? 9);
/** Small states are saved many times, as CPU time is not told to the microsecond. */
const repeats = (bytes: number): number => Math.max(1, Math.round(1e8 / bytes));

const rows = [['box', 'MB', 'bytes a thread', 'checkpoint, new buffer, ms', 'kept buffer, ms', 'least', 'most', 'restore, ms']];
let keptMs = 0;
for (const {cpus, threads} of boxes) {
	const machine = new Machine(smallScenario({machine: {cpus, threads, coresPerSocket: 64}, classes: [workerClass], policies: ['fred-pf']}));
	machine.advance(1e6);
	const kept = machine.checkpoint();
	const times = repeats(machine.stateBytes);
	const jobs = {
		fresh: () => machine.checkpoint(),
		kept: () => machine.checkpoint(kept),
		restore() {
			machine.restore(kept);
		},
	};
	const cost = {fresh: [] as number[], kept: [] as number[], restore: [] as number[]};
	for (let round = 0; round <= rounds; round++) {
		for (const name of ['fresh', 'kept', 'restore'] as const) {
			const ms = cpuMs(() => {
				for (let time = 0; time < times; time++) {
					jobs[name]();
				}
			}) / times;
			if (round > 0) {
				cost[name].push(ms);
			}
		}
	}

	keptMs = median(cost.kept);
	rows.push([
		`${cpus} CPUs, ${threads.toLocaleString('en')} threads`,
		(machine.stateBytes / 1e6).toFixed(1),
		(machine.stateBytes / threads).toFixed(1),
		...[median(cost.fresh), keptMs, ...spread(cost.kept), median(cost.restore)].map(ms => ms.toFixed(2)),
	]);
}

printTable(rows, 'state');
printGoals([{what: 'checkpoint of 1,000,000 threads into a kept buffer', most: 10, unit: 'ms', found: keptMs}]);
