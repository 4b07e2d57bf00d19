import {scaleRange} from '../../../machine/index.js';
import type {Finding, Question} from './answer.js';
import {billed, during, streamDuring, type Evidence} from './evidence.js';
import {chance, costOf, countRate, policyRate, rate, ratio} from './figures.js';
import {byPolicy, list, showFigure, showFully} from './show.js';

export const uncachedStacks: Question = {
	number: 14,
	question: 'What is lost by not caching grown stacks, and what unmapping and lazy TLB work does an exit take?',
	askedBy: 'follows from the code of v2',
};

/** Exits whose stack could not be cached, and what they cost. */
export const answerUncachedStacks = (evidence: Evidence, asked: readonly string[]): Finding => {
	const {seconds, cpuSeconds, scenario: {machine}} = evidence;
	const rows = asked.flatMap(policy => {
		const samples = evidence.samples('asIs', policy);
		const exits = billed(samples, 'grownExit');
		const fresh = billed(samples, 'freshFork');
		const exited = samples.map(sample => streamDuring(sample, totals => totals.exits)).reduce((sum, count) => sum + count, 0);
		const share = 100 / (cpuSeconds * machine.clockGHz * 1e9);
		return exits === undefined
			? []
			: [{
				policy,
				grown: ratio({label: 'exits with a grown stack, of all', policy}, 100 * exits.count, exited, 'exits', '%'),
				each: costOf({label: 'such an exit', policy}, exits.cycles, 'cycles', exits.count),
				whole: costOf({label: 'such exits, of CPU time', policy}, scaleRange(exits.cycles, share), '%'),
				forks: fresh === undefined
					? []
					: [
						countRate({label: 'forks that found no cached stack', policy}, fresh.count, seconds),
						costOf({label: 'such a fork', policy}, fresh.cycles, 'cycles', fresh.count),
						costOf({label: 'such forks, of CPU time', policy}, scaleRange(fresh.cycles, share), '%'),
					],
			}];
	});
	const exits = rate({label: 'exits'}, evidence.samples('asIs', evidence.plan.asked[0]!), sample => streamDuring(sample, totals => totals.exits), seconds);
	const lossy = rows.filter(({grown}) => grown.value !== undefined);
	return {
		verdict: lossy.length === 0
			? 'No thread ended in these runs, or no policy asked for treats grown stacks apart; workloads with short lives tell (--workload forks, swap, web).'
			: `Of all exits, stacks too large to be cached: ${list(lossy.map(({policy, grown, whole}) => `${policy} ${showFigure(grown)} (${showFully(whole)} of CPU time)`))}. `
				+ `Forks that found no cached stack, of CPU time: ${byPolicy(lossy.flatMap(({forks}) => forks.slice(2)))}.`,
		figures: [exits, ...rows.flatMap(({grown, each, whole, forks}) => [grown, each, whole, ...forks])],
		assumed: ['what freeing an area costs, flushes included, is one cost step (stack_free)'],
		cannotAnswer: 'lazy flushes are part of that step: how many there are is not followed',
	};
};

export const memcgCharges: Question = {
	number: 15,
	question: 'How often do memcg charges fail, and how many charges land after a thread\'s accounting was closed?',
	askedBy: 'follows from the code of v2',
};

/** Charges in refills under pressure, and pages that nobody was charged for. */
export const answerMemcgCharges = (evidence: Evidence): Finding => {
	const {plan: {pools}, seconds} = evidence;
	const {policy} = pools[1]!;
	const charges = ([['calm', 'none set to fail'], ['low', '1 % set to fail'], ['high', '10 % set to fail']] as const).map(([condition, name]) =>
		chance({label: `charge failed, ${name}`, policy}, evidence.samples(condition, policy), {
			events: sample => during(sample, ({chargeFailures}) => chargeFailures),
			trials: sample => during(sample, ({refilledPages}) => refilledPages),
			of: 'charges',
		}));
	const late = policyRate({label: 'pages after the accounting closed', policy}, evidence.samples('asIs', policy), ({unchargedPages}) => unchargedPages, seconds);
	return {
		verdict: `Pages that came after accounting was closed: ${showFully(late)}. `
			+ 'A charge fails as often as its cgroup is full, and v2 only warns: '
			+ (charges[2]!.value === undefined ? 'nothing was charged in these runs.' : `with 10 % set, ${showFully(charges[2]!)} of charges went unpaid.`),
		figures: [...charges, late],
		assumed: ['the share of charges that fail is set, not simulated (the workload sets memory.chargeFailShare; the pressures here 1 % and 10 %)'],
		cannotAnswer: 'no cgroup has a size here: how often a real one is full at that moment is not known',
	};
};
