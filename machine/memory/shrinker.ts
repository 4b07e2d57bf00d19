import {cpuOf, isBusy} from '../thread-now.js';
import {scalar, type World} from '../world.js';
import {aliveBit, classMask, markMask, noticedBit, pageUnits, scannedBit} from '../layout.js';
import {changePages, heldPages, setLimit} from './held-pages.js';
import type {Stacks} from './stacks.js';

/** Threads that one call looks at: a shrinker goes on where the last one stopped. */
const batchThreads = 2048;

/** More than any address space has: of a stack that was read from end to end, every page. */
const mostPages = 16;

/**
Called at the edge of every 2.1 ms: while memory is below its low watermark, policies take back what sleeping threads never used, a batch of threads at a time.
Running threads are left alone: the scheduler's lock keeps the shrinker away from them.
*/
export const shrinkStacks = (world: World, stacks: Stacks): void => {
	const {memory, rows, running, scalars, threads: {hot}} = world;
	const now = scalars[scalar.now];
	if (memory.state(now) === 'calm' || !running.some(({policy}) => policy.shrink !== undefined)) {
		return;
	}

	stacks.moment = now;
	const runs = new Set(world.lastThread.filter((_, cpu) => isBusy(world, cpu)));
	let thread = scalars[scalar.shrinkCursor];
	for (let count = Math.min(batchThreads, rows); count > 0; count--) {
		const place = hot[thread * 4 + 2];
		if ((place & aliveBit) !== 0 && !runs.has(thread)) {
			const used = (place & scannedBit) === 0 ? Math.ceil((hot[thread * 4 + 3] & markMask) / pageUnits) : mostPages;
			shrinkStack(stacks, thread, cpuOf(world, thread), Math.max(1, used));
		}

		thread = (thread + 1) % rows;
	}

	scalars[scalar.shrinkCursor] = thread;
};

/** Policies that can take pages from the sleeping `thread`, whose high-water mark is `markPages` down, do. */
const shrinkStack = (stacks: Stacks, thread: number, cpu: number, markPages: number): void => {
	const {world} = stacks;
	const {hot} = world.threads;
	for (const one of world.running) {
		const {policy, books, rest} = one;
		if (policy.shrink === undefined) {
			continue;
		}

		const held = heldPages(world, thread, books);
		const keeps = policy.shrink(stacks.ask(one, thread, cpu, 'reclaim'), held, Math.min(markPages, policy.sizePages));
		changePages(world, thread, books, held, keeps);
		if (policy.notices?.(keeps, rest[hot[thread * 4 + 2] & classMask]) === true) {
			hot[thread * 4 + 2] |= noticedBit;
		}
	}

	setLimit(world, thread);
};
