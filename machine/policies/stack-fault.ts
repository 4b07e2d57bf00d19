import type {BillItem, BookTotals, Policy} from './policy.js';

/**
What both forms of the 2026 proposal (v2) share: one page at fork, growth by fault from a per-CPU pool of six (for 16 KiB), refilled atomically when a task that grew leaves the CPU.
Source: v2 as applied by Intel's robot (`kernel/fork.c`), read in `dynamic-stacks-2026`, sections 1.2, 1.6, 1.7 and 1.8.
*/

/** `DYNSTK_PAGE_POOL_NR`: all growable pages of the task that leaves and of the one that comes; 6 for 16 KiB. */
export const poolPages = (threadPages: number): number => 2 * (threadPages - 1);

/**
Two page-fault stacks and one for user-device interrupts (PF, PF2, UDI) of 8 KiB each per CPU.
One kernel image carries them whether or not the box has FRED, so both forms pay.
*/
export const exceptionStackKiBPerCpu = 24;

/**
Maps page by page from just below the lowest mapped one, each by a fault of its own (no frame of the model skips a page).
In NMI context growth is refused; an empty pool is fatal: nothing waits for memory.
*/
export const growFromPool: Policy['grow'] = (books, cpu, mapped, wanted, context) => {
	const {counts, pool, poolLowest} = books;
	if (context === 'nmi') {
		counts.growthInNmi[cpu]++;
		return mapped;
	}

	let pages = mapped;
	while (pages < wanted) {
		counts.faults[cpu]++;
		if (pool[cpu] === 0) {
			counts.poolEmpty[cpu]++;
			return pages;
		}

		pool[cpu]--;
		poolLowest[cpu] = Math.min(poolLowest[cpu], pool[cpu]);
		pages++;
		counts.pagesGrown[cpu]++;
	}

	return pages;
};

/** Fills every empty slot with an atomic allocation; a slot that fails stays empty until another task that grew leaves. */
export const refillPool: Policy['switchOutGrown'] = (books, cpu, allocate) => {
	const {counts, pool, poolSize} = books;
	for (let slot = pool[cpu]; slot < poolSize; slot++) {
		if (allocate(cpu, slot)) {
			pool[cpu]++;
			counts.refilledPages[cpu]++;
			counts.pagesAllocated[cpu]++;
		} else {
			counts.refillFailures[cpu]++;
		}
	}
};

/** Lines of the bill that do not depend on the event delivery. Steps and sums: `costs`, section 2. */
export const sharedBill = (books: BookTotals, baseline: BookTotals): BillItem[] => [
	{what: 'pool refill and charge', count: books.refilledPages, steps: {alloc: 1, zero_mix: 1, charge: 1, kstack_stat: 1}},
	{what: 'cold lines of grown pages', count: books.pagesGrown, steps: {cold_1k: 1}},
	{what: 'fork from the stack cache', count: books.cacheHits, steps: {hit4: 1, data_pte3: 1}},
	{what: 'fork with a fresh stack', count: books.freshStacks, steps: {vmap1: 1, data_pte3: 1}},
	{what: 'exit of a grown stack', count: books.grownFreed, steps: {stack_free: 1}},
	{what: 'saved: cached forks of fixed stacks', count: baseline.cacheHits, steps: {hit16: -1}},
	{what: 'saved: fresh forks of fixed stacks', count: baseline.freshStacks, steps: {stack_fresh: -1}},
];
