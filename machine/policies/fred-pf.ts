import {stackFaultSetup} from '../delivery/setup.js';
import {family} from './family.js';
import {kernelInterrupts} from './policy.js';
import {noAccessedBits, preallocated, sharedBill, stackFaultBase, stackFaultParameters} from './stack-fault.js';

const moved = {fred_lvl_extra: 1, dispatch: 1, copy184: 1, copy_cold: 1, rd_cfg: 1, wr_cfg: 1, rsp_switch: 1};

/**
v2 on FRED: kernel-mode page faults and external interrupts arrive on stack level 1.
A stack fault is mended there and returns; a fault on user memory that may sleep, and every interrupt, is moved to level 0 (184 bytes copied, RDMSR and WRMSR of the FRED config);
a fault in atomic context is finished on level 1.
*/
export const fredPf = family({
	kind: 'fred-pf',
	title: 'stack faults on FRED level 1 (v2, 2026)',
	source: 'v2, David Stevens, April 2026: fork.c, entry_64_fred.S, fault.c; `dynamic-stacks-2026`, sections 1.2 to 1.8',
	models: 'One page at fork, up to three more by page fault from a per-CPU pool of six; the owner is read from the missing entries, so a remote '
		+ 'access and a switch in progress are served too; refilled atomically when a task that grew leaves; growth in an NMI is refused.',
	leavesOut: 'The page-fault stack is not followed byte by byte here (the delivery unit does that); a nested fault during the copy costs as much as any other.',
	hardware: 'FRED',
	notAsked: noAccessedBits,
	parameters: stackFaultParameters,
	build: values => ({
		...stackFaultBase(values),
		finishesAtomicFaultsApart: true,
		demotions: totals => totals.userFaults - totals.atomicUserFaults + totals.asyncPageFaults,
		interruptsMoved: kernelInterrupts,
		setup: stackFaultSetup,
		bill: (totals, books, baseline) => [
			{
				what: 'stack faults',
				role: 'stackFault',
				count: books.faults,
				steps: {fred_level: 1, dispatch: 1, save_regs: 1, helper: 1, walk_mix: 1, pool_take: 1, set_pte: 1, restore_regs: 1, tlb_fill: 1, erets: 1},
			},
			{what: 'user-memory faults moved to level 0', role: 'demotion', count: totals.userFaults - totals.atomicUserFaults + totals.asyncPageFaults, steps: moved},
			{what: 'user-memory faults finished on level 1', role: 'atomicFault', count: totals.atomicUserFaults, steps: {fred_lvl_extra: 1, dispatch: 1}},
			{what: 'interrupts moved to level 0', role: 'movedInterrupt', count: kernelInterrupts(totals), steps: moved},
			...sharedBill(books, baseline, preallocated(values)),
		],
	}),
});
