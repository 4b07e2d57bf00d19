import type {RunningPolicy} from '../world.js';
import {noticedBit} from '../layout.js';
import {heldPages, holdPages, setLimit} from './held-pages.js';
import type {Stacks} from './stacks.js';

/** Stacks of ended threads that a CPU keeps for reuse. Source: `NR_CACHED_STACKS`, `kernel/fork.c`. */
const cachedStacksPerCpu = 2;

/** Gives a new thread of class `item` its stack under every policy: from the CPU's cache, or fresh. */
export const giveStack = (stacks: Stacks, thread: number, item: number, cpu: number): void => {
	const {world} = stacks;
	const {running, threads} = world;
	threads.mapped[thread] = 0;
	let noticed = 0;
	for (const one of running) {
		const {policy, books, rest} = one;
		const pages = policy.fromFork?.(stacks.ask(one, thread, cpu, 'task'), rest[item]) ?? rest[item];
		let allocated = pages;
		if (books.cached[cpu] > 0) {
			books.cached[cpu]--;
			books.counts.cacheHits[cpu]++;
			allocated -= policy.atForkPages;
		} else {
			books.counts.freshStacks[cpu]++;
		}

		books.counts.pagesAllocated[cpu] += allocated;
		threads.faults[books.index * world.rows + thread] = 0;
		waitFor(stacks, one, cpu, allocated);
		holdPages(world, thread, cpu, books, pages);
		if (policy.notices?.(pages, rest[item]) === true) {
			noticed = noticedBit;
		}
	}

	threads.hot[thread * 4 + 2] |= noticed;
	setLimit(world, thread);
};

/** Takes the stack of an ended thread back: into the CPU's cache where the policy lets it, else to the allocator. */
export const takeStackBack = (stacks: Stacks, thread: number, cpu: number): void => {
	const {world, moment} = stacks;
	for (const {policy, books} of world.running) {
		const pages = heldPages(world, thread, books);
		books.counts.unchargedPages[cpu] += stacks.late.of(thread, moment, books.index);
		books.counts.stackPages[cpu] -= pages;
		books.pagesPerStack[pages]--;
		if (books.cached[cpu] < cachedStacksPerCpu && (pages === policy.atForkPages || policy.cachesGrownStacks)) {
			books.cached[cpu]++;
			books.counts.pagesFreed[cpu] += pages - policy.atForkPages;
		} else {
			books.counts.pagesFreed[cpu] += pages;
			if (pages > policy.atForkPages) {
				books.counts.grownFreed[cpu]++;
			}
		}
	}
};

/** Whoever forks may sleep: he waits for pages that are not there. */
const waitFor = ({world: {memory}, moment}: Stacks, {books: {counts}}: RunningPolicy, cpu: number, pages: number): void => {
	if (memory.failShare === 0) {
		return;
	}

	memory.moment = moment;
	for (let page = 0; page < pages; page++) {
		const ticks = memory.sleeping(cpu, page);
		if (ticks > 0) {
			counts.waits[cpu]++;
			counts.waitTicks[cpu] += ticks;
		}
	}
};
