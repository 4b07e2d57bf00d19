import {vectors, type Policy, type SwitchRule} from './policy.js';

/** Level of NMIs in mainline's FRED set-up, and their IST slot with the IDT. Source: `arch/x86/kernel/fred.c`, `page_64_types.h`. */
const nmiLevel = 2;
const nmiIst = 2;

/** NMIs of kernel mode have a stack of their own under every policy. */
export const nmiRule: SwitchRule = {vector: vectors.nmi, to: delivery => delivery === 'fred' ? nmiLevel : nmiIst, count: totals => totals.nmisKernel};

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
	switchRules: [nmiRule],
	bill: () => [],
};
