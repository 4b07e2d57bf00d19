/**
The core beside its peers: `node dist/test/bench/core.bench.js [ROUNDS]`.

The same busy box (70 % load) in each: the exact engine under one policy and under three, a hand-written C twin (gcc -O2), the same bursts on event loops
(a binary heap of our own, the fastest queue of npm), and SimPy where Python has it (KSTACKTOP_PYTHON names another Python).
Each has a thread or process of its own; they take turns. Sixteen rounds of each are warm-up: V8 compiles the loop anew each time that something rare happens for the first time.
The C twin must end in the same state, byte for byte; the event loops with the same happenings. SimPy draws its own random numbers: its counts must agree on average.
*/
import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {tickNs} from '../../machine/time/ticks.js';
import {openScratchFolder, type ScratchFolder} from '../helpers/scratch-folder.js';
import type {BoxSize} from './core/box.js';
import {checkSimpy, checkState, checkStream} from './core/checks.js';
import {startProgram, startThread, type Peer} from './core/peer.js';
import {printGoals, type Goal} from './goals.js';
import {median, printTable, spread} from './measure.js';
import {buildTwin} from './twin/build.js';

const boxes = [
	{cpus: 64, threads: 10_000, sliceMs: 100, simpyMs: 10},
	{cpus: 384, threads: 100_000, sliceMs: 20, simpyMs: 0},
	{cpus: 384, threads: 1_000_000, sliceMs: 30, simpyMs: 0},
] as const;
const rounds = Number(process.argv[2] ?? 7);
const warmUps = 16;
const one = ['fred-pf'];
const three = ['fred-pf', 'ist-pf', 'fixed'];
const python = process.env.KSTACKTOP_PYTHON ?? 'python3';
const simpyScript = fileURLToPath(new URL('../../../test/bench/simpy/box.py', import.meta.url));

const names = {
	exact: 'exact engine, one policy',
	three: 'exact engine, three policies',
	twin: 'C twin, gcc -O2',
	bound: 'exact engine, no placement',
	heap: 'event loop, binary heap',
	flatqueue: 'event loop, npm flatqueue',
	simpy: 'SimPy',
} as const;

const startPeers = async (size: BoxSize, scratch: ScratchFolder, withSimpy: boolean): Promise<Peer[]> => {
	const image = scratch.at('image');
	const peers = [
		await startThread(names.exact, {size, kind: 'wheel', policies: one, image}),
		await startThread(names.three, {size, kind: 'wheel', policies: three}),
		await startThread(names.bound, {size, kind: 'wheel without placement', policies: one}),
		await startThread(names.heap, {size, kind: 'heap', policies: one}),
		await startThread(names.flatqueue, {size, kind: 'flatqueue', policies: one}),
	];
	if (buildTwin(scratch.at('twin'))) {
		peers.push(startProgram(names.twin, scratch.at('twin'), [image]));
	}

	if (withSimpy && spawnSync(python, ['-c', 'import simpy']).status === 0) {
		peers.push(startProgram(names.simpy, python, [simpyScript, image]));
	}

	return peers;
};

type Cost = Readonly<Record<string, readonly number[]>>;

const measureBox = async ({cpus, threads, sliceMs, simpyMs}: (typeof boxes)[number], scratch: ScratchFolder): Promise<Cost> => {
	const size = {cpus, threads};
	const peers = await startPeers(size, scratch, simpyMs > 0);
	const cost: Record<string, number[]> = Object.fromEntries(peers.map(({name}) => [name, []]));
	const before: Record<string, number> = {};
	for (let round = 0; round < warmUps + rounds; round++) {
		let twinned = 0;
		for (const {name, advance} of peers) {
			const ms = name === names.simpy ? simpyMs : sliceMs;
			const {cpuNs, bursts = twinned} = await advance((round + 1) * ms * 1e6 / tickNs); // eslint-disable-line no-await-in-loop -- one after the other
			twinned = name === names.exact ? bursts : twinned;
			if (round >= warmUps) {
				cost[name]!.push(cpuNs / (bursts - before[name]!));
			}

			before[name] = bursts;
		}
	}

	await checkState(peers.filter(({name}) => name === names.exact || name === names.twin), scratch);
	await checkStream(peers.filter(({name}) => name === names.bound || name === names.heap || name === names.flatqueue));
	const simpy = peers.find(({name}) => name === names.simpy);
	if (simpy) {
		const untilTicks = (warmUps + rounds) * simpyMs * 1e6 / tickNs;
		await checkSimpy(simpy, size, untilTicks, scratch);
	}

	for (const peer of peers) {
		await peer.stop(); // eslint-disable-line no-await-in-loop
	}

	return cost;
};

const scratch = openScratchFolder();
const rows: string[][] = [['box', 'what', 'ns/burst', 'least', 'most', 'M bursts/s', 'speed of the C twin = 1']];
const found: Cost[] = [];
try {
	for (const box of boxes) {
		const cost = await measureBox(box, scratch); // eslint-disable-line no-await-in-loop -- one after the other
		const twin = cost[names.twin];
		for (const [name, values] of Object.entries(cost)) {
			// Ratios are taken round by round, so that what disturbs a round disturbs both
			const ratio = twin ? median(values.map((value, round) => twin[round]! / value)).toPrecision(2) : 'no gcc';
			rows.push([
				`${box.cpus} CPUs, ${box.threads.toLocaleString('en')} threads`,
				name,
				median(values).toFixed(0),
				...spread(values).map(value => value.toFixed(0)),
				(1000 / median(values)).toFixed(2),
				ratio,
			]);
		}

		found.push(cost);
	}
} finally {
	scratch.remove();
}

printTable(rows, 'core');

const [small, , large] = found;
/** Speed of `a` in terms of `b`, over the rounds. */
const speed = (cost: Cost, a: string, b: string): number | undefined => cost[a] && cost[b] && median(cost[a].map((value, round) => cost[b]![round]! / value));
const goals: Goal[] = [
	{what: 'exact engine, one policy, 64 CPUs and 10,000 threads: speed of the C twin', least: 0.75, unit: 'x', found: speed(small!, names.exact, names.twin)},
	{what: 'exact engine, one policy, 384 CPUs and 1,000,000 threads: speed of the C twin', least: 0.85, unit: 'x', found: speed(large!, names.exact, names.twin)},
	{what: 'exact engine, three policies, 64 CPUs and 10,000 threads', least: 8, unit: 'M bursts/s', found: 1000 / median(small![names.three]!)},
	{what: 'speed of an event loop on the best npm queue, 64 CPUs and 10,000 threads', least: 4, unit: 'x', found: speed(small!, names.bound, names.flatqueue)},
	{what: 'speed of SimPy, 64 CPUs and 10,000 threads', least: 100, unit: 'x', found: speed(small!, names.exact, names.simpy)},
	{what: 'ns a burst, 10,000 to 1,000,000 threads', most: 5, unit: 'x', found: median(large![names.exact]!) / median(small![names.exact]!)},
];
printGoals(goals);
