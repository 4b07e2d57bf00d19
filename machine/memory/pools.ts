import type {Books} from '../books.js';
import {scalar, type RunningPolicy, type World} from '../world.js';
import type {Stacks} from './stacks.js';

/** Fills every pool and reserve before boot. */
export const fillPools = ({running, cpus, scalars}: World): void => {
	scalars[scalar.claimsPending] = 0;
	for (const {books, policy} of running) {
		books.pool.fill(books.poolSize);
		books.poolLowest.fill(books.poolSize);
		books.reserve.fill(policy.reservePages);
		for (let cpu = 0; cpu < cpus; cpu++) {
			books.counts.pagesAllocated[cpu] += books.poolSize;
		}

		books.counts.pagesAllocated[0] += policy.reservePages;
		books.firstFailure.fill(-1);
	}
};

/** The end of a quantum in which pages were taken from a reserve: takings of all CPUs are added up, in an order that does not depend on theirs. */
export const settleClaims = (stacks: Stacks): void => {
	const {running, scalars} = stacks.world;
	scalars[scalar.claimsPending] = 0;
	for (const one of running) {
		const {policy: {settle}, books} = one;
		if (settle !== undefined && books.claims.some(count => count > 0)) {
			const site = stacks.ask(one, -1, 0, 'task');
			settle(site);
			if (site.failed !== undefined) {
				stacks.fail(one, -1, site.cpu, site.failed, 0);
			}

			books.claims.fill(0);
		}
	}
};

/** A CPU goes: its pools and cached stacks are freed. `moment`: in ticks (full count). */
export const freePools = ({running}: World, cpu: number, moment: number): void => {
	for (const {books, policy} of running) {
		books.counts.pagesFreed[cpu] += books.pool[cpu] + books.cached[cpu] * policy.atForkPages;
		endShortage(books, cpu, moment);
		books.pool[cpu] = 0;
		books.cached[cpu] = 0;
	}
};

/** A CPU comes: its pools are filled as each policy can, and it comes whatever they got. */
export const fillPoolsOf = (stacks: Stacks, cpu: number): void => {
	const {world, moment} = stacks;
	for (const one of world.running) {
		const {books, policy} = one;
		const pages = policy.fillAtBringUp(stacks.ask(one, -1, cpu, 'task'));
		books.pool[cpu] = pages;
		books.counts.pagesAllocated[cpu] += pages;
		if (pages < books.poolSize) {
			books.counts.shortFills[cpu]++;
			books.poolLowest[cpu] = Math.min(books.poolLowest[cpu], pages);
		}

		callAttention(world, one, cpu);
		noteShortage(one, cpu, moment);
	}
};

/** Remembers whether the CPU's next arrival has to see to the pool: a stash is for whoever comes. */
export const callAttention = ({attention}: World, {policy, books}: RunningPolicy, cpu: number): void => {
	if (policy.arrive !== undefined) {
		const bit = 1 << books.index;
		attention[cpu] = books.pool[cpu] < books.poolSize ? attention[cpu] | bit : attention[cpu] & ~bit;
	}
};

/** A pool that is not full after its refill is short until a later one fills it. */
export const noteShortage = ({policy, books}: RunningPolicy, cpu: number, moment: number): void => {
	const {shortSince, counts, pool, poolSize} = books;
	if (policy.arrive !== undefined) {
		return; // A stash is seen to when the next thread comes
	}

	if (pool[cpu] < poolSize && shortSince[cpu] === 0) {
		counts.shortages[cpu]++;
		shortSince[cpu] = moment + 1;
	} else if (pool[cpu] === poolSize) {
		endShortage(books, cpu, moment);
	}
};

/** A shortage, if there is one, is over: the pool is full, or gone with its CPU. */
const endShortage = ({shortSince, counts}: Books, cpu: number, moment: number): void => {
	if (shortSince[cpu] > 0) {
		counts.shortageTicks[cpu] += moment + 1 - shortSince[cpu];
		shortSince[cpu] = 0;
	}
};
