import {bookCounts, total, type Books} from './books.js';
import {kstackBuckets, streamCounts} from './counters.js';
import {combine, scaleRange, stepCost} from './delivery/cycles.js';
import {failureKinds, type Range} from './description.js';
import {booksDigest, streamDigest} from './digest.js';
import {borrowedPages, booksTotal, deliveryOf, freeKiBNow, pageKiB, policyFigures, type Raw, rawTotal, reserveNow, streamTotals, switchesBy} from './figures.js';
import {newestLog} from './log.js';
import {logEntryOf} from './log-entry.js';
import {growthContexts} from './policies/context.js';
import type {BillItem, BookTotals, StreamTotals} from './policies/policy.js';
import {switchRules, type SwitchRule} from './policies/switches.js';
import {readingSchemaVersion, type BillLine, type ClassReading, type CpuColumns, type LogEntry, type PolicyCpuColumns, type PolicyReading, type Reading} from './reading.js';
import {depthUnitBytes, pageBytes} from './workload/tables.js';
import {lowTicks, tickNs} from './time/ticks.js';
import {scalar, type RunningPolicy, type World} from './world.js';

/** Newest log entries that a reading carries. */
const logLength = 64;

/** The same of one CPU. Written out, because it is done for every CPU of every reading: fields picked by name take ten times as long. */
const streamOf = ({counters}: World, cpu: number): StreamTotals => ({
	bursts: counters.bursts[cpu],
	markPages: counters.markPages[cpu],
	visits: counters.visits[cpu],
	userVisits: counters.userVisits[cpu],
	restartableWaits: counters.restartableWaits[cpu],
	asyncPageFaults: counters.asyncPageFaults[cpu],
	userFaults: counters.userFaults[cpu],
	atomicUserFaults: counters.atomicUserFaults[cpu],
	timerTicks: counters.ticksTask[cpu] + counters.ticksNested[cpu],
	reschedules: counters.rescheduleTask[cpu],
	devices: counters.deviceTask[cpu] + counters.deviceNested[cpu],
	idleInterrupts: counters.idleInterrupts[cpu],
	nmisKernel: counters.nmisKernel[cpu],
});

/** Remembers all totals as boot leaves them: the bill begins there. */
export const markBootEnd = (world: World): void => {
	let at = 0;
	for (const value of [rawTotal(world), ...world.running.map(one => booksTotal(one))]) {
		for (const count of Object.values(value)) {
			world.atBoot[at++] = count;
		}
	}
};

const sinceBoot = <T extends Readonly<Record<string, number>>>(world: World, totals: T, first: number): T =>
	Object.fromEntries(Object.entries(totals).map(([name, count], index) => [name, count - world.atBoot[first + index]])) as unknown as T;

/** The whole cost of a kernel-mode fault on user memory is a mix of these steps. Source: `costs`, section 7. */
const userFaultSteps = {zero_rd: 'kpf_zero_rd', anon_wr: 'kpf_anon_wr', cow: 'kpf_cow', file: 'kpf_file', major: 'kpf_major'} as const;

/** What moving a fault back costs, in percent of the likely cost of such a fault under the workload's mix. */
const demotionOf = (world: World, {what, steps}: BillItem): Range => {
	const {costs, workload} = world.scenario;
	const {kinds} = workload.events.userFaults;
	const weight = kinds.reduce((sum, kind) => sum + kind.weight, 0);
	const whole = kinds.reduce((sum, kind) => sum + kind.weight / weight * stepCost(costs, userFaultSteps[kind.kind]).likely, 0);
	return scaleRange(combine([{what, count: 1, steps}], costs), whole > 0 ? 100 / whole : 0);
};

const billOf = (world: World, one: RunningPolicy, position: number): {lines: BillLine[]; cycles: Range; demotionPercent: Range} => {
	const {costs} = world.scenario;
	const stream = streamTotals(sinceBoot(world, rawTotal(world), 0));
	const first = (index: number): number => streamCounts.length + index * bookCounts.length;
	const items = one.policy.bill(stream, sinceBoot(world, booksTotal(one), first(position)), sinceBoot(world, booksTotal(world.running[0]), first(0)));
	const demotion = items.find(({role}) => role === 'demotion');
	return {
		demotionPercent: demotion ? demotionOf(world, demotion) : {low: 0, likely: 0, high: 0},
		lines: items.map(item => ({what: item.what, role: item.role, count: item.count, cycles: combine([item], costs)})),
		cycles: combine(items, costs),
	};
};

/** Shortages that are not over are counted up to now. */
const shortagesOf = ({shortSince}: Books, own: BookTotals, now: number): PolicyReading['shortages'] => {
	const open = shortSince.filter(since => since > 0);
	return {count: own.shortages, totalNs: (own.shortageTicks + total(open.map(since => now + 1 - since))) * tickNs, now: open.length};
};

/** One column that holds the sums of others. */
const sumOf = ([first, ...others]: readonly Float64Array[]): Float64Array => {
	const sums = first.slice();
	for (const column of others) {
		for (let cpu = 0; cpu < sums.length; cpu++) {
			sums[cpu] += column[cpu];
		}
	}

	return sums;
};

