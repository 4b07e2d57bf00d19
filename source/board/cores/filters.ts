import type {CpuSource} from '../metrics.js';

/** A choice of which CPUs the table of cores shows. */
export type CoreFilter = {
	/** A word or two for its title. */
	readonly name: string;
	/** Undefined: every CPU. */
	readonly holds: ((source: CpuSource, cpu: number) => boolean) | undefined;
	/** What stands in the table while no CPU is so. */
	readonly none: string;
};

/** Share of time from which on a CPU is called busy, in nanoseconds a second. */
const busyNs = 800_000_000;

/** The choices, in the order of the key. */
export const coreFilters: readonly CoreFilter[] = [
	{name: 'all', holds: undefined, none: ''},
	{name: 'short pools', holds: ({policy, reading}, cpu) => reading.perCpu.online[cpu] !== 0 && policy.perCpu.pool[cpu]! < policy.poolSize, none: 'Every pool is full.'},
	{name: 'ran empty', holds: ({policy}, cpu) => policy.perCpu.poolEmpty[cpu]! > 0 || (policy.poolSize > 0 && policy.perCpu.poolLowest[cpu] === 0), none: 'No pool ever ran empty.'},
	{name: 'growing', holds: ({rates, policyIndex}, cpu) => (rates.perSecond(reading => reading.policies[policyIndex]!.perCpu.pagesGrown[cpu]!) ?? 0) > 0, none: 'No stack grows now.'},
	{name: 'busy', holds: ({rates}, cpu) => (rates.perSecond(reading => reading.perCpu.busyNs[cpu]!) ?? 0) >= busyNs, none: 'No CPU is busy for 80 % of the time.'},
	{name: 'offline', holds: ({reading}, cpu) => reading.perCpu.online[cpu] === 0, none: 'Every CPU is online.'},
];
