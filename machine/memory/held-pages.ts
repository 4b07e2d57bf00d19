import type {Books} from '../books.js';
import {hashKey} from '../random.js';
import {cpuOf} from '../thread-now.js';
import type {RunningPolicy, World} from '../world.js';
import {limitMask, limitShift, pageCountBits} from '../layout.js';

/*
How many pages each thread holds under each policy: counts in one word of its row (see `threads.ts`), summed up in the policy's books,
and the fewest of all policies in its hot record.
*/

const countMask = (1 << pageCountBits) - 1;

/** Pages that `thread` holds under the policy of these books. */
export const heldPages = ({threads}: World, thread: number, {index, fewest}: Books): number =>
	((threads.mapped[thread] >>> (index * pageCountBits)) & countMask) + fewest;

/** A thread that held none under this policy holds `pages` from now on, on `cpu`. */
export const holdPages = ({threads: {mapped}}: World, thread: number, cpu: number, {index, fewest, counts, pagesPerStack}: Books, pages: number): void => {
	const shift = index * pageCountBits;
	mapped[thread] = (mapped[thread] & ~(countMask << shift)) | ((pages - fewest) << shift);
	counts.stackPages[cpu] += pages;
	pagesPerStack[pages]++;
};

/** A thread holds `now` pages where it held `held`. */
export const changePages = (world: World, thread: number, books: Books, held: number, now: number): void => {
	if (now !== held) {
		const cpu = cpuOf(world, thread);
		books.counts.stackPages[cpu] -= held;
		books.pagesPerStack[held]--;
		holdPages(world, thread, cpu, books, now);
	}
};

/** A key of the life that a thread is in, for what policies draw for it. */
export const lifeKey = ({scenario, threads}: World, thread: number): number => hashKey(scenario.seed, thread, 0x51_7E, threads.born[thread]);

/** Pages from the top of `thread`'s stack without a gap, where it holds `held`. */
export const reachedPages = (world: World, thread: number, {policy}: RunningPolicy, held: number): number =>
	policy.reaches === undefined ? held : policy.reaches(lifeKey(world, thread), held);

/** Puts the fewest pages over all policies into the hot record, so that a burst above them needs to ask nobody. */
export const setLimit = (world: World, thread: number): void => {
	const {hot} = world.threads;
	let fewest = limitMask + 1;
	for (const one of world.running) {
		const {policy, books} = one;
		fewest = Math.min(fewest, policy.watchesDepth ? Math.max(1, reachedPages(world, thread, one, heldPages(world, thread, books))) : policy.sizePages);
	}

	const at = thread * 4 + 2;
	hot[at] = (hot[at] & ~(limitMask << limitShift)) | ((fewest - 1) << limitShift);
};
