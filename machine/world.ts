import {carve, type Arena} from './arena.js';
import {cutBooks, type Books} from './books.js';
import {cutEventRing, type EventRing} from './event-ring.js';
import {cutCounters, kstackBuckets, type StreamCounters} from './counters.js';
import type {PolicyName, Scenario} from './description.js';
import {policies} from './policies/index.js';
import type {Policy} from './policies/policy.js';
import {Streams} from './random.js';
import {cutLog, type LogRing} from './log.js';
import {cutThreads, type ThreadColumns} from './threads.js';
import {TimingWheel} from './time/wheel.js';
import {compileWorkload, policiesMax, type WorkloadTables} from './workload/tables.js';
import {classCounts, layRows, type ClassRows} from './workload/population.js';

/** Random streams, one a purpose and CPU, so that a draw more for one purpose shifts no other. */
export const streamPurposes = 4;
export const faultStream = 0;
export const interruptStream = 1;
export const nmiStream = 2;
export const rareStream = 3;

/** Hazard budgets, one a purpose and CPU: an exponential that events eat up until the next one happens. */
export const budgets = 4;

/** A policy with its books. */
export type RunningPolicy = {
	readonly policy: Policy;
	readonly books: Books;
};

/** Scalars of the state, by their place in one array of doubles. */
export const scalar = {now: 0, atomicFailShare: 1, nmiPerSecond: 2, delivery: 3} as const;
const scalars = Object.keys(scalar).length;

/** Everything that exists in the simulated box: constant tables, and the state in one arena. */
export type World = {
	readonly scenario: Scenario;
	readonly cpus: number;
	/** Rows of the thread table. */
	readonly rows: number;
	/** Pages of a fully mapped stack. */
	readonly threadPages: number;
	readonly tables: WorkloadTables;
	readonly classRows: readonly ClassRows[];
	/** The baseline first, then what the scenario asks for (without a second baseline). */
	readonly running: readonly RunningPolicy[];
	/** Place in `running` of each policy asked for, in the order asked. */
	readonly asked: readonly number[];
	readonly arena: Arena;
	readonly scalars: Float64Array;
	readonly threads: ThreadColumns;
	readonly wheel: TimingWheel;
	/** Tick (low 32 bits) at which each CPU is done with what it took on, and its next timer tick. */
	readonly clock: Int32Array;
	readonly nextTick: Int32Array;
	/** Thread that ran last on each CPU, -1: none yet. */
	readonly lastThread: Int32Array;
	readonly streams: Streams;
	readonly budget: Float64Array;
	readonly counters: StreamCounters;
	/** Stream and policy counts as they stood when boot ended; bills start there. */
	readonly atBoot: Float64Array;
	readonly exitDepths: Float64Array;
	readonly log: LogRing;
	readonly events: EventRing;
};

/** Builds an empty world; boot fills it. Throws a RangeError when the scenario is larger than the records' fields. */
export const createWorld = (scenario: Scenario): World => {
	const {machine, seed} = scenario;
	const {cpus, threads: rows} = machine;
	const threadPages = machine.threadSizeKiB / 4;
	const tables = compileWorkload(scenario);
	const names: PolicyName[] = ['fixed', ...scenario.policies.filter(name => name !== 'fixed')];
	if (names.length > policiesMax) {
		throw new RangeError(`at most ${policiesMax} policies run side by side, got ${names.length}`);
	}

	const {arena, views} = carve(arena => {
		const threads = cutThreads(arena, rows);
		return {
			scalars: arena.float64(scalars),
			threads,
			wheel: new TimingWheel(arena, cpus, threads.hot),
			clock: arena.int32(cpus),
			nextTick: arena.int32(cpus),
			lastThread: arena.int32(cpus),
			streamState: arena.int32(cpus * streamPurposes * 2),
			budget: arena.float64(cpus * budgets),
			counters: cutCounters(arena, cpus),
			exitDepths: arena.float64(kstackBuckets.length),
			log: cutLog(arena, cpus),
			events: cutEventRing(arena, cpus),
			atBoot: arena.float64(64 * (names.length + 1)),
			books: names.map((name, index) => cutBooks(arena, index, cpus, policies[name].poolPages(threadPages))),
		};
	});
	const {streamState, books, ...rest} = views;
	const streams = new Streams(streamState);
	streams.seed(seed);
	return {
		...rest,
		scenario,
		cpus,
		rows,
		threadPages,
		tables,
		classRows: layRows(classCounts(tables.classes, cpus, rows)),
		running: names.map((name, index) => ({policy: policies[name], books: books[index]})),
		asked: scenario.policies.map(name => names.indexOf(name)),
		arena,
		streams,
	};
};
