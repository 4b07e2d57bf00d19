import {failureKinds, type FailureKind, type Range} from './description.js';
import type {PolicyReading} from './reading/policy-reading.js';

/** What figures tell of, with a title for people, in the order in which they are shown. */
export const figureGroups = {
	memory: 'Memory now',
	events: 'Events since boot, boot included',
	delay: 'Waits and TLB flushes since boot',
	cost: 'CPU time beyond fixed stacks since the end of boot',
	failure: 'Failures since boot',
	margin: 'Margins at the worst moment',
} as const;
export type FigureGroup = keyof typeof figureGroups;

/** One figure that policies are held against each other by: a row of every comparison. */
export type Figure = {
	/** Short name, the same in JSON, CSV and the columns of a comparison. */
	readonly id: string;
	readonly label: string;
	/** What it tells of; figures of one group stand together. */
	readonly group: FigureGroup;
	readonly unit: 'KiB' | 'percent' | 'count' | 'ns' | 'pages' | 'bytes';
	/** Which way is better; `neither`: a sign of what goes on, good or bad by itself in no case. */
	readonly better: 'more' | 'less' | 'neither';
	/** How it came about: counted on the simulated stream, or counts times cost steps, those of FRED assumed. */
	readonly basis: 'counted' | 'costs';
	/** The policy's figure, its likely value where there is a range; undefined: the policy has nothing of the kind, such as a pool. */
	value(policy: PolicyReading): number | undefined;
	/** Low, likely and high, where the figure is uncertain. */
	range?(policy: PolicyReading): Range;
};

const failureLabels: Readonly<Record<FailureKind, string>> = {
	poolEmpty: 'no page at a stack fault',
	growthInNmi: 'growth in an NMI',
	overflow: 'beyond the address space',
	notHandled: 'stack fault not handled',
	notEnsured: 'more than was asked for',
};

const counted = {basis: 'counted'} as const;
const fewer = {...counted, unit: 'count', better: 'less'} as const;
const costs = {basis: 'costs', group: 'cost', unit: 'percent', better: 'less'} as const;

const pageKiB = 4;

/** Every figure of a comparison, in the order in which it is shown. */
export const comparedFigures: readonly Figure[] = [
	{...counted, id: 'savedGrossPercent', label: 'saved, gross', group: 'memory', unit: 'percent', better: 'more', value: policy => policy.savedPercent.gross},
	{...counted, id: 'savedNetPercent', label: 'saved, net', group: 'memory', unit: 'percent', better: 'more', value: policy => policy.savedPercent.net},
	{...counted, id: 'savedGrossKiB', label: 'saved, gross', group: 'memory', unit: 'KiB', better: 'more', value: policy => policy.fixedKiB - policy.stackKiB},
	{...counted, id: 'savedNetKiB', label: 'saved, net', group: 'memory', unit: 'KiB', better: 'more', value: policy => policy.fixedKiB - policy.netKiB},
	{...counted, id: 'stackPages', label: 'stack pages', group: 'memory', unit: 'pages', better: 'less', value: policy => policy.stackKiB / pageKiB},
	{...counted, id: 'poolKiB', label: 'pools and reserve', group: 'memory', unit: 'KiB', better: 'less', value: policy => policy.poolKiB},
	{...counted, id: 'exceptionStackKiB', label: 'exception stacks', group: 'memory', unit: 'KiB', better: 'less', value: policy => policy.exceptionStackKiB},
	{...counted, id: 'withoutStack', label: 'sleepers without a stack', group: 'memory', unit: 'count', better: 'neither', value: policy => policy.withoutStack},
	{...fewer, id: 'faults', label: 'stack faults', group: 'events', value: policy => policy.faults},
	{...counted, id: 'pagesGrown', label: 'pages grown', group: 'events', unit: 'pages', better: 'neither', value: policy => policy.pagesGrown},
	{...counted, id: 'laterGrowths', label: 'growths of grown stacks', group: 'events', unit: 'count', better: 'neither', value: policy => policy.laterGrowths},
	{...fewer, id: 'demotions', label: 'user faults moved back', group: 'events', value: policy => policy.demotions},
	{...fewer, id: 'interruptsMoved', label: 'interrupts moved back', group: 'events', value: policy => policy.interruptsMoved},
	{...fewer, id: 'levelSwitches', label: 'level or IST switches', group: 'events', value: policy => policy.levelSwitches},
	{...counted, id: 'pagesAllocated', label: 'pages allocated', group: 'events', unit: 'pages', better: 'less', value: policy => policy.pagesAllocated},
	{...counted, id: 'pagesTakenBack', label: 'pages taken back', group: 'events', unit: 'pages', better: 'neither', value: policy => policy.pagesTakenBack},
	{...fewer, id: 'waits', label: 'waits for a page', group: 'delay', value: policy => policy.waits},
	{...counted, id: 'waitNs', label: 'time waited in all', group: 'delay', unit: 'ns', better: 'less', value: policy => policy.waitNs},
	{...counted, id: 'meanWaitNs', label: 'mean wait', group: 'delay', unit: 'ns', better: 'less', value: policy => policy.waits === 0 ? undefined : policy.waitNs / policy.waits},
	{...fewer, id: 'invalidations', label: 'local TLB invalidations', group: 'delay', value: policy => policy.invalidations},
	{...fewer, id: 'shootdowns', label: 'TLB shootdowns', group: 'delay', value: policy => policy.shootdowns},
	{...costs, id: 'costPercent', label: 'CPU time added', value: policy => policy.costPercent.likely, range: policy => policy.costPercent},
	{...costs, id: 'demotionPercent', label: 'added to a fault moved', value: policy => policy.demotionPercent.likely, range: policy => policy.demotionPercent},
	{...fewer, id: 'failuresAndLosses', label: 'failures and events lost', group: 'failure', value: policy => policy.failures + policy.eventsLost},
	{...fewer, id: 'failures', label: 'failures (kernel dead)', group: 'failure', value: policy => policy.failures},
	...failureKinds.map(kind => ({...fewer, id: kind, label: failureLabels[kind], group: 'failure' as const, value: (policy: PolicyReading) => policy.failuresBy[kind]})),
	{...fewer, id: 'eventsLost', label: 'events lost', group: 'failure', value: policy => policy.eventsLost},
	{...fewer, id: 'refillFailures', label: 'failed refills', group: 'failure', value: policy => policy.refillFailures},
	{...fewer, id: 'shortages', label: 'pools left short', group: 'failure', value: policy => policy.shortages.count},
	{...counted, id: 'shortageNs', label: 'time left short', group: 'failure', unit: 'ns', better: 'less', value: policy => policy.shortages.totalNs},
	{...fewer, id: 'shortFills', label: 'CPUs online short', group: 'failure', value: policy => policy.shortFills},
	{...fewer, id: 'chargeFailures', label: 'failed memcg charges', group: 'failure', value: policy => policy.chargeFailures},
	{...fewer, id: 'refused', label: 'requests refused', group: 'failure', value: policy => policy.refused},
	{...counted, id: 'poolLowest', label: 'fewest in a pool', group: 'margin', unit: 'pages', better: 'more', value: policy => policy.poolSize === 0 ? undefined : policy.poolLowest},
	{...counted, id: 'reserveLowest', label: 'reserve at least', group: 'margin', unit: 'pages', better: 'more', value: policy => policy.reserve.size === 0 ? undefined : policy.reserve.lowest},
	{...counted, id: 'headroomBytes', label: 'headroom', group: 'margin', unit: 'bytes', better: 'more', value: policy => policy.headroomBytes},
];
