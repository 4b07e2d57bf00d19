import {type BillRole, deliverySetupOf, type DeliverySetup, eventTypes, interruptVectors, type PolicyReading, targetOf, vectors} from '../../../machine/index.js';
import {exceptionName} from '../../delivery-names/event-names.js';
import type {CpuSource} from '../metrics.js';

type CycleRange = {readonly low: number; readonly high: number};

/** A vector, or what became of a part of its events. */
export type VectorRow = {
	/** Undefined: a part of the vectors above. */
	readonly vector: number | undefined;
	readonly name: string;
	/** The same in fewer words. */
	readonly brief: string;
	/** Level or IST slot that it goes to from kernel mode on the task stack. */
	readonly to: number | undefined;
	/** Since boot, boot included; undefined: the model does not count it by itself, or never delivers it. */
	readonly count: number | undefined;
	/** A second of simulated time. */
	readonly rate: number | undefined;
	/** The model never raises it, although it has a stack of its own. */
	readonly silent?: boolean;
	/** It is handled on the stack that it interrupts, and so switches none that would be counted. */
	readonly inPlace?: boolean;
	/** Cycles beyond fixed stacks, each. */
	readonly each: CycleRange | undefined;
	/** Of a vector whose parts have rows of their own: the same for all of them together. */
	readonly mean?: CycleRange;
};

type Modelled = {readonly vector: number; readonly type: number; readonly name: string};

const pageFault: Modelled = {vector: vectors.pageFault, type: eventTypes.exception, name: exceptionName(vectors.pageFault)};
const doubleFault: Modelled = {vector: vectors.doubleFault, type: eventTypes.exception, name: exceptionName(vectors.doubleFault)};
const interrupts: readonly Modelled[] = [
	{vector: interruptVectors.timer, type: eventTypes.interrupt, name: 'timer tick'},
	{vector: interruptVectors.callFunction, type: eventTypes.interrupt, name: 'call function, wake-ups'},
	{vector: interruptVectors.reschedule, type: eventTypes.interrupt, name: 'reschedule IPI'},
	{vector: interruptVectors.device, type: eventTypes.interrupt, name: 'device, any vector'},
];
const nmi: Modelled = {vector: vectors.nmi, type: eventTypes.nmi, name: exceptionName(vectors.nmi)};

function countOf({name, delivery, levelSwitchesBy}: PolicyReading, {vector, type}: Modelled): number | undefined {
	const switched = targetOf(deliverySetupOf(name), delivery, type, vector) > 0;
	return switched ? levelSwitchesBy.find(one => one.vector === vector && one.from === 0)?.count ?? 0 : undefined;
}

function modelledRow({policy, policyIndex, rates, reading}: CpuSource, event: Modelled): VectorRow {
	const to = targetOf(deliverySetupOf(policy.name), policy.delivery, event.type, event.vector);
	if (event === pageFault && to === 0) {
		// Page faults that stay where they are, are counted all the same
		return {...event, brief: event.name, to, count: reading.totals.userFaults, rate: rates.perSecond(one => one.totals.userFaults), each: undefined};
	}

	const count = countOf(policy, event);
	const rate = count === undefined ? undefined : rates.perSecond(one => countOf(one.policies[policyIndex]!, event) ?? 0);
	return {...event, brief: event.name, to, count, rate, each: undefined, inPlace: to === 0};
}

/** Lines of the bill that belong to page faults and to interrupts. */
const faultLines: readonly BillRole[] = ['stackFault', 'demotion', 'atomicFault'];
const interruptLines: readonly BillRole[] = ['movedInterrupt'];

/** How many events a line of the bill stands for since boot, as the row above counts them: the bill itself begins where boot ends. */
function sinceBoot(role: BillRole, {reading, policyIndex}: Pick<CpuSource, 'reading' | 'policyIndex'>): number {
	const {faults, demotions, interruptsMoved} = reading.policies[policyIndex]!;
	const counts: Partial<Record<BillRole, number>> = {stackFault: faults, demotion: demotions, atomicFault: reading.totals.atomicUserFaults, movedInterrupt: interruptsMoved};
	return counts[role] ?? 0;
}

function billRows({policy, policyIndex, rates, reading}: CpuSource, roles: readonly BillRole[]): readonly VectorRow[] {
	return policy.bill.flatMap(({what, role, count, cycles}): VectorRow[] => role === undefined || !roles.includes(role)
		? []
		: [{
			vector: undefined,
			name: what,
			brief: what.replace(/^(?:user-memory faults|interrupts) /u, ''),
			to: undefined,
			count: sinceBoot(role, {reading, policyIndex}),
			rate: rates.perSecond(one => sinceBoot(role, {reading: one, policyIndex})),
			each: count > 0 ? {low: cycles.low / count, high: cycles.high / count} : undefined,
		}]);
}

/** Exceptions that have a stack of their own, although the model never raises them. */
function silentRows({name, delivery}: PolicyReading): readonly VectorRow[] {
	const {levelOfVector, istOfVector, stackFaultVector}: DeliverySetup = deliverySetupOf(name);
	const table = delivery === 'fred' ? levelOfVector : istOfVector.subarray(0, 32);
	return [...table.entries()]
		.filter(([vector, to]) => to > 0 && vector !== pageFault.vector && vector !== stackFaultVector && vector !== nmi.vector)
		.map(([vector, to]) => ({vector, name: exceptionName(vector), brief: exceptionName(vector), to, count: undefined, rate: undefined, each: undefined, silent: true}));
}

/** What an event of some lines of the bill costs on average. */
function meanOf({bill}: PolicyReading, roles: readonly BillRole[]): CycleRange | undefined {
	const [low, high, count] = [0, 0, 0].map((_, index) => {
		let sum = 0;
		for (const line of bill) {
			if (line.role !== undefined && roles.includes(line.role)) {
				sum += [line.cycles.low, line.cycles.high, line.count][index]!;
			}
		}

		return sum;
	}) as [number, number, number];
	return count > 0 ? {low: low / count, high: high / count} : undefined;
}

/** A row a vector that is delivered or has a stack of its own, and below it what became of its events, as the bill has them. */
export function vectorRows(source: CpuSource): readonly VectorRow[] {
	const growsByDoubleFault = deliverySetupOf(source.policy.name).stackFaultVector === doubleFault.vector;
	const row = (event: Modelled, roles: readonly BillRole[]): VectorRow => ({...modelledRow(source, event), mean: meanOf(source.policy, roles)});
	return [
		row(pageFault, growsByDoubleFault ? faultLines.filter(role => role !== 'stackFault') : faultLines),
		...(growsByDoubleFault ? [row(doubleFault, ['stackFault'])] : []),
		...billRows(source, faultLines),
		...interrupts.map(event => row(event, interruptLines)),
		...billRows(source, interruptLines),
		modelledRow(source, nmi),
		...silentRows(source.policy),
	];
}
