import {stackFaultSetup} from '../delivery/setup.js';
import {kernelInterrupts, type Policy} from './policy.js';
import {exceptionStackKiBPerCpu, growFromPool, poolPages, refillPool, sharedBill} from './stack-fault.js';

/**
v2 without FRED: kernel-mode page faults and every external interrupt arrive on IST stacks.
Whatever is not a stack fault is copied back (168 bytes), in atomic context too; before copying a fault the target page is mapped explicitly.

Only kernel-mode entries are counted: entries from user mode leave the IST stack at once.
Leaves out: the second page-fault stack inside NMIs, and what fred-pf leaves out.
*/
export const istPf: Policy = {
	name: 'ist-pf',
	title: 'stack faults on an IST stack (v2, 2026, no FRED)',
	needs: 'idt',
	preallocatedPages: 1,
	poolPages,
	exceptionStackKiBPerCpu,
	cachesGrownStacks: false,
	finishesAtomicFaultsApart: false,
	grow: growFromPool,
	switchOutGrown: refillPool,
	demotions: totals => totals.userFaults,
	interruptsMoved: kernelInterrupts,
	setup: stackFaultSetup,
	bill: (totals, books, baseline) => [
		{
			what: 'stack faults',
			count: books.faults,
			steps: {idt_pf_ist: 1, paranoid: 1, canary: 1, save_regs: 1, helper: 1, walk_mix: 1, pool_take: 1, set_pte: 1, restore_regs: 1, tlb_fill: 1, iret_r0: 1},
		},
		{what: 'user-memory faults copied back', isDemotion: true, count: totals.userFaults, steps: {ist_extra: 1, paranoid: 1, canary: 1, copy168: 1, copy_cold: 1, walk_mix: 1, rsp_switch: 1}},
		{what: 'interrupts copied back', count: kernelInterrupts(totals), steps: {ist_extra: 1, paranoid: 1, canary: 1, copy168: 1, copy_cold: 1, rsp_switch: 1}},
		...sharedBill(books, baseline),
	],
};
