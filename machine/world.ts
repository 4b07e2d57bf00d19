import {carve, type Arena} from './arena.js';
import {cutBooks, type Books} from './books.js';
import {cutEventRing, type EventRing} from './event-ring.js';
import {cutCounters, kstackBuckets, type StreamCounters} from './counters.js';
import {interruptedDepths} from './delivery/setup.js';
import type {PolicyName, Scenario} from './description.js';
import {Memory} from './memory/physical.js';
import {policyOf} from './policies/choice.js';
import type {Policy} from './policies/policy.js';
import {logTable, Streams} from './random.js';
import {startLoop, type RunningLoop} from './loop.js';
import {cutLog, type LogRing} from './log.js';
import {cutThreads, type ThreadColumns} from './threads.js';
import {cutWheel, type TimingWheel} from './time/wheel.js';
import {complexesOf, type Complexes} from './workload/placement.js';
import {classesMax, compileWorkload, policiesMax, type WorkloadTables} from './workload/tables.js';
import {classCounts, layRows, type ClassRows} from './workload/population.js';
import {budgets, offsetUnitsMax, pageUnits} from './layout.js';

/** Random streams, one a purpose and CPU. */
export const streamPurposes = 4;

/** A policy with its books. */
export type RunningPolicy = {
	readonly policy: Policy;
	readonly books: Books;
	/** Pages that a thread of each class holds through an ordinary sleep, and from its fork on. */
	readonly rest: readonly number[];
};

/**
Scalars of the state, by their place in one array of doubles.
`...Until` is the tick at which a change is taken back (0: never), `...After` what it goes back to.
`claimsPending`: some CPU took pages from a reserve in this quantum. `shrinkCursor`: the thread at which the next shrinking goes on.
*/
export const scalar = {
	now: 0, atomicFailShare: 1, nmiPerSecond: 2, delivery: 3,
	starved: 4, forkTimes: 5, offsetOn: 6, claimsPending: 7, shrinkCursor: 8,
	pressureUntil: 9, pressureAfter: 10, nmiUntil: 11, nmiAfter: 12, starvedUntil: 13, stormUntil: 14,
} as const;
const scalars = Object.keys(scalar).length;

/** Scalars that depend on which policies run, and so stand in no digest of the stream. */
export const policyScalars: readonly number[] = [scalar.claimsPending, scalar.shrinkCursor];

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
	/** The compiled loop that runs the box. */
	readonly inner: RunningLoop;
	/** Tick (low 32 bits) at which each CPU is done with what it took on, and its next timer tick. */
	readonly clock: Int32Array;
	readonly nextTick: Int32Array;
	/** The scheduler's picture: ticks of work that each CPU had taken on when it was last looked at, and the period (plus one) that was in. */
	readonly ahead: Int32Array;
	readonly pictured: Int32Array;
	readonly complexes: Complexes;
	/** Tables that only the inner loop reads; see `inner-loop/box.ts`. */
	readonly lookups: Readonly<Record<'logarithms' | 'fredDepth' | 'idtDepth' | 'fewestPages' | 'stackPagesAt', Int32Array>>;
	/** Busy ticks and bursts by class of threads. */
	readonly classBusyTicks: Float64Array;
	readonly classBursts: Float64Array;
	/** Thread that ran last on each CPU, -1: none yet. */
	readonly lastThread: Int32Array;
	/** 1: the CPU is there; 0: it was taken offline. */
	readonly online: Int32Array;
	/** Deepest use of a task stack on each CPU, in depth units. */
	readonly deepest: Int32Array;
	/** Policies (a bit each) that want to be asked when the next thread comes onto a CPU. */
	readonly attention: Int32Array;
	/** Bytes below the stack pointer that some policy wants mapped as well: the most of all. */
	readonly marginBytes: number;
	readonly memory: Memory;
	/** Tables of the workload as they are now in force: random offset, sleeps, gaps before a fork. Follow from the scalars. */
	readonly inForce: {
		readonly offsetMask: Int32Array;
		readonly sleepTickScale: Float64Array;
		readonly respawnTickScale: Float64Array;
	};
	readonly streams: Streams;
	readonly budget: Float64Array;
	readonly counters: StreamCounters;
	/** Stream and policy counts as they stood when boot ended; bills start there. */
	readonly atBoot: Float64Array;
	readonly exitDepths: Float64Array;
	readonly log: LogRing;
	readonly events: EventRing;
	/**
	Of the skipping engine, empty in the exact one: ticks by which the wake-up of each thread is put off, work of each CPU before its next timer tick,
	how much each CPU had worked when it was last looked at, the block (plus one) that was in, and 1 where queues are skipped now.
	*/
	readonly skip: {readonly lead: Int32Array; readonly ticksLeft: Int32Array; readonly worked: Float64Array; readonly lookedAt: Float64Array; readonly isSkipping: Int32Array};
};

