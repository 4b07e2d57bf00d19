import {stackFaultSetup} from '../delivery/setup.js';
import {family} from './family.js';
import {kernelInterrupts} from './policy.js';
import {noAccessedBits, preallocated, sharedBill, stackFaultBase, stackFaultParameters} from './stack-fault.js';

/**
v2 without FRED: kernel-mode page faults and every external interrupt arrive on IST stacks.
Whatever is not a stack fault is copied back (168 bytes), in atomic context too; before copying a fault the target page is mapped explicitly.
Only kernel-mode entries are counted: entries from user mode leave the IST stack at once.
*/
export const istPf = family({
	kind: 'ist-pf',
	title: 'stack faults on an IST stack (v2, 2026, no FRED)',
	source: 'v2, David Stevens, April 2026: fork.c, entry_64.S, idt.c, nmi.c; `dynamic-stacks-2026`, sections 1.2 to 1.8',
	models: 'As fred-pf, with three IST stacks of 8 KiB a CPU (PF, PF2 for faults inside NMIs, UDI for interrupts) guarded by a canary each; faults in atomic context are copied back too.',
	leavesOut: 'The busy canary never trips here: the stream has no second page fault on a busy slot other than an empty pool, which is counted as one.',
	hardware: 'IDT',
	notAsked: noAccessedBits,
	parameters: stackFaultParameters,
	build: values => ({
		...stackFaultBase(values),
		demotions: totals => totals.userFaults + totals.asyncPageFaults,
		interruptsMoved: kernelInterrupts,
		setup: stackFaultSetup,
		bill: (totals, books, baseline) => [
			{
				what: 'stack faults', role: 'stackFault',
				count: books.faults,
				steps: {idt_pf_ist: 1, paranoid: 1, canary: 1, save_regs: 1, helper: 1, walk_mix: 1, pool_take: 1, set_pte: 1, restore_regs: 1, tlb_fill: 1, iret_r0: 1},
			},
			{
				what: 'user-memory faults copied back', role: 'demotion',
				count: totals.userFaults + totals.asyncPageFaults,
				steps: {ist_extra: 1, paranoid: 1, canary: 1, copy168: 1, copy_cold: 1, walk_mix: 1, rsp_switch: 1},
			},
			{what: 'interrupts copied back', role: 'movedInterrupt', count: kernelInterrupts(totals), steps: {ist_extra: 1, paranoid: 1, canary: 1, copy168: 1, copy_cold: 1, rsp_switch: 1}},
			...sharedBill(books, baseline, preallocated(values)),
		],
	}),
});
