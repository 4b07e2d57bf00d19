import type {CpuColumns, PolicyCpuColumns, PolicyReading, Reading} from '../../machine/index.js';

/**
The fields of `run --format json`, by their names in a reading (`machine/reading/` says what each means and in which unit).
They are the interface for other programs: `readingSchemaVersion` rises when one of them changes.
*/
export const readingFields = [
	'schemaVersion',
	'timeNs',
	'digest',
	'seed',
	'engine',
	'machine',
	'workload',
	'delivery',
	'cpus',
	'threadRows',
	'memory',
	'stackOffset',
	'forkTimes',
	'nmiPerSecond',
	'totals',
	'classes',
	'policies',
	'perCpu',
	'log',
] as const satisfies ReadonlyArray<keyof Reading>;

/** What stands beside the fields of the reading: the version of the program and everything the run depends on. */
export const headerFields = ['toolVersion', 'scenario'] as const;

export const policyFields = [
	'name',
	'kind',
	'title',
	'sizeKiB',
	'delivery',
	'whatIf',
	'fixedKiB',
	'stackKiB',
	'borrowedKiB',
	'netKiB',
	'poolKiB',
	'exceptionStackKiB',
	'cachedKiB',
	'savedPercent',
	'pagesPerStack',
	'withoutStack',
	'stacks',
	'faults',
	'pagesGrown',
	'demotions',
	'interruptsMoved',
	'nmis',
	'levelSwitches',
	'levelSwitchesBy',
	'poolSize',
	'poolLowest',
	'reserve',
	'poolEmpty',
	'growthBy',
	'emptyBy',
	'laterGrowths',
	'growthPerStay',
	'refilledPages',
	'refillFailures',
	'shortages',
	'waits',
	'waitNs',
	'pagesTakenBack',
	'invalidations',
	'shootdowns',
	'eventsLost',
	'chargeFailures',
	'unchargedPages',
	'refused',
	'shortFills',
	'headroomBytes',
	'failures',
	'failuresBy',
	'firstFailure',
	'costPercent',
	'costCycles',
	'demotionPercent',
	'bill',
	'pagesAllocated',
	'pagesFreed',
	'vmstat',
	'perCpu',
	'digest',
] as const satisfies ReadonlyArray<keyof PolicyReading>;

/** Per logical CPU, in `policies[].perCpu[]`, after `cpu`. */
export const policyCpuFields = [
	'stackPages', 'faults', 'pagesGrown', 'demotions', 'interruptsMoved', 'levelSwitches', 'pool', 'poolLowest', 'poolEmpty', 'refillFailures', 'waits', 'failures',
] as const satisfies ReadonlyArray<keyof PolicyCpuColumns>;

/** Per logical CPU, in `perCpu[]`, after `cpu`: what does not depend on a policy. */
export const cpuFields = [
	'stacks', 'contextSwitches', 'visits', 'userFaults', 'asyncPageFaults', 'kernelInterrupts', 'nmis', 'forks', 'exits', 'migrations', 'busyNs', 'deepestBytes', 'online',
] as const satisfies ReadonlyArray<keyof CpuColumns>;
