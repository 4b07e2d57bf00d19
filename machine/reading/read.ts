import {total} from '../books.js';
import {streamDigest} from '../digest.js';
import {newestLog} from '../log.js';
import {logEntryOf} from '../log-entry.js';
import {kernelInterrupts} from '../policies/policy.js';
import {tickNs} from '../time/ticks.js';
import {scalar, type World} from '../world.js';
import {streamColumns} from './cpu-columns.js';
import {deliveryNow, freeKiBNow, pageKiB} from './figures.js';
import {readPolicy, type Shared} from './read-policy.js';
import {readingSchemaVersion, type ClassReading, type LogEntry, type Reading} from './reading.js';
import {ColumnSheet} from './sheet.js';
import {booksSinceBoot, booksTotal, CpuTotals, rawSinceBoot, rawTotal, streamTotals} from './totals.js';

/** Newest log entries that a reading carries. */
const logLength = 64;

/** Columns of the box, and of each policy. */
const boxColumns = 13;
const policyColumns = 12;

const logOf = (world: World): LogEntry[] =>
	newestLog(world.log, world.cpus, world.asked, logLength)
		.map(record => logEntryOf(world, record));

const memoryOf = (world: World): Reading['memory'] => {
	const {memory, scenario, scalars} = world;
	const now = scalars[scalar.now];
	const {min, low, high} = memory.watermarks;
	return {
		state: memory.state(now),
		totalKiB: scenario.machine.memoryMiB * 1024,
		freeKiB: freeKiBNow(world),
		minKiB: min * pageKiB,
		lowKiB: low * pageKiB,
		highKiB: high * pageKiB,
		failShare: memory.failShare,
		starved: memory.starved,
	};
};

const classesOf = ({tables, classRows, classBursts, classBusyTicks}: World): ClassReading[] =>
	tables.classes.map(({name, kind}, item) => ({name, kind, rows: classRows[item].count, bursts: classBursts[item], busyNs: classBusyTicks[item] * tickNs}));

const totalsOf = (world: World, {all, totals}: Pick<Shared, 'all' | 'totals'>, busyNs: Float64Array): Reading['totals'] => {
	const {classes, restartableSleep, isUser} = world.tables;
	// Classes keep their rows, so shares of rows are shares of threads
	const rowsOf = (flags: Uint8Array): number => classes.reduce((sum, _, item) => sum + flags[item] * world.classRows[item].count, 0);
	return {
		bursts: all.bursts,
		visits: all.visits,
		contextSwitches: all.contextSwitches,
		migrations: all.migrations,
		forks: all.forks,
		exits: all.exits,
		userFaults: all.userFaults,
		atomicUserFaults: all.atomicUserFaults,
		asyncPageFaults: all.asyncPageFaults,
		kernelInterrupts: kernelInterrupts(totals),
		nestedInterrupts: all.ticksNested + all.deviceNested,
		switchWindowHits: all.switchWindowHits,
		nmis: all.nmisKernel + all.nmisUser,
		nmisUser: all.nmisUser,
		machineChecks: all.machineChecks,
		deepSleeps: all.deepSleeps,
		restartableWaits: all.restartableWaits,
		busyNs: total(busyNs),
		threads: all.stacks,
		restartableThreads: rowsOf(restartableSleep),
		userThreads: rowsOf(isUser),
	};
};

/** Reads the world into an immutable snapshot. Digests cost a pass over all threads and are left empty unless wanted. */
export const readWorld = (world: World, withDigest: boolean): Reading => {
	const stream = new CpuTotals(world);
	const sheet = new ColumnSheet(world.cpus, boxColumns + policyColumns * world.asked.length);
	const all = rawTotal(world);
	const totals = streamTotals(all);
	const since = streamTotals(rawSinceBoot(world, all));
	const baseline = booksSinceBoot(world, 0, booksTotal(world.running[0]));
	const perCpu = streamColumns(world, sheet, stream);
	return {
		schemaVersion: readingSchemaVersion,
		timeNs: world.scalars[scalar.now] * tickNs,
		digest: withDigest ? streamDigest(world) : '',
		seed: world.scenario.seed,
		engine: world.skip.isSkipping[0] === 1 ? 'skip' : 'exact',
		machine: world.scenario.machine.name,
		workload: world.scenario.workload.name,
		delivery: deliveryNow(world),
		cpus: world.cpus,
		threadRows: world.rows,
		memory: memoryOf(world),
		stackOffset: world.scalars[scalar.offsetOn] === 1,
		forkTimes: world.scalars[scalar.forkTimes],
		nmiPerSecond: world.scalars[scalar.nmiPerSecond],
		totals: totalsOf(world, {all, totals}, perCpu.busyNs),
		classes: classesOf(world),
		policies: world.asked.map(position => readPolicy(world, position, {sheet, stream, all, totals, since, baseline}, withDigest)),
		perCpu,
		log: logOf(world),
	};
};
