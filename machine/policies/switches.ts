import {eventTypes, vectors} from '../delivery/event.js';
import {interruptVectors, targetOf, type DeliverySetup} from '../delivery/setup.js';
import type {DeliveryKind} from '../description.js';
import type {BookTotals, Policy, StreamTotals} from './policy.js';

/** What the rules need of a policy's books. */
type Growths = Pick<BookTotals, 'faults'>;

/**
Events of `vector` in kernel mode that leave the interrupted stack for level (or IST slot) `to`, and come back.
Counting is linear in the totals, so the same rule serves one CPU and the box.
*/
export type SwitchRule = {
	readonly vector: number;
	readonly to: number;
	readonly count: (totals: StreamTotals, books: Growths) => number;
};

const counted: ReadonlyArray<Omit<SwitchRule, 'to'> & {readonly type: number}> = [
	{type: eventTypes.exception, vector: vectors.pageFault, count: totals => totals.userFaults + totals.asyncPageFaults},
	{type: eventTypes.interrupt, vector: interruptVectors.timer, count: totals => totals.timerTicks},
	{type: eventTypes.interrupt, vector: interruptVectors.reschedule, count: totals => totals.reschedules},
	{type: eventTypes.interrupt, vector: interruptVectors.device, count: totals => totals.devices},
	{type: eventTypes.interrupt, vector: interruptVectors.callFunction, count: totals => totals.idleInterrupts},
	{type: eventTypes.nmi, vector: vectors.nmi, count: totals => totals.nmisKernel},
];

/** Faults on missing pages of stacks come by the vector that the set-up says: with the other page faults, or as double faults. */
const countedUnder = ({stackFaultVector}: DeliverySetup): typeof counted => [
	...counted.map(one => one.vector === stackFaultVector ? {...one, count: (totals: StreamTotals, books: Growths) => one.count(totals, books) + books.faults} : one),
	...stackFaultVector === vectors.doubleFault ? [{type: eventTypes.exception, vector: stackFaultVector, count: (_totals: StreamTotals, books: Growths) => books.faults}] : [],
];

const rulesOf = ({setup}: Policy, delivery: DeliveryKind): readonly SwitchRule[] =>
	countedUnder(setup)
		.map(({type, vector, count}) => ({vector, to: targetOf(setup, delivery, type, vector), count}))
		.filter(({to}) => to > 0);

/** Rules of the policies that were asked about: they follow from the set-up alone, and every reading asks. */
const known = new WeakMap<Policy, Map<DeliveryKind, readonly SwitchRule[]>>();

/** Which of the counted events switch stacks under a policy: each does so once on entry and once on the way back. */
export const switchRules = (policy: Policy, delivery: DeliveryKind): readonly SwitchRule[] => {
	const byDelivery = known.get(policy) ?? new Map<DeliveryKind, readonly SwitchRule[]>();
	const rules = byDelivery.get(delivery) ?? rulesOf(policy, delivery);
	known.set(policy, byDelivery.set(delivery, rules));
	return rules;
};
