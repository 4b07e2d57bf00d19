import {size, type Parameter} from './family.js';
import {fail, type BillItem, type BookTotals, type Policy, type Site} from './policy.js';

/**
What both forms of the 2026 proposal (v2) share: one page at fork, growth by fault from a per-CPU pool of six (for 16 KiB), refilled atomically when a task that grew leaves the CPU.
Source: v2 as applied by Intel's robot (`kernel/fork.c`), read in `dynamic-stacks-2026`, sections 1.2, 1.6, 1.7 and 1.8.
*/

/** Pages that can be given to one stack. */
const growable = (values: {size: number; prealloc: number}): number => values.size / 4 - preallocated(values);

/** Two page-fault stacks and one for user-device interrupts (PF, PF2, UDI) of 8 KiB each per CPU. One kernel image carries them whether or not the box has FRED, so both forms pay. */
const exceptionStackKiBPerCpu = 24;

const prealloc: Parameter = {about: 'pages mapped at fork', least: 1, most: 16, fallback: 1};

/** `DYNSTK_PAGE_POOL_NR`: all growable pages of the task that leaves and of the one that comes; 6 for 16 KiB. 0 stands for that. */
export const stackFaultParameters = {
	size,
	prealloc,
	pool: {about: 'pages in each CPU\'s pool; 0: twice the growable pages of a stack, as posted', least: 0, most: 1024, fallback: 0},
} as const;

export const poolPages = (values: {size: number; prealloc: number; pool: number}): number => values.pool || 2 * growable(values);

/** Pages at fork: never more than the address space has. */
export const preallocated = (values: {size: number; prealloc: number}): number => Math.min(values.prealloc, values.size / 4);

/**
Maps pages one by one, from just below the lowest mapped one; each is a fault of its own unless the stack pointer jumped. `take` gets a page, or says that there is none.
Gives the pages held; fewer than wanted: there was none.
*/
export const mapPages = (site: Site, held: number, wanted: number, take: (site: Site) => boolean): number => {
	const {books: {counts}, cpu, jump} = site;
	let pages = held;
	while (pages < wanted) {
		if (!jump || pages === held) {
			counts.faults[cpu]++;
		}

		if (!take(site)) {
			return pages;
		}

		pages++;
		counts.pagesGrown[cpu]++;
	}

	return pages;
};

/** Takes a page from the CPU's pool, if there is one. */
export const takeFromPool = ({books: {pool, poolLowest}, cpu}: Site): boolean => {
	if (pool[cpu] === 0) {
		return false;
	}

	pool[cpu]--;
	poolLowest[cpu] = Math.min(poolLowest[cpu], pool[cpu]);
	return true;
};

/** In NMI context growth is refused; an empty pool is fatal: nothing waits for memory. */
export const growFromPool: Policy['grow'] = (site, held, wanted) => {
	if (site.context === 'nmi') {
		return fail(site, 'growthInNmi', held);
	}

	const pages = mapPages(site, held, wanted, takeFromPool);
	return pages < wanted ? fail(site, 'poolEmpty', pages) : pages;
};

/** Fills every empty slot with an atomic allocation and charges it; a slot that fails stays empty until another task that grew leaves. */
export const refillPool = (site: Site): void => {
	const {books: {counts, pool, poolSize}, cpu, memory} = site;
	for (let slot = pool[cpu]; slot < poolSize; slot++) {
		if (memory.atomic(cpu, slot)) {
			pool[cpu]++;
			counts.refilledPages[cpu]++;
			counts.pagesAllocated[cpu]++;
			if (!memory.charge(cpu, slot)) {
				counts.chargeFailures[cpu]++;
			}
		} else {
			counts.refillFailures[cpu]++;
		}
	}
};

/** The hotplug callback fills with the same atomic allocations and reports success whatever it got. Source: `dynamic-stacks-2026`, section 1.7. */
export const fillAtomically = ({books, cpu, memory}: Site): number => {
	let pages = 0;
	for (let slot = 0; slot < books.poolSize; slot++) {
		if (memory.atomic(cpu, slot)) {
			pages++;
		}
	}

	return pages;
};

/** What both forms of v2 do alike. */
export const stackFaultBase = (values: {size: number; prealloc: number; pool: number}) => ({
	sizePages: values.size / 4,
	atForkPages: preallocated(values),
	poolPages: poolPages(values),
	exceptionStackKiBPerCpu,
	grow: growFromPool,
	leave(site: Site, _before: number, held: number): number {
		refillPool(site);
		return held;
	},
	fillAtBringUp: fillAtomically,
}) satisfies Partial<Policy>;

/** Lines of the bill that do not depend on the event delivery, for stacks with `atForkPages` mapped at fork. Steps and sums: `costs`, section 2 (`pages_4v1` for three pages more than one). */
export const sharedBill = (books: BookTotals, baseline: BookTotals, atForkPages: number): BillItem[] => [
	{what: 'pool refill and charge', count: books.refilledPages, steps: {alloc: 1, zero_mix: 1, charge: 1, kstack_stat: 1}},
	{what: 'cold lines of grown pages', count: books.pagesGrown, steps: {cold_1k: 1}},
	{what: 'fork from the stack cache', count: books.cacheHits, steps: {hit4: atForkPages, data_pte3: 1}},
	{what: 'fork with a fresh stack', role: 'freshFork', count: books.freshStacks, steps: {vmap1: 1, pages_4v1: (atForkPages - 1) / 3, data_pte3: 1}},
	{what: 'exit of a grown stack', role: 'grownExit', count: books.grownFreed, steps: {stack_free: 1}},
	...forksOfFixedStacks(baseline),
];

/** What the forks of fixed stacks would have cost: saved by whoever maps less at fork. */
export const forksOfFixedStacks = (baseline: BookTotals): BillItem[] => [
	{what: 'saved: cached forks of fixed stacks', count: baseline.cacheHits, steps: {hit16: -1}},
	{what: 'saved: fresh forks of fixed stacks', count: baseline.freshStacks, steps: {stack_fresh: -1}},
];

/** Questions of the debate that only make sense where the Accessed bit is used. */
export const noAccessedBits = [
	{question: 8, because: 'it does not look at Accessed bits, and no task waits for pages at switch-in'},
	{question: 9, because: 'it takes no page back from a living thread'},
] as const;