const cpuColumnsOf = (world: World, one: RunningPolicy, borrowed: Float64Array, stream: readonly StreamTotals[], rules: readonly SwitchRule[]): PolicyCpuColumns => {
	const {books, policy} = one;
	const column = (value: (cpu: number) => number): Float64Array => Float64Array.from({length: world.cpus}, (_, cpu) => value(cpu));
	const {counts} = books;
	return {
		stackPages: counts.stackPages.map((pages, cpu) => pages + borrowed[cpu]),
		faults: counts.faults.slice(),
		pagesGrown: counts.pagesGrown.slice(),
		demotions: column(cpu => policy.demotions(stream[cpu])),
		interruptsMoved: column(cpu => policy.interruptsMoved(stream[cpu])),
		levelSwitches: column(cpu => {
			const own = {faults: counts.faults[cpu]};
			let sum = 0;
			for (const rule of rules) {
				sum += 2 * rule.count(stream[cpu], own);
			}

			return sum;
		}),
		pool: Float64Array.from(books.pool),
		poolLowest: Float64Array.from(books.poolLowest),
		poolEmpty: counts.poolEmpty.slice(),
		refillFailures: counts.refillFailures.slice(),
		waits: counts.waits.slice(),
		failures: sumOf(failureKinds.map(kind => counts[kind])),
	};
};

const readPolicy = (world: World, position: number, stream: readonly StreamTotals[], all: Raw, withDigest: boolean): PolicyReading => {
	const {scenario, cpus, threadPages, scalars} = world;
	const {machine} = scenario;
	const one = world.running[position];
	const {policy, books} = one;
	const delivery = deliveryOf(world, policy);
	const totals = streamTotals(all);
	const own = booksTotal(one);
	const {stacks} = all;
	const borrowed = borrowedPages(world, one);
	const figures = policyFigures(world, one, {all, own, borrowed});
	const {fixedKiB, stackKiB, borrowedKiB, poolKiB, exceptionStackKiB, netKiB} = figures;
	const saved = (kib: number): number => fixedKiB === 0 ? 0 : 100 * (1 - kib / fixedKiB);
	const rules = switchRules(policy, delivery);
	const switches = switchesBy(rules, totals, own);
	const {lines, cycles, demotionPercent} = billOf(world, one, position);
	const elapsedNs = scalars[scalar.now] * tickNs;
	const atFork = policy.atForkPages;
	const first = books.firstFailure;
	const flushes = policy.flushes(totals, own);
	const byContext = (counts: Float64Array) => Object.fromEntries(growthContexts.map((context, index) => [context, counts[index]])) as PolicyReading['growthBy'];
	return {
		name: policy.name,
		kind: policy.kind,
		sizeKiB: policy.sizePages * pageKiB,
		title: policy.title,
		delivery,
		whatIf: delivery === 'fred' && !machine.hasFred,
		fixedKiB,
		stackKiB,
		borrowedKiB,
		netKiB,
		poolKiB,
		exceptionStackKiB,
		cachedKiB: total(books.cached) * atFork * pageKiB,
		savedPercent: {gross: saved(stackKiB), net: saved(netKiB)},
		pagesPerStack: [...books.pagesPerStack.subarray(1, Math.max(threadPages, policy.sizePages) + 1)],
		withoutStack: books.pagesPerStack[0],
		stacks,
		faults: figures.faults,
		pagesGrown: figures.pagesGrown,
		demotions: figures.demotions,
		interruptsMoved: figures.interruptsMoved,
		nmis: figures.nmis,
		levelSwitches: figures.levelSwitches,
		levelSwitchesBy: switches,
		poolSize: books.poolSize,
		poolLowest: Math.min(books.poolSize, ...books.poolLowest),
		reserve: {size: policy.reservePages, now: reserveNow(books), lowest: books.reserve[1], taken: own.reserveTaken},
		poolEmpty: figures.poolEmpty,
		growthBy: byContext(books.growthBy),
		emptyBy: byContext(books.emptyBy),
		laterGrowths: own.laterGrowths,
		growthPerStay: [...books.stays.subarray(1, policy.sizePages + 1)],
		refilledPages: own.refilledPages,
		refillFailures: own.refillFailures,
		shortages: shortagesOf(books, own, scalars[scalar.now]),
		waits: own.waits,
		waitNs: own.waitTicks * tickNs,
		pagesTakenBack: own.pagesTakenBack,
		invalidations: own.invalidations + flushes.invalidations,
		shootdowns: own.shootdowns + flushes.shootdowns,
		eventsLost: own.eventsLost,
		chargeFailures: own.chargeFailures,
		unchargedPages: own.unchargedPages,
		refused: own.refused,
		shortFills: own.shortFills,
		headroomBytes: policy.sizePages * pageBytes - deepestBytes(world),
		failures: figures.failures,
		failuresBy: Object.fromEntries(failureKinds.map(kind => [kind, own[kind]])) as PolicyReading['failuresBy'],
		firstFailure: first[0] < 0 ? undefined : {timeNs: first[0] * tickNs, cpu: first[1], tid: first[2], kind: failureKinds[first[3]]},
		costPercent: elapsedNs === 0 ? {low: 0, likely: 0, high: 0} : scaleRange(cycles, 100 / (elapsedNs * machine.clockGHz * cpus)),
		costCycles: cycles,
		demotionPercent,
		bill: lines,
		pagesAllocated: own.pagesAllocated,
		pagesFreed: own.pagesFreed,
		vmstat: {
			nr_kernel_stack: stackKiB,
			nr_dynamic_stacks_faults: own.faults === 0 ? 0 : Math.max(0, (own.stackPages - stacks * atFork) * pageKiB),
			...Object.fromEntries(kstackBuckets.map((name, bucket) => [name, world.exitDepths[bucket]])),
		},
		perCpu: cpuColumnsOf(world, one, borrowed, stream, rules),
		digest: withDigest ? booksDigest(world, books) : '',
	};
};

