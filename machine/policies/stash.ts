import {fillAtomically, forksOfFixedStacks} from './stack-fault.js';
import {foundEmpty, wait, type BillItem, type BookTotals, type Policy, type Site} from './policy.js';

/**
The stash of each CPU, for policies that map a stack whole while its thread runs and only part of it while it sleeps.

A thread that comes takes what it lacks from the stash, and puts back what it does not keep when it leaves; so one task's worth of pages is enough.
Its level is told as it is when nobody runs: `books.pool` holds the address space less the fewest pages a thread can hold, unless somebody kept more than he brought.
A stash that is short makes the thread that comes wait. That holds it up, and nobody dies of it.
*/

/** Pages that a thread which holds `held` lacks. */
const lacks = ({books: {poolSize, fewest}}: Site, held: number): number => poolSize + fewest - held;

/**
Asks for every page that the stash lacks, without sleeping. If it then still has fewer than `needed`, whoever needs them waits until an atomic request succeeds
(or through direct reclaim) and gets them: the model goes on.
*/
const fill = (site: Site, needed: number): void => {
	const {books: {counts, pool, poolSize}, cpu, memory} = site;
	const take = (pages: number): void => {
		pool[cpu] += pages;
		counts.pagesAllocated[cpu] += pages;
		counts.refilledPages[cpu] += pages;
	};

	for (let slot = pool[cpu]; slot < poolSize; slot++) {
		if (memory.atomic(cpu, slot)) {
			take(1);
		} else {
			counts.refillFailures[cpu]++;
		}
	}

	if (pool[cpu] < needed) {
		foundEmpty(site);
		wait(site, memory.untilAtomic() || memory.sleeping(cpu, 0));
		take(needed - pool[cpu]);
	}
};

/** A thread that holds `held` pages comes onto the CPU; gives what it holds, which does not change: the rest is lent to it. */
const arriveFromStash = (site: Site, held: number): number => {
	fill(site, lacks(site, held));
	return held;
};

/**
A thread leaves that came with `before` pages and keeps `after`. Gives `after`.
Pages it keeps beyond those it brought are charged to it; what the stash cannot hold is freed.
*/
export const leaveStash = (site: Site, before: number, after: number): number => {
	const {books: {counts, pool, poolLowest, poolSize}, cpu, memory} = site;
	const lacked = lacks(site, before);
	if (pool[cpu] < lacked) {
		fill(site, lacked); // At boot, and when a call is asked for, nobody saw the thread come
	}

	const level = pool[cpu] + before - after;
	pool[cpu] = Math.min(level, poolSize);
	poolLowest[cpu] = Math.min(poolLowest[cpu], level);
	counts.pagesFreed[cpu] += level - pool[cpu];
	counts.pagesTakenBack[cpu] += Math.max(0, before - after);
	for (let page = before; page < after; page++) {
		if (!memory.charge(cpu, page)) {
			counts.chargeFailures[cpu]++;
		}
	}

	return after;
};

/** What all policies with a stash do alike, for an address space of `sizePages` of which a sleeping thread holds `fewestPages` or more. */
export const stashBase = (sizePages: number, fewestPages: 0 | 1) => ({
	sizePages,
	fewestPages,
	atForkPages: fewestPages,
	poolPages: sizePages - fewestPages,
	mapsWhileRunning: 'all',
	arrive: arriveFromStash,
	fillAtBringUp: fillAtomically,
}) as const satisfies Partial<Policy>;

/**
Leaving by the saved stack pointer: what the sleep needs is kept, whatever was used.
Pages that it keeps beyond those it brought count as grown.
*/
export const leaveWithRest = (site: Site, before: number, _held: number, rest: number): number => {
	site.books.counts.pagesGrown[site.cpu] += Math.max(0, rest - before);
	return leaveStash(site, before, rest);
};

/** A thread that sleeps out of the ordinary must be looked at when it comes back. */
export const restsUnusually = (held: number, rest: number): boolean => held !== rest;

/** Steps of reading or writing all entries of a stack: the table knows those of four pages. */
export const entryWords = (sizePages: number): number => Math.ceil(sizePages / 4);

/** A page for the stash, as it is had and charged. Steps: `costs`, section 2, "deferred, per grown page". */
const newPage = {alloc: 1, zero_mix: 1, charge: 1, kstack_stat: 1};

/**
Lines of the bill for the pages that come and go for good. `atForkPages`: pages of a stack in the cache.
The table's fresh stack has one page, which is taken off where there is none; a cached one has then nothing to zero.
*/
export const stashBill = (books: BookTotals, baseline: BookTotals, atForkPages: number): BillItem[] => [
	{what: 'stash refill and charge', count: books.refilledPages, steps: newPage},
	{what: 'further pages at fork and bring-up', count: books.pagesAllocated - books.refilledPages - books.freshStacks * atForkPages, steps: newPage},
	{what: 'pages taken back and uncharged', count: books.pagesTakenBack, steps: {uncharge: 1, kstack_stat: 1}},
	...atForkPages === 0 ? [] : [{what: 'fork from the stack cache', count: books.cacheHits, steps: {hit4: 1}}],
	{what: 'fork with a fresh stack', role: 'freshFork', count: books.freshStacks, steps: atForkPages === 0 ? {vmap1: 1, alloc: -1, zero_mix: -1} : {vmap1: 1}},
	...forksOfFixedStacks(baseline),
];
