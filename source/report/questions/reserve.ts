import {readPolicyChoice} from '../../../machine/index.js';
import type {Figure, Finding, Question} from './answer.js';
import {during, empties, growths, pooled, type Evidence, type Sample} from './evidence.js';
import {chance} from './figures.js';
import {conditions, type ConditionName} from './plan.js';
import {showFully, showNumber, showShare, showWithUnit} from './show.js';

export const emptyReserve: Question = {
	number: 2,
	question: 'How likely is the reserve to be empty at a stack fault, per context, as a function of pool size, bursts and memory pressure? What bounds it?',
	askedBy: 'Dave Hansen, Thomas Gleixner, David Laight (demanded)',
};

/** Conditions of memory, and how they are called. */
export const pressures: ReadonlyArray<readonly [condition: ConditionName, name: string]> = [
	['calm', 'no failures'],
	['low', '1 % fail'],
	['high', '10 % fail'],
	['storm', '10 % fail, forks x10'],
];

/**
Growths up to the first death, as many as there would be until then if they came evenly.
After it, an empty pool stays empty, so what the model counts on is no evidence.
`spared`: growths that cannot find the pools empty, because those were full at first and each takes a page; they are no evidence either.
*/
const untilFirstDeath = (sample: Sample, spared: number): {events: number; trials: number} => {
	const {firstFailure} = sample.end;
	const served = during(sample, growths) - during(sample, empties);
	const until = firstFailure === undefined ? 1 : firstFailure.timeNs / sample.stream.timeNs;
	const events = firstFailure?.kind === 'poolEmpty' ? 1 : 0;
	return {events, trials: events + Math.max(0, Math.round(served * until) - spared)};
};

/** Where finding no page is not deadly, the model goes on as the kernel would, and every growth counts. */
const everyGrowth = (sample: Sample): {events: number; trials: number} => ({events: during(sample, empties), trials: during(sample, growths)});

/**
The chance that a growth finds no page, as it is until the first death.
`startsFull`: every pool was full when the run began, and only growths count that came after as many as it has pages.
*/
export const emptyChance = (label: string, policy: string | undefined, samples: readonly Sample[], startsFull = true): Figure => {
	const isDeadly = samples.every(({end}) => empties(end) === end.failuresBy.poolEmpty);
	const {poolSize} = samples[0]!.end;
	const held = ({stream, end}: Sample): number => startsFull ? poolSize * stream.cpus + end.reserve.size : 0;
	const count = (sample: Sample) => isDeadly ? untilFirstDeath(sample, held(sample)) : everyGrowth(sample);
	const of = isDeadly ? `growths before a death${startsFull ? `, but ${poolSize} a CPU` : ''}` : 'growths';
	return chance({label, policy}, samples, {events: sample => count(sample).events, trials: sample => count(sample).trials, of});
};

/** Said wherever `emptyChance` is shown for pools that start full. */
export const aboutFullPools = 'pools are full when a run begins, so on each CPU as many growths as its pool has pages find one whatever fails, and do not count; longer '
	+ 'runs (--for) leave more that do';

/** What the default pool of the base policy holds: the second of the sizes compared is v2's. */
const usual = 1;

const contextFigures = (policy: string, samples: readonly Sample[]): Figure[] => {
	const contexts = Object.keys(samples[0]!.end.growthBy) as Array<keyof Sample['end']['growthBy']>;
	return contexts
		.filter(context => pooled(samples, ({growthBy}) => growthBy[context]) > 0)
		.map(context => chance({label: `in ${context}, 10 % fail, survived`, policy}, samples, {
			events: sample => during(sample, ({emptyBy}) => emptyBy[context]),
			trials: sample => during(sample, ({growthBy}) => growthBy[context]),
			of: 'growths',
		}));
};

/** Stays that grew by more pages than a pool of each size holds: a full pool would not have been enough for one task. */
const stayFigures = (policy: string, samples: readonly Sample[]): Figure[] => [1, 2].map(pages => chance({label: `a stay takes over ${showWithUnit(pages, 'pages')}`, policy}, samples, {
	events: sample => during(sample, ({growthPerStay}) => growthPerStay.slice(pages).reduce((sum, count) => sum + count, 0)),
	trials: sample => during(sample, ({growthPerStay}) => growthPerStay.reduce((sum, count) => sum + count, 0)),
	of: 'stays that grew',
}));

/** Policies whose pool is all they have, and is refilled by atomic requests alone. */
const refillsAtomically: ReadonlySet<string> = new Set(['fred-pf', 'ist-pf']);

