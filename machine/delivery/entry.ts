import type {DeliveryKind} from '../description.js';

/**
Bytes that an event of kernel mode takes below the interrupted stack pointer once it has been brought to the interrupted stack, alignment at its worst left out.

FRED: 64 bytes of red zone, then pt_regs with event data (184 bytes), 64-byte aligned. IDT: pt_regs (168 bytes), 16-byte aligned.
Source: `fred`, section 4; `dynamic-stacks-2026`, sections 1.4 and 1.5.
*/
export const interruptedDepth = (depthBytes: number, delivery: DeliveryKind): number =>
	delivery === 'fred' ? (depthBytes + 64 + 184 + 63) & ~63 : (depthBytes + 168 + 15) & ~15;

/** Bytes of the entry frame of an event from user mode at the top of the task stack. */
export const userEntryDepth = (delivery: DeliveryKind): number => delivery === 'fred' ? 184 : 168;
