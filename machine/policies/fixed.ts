import {mainlineSetup} from '../delivery/setup.js';
import type {Policy} from './policy.js';

/**
The baseline: THREAD_SIZE mapped at fork, nothing ever faults, a deeper call hits the guard page.

Models mainline: stacks cached 2 per CPU whatever they held, NMIs on a stack of their own, interrupts and page faults on level 0.
Leaves out: nothing that a comparison needs; its costs are the zero that other policies are measured against.
*/
export const fixed: Policy = {
	name: 'fixed',
	title: 'fixed stacks (baseline)',
	needs: undefined,
	preallocatedPages: undefined,
	poolPages: () => 0,
	exceptionStackKiBPerCpu: 0,
	cachesGrownStacks: true,
	finishesAtomicFaultsApart: false,
	grow: (_books, _cpu, mapped) => mapped,
	switchOutGrown() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- nothing to refill
	demotions: () => 0,
	interruptsMoved: () => 0,
	setup: mainlineSetup,
	bill: () => [],
};
