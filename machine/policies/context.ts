/**
Where the kernel was when the stack pointer went below what was mapped.

task: in a call that may sleep. reclaim: the same, inside direct reclaim, where memory is what is being looked for.
locked: preemption off. irqs-off: interrupts off. softirq: a softirq on the task stack (after an interrupt from user mode).
interrupt: the frame of an interrupt. nmi: an NMI from user mode. switch: the outgoing task, after the refill of the context switch. remote: another CPU reached into the stack.
*/
export const growthContexts = ['task', 'reclaim', 'locked', 'irqs-off', 'softirq', 'interrupt', 'nmi', 'switch', 'remote'] as const;
export type GrowthContext = (typeof growthContexts)[number];

/** Whether the kernel may sleep there to wait for memory. */
export const maySleep = (context: GrowthContext): boolean => context === 'task' || context === 'reclaim';

/** Place of a context in arrays of the state. */
export const contextIndex = (context: GrowthContext): number => growthContexts.indexOf(context);
