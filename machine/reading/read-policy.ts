import {total, type Books} from '../books.js';
import {kstackBuckets} from '../counters.js';
import {scaleRange} from '../delivery/cycles.js';
import {failureKinds} from '../description.js';
import {booksDigest} from '../digest.js';
import {growthContexts} from '../policies/context.js';
import type {BookTotals, StreamTotals} from '../policies/policy.js';
import {switchRules} from '../policies/switches.js';
import {tickNs} from '../time/ticks.js';
import {scalar, type World} from '../world.js';
import {depthUnitBytes, pageBytes} from '../layout.js';
import {billOf} from './bill.js';
import {policyColumns} from './cpu-columns.js';
import {borrowedPages, deliveryOf, pageKiB, policyFigures, reserveNow, switchesBy} from './figures.js';
import type {PolicyReading} from './policy-reading.js';
import type {ColumnSheet} from './sheet.js';
import {booksTotal, type CpuTotals, type Raw} from './totals.js';

/** Shortages that are not over are counted up to now. */
const shortagesOf = ({shortSince}: Books, own: BookTotals, now: number): PolicyReading['shortages'] => {
	let open = 0;
	let openTicks = 0;
	for (let cpu = 0; cpu < shortSince.length; cpu++) { // eslint-disable-line @typescript-eslint/prefer-for-of, unicorn/no-for-loop -- nearly all are 0, and columns are looked through ten times a second
		if (shortSince[cpu] > 0) {
			open++;
			openTicks += now + 1 - shortSince[cpu];
		}
	}

	return {count: own.shortages, totalNs: (own.shortageTicks + openTicks) * tickNs, now: open};
};

/** What all policies of a reading share: room for their columns, the totals of each CPU and those of the box, those since boot ended and what fixed stacks counted since then. */
export type Shared = {
	readonly sheet: ColumnSheet;
	readonly stream: CpuTotals;
	readonly all: Raw;
	readonly totals: StreamTotals;
	readonly since: StreamTotals;
	readonly baseline: BookTotals;
};

const deepestBytes = ({deepest}: World): number => {
	let most = 0;
	for (let cpu = 0; cpu < deepest.length; cpu++) { // eslint-disable-line @typescript-eslint/prefer-for-of, unicorn/no-for-loop -- a spread column takes twenty times as long
		most = Math.max(most, deepest[cpu]);
	}

	return most * depthUnitBytes;
};

const poolLowest = ({poolSize, poolLowest}: Books): number => {
	let least = poolSize;
	for (let cpu = 0; cpu < poolLowest.length; cpu++) { // eslint-disable-line @typescript-eslint/prefer-for-of, unicorn/no-for-loop -- as above
		least = Math.min(least, poolLowest[cpu]);
	}

	return least;
};

/** The books of the policy at `position` among those that run. */
export const readPolicy = (world: World, position: number, shared: Shared, withDigest: boolean): PolicyReading => {
	const {scenario, cpus, threadPages, scalars} = world;
	const {machine} = scenario;
	const one = world.running[position];
	const {policy, books} = one;
	const delivery = deliveryOf(world, policy);
	const {sheet, stream, all, totals} = shared;
	const own = booksTotal(one);
	const {stacks} = all;
	const borrowed = borrowedPages(world, one);
	const figures = policyFigures(world, one, {all, totals, own, borrowed});
	const {fixedKiB, stackKiB, borrowedKiB, poolKiB, exceptionStackKiB, netKiB} = figures;
	const saved = (kib: number): number => fixedKiB === 0 ? 0 : 100 * (1 - kib / fixedKiB);
	const rules = switchRules(policy, delivery);
	const switches = switchesBy(rules, totals, own);
	const {lines, cycles, demotionPercent} = billOf(world, position, own, shared);
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
		poolLowest: poolLowest(books),
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
		perCpu: policyColumns(one, sheet, borrowed, stream, rules),
		digest: withDigest ? booksDigest(world, books) : '',
	};
};
