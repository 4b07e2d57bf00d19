import {eventTypes, vectors} from '../delivery/event.js';
import {interruptVectors, targetOf} from '../delivery/setup.js';
import type {DeliveryKind} from '../description.js';
import type {BookTotals, Policy, StreamTotals} from './policy.js';

/**
Events of `vector` in kernel mode that leave the interrupted stack for level (or IST slot) `to`, and come back.
Counting is linear in the totals, so the same rule serves one CPU and the box.
*/
export type SwitchRule = {
	readonly vector: number;
	readonly to: number;
	readonly count: (totals: StreamTotals, books: BookTotals) => number;
};

const counted: ReadonlyArray<Omit<SwitchRule, 'to'> & {readonly type: number}> = [
	{type: eventTypes.exception, vector: vectors.pageFault, count: (totals, books) => totals.userFaults + totals.asyncPageFaults + books.faults},
	{type: eventTypes.interrupt, vector: interruptVectors.timer, count: totals => totals.timerTicks},
	{type: eventTypes.interrupt, vector: interruptVectors.reschedule, count: totals => totals.reschedules},
	{type: eventTypes.interrupt, vector: interruptVectors.device, count: totals => totals.devices},
	{type: eventTypes.interrupt, vector: interruptVectors.callFunction, count: totals => totals.idleInterrupts},
	{type: eventTypes.nmi, vector: vectors.nmi, count: totals => totals.nmisKernel},
];

/** Which of the counted events switch stacks under a policy: each does so once on entry and once on the way back. */
export const switchRules = (policy: Policy, delivery: DeliveryKind): SwitchRule[] =>
	counted
		.map(({type, vector, count}) => ({vector, to: targetOf(policy.setup, delivery, type, vector), count}))
		.filter(({to}) => to > 0);
