import process from 'node:process';
import {streamDigest} from '../../machine/digest.js';
import {Engine} from '../../machine/engine.js';
import {Stacks} from '../../machine/memory/stacks.js';
import {tickNs} from '../../machine/time/ticks.js';
import {Bursts} from '../../machine/workload/burst.js';
import {KernelEvents} from '../../machine/workload/kernel-events.js';
import {Lives} from '../../machine/workload/lives.js';
import {createWorld, type World} from '../../machine/world.js';
import {smallScenario, workerClass} from '../helpers/scenario.js';
import {HeapEngine} from './heap-engine.js';
import {cpuMs, median, printTable} from './measure.js';

/**
The core: bursts a second of CPU time under three policies in lock step, on busy boxes (70 % load), and the same bursts driven by a binary heap.
Rounds are interleaved; the first of each is warm-up.
*/
const boxes = [
	{cpus: 64, threads: 10_000, sliceMs: 100},
	{cpus: 384, threads: 100_000, sliceMs: 20},
	{cpus: 384, threads: 1_000_000, sliceMs: 30},
] as const;
const rounds = Number(process.argv[2] ?? 7);

type Driver = {readonly world: World; readonly engine: {advance(until: number): void}};

const build = (cpus: number, threads: number, kind: 'wheel' | 'heap'): Driver => {
	const sleepMs = threads / cpus * workerClass.burstUs / 1000 / 0.7;
	const classes = [{...workerClass, sleepMs}];
	const world = createWorld(smallScenario({machine: {cpus, threads, coresPerSocket: 64}, classes}));
	const stacks = new Stacks(world);
	const events = new KernelEvents(world, stacks);
	const lives = new Lives(world, stacks);
	lives.boot();
	events.start();
	const bursts = new Bursts(world, stacks, events, lives);
	bursts.patience = 0x7F_FF_FF_FF; // The heap has queues of its own; both must run the same bursts on the same CPUs
	return {world, engine: kind === 'wheel' ? new Engine(world, bursts) : new HeapEngine(world, bursts)};
};

const count = ({world}: Driver): number => world.counters.bursts.reduce((sum, value) => sum + value, 0);

const rows: string[][] = [['box', 'wheel ns/burst', 'M bursts/s', 'heap ns/burst', 'heap / wheel', 'bytes/thread']];
for (const {cpus, threads, sliceMs} of boxes) {
	const drivers = {wheel: build(cpus, threads, 'wheel'), heap: build(cpus, threads, 'heap')};
	const cost = {wheel: [] as number[], heap: [] as number[]};
	for (let round = 0; round <= rounds; round++) {
		for (const kind of ['wheel', 'heap'] as const) {
			const driver = drivers[kind];
			const before = count(driver);
			const ms = cpuMs(() => {
				driver.engine.advance((round + 1) * sliceMs * 1e6 / tickNs);
			});
			if (round > 0) {
				cost[kind].push(ms * 1e6 / (count(driver) - before));
			}
		}
	}

	const {engine} = drivers.heap;
	if (engine instanceof HeapEngine) {
		engine.drain();
	}

	// The heap's queues are its own, so the scheduler's picture of them is not part of the comparison
	for (const {world} of Object.values(drivers)) {
		world.ahead.fill(0);
		world.pictured.fill(0);
	}

	if (streamDigest(drivers.wheel.world) !== streamDigest(drivers.heap.world)) {
		throw new Error('wheel and heap did not arrive at the same state');
	}

	const [wheel, heap] = [median(cost.wheel), median(cost.heap)];
	rows.push([
		`${cpus} CPUs, ${threads.toLocaleString('en')} threads`,
		wheel.toFixed(0),
		(1000 / wheel).toFixed(2),
		heap.toFixed(0),
		`${(heap / wheel).toFixed(2)}x`,
		(drivers.wheel.world.arena.bytes / threads).toFixed(1),
	]);
}

printTable(rows);
