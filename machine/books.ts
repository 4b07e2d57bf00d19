import type {Arena} from './arena.js';

/** Per-CPU counts that every policy keeps, since boot. Doubles: exact to 2^53, so none wraps. */
export const bookCounts = [
	/** Mapped pages of the stacks whose thread last ran here. */
	'stackPages',
	'faults',
	'pagesGrown',
	'poolEmpty',
	'refilledPages',
	'refillFailures',
	'growthInNmi',
	'overflow',
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
	/** Pages in a full pool. */
	readonly poolSize: number;
	/** Pages in each CPU's pool now, and the fewest ever. */
	readonly pool: Int32Array;
	readonly poolLowest: Int32Array;
	/** Stacks kept for reuse by each CPU. */
	readonly cached: Int32Array;
	/** Live stacks that hold i + 1 pages. */
	readonly pagesPerStack: Float64Array;
	/** Time in ticks (-1: never), CPU, thread and kind of the first failure. */
	readonly firstFailure: Float64Array;
	readonly counts: Readonly<Record<BookCount, Float64Array>>;
};

export const cutBooks = (arena: Arena, index: number, cpus: number, poolSize: number): Books => ({
	index,
	poolSize,
	pool: arena.int32(cpus),
	poolLowest: arena.int32(cpus),
	cached: arena.int32(cpus),
	pagesPerStack: arena.float64(16),
	firstFailure: arena.float64(4),
	counts: Object.fromEntries(bookCounts.map(name => [name, arena.float64(cpus)])) as Record<BookCount, Float64Array>,
});

/** Sum of one column over all CPUs. */
export const total = (column: Float64Array | Int32Array): number => {
	let sum = 0;
	for (const value of column) {
		sum += value;
	}

	return sum;
};
