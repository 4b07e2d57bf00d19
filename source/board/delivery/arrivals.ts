import {deliverySetupOf, eventTypes, interruptVectors, type Reading, targetOf, vectors} from '../../../machine/index.js';
import type {CpuSource} from '../metrics.js';

const sum = (counted: ReadonlyArray<{readonly count: number}>): number => counted.map(({count}) => count).reduce((all, count) => all + count, 0);

/** Events of kernel mode that one CPU delivered to stack `index` since boot; for the task stack (0): that came back to it. */
export function arrivalsOf({policies, perCpu}: Reading, policyIndex: number, cpu: number, index: number): number {
	const {name, delivery, perCpu: own} = policies[policyIndex]!;
	// Each switch to a stack is followed by one back
	const away = own.levelSwitches[cpu]! / 2;
	if (index === 0) {
		return away;
	}

	const to = (type: number, vector: number) => targetOf(deliverySetupOf(name), delivery, type, vector);
	const {stackFaultVector} = deliverySetupOf(name);
	const faultsAt = (vector: number, others: number) => ({to: to(eventTypes.exception, vector), count: others + (vector === stackFaultVector ? own.faults[cpu]! : 0)});
	const faults = faultsAt(vectors.pageFault, perCpu.userFaults[cpu]! + perCpu.asyncPageFaults[cpu]!);
	const doubles = faultsAt(vectors.doubleFault, 0);
	const interrupts = {to: to(eventTypes.interrupt, interruptVectors.device), count: perCpu.kernelInterrupts[cpu]!};
	const known = [faults, doubles, interrupts].filter(one => one.to > 0);
	// NMIs of kernel mode are not counted by CPU: they are what is left
	const nmis = {to: to(eventTypes.nmi, vectors.nmi), count: away - sum(known)};
	return sum([...known, nmis].filter(one => one.to === index));
}

/** The same for all CPUs. */
export const boxArrivals = ({policies}: Reading, policyIndex: number, index: number): number =>
	sum(policies[policyIndex]!.levelSwitchesBy.filter(({to}) => to === index));

export type ArrivalRates = {
	/** A second of simulated time; undefined while too little of it has passed. */
	readonly core: number | undefined;
	readonly box: number | undefined;
};

/** How often a stack is switched to, on one CPU and in all. */
export function arrivalRates({rates, policyIndex}: CpuSource, cpu: number, index: number): ArrivalRates {
	return {
		core: rates.perSecond(reading => arrivalsOf(reading, policyIndex, cpu, index)),
		box: rates.perSecond(reading => boxArrivals(reading, policyIndex, index)),
	};
}
