import {once} from 'node:events';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {Machine, type EngineKind} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {printGoals} from './goals.js';
import {cpuMs, median, printTable} from './measure.js';

/**
Long runs: how fast a box runs under either engine, and what learning the law of waits costs: `node dist/test/bench/skip.bench.js [ROUNDS]`.
Each engine has a thread of its own, as in a run, so that neither's code is compiled for both; they take turns, and the first round of each is warm-up.
*/
const boxes = [
	{workload: 'web', threads: 1_000_000, sliceMs: 4000},
	{workload: 'web', threads: 5786, sliceMs: 4000},
	{workload: 'database', threads: 5786, sliceMs: 1000},
	{workload: 'idle', threads: 5786, sliceMs: 20_000},
] as const;
const engines: readonly EngineKind[] = ['exact', 'skip'];

type Task = {readonly box: (typeof boxes)[number]; readonly engine: EngineKind};
/** CPU time of a slice, and the bursts in it; of the first answer: of the boot, none. */
type Slice = {readonly ms: number; readonly bursts: number; readonly engine: EngineKind};

const serve = ({box, engine}: Task): void => {
	const scenario = {...resolveScenario({machine: 'genoa-384', workload: box.workload, threads: box.threads}), engine};
	let machine: Machine | undefined;
	parentPort!.on('message', () => {
		const before = machine?.bursts ?? 0;
		const ms = cpuMs(() => {
			if (machine) {
				machine.advance(machine.timeNs + (box.sliceMs * 1e6));
			} else {
				machine = new Machine(scenario);
			}
		});
		const slice: Slice = {ms, bursts: machine!.bursts - before, engine: machine!.read({digest: false}).engine};
		parentPort!.postMessage(slice);
	});
};

const measure = async (rounds: number): Promise<void> => {
	const speeds = new Map<string, number>();
	const rows = [['genoa-384 with', 'engine', 'ns/burst', 'times real time', 'boot, s']];
	for (const box of boxes) {
		const workers = engines.map(engine => new Worker(fileURLToPath(import.meta.url), {workerData: {box, engine} satisfies Task}));
		const slices: Slice[][] = engines.map(() => []);
		for (let round = -2; round < rounds; round++) { // Boot, warm-up, and what is counted
			for (const [at, worker] of workers.entries()) {
				worker.postMessage('go');
				const [slice] = await once(worker, 'message') as [Slice]; // eslint-disable-line no-await-in-loop -- one after the other
				slices[at]!.push(slice);
			}
		}

		for (const worker of workers) {
			await worker.terminate(); // eslint-disable-line no-await-in-loop
		}

		for (const [at, [boot, , ...counted]] of slices.entries()) {
			const speed = median(counted.map(({ms}) => box.sliceMs / ms));
			speeds.set(`${box.workload} ${box.threads} ${engines[at]!}`, speed);
			rows.push([
				`${box.workload}, ${box.threads.toLocaleString('en')} threads`,
				engines[at] === counted[0]!.engine ? engines[at] : `${engines[at]!}, one by one`,
				median(counted.map(({ms, bursts}) => ms * 1e6 / bursts)).toFixed(0),
				speed.toFixed(1),
				(boot!.ms / 1000).toFixed(1),
			]);
		}
	}

	printTable(rows);
	const dayS = (engine: EngineKind): number => 86_400 / speeds.get(`idle 5786 ${engine}`)!;
	printGoals([
		{what: 'web, 1,000,000 threads, skipping: times real time', least: 20, unit: 'x', found: speeds.get('web 1000000 skip')!},
		{what: 'a simulated day of idle, skipping (from a stretch)', most: 60, unit: 's of CPU', found: dayS('skip')},
		{what: 'a simulated day of idle, exact (from a stretch)', most: 60, unit: 's of CPU', found: dayS('exact')},
	]);
};

if (isMainThread) {
	await measure(Number(process.argv[2] ?? 5));
} else {
	serve(workerData as Task);
}