const streamColumns = (world: World, stream: readonly StreamTotals[]): CpuColumns => {
	const {counters} = world;
	return {
		stacks: counters.stacks.slice(),
		contextSwitches: counters.contextSwitches.slice(),
		visits: counters.visits.slice(),
		userFaults: counters.userFaults.slice(),
		asyncPageFaults: counters.asyncPageFaults.slice(),
		kernelInterrupts: Float64Array.from(stream, totals => totals.timerTicks + totals.reschedules + totals.devices + totals.idleInterrupts),
		nmis: counters.nmisKernel.map((count, cpu) => count + counters.nmisUser[cpu]),
		forks: counters.forks.slice(),
		exits: counters.exits.slice(),
		migrations: counters.migrations.slice(),
		busyNs: busyNs(world),
		deepestBytes: Float64Array.from(world.deepest, units => units * depthUnitBytes),
		online: Float64Array.from(world.online),
	};
};

const logOf = (world: World): LogEntry[] =>
	newestLog(world.log, world.cpus, world.asked, logLength)
		.map(record => logEntryOf(world, record));

/** Bursts are booked when their thread wakes; what a CPU has taken on but not worked off yet is not counted as busy time. */
const busyNs = ({counters, clock, scalars, skip}: World): Float64Array => {
	const now = lowTicks(scalars[scalar.now]);
	// A batch of the skipping engine stands at the middle of what it stands for: as much of its work is over as is to come
	const ahead = skip.isSkipping[0] === 1 ? (ticks: number) => Math.max(0, ticks - scalars[scalar.now]) : (_: number, cpu: number) => Math.max(0, (clock[cpu] - now) | 0);
	return counters.busyTicks.map((ticks, cpu) => (ticks - ahead(ticks, cpu)) * tickNs);
};

const deepestBytes = (world: World): number => Math.max(...world.deepest) * depthUnitBytes;

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

const totalsOf = (world: World, all: Raw): Reading['totals'] => {
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
		kernelInterrupts: all.ticksTask + all.ticksNested + all.rescheduleTask + all.deviceTask + all.deviceNested + all.idleInterrupts,
		nestedInterrupts: all.ticksNested + all.deviceNested,
		switchWindowHits: all.switchWindowHits,
		nmis: all.nmisKernel + all.nmisUser,
		nmisUser: all.nmisUser,
		machineChecks: all.machineChecks,
		deepSleeps: all.deepSleeps,
		restartableWaits: all.restartableWaits,
		busyNs: total(busyNs(world)),
		threads: all.stacks,
		restartableThreads: rowsOf(restartableSleep),
		userThreads: rowsOf(isUser),
	};
};

/** Reads the world into an immutable snapshot. Digests cost a pass over all threads and are left empty unless wanted. */
export const readWorld = (world: World, withDigest: boolean): Reading => {
	const stream = Array.from({length: world.cpus}, (_, cpu) => streamOf(world, cpu));
	const all = rawTotal(world);
	return {
		schemaVersion: readingSchemaVersion,
		timeNs: world.scalars[scalar.now] * tickNs,
		digest: withDigest ? streamDigest(world) : '',
		seed: world.scenario.seed,
		engine: world.skip.isSkipping[0] === 1 ? 'skip' : 'exact',
		machine: world.scenario.machine.name,
		workload: world.scenario.workload.name,
		delivery: world.scalars[scalar.delivery] === 1 ? 'fred' : 'idt',
		cpus: world.cpus,
		threadRows: world.rows,
		memory: memoryOf(world),
		stackOffset: world.scalars[scalar.offsetOn] === 1,
		forkTimes: world.scalars[scalar.forkTimes],
		nmiPerSecond: world.scalars[scalar.nmiPerSecond],
		totals: totalsOf(world, all),
		classes: classesOf(world),
		policies: world.asked.map(position => readPolicy(world, position, stream, all, withDigest)),
		perCpu: streamColumns(world, stream),
		log: logOf(world),
	};
};
