import {stackFaultSetup} from '../delivery/setup.js';
import {kernelInterrupts, type Policy} from './policy.js';
import {exceptionStackKiBPerCpu, growFromPool, poolPages, refillPool, sharedBill} from './stack-fault.js';

const moved = {fred_lvl_extra: 1, dispatch: 1, copy184: 1, copy_cold: 1, rd_cfg: 1, wr_cfg: 1, rsp_switch: 1};

/**
v2 on FRED: kernel-mode page faults and external interrupts arrive on stack level 1.
A stack fault is mended there and returns; a fault on user memory that may sleep, and every interrupt, is moved to level 0 (184 bytes copied, RDMSR and WRMSR of the FRED config);
a fault in atomic context is finished on level 1.

Leaves out: the growth window inside a context switch, remote access to a stack, async page faults, hotplug, memcg charge failures.
*/
export const fredPf: Policy = {
	name: 'fred-pf',
	title: 'stack faults on FRED level 1 (v2, 2026)',
	needs: 'fred',
	preallocatedPages: 1,
	poolPages,
	exceptionStackKiBPerCpu,
	cachesGrownStacks: false,
	finishesAtomicFaultsApart: true,
	grow: growFromPool,
	switchOutGrown: refillPool,
	demotions: totals => totals.userFaults - totals.atomicUserFaults,
	interruptsMoved: kernelInterrupts,
	setup: stackFaultSetup,
	bill: (totals, books, baseline) => [
		{what: 'stack faults', count: books.faults, steps: {fred_level: 1, dispatch: 1, save_regs: 1, helper: 1, walk_mix: 1, pool_take: 1, set_pte: 1, restore_regs: 1, tlb_fill: 1, erets: 1}},
		{what: 'user-memory faults moved to level 0', isDemotion: true, count: totals.userFaults - totals.atomicUserFaults, steps: moved},
		{what: 'user-memory faults finished on level 1', count: totals.atomicUserFaults, steps: {fred_lvl_extra: 1, dispatch: 1}},
		{what: 'interrupts moved to level 0', count: kernelInterrupts(totals), steps: moved},
		...sharedBill(books, baseline),
	],
};