/** Builds an empty world; boot fills it. Throws a RangeError when the scenario is larger than the records' fields. */
export const createWorld = (scenario: Scenario): World => {
	const {machine, seed} = scenario;
	const {cpus, threads: rows} = machine;
	const threadPages = machine.threadSizeKiB / 4;
	const compiledTables = compileWorkload(scenario);
	const names: PolicyName[] = ['fixed', ...scenario.policies.filter(name => name !== 'fixed')];
	if (names.length > policiesMax) {
		throw new RangeError(`at most ${policiesMax} policies run side by side, the fixed baseline included; got ${names.length}`);
	}

	const policies = names.map(name => policyOf(name, machine));

	const {arena, views} = carve(arena => {
		const threads = cutThreads(arena, rows, names.length);
		const state = {
			scalars: arena.float64(scalars),
			threads,
			wheel: cutWheel(arena, cpus),
			clock: arena.int32(cpus),
			nextTick: arena.int32(cpus),
			lastThread: arena.int32(cpus),
			ahead: arena.int32(cpus),
			pictured: arena.int32(1),
			classBusyTicks: arena.float64(classesMax),
			classBursts: arena.float64(classesMax),
			online: arena.int32(cpus),
			deepest: arena.int32(cpus),
			attention: arena.int32(cpus),
			streamState: arena.int32(cpus * streamPurposes * 2),
			budget: arena.float64(cpus * budgets),
			counters: cutCounters(arena, cpus),
			exitDepths: arena.float64(kstackBuckets.length),
			log: cutLog(arena, cpus),
			events: cutEventRing(arena, cpus),
			skip: cutSkip(arena, scenario.engine === 'skip' ? {rows, cpus} : {rows: 0, cpus: 0}),
			atBoot: arena.float64(64 * (policies.length + 1)),
			books: policies.map((_, index) => cutBooks(arena, index, cpus, {poolPages: policies[index].poolPages, fewest: policies[index].fewestPages, reservePages: policies[index].reservePages})),
		};
		arena.endState();
		return {...state, ...layTables(arena, compiledTables, complexesOf({scenario, cpus}), policies)};
	});
	const {streamState, books, ...rest} = views;
	const streams = new Streams(streamState);
	streams.seed(seed);
	const {tables} = views;
	const world = {
		...rest,
		scenario,
		cpus,
		rows,
		threadPages,
		classRows: layRows(classCounts(tables.classes, cpus, rows)),
		running: policies.map((policy, index) => ({policy, books: books[index], rest: restOf(policy, tables)})),
		asked: scenario.policies.map(name => names.indexOf(name)),
		marginBytes: Math.max(...policies.map(policy => policy.marginBytes)),
		memory: new Memory(seed, machine.memoryMiB),
		arena,
		streams,
	};
	world.lookups.stackPagesAt.set(books.map(({counts}) => counts.stackPages.byteOffset));
	return {...world, inner: startLoop(world)};
};

/** Puts tables where the inner loop can read them. */
const lay = <T extends Record<string, unknown>>(arena: Arena, group: T): T => Object.fromEntries(Object.entries(group).map(([name, value]) => [
	name,
	ArrayBuffer.isView(value) ? arena.table(value as Int32Array) : value,
])) as T;

/** The tables of the workload, with them those that are in force, and what else the inner loop looks up. */
const layTables = (arena: Arena, tables: WorkloadTables, complexes: Complexes, policies: readonly Policy[]): Pick<World, 'tables' | 'inForce' | 'complexes' | 'lookups'> => {
	const {offsetMask, sleepTickScale, respawnTickScale, pathDepth, events} = tables;
	const units = Math.max(...pathDepth, ...events.interruptDepth, ...events.userFaultDepth) + offsetUnitsMax + 1;
	return {
		tables: {...lay(arena, tables), events: lay(arena, events)},
		complexes: lay(arena, complexes),
		inForce: lay(arena, {offsetMask, sleepTickScale, respawnTickScale}),
		lookups: lay(arena, {
			logarithms: logTable,
			fredDepth: interruptedDepths('fred', units),
			idtDepth: interruptedDepths('idt', units),
			fewestPages: Int32Array.from(policies, ({fewestPages}) => fewestPages),
			stackPagesAt: new Int32Array(policies.length),
		}),
	};
};

const cutSkip = (arena: Arena, {rows, cpus}: {rows: number; cpus: number}): World['skip'] =>
	({lead: arena.int32(rows), ticksLeft: arena.int32(cpus), worked: arena.float64(cpus), lookedAt: arena.float64(Math.min(1, cpus)), isSkipping: arena.int32(Math.min(1, cpus))});

/** What a thread of each class holds at rest under a policy. */
const restOf = (policy: Policy, {classes, sleepDepth, isUser}: WorkloadTables): number[] =>
	classes.map(({restartableSleep}, item) => policy.atRest?.({
		pages: Math.min(policy.sizePages, Math.ceil(sleepDepth[item] / pageUnits)),
		isUser: isUser[item] === 1,
		restartable: restartableSleep,
	}) ?? policy.atForkPages);

/** Puts what the scalars say into force: after boot, a restored checkpoint or an action. */
export const putInForce = ({scalars, tables, inForce, memory, scenario}: World): void => {
	memory.failShare = scalars[scalar.atomicFailShare];
	memory.shareUntil = scalars[scalar.pressureUntil];
	memory.shareAfter = scalars[scalar.pressureAfter];
	memory.starved = scalars[scalar.starved] === 1;
	memory.starvedUntil = scalars[scalar.starvedUntil];
	memory.chargeFailShare = scenario.workload.events.memory.chargeFailShare;
	for (const [item, lifeVisits] of tables.lifeVisits.entries()) {
		const times = lifeVisits > 0 ? scalars[scalar.forkTimes] : 1;
		inForce.offsetMask[item] = scalars[scalar.offsetOn] === 1 ? tables.offsetMask[item] : 0;
		inForce.sleepTickScale[item] = tables.sleepTickScale[item] / times;
		inForce.respawnTickScale[item] = tables.respawnTickScale[item] / times;
	}
};
