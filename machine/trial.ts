import type {Scenario} from './description.js';
import {Machine} from './machine.js';
import type {PolicyReading} from './reading/policy-reading.js';
import type {Reading} from './reading/reading.js';

/** What a run is put through from the end of boot on. */
export type Condition = {
	/** Share of time in which atomic allocations fail, 0 to 1; undefined: as the workload says. */
	readonly failShare: number | undefined;
	/** Share of memcg charges that fail, 0 to 1; undefined: as the workload says. */
	readonly chargeFailShare: number | undefined;
	/** So many times as many forks as usual; 1: as usual. */
	readonly forkTimes: number;
	/** CPUs are taken offline and brought back all the time. */
	readonly hotplug: boolean;
};

/** One policy's figures without its columns of CPUs. */
export type PolicyTotals = Omit<PolicyReading, 'perCpu'> & {
	/** `poolDraws[i]`: CPUs whose pool was once i pages short of full, and never more. */
	readonly poolDraws: readonly number[];
};

/** A reading without columns of CPUs and log: small enough to keep hundreds. */
export type TrialReading = Omit<Reading, 'perCpu' | 'log' | 'policies'> & {readonly policies: readonly PolicyTotals[]};

/** One run of one seed: what stood at the end of boot, and at its own end. */
export type Trial = {
	readonly seed: number;
	readonly boot: TrialReading;
	readonly end: TrialReading;
};

/** Times that a hotplug trial takes a CPU down, for half the time until the next one. */
export const hotplugTimes = 32;

const drawsOf = ({poolSize, perCpu: {poolLowest}}: PolicyReading): number[] => {
	const draws = Array.from<number>({length: poolSize + 1}).fill(0);
	for (const lowest of poolLowest) {
		draws[poolSize - lowest]++;
	}

	return draws;
};

const trialReading = ({perCpu, log, policies, ...rest}: Reading): TrialReading => ({
	...rest,
	policies: policies.map(policy => {
		const {perCpu: columns, ...totals} = policy;
		return {...totals, poolDraws: drawsOf(policy)};
	}),
});

/** Runs a scenario under a condition for `forNs` after boot. The same arguments give the same trial, byte for byte. */
export const runTrial = (scenario: Scenario, {failShare, chargeFailShare, forkTimes, hotplug}: Condition, forNs: number): Trial => {
	const {workload} = scenario;
	const memory = {...workload.events.memory, chargeFailShare: chargeFailShare ?? workload.events.memory.chargeFailShare};
	const machine = new Machine({...scenario, workload: {...workload, events: {...workload.events, memory}}});
	const read = (): Reading => machine.read({digest: false});
	const boot = trialReading(read());
	if (failShare !== undefined) {
		machine.apply({kind: 'pressure', atomicFailShare: failShare});
	}

	if (forkTimes > 1) {
		machine.apply({kind: 'fork-storm', times: forkTimes});
	}

	const {cpus} = scenario.machine;
	const times = hotplug && cpus > 1 ? hotplugTimes : 0;
	for (let time = 0; time < times; time++) {
		const cpu = Math.floor(time * cpus / hotplugTimes);
		machine.advance(Math.floor(forNs * time / hotplugTimes));
		machine.apply({kind: 'cpu-offline', cpu});
		machine.advance(Math.floor(forNs * (time + 0.5) / hotplugTimes));
		machine.apply({kind: 'cpu-online', cpu});
	}

	machine.advance(forNs);
	return {seed: scenario.seed, boot, end: trialReading(read())};
};
