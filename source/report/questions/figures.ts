import {clusteredRate, clusteredShare, meanInterval, type MachineDescription, type PolicyTotals, type Range} from '../../../machine/index.js';
import type {Figure, How, Unit} from './answer.js';
import {during, type Sample} from './evidence.js';

/** Where a figure belongs. */
export type Label = Pick<Figure, 'label' | 'policy'>;

/** How likely an event is at a trial, from what each sample counted; seeds are the clusters. */
export const chance = (label: Label, samples: readonly Sample[], {events, trials, of}: {events: (sample: Sample) => number; trials: (sample: Sample) => number; of: string}): Figure => {
	const found = clusteredShare(samples.map(sample => ({events: events(sample), trials: trials(sample)})));
	return {
		...label,
		value: found.trials === 0 ? undefined : found.share,
		unit: 'chance',
		low: found.low,
		high: found.high,
		range: 'chance',
		how: 'simulated',
		rests: {count: found.trials, of},
	};
};

/** Events a second of the whole box; `count` is what one sample counted in `seconds`. */
export const rate = (label: Label, samples: readonly Sample[], count: (sample: Sample) => number, seconds: number): Figure => {
	const found = clusteredRate(samples.map(sample => count(sample)), seconds);
	return {...label, value: found.rate, unit: '/s', low: found.low, high: found.high, range: 'chance', how: 'simulated', rests: {count: found.events, of: 'events'}};
};

/** The same for a count that is only known for all samples together: it has no range, unless nothing was counted. */
export const countRate = (label: Label, count: number, seconds: number): Figure => {
	const {rate: value, high} = clusteredRate([count], seconds);
	return {...label, value, unit: '/s', ...count === 0 && {low: 0, high, range: 'chance' as const}, how: 'simulated', rests: {count, of: 'events'}};
};

/** A count of a policy's books as a rate. */
export const policyRate = (label: Label, samples: readonly Sample[], count: (policy: PolicyTotals) => number, seconds: number): Figure =>
	rate(label, samples, sample => during(sample, count), seconds);

/** The mean over seeds of something that every sample has. */
export const mean = (label: Label, samples: readonly Sample[], value: (sample: Sample) => number, unit: Unit, how: How = 'simulated'): Figure => {
	const found = meanInterval(samples.map(sample => value(sample)));
	const {interval} = found;
	return {...label, value: found.mean, unit, low: interval?.low, high: interval?.high, range: interval && 'chance', how};
};

/** An amount over all samples, per so many events that it rests on (0: nothing to count). Without a range: how much the amounts differ is not kept. */
export const ratio = (label: Label, amount: number, per: number, of: string, unit: Unit): Figure =>
	({...label, value: per === 0 ? undefined : amount / per, unit, how: 'simulated', rests: {count: per, of}});

/** A cost: the means over seeds of its low, likely and high. */
export const cost = (label: Label, samples: readonly Sample[], range: (policy: PolicyTotals) => Range, unit: Unit): Figure => {
	const ranges = samples.map(({end}) => range(end));
	const average = (pick: (range: Range) => number): number => ranges.reduce((sum, one) => sum + pick(one), 0) / ranges.length;
	return costOf(label, {low: average(one => one.low), likely: average(one => one.likely), high: average(one => one.high)}, unit);
};

/** A cost that was worked out already; `per`: divide by so many events (0: no such event, no figure). */
export const costOf = (label: Label, range: Range | undefined, unit: Unit, per = 1): Figure => {
	const known = range === undefined || per === 0 ? undefined : range;
	return {...label, value: known && known.likely / per, unit, low: known && known.low / per, high: known && known.high / per, range: known && 'costs', how: 'assumed'};
};

/** A figure that is an input, known as the machine's file says. */
export const input = (label: Label, value: number, unit: Unit, how: How): Figure => ({...label, value, unit, how});

/** How a field of the machine is known; assumed where its file does not say. */
export const statusOf = ({provenance}: MachineDescription, field: string): How =>
	provenance.find(({about}) => about.split(/,\s*/u).includes(field))?.status ?? 'assumed';
