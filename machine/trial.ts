import type {Scenario} from './description.js';
import {Machine} from './machine.js';
import type {PolicyReading, Reading} from './reading.js';

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
	/** Looks at a CPU's pool, at equal distances in time, over all CPUs. */
	readonly poolLooks: number;
	/** Of these, those that found it short of full, by policy in the order of the reading. */
	readonly poolShort: readonly number[];
};

/** Stretches of a trial: pools are looked at after each, and a hotplug trial takes one CPU down and up in each. */
const stretches = 32;

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

const shortPools = ({policies, perCpu: {online}}: Reading): number[] =>
	policies.map(({poolSize, perCpu: {pool}}) => pool.reduce((sum, pages, cpu) => sum + (online[cpu] === 1 && pages < poolSize ? 1 : 0), 0));

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
	let poolLooks = 0;
	const poolShort = boot.policies.map(() => 0);
	let last = read();
	for (let stretch = 0; stretch < stretches; stretch++) {
		const until = Math.floor(forNs * (stretch + 1) / stretches);
		if (hotplug && cpus > 1) {
			const cpu = Math.floor(stretch * cpus / stretches);
			machine.apply({kind: 'cpu-offline', cpu});
			machine.advance(Math.floor(forNs * (stretch + 0.5) / stretches));
			machine.apply({kind: 'cpu-online', cpu});
		}

		machine.advance(until);
		last = read();
		poolLooks += cpus;
		for (const [policy, count] of shortPools(last).entries()) {
			poolShort[policy] += count;
		}
	}

	return {seed: scenario.seed, boot, end: trialReading(last), poolLooks, poolShort};
};
