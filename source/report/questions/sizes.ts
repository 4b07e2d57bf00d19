import type {Finding, Question} from './answer.js';
import {during, growths, pooled, type Evidence} from './evidence.js';
import {chance, cost, mean, policyRate} from './figures.js';
import {aboutFullPools, emptyChance} from './reserve.js';
import {byPolicy, list, showFigure, showFully} from './show.js';

export const otherSizes: Question = {
	number: 16,
	question: 'The same with two pages at fork (8 KiB), and with 32 KiB of address space (the servers\' motive: a larger limit without paying for it)?',
	askedBy: 'follows: the motive of the server side',
};

/** Each size beside the usual one: what it saves, how often it grows, what dies. */
export const answerOtherSizes = (evidence: Evidence): Finding => {
	const {plan: {base, sizes}, seconds} = evidence;
	const rows = [base, ...sizes].map(policy => {
		const samples = evidence.samples('asIs', policy);
		const isFixed = policy.startsWith('fixed');
		return {
			policy,
			isFixed,
			saved: mean({label: 'saved, net, against the box\'s own', policy}, samples, ({end}) => end.savedPercent.net, '%'),
			grown: policyRate({label: 'growths', policy}, samples, growths, seconds),
			empty: isFixed || policy === base ? undefined : emptyChance('empty at a growth, 10 % fail, forks x10', policy, evidence.samples('storm', policy)),
			overflow: chance({label: 'runs that overflowed', policy}, samples, {events: sample => during(sample, ({failuresBy}) => failuresBy.overflow) > 0 ? 1 : 0, trials: () => 1, of: 'runs'}),
			overflows: pooled(samples, ({failuresBy}) => failuresBy.overflow),
			headroom: {
				label: 'least left below the deepest use',
				policy,
				value: Math.min(...samples.map(({end}) => end.headroomBytes)),
				unit: 'bytes',
				how: 'simulated',
				rests: {count: samples.length, of: 'runs'},
			} as const,
			whole: cost({label: 'of CPU time', policy}, samples, ({costPercent}) => costPercent, '%'),
		};
	});
	const over = rows.filter(({overflows}) => overflows > 0);
	return {
		verdict: `Saved net: ${byPolicy(rows.map(({saved}) => saved), showFigure)}. `
			+ `Growths: ${byPolicy(rows.filter(({isFixed}) => !isFixed).map(({grown}) => grown), showFigure)}. `
			+ (over.length === 0 ? 'No stack overflowed at any of these sizes.' : `Overflowed: ${list(over.map(({policy, overflow}) => `${policy} in ${showFully(overflow)} of runs`))}.`),
		figures: rows.flatMap(({isFixed, saved, grown, empty, overflow, headroom, whole}) => [
			saved,
			...isFixed ? [] : [grown, ...empty === undefined ? [] : [empty]],
			overflow,
			headroom,
			...isFixed ? [] : [whole],
		]),
		assumed: ['depths are those of today\'s kernels, which keep to 16 KiB; what would use 32 KiB is not known', 'the pool is twice the pages a stack can grow by', aboutFullPools],
	};
};