/** A share to the power of a whole number. */
const power = (share: number, times: number): number => Array.from<number>({length: times}).fill(share).reduce((product, one) => product * one, 1);

/**
The chance by arithmetic, for growths of a page each: the pool is empty when as many refills in a row as it has pages failed.
If each of them meets memory anew, that is the share of failures to the power of the pages (the value and the lower end);
if a burst of growths falls into one stretch of failures, all fail together (the upper end).
*/
const byArithmetic = (policy: string, pages: number): Figure[] => refillsAtomically.has(readPolicyChoice(policy).family.kind)
	? ([['low', '1 % fail'], ['high', '10 % fail']] as const).map(([condition, name]) => {
		const share = conditions[condition].failShare!;
		return {label: `by arithmetic, ${name}`, policy, value: power(share, pages), unit: 'chance', low: power(share, pages), high: share, range: 'chance', how: 'derived'};
	})
	: [];

/** The deepest draw on the largest pool, over all CPUs and seeds. */
const deepestDraw = (policy: string, samples: readonly Sample[]): Figure => ({
	label: 'deepest draw on the pool',
	policy,
	value: Math.max(...samples.map(({end}) => end.poolDraws.findLastIndex(cpus => cpus > 0))),
	unit: 'pages',
	how: 'simulated',
	rests: {count: samples.reduce((sum, {end}) => sum + end.poolDraws.reduce((cpus, count) => cpus + count, 0), 0), of: 'CPUs and runs'},
});

/** Pool by pool and pressure by pressure, and what bounds it. */
export const answerEmptyReserve = (evidence: Evidence): Finding => {
	const {plan: {pools}} = evidence;
	const byPool = pools.flatMap(({policy}) => pressures.map(([condition, name]) => ({condition, figure: emptyChance(name, policy, evidence.samples(condition, policy))})));
	const {policy, pages} = pools[usual]!;
	const arithmetic = byArithmetic(policy, pages)[1];
	const arithmeticWords = arithmetic === undefined
		? ''
		: ` By arithmetic it is ${showShare(arithmetic.low!)} where each refill meets memory anew, and ${showShare(arithmetic.high!)} where a burst falls into one failing stretch: `
			+ `only ${pages} refills that fail in a row empty ${pages} pages.`;
	const of = (condition: ConditionName): Figure => byPool.find(one => one.condition === condition && one.figure.policy === policy)!.figure;
	const high = evidence.samples('high', policy);
	const deadly = pools.map(pool => chance({label: 'runs with a death, 10 % fail', policy: pool.policy}, evidence.samples('high', pool.policy), {
		events: ({end}) => end.failures > 0 ? 1 : 0,
		trials: () => 1,
		of: 'runs',
	}));
	const largest = pools.at(-1)!.policy;
	const calm = evidence.samples('calm', policy);
	const count = pooled(calm, growths);
	const sawNone = 'No stack had to grow in these runs, so they hold no evidence on a reserve; a busier workload does (--workload web, swap).';
	const simulated = of('calm').value === undefined || of('high').value === undefined
		? `${policy}: no CPU had enough growths to use up its pool of ${pages}, so simulation says nothing of how often it is empty; longer runs do (--for).`
		: `${policy}: with memory at ease ${showFully(of('calm'))} of ${showNumber(of('calm').rests!.count)} growths; with 10 % of atomic requests failing ${showFully(of('high'))}.`;
	const verdict = count === 0 ? sawNone : `${simulated} Runs of those with a death: ${showFully(deadly[usual]!)}.${arithmeticWords}`;
	return {
		verdict,
		figures: [
			...pools.flatMap(pool => [...byPool.filter(({figure}) => figure.policy === pool.policy).map(({figure}) => figure), ...byArithmetic(pool.policy, pool.pages), deadly[pools.indexOf(pool)]!]),
			...contextFigures(policy, high),
			...stayFigures(largest, evidence.samples('calm', largest)),
			deepestDraw(largest, evidence.samples('calm', largest)),
		],
		assumed: [
			'atomic requests fail for the whole box at once, in stretches of 2.1 ms, 1 % or 10 % of the time',
			'by arithmetic: growths of one page a stay; the two ends are refills that meet memory anew, and a burst inside one stretch of failures',
			'the mix of contexts in which deep calls are (spinlock held, interrupts off)',
			aboutFullPools,
			'growths come evenly until the first death; by context, deaths are survived, and an empty pool is met again and again',
		],
	};
};
