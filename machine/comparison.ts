import {failureKinds, type FailureKind, type Range} from './description.js';
import type {PolicyReading} from './reading.js';

/** One figure that policies are held against each other by: a row of every comparison. */
export type Figure = {
	/** Short name, the same in JSON, CSV and the columns of a comparison. */
	readonly id: string;
	readonly label: string;
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

/** A delta in words: `same` for none, `neither` where no way is better. */
export type Judgement = 'better' | 'worse' | 'same' | 'neither';

/** One policy's column of a comparison. A figure that it has nothing of is left out of its records. */
export type ComparedPolicy = {
	readonly name: string;
	readonly title: string;
	/** By the id of the figure, in its unit. */
	readonly values: Readonly<Record<string, number>>;
	/** Only the uncertain figures. */
	readonly ranges: Readonly<Record<string, Range>>;
	/** Its value less that of the first policy; undefined for the first itself. */
	readonly deltas: Readonly<Record<string, number>> | undefined;
	/** No other policy is at least as good on every axis and better on one. */
	readonly pareto: boolean;
	/** The policies that are. */
	readonly dominatedBy: readonly string[];
};

export type Comparison = {
	readonly figures: readonly Figure[];
	/** In the order asked; the first is what the deltas are against. */
	readonly policies: readonly ComparedPolicy[];
	/** Ids of the figures that decide who is dominated. */
	readonly axes: readonly string[];
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
const costs = {basis: 'costs', unit: 'percent', better: 'less'} as const;

const pageKiB = 4;

/** Every figure of a comparison, in the order in which it is shown. */
export const comparedFigures: readonly Figure[] = [
	{...counted, id: 'savedGrossPercent', label: 'saved, gross', unit: 'percent', better: 'more', value: policy => policy.savedPercent.gross},
	{...counted, id: 'savedNetPercent', label: 'saved, net', unit: 'percent', better: 'more', value: policy => policy.savedPercent.net},
	{...counted, id: 'savedGrossKiB', label: 'saved, gross', unit: 'KiB', better: 'more', value: policy => policy.fixedKiB - policy.stackKiB},
	{...counted, id: 'savedNetKiB', label: 'saved, net', unit: 'KiB', better: 'more', value: policy => policy.fixedKiB - policy.netKiB},
	{...counted, id: 'stackPages', label: 'stack pages', unit: 'pages', better: 'less', value: policy => policy.stackKiB / pageKiB},
	{...counted, id: 'poolKiB', label: 'pools and reserve', unit: 'KiB', better: 'less', value: policy => policy.poolKiB},
	{...counted, id: 'exceptionStackKiB', label: 'extra exception stacks', unit: 'KiB', better: 'less', value: policy => policy.exceptionStackKiB},
	{...counted, id: 'withoutStack', label: 'sleepers without a stack', unit: 'count', better: 'neither', value: policy => policy.withoutStack},
	{...fewer, id: 'faults', label: 'stack faults', value: policy => policy.faults},
	{...counted, id: 'pagesGrown', label: 'pages grown', unit: 'pages', better: 'neither', value: policy => policy.pagesGrown},
	{...fewer, id: 'demotions', label: 'user faults moved back', value: policy => policy.demotions},
	{...fewer, id: 'interruptsMoved', label: 'interrupts moved back', value: policy => policy.interruptsMoved},
	{...fewer, id: 'levelSwitches', label: 'level or IST switches', value: policy => policy.levelSwitches},
	{...counted, id: 'pagesAllocated', label: 'pages allocated', unit: 'pages', better: 'less', value: policy => policy.pagesAllocated},
	{...counted, id: 'pagesTakenBack', label: 'pages taken back', unit: 'pages', better: 'neither', value: policy => policy.pagesTakenBack},
	{...fewer, id: 'waits', label: 'waits for a page', value: policy => policy.waits},
	{...counted, id: 'waitNs', label: 'time waited in all', unit: 'ns', better: 'less', value: policy => policy.waitNs},
	{...counted, id: 'meanWaitNs', label: 'mean wait', unit: 'ns', better: 'less', value: policy => policy.waits === 0 ? undefined : policy.waitNs / policy.waits},
	{...fewer, id: 'invalidations', label: 'local TLB invalidations', value: policy => policy.invalidations},
	{...fewer, id: 'shootdowns', label: 'TLB shootdowns', value: policy => policy.shootdowns},
	{...costs, id: 'costPercent', label: 'CPU time spent more', value: policy => policy.costPercent.likely, range: policy => policy.costPercent},
	{...costs, id: 'demotionPercent', label: 'added to a moved fault', value: policy => policy.demotionPercent.likely, range: policy => policy.demotionPercent},
	{...fewer, id: 'failuresAndLosses', label: 'failures and events lost', value: policy => policy.failures + policy.eventsLost},
	{...fewer, id: 'failures', label: 'failures (kernel dead)', value: policy => policy.failures},
	...failureKinds.map(kind => ({...fewer, id: kind, label: failureLabels[kind], value: (policy: PolicyReading) => policy.failuresBy[kind]})),
	{...fewer, id: 'eventsLost', label: 'events lost', value: policy => policy.eventsLost},
	{...fewer, id: 'refillFailures', label: 'failed refills', value: policy => policy.refillFailures},
	{...fewer, id: 'shortFills', label: 'CPUs online short of pages', value: policy => policy.shortFills},
	{...fewer, id: 'chargeFailures', label: 'failed memcg charges', value: policy => policy.chargeFailures},
	{...fewer, id: 'refused', label: 'requests refused', value: policy => policy.refused},
	{...counted, id: 'poolLowest', label: 'fewest in a CPU\'s pool', unit: 'pages', better: 'more', value: policy => policy.poolSize === 0 ? undefined : policy.poolLowest},
	{...counted, id: 'reserveLowest', label: 'fewest in the reserve', unit: 'pages', better: 'more', value: policy => policy.reserve.size === 0 ? undefined : policy.reserve.lowest},
	{...counted, id: 'headroomBytes', label: 'headroom to the guard', unit: 'bytes', better: 'more', value: policy => policy.headroomBytes},
];

/** What a policy is judged by as a whole: memory, CPU time, deaths, delay. */
const axisIds: readonly string[] = ['savedNetKiB', 'costPercent', 'failuresAndLosses', 'waitNs'];
const axes = comparedFigures.filter(({id}) => axisIds.includes(id));

/** What a delta of this figure means. */
export const judge = ({better}: Figure, delta: number): Judgement => {
	if (delta === 0) {
		return 'same';
	}

	return better === 'neither' ? 'neither' : ((delta > 0) === (better === 'more') ? 'better' : 'worse');
};

type Values = Readonly<Record<string, number>>;

const valuesOf = (policy: PolicyReading): Values => {
	const values: Record<string, number> = {};
	for (const figure of comparedFigures) {
		const value = figure.value(policy);
		if (value !== undefined) {
			values[figure.id] = value;
		}
	}

	return values;
};

const rangesOf = (policy: PolicyReading): Readonly<Record<string, Range>> =>
	Object.fromEntries(comparedFigures.flatMap(({id, range}) => range === undefined ? [] : [[id, range(policy)]]));

/** Figure by figure, where both have it. */
const deltasOf = (values: Values, first: Values): Values =>
	Object.fromEntries(Object.keys(values).filter(id => Object.hasOwn(first, id)).map(id => [id, values[id] - first[id]]));

/** At least as good on every axis, and better on one. Every policy has a value on every axis. */
const dominates = (one: Values, other: Values): boolean => {
	const judgements = new Set(axes.map(axis => judge(axis, one[axis.id] - other[axis.id])));
	return judgements.has('better') && !judgements.has('worse');
};

/**
Policies of one reading, side by side. What it compares are counts of one open-loop stream: equal for all, so a delta is due to the policies alone.
Deltas and dominance go by likely values; ranges of two policies that share cost steps move together.
*/
export const comparePolicies = (policies: readonly PolicyReading[]): Comparison => {
	const values = policies.map(policy => valuesOf(policy));
	return {
		figures: comparedFigures,
		policies: policies.map(({name, title}, at) => {
			const dominatedBy = policies.filter((_, other) => dominates(values[other], values[at])).map(other => other.name);
			return {
				name,
				title,
				values: values[at],
				ranges: rangesOf(policies[at]),
				deltas: at === 0 ? undefined : deltasOf(values[at], values[0]),
				pareto: dominatedBy.length === 0,
				dominatedBy,
			};
		}),
		axes: axisIds,
	};
};
