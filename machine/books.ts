import type {Arena} from './arena.js';
import {failureKinds} from './description.js';
import {growthContexts} from './policies/context.js';

/** Per-CPU counts that every policy keeps, since boot. Doubles: exact to 2^53, so none wraps. */
export const bookCounts = [
	/** Pages held by the stacks whose thread last ran here. */
	'stackPages',
	'faults',
	/** Pages added to stacks because they went deeper, and pages taken back from living threads. */
	'pagesGrown',
	'pagesTakenBack',
	/** Growths of stacks that held more than at fork already. */
	'laterGrowths',
	'refilledPages',
	'refillFailures',
	/** Stretches in which a pool was short after a refill that failed, and how long those that are over took. */
	'shortages',
	'shortageTicks',
	...failureKinds,
	/** Asynchronous events that were lost because their frame did not fit. */
	'eventsLost',
	/** Times that somebody had to wait for a page, and for how long. */
	'waits',
	'waitTicks',
	/** Pages from the reserve for the whole box. */
	'reserveTaken',
	/** Flushes that do not follow from the stream's counts. */
	'invalidations',
	'shootdowns',
	/** Memcg charges that failed, and pages that came after a thread's accounting was closed. */
	'chargeFailures',
	'unchargedPages',
	/** Requests for more stack that were answered no. */
	'refused',
	/** Times that a CPU came online with less than a full pool. */
	'shortFills',
	'cacheHits',
	'freshStacks',
	/** Ended stacks that held more than at fork and so were not cached. */
	'grownFreed',
	'pagesAllocated',
	'pagesFreed',
] as const;
export type BookCount = (typeof bookCounts)[number];

/** The books of one policy: what it holds and what it counted, CPU by CPU. */
export type Books = {
	/** Position of the policy in packed words. */
	readonly index: number;
	/** Fewest pages a stack can hold under it (0 or 1): page counts are packed less so many. */
	readonly fewest: number;
	/** Pages in a full pool. */
	readonly poolSize: number;
	/** Pages in each CPU's pool now, and the fewest ever. */
	readonly pool: Int32Array;
	readonly poolLowest: Int32Array;
	/** Stacks kept for reuse by each CPU. */
	readonly cached: Int32Array;
	/** Live stacks that hold i pages. */
	readonly pagesPerStack: Float64Array;
	/** Pages that CPU takes from the box's reserve in this quantum: settled at its end. */
	readonly claims: Int32Array;
	/** Pages in a full reserve of the box; in it now, and the fewest ever. */
	readonly reserveSize: number;
	readonly reserve: Int32Array;
	/** Stays on a CPU in which a stack grew by i pages. */
	readonly stays: Float64Array;
	/** Tick since when each CPU's pool has not been full though it was refilled, plus one; 0: it is full. */
	readonly shortSince: Float64Array;
	/** Times that stacks had to grow, and found no page, by context. */
	readonly growthBy: Float64Array;
	readonly emptyBy: Float64Array;
	/** Time in ticks (-1: never), CPU, thread id (0: nobody's) and kind of the first failure. */
	readonly firstFailure: Float64Array;
	readonly counts: Readonly<Record<BookCount, Float64Array>>;
};

export const cutBooks = (arena: Arena, index: number, cpus: number, {poolPages, fewest, reservePages}: {poolPages: number; fewest: number; reservePages: number}): Books => ({
	index,
	fewest,
	poolSize: poolPages,
	reserveSize: reservePages,
	pool: arena.int32(cpus),
	poolLowest: arena.int32(cpus),
	cached: arena.int32(cpus),
	pagesPerStack: arena.float64(17),
	claims: arena.int32(cpus),
	reserve: arena.int32(2),
	stays: arena.float64(17),
	shortSince: arena.float64(cpus),
	growthBy: arena.float64(growthContexts.length),
	emptyBy: arena.float64(growthContexts.length),
	firstFailure: arena.float64(4),
	counts: Object.fromEntries(bookCounts.map(name => [name, arena.float64(cpus)])) as Record<BookCount, Float64Array>,
});

/** Sum of one column of whole numbers over all CPUs. */
export const total = (column: Float64Array | Int32Array): number => {
	// Four sums side by side, as each addition waits for the one before: all are whole numbers, so their order does not matter
	let [a, b, c, d] = [0, 0, 0, 0];
	let index = 0;
	for (; index + 3 < column.length; index += 4) {
		a += column[index];
		b += column[index + 1];
		c += column[index + 2];
		d += column[index + 3];
	}

	for (; index < column.length; index++) {
		a += column[index];
	}

	return a + b + c + d;
};
