import {combine, readPolicyChoice, scaleRange, type PolicyName} from '../../../machine/index.js';
import type {Figure, Finding, Question} from './answer.js';
import {billed, pooled, streamDuring, type Evidence} from './evidence.js';
import {cost, costOf, countRate, input, mean, policyRate, ratio} from './figures.js';
import {byPolicy, showFigure, showFully} from './show.js';

export const accessedBits: Question = {
	number: 8,
	question: 'What does work on Accessed bits cost at each context switch against in a shrinker, and how long does a task wait at schedule-in for pages?',
	askedBy: 'Dave Hansen (demanded)',
};

/** By the policy's own parameter no other CPU has to be told. */
const needsNoShootdown = (policy: PolicyName): boolean => {
	const {family, given} = readPolicyChoice(policy);
	return (given.shootdown ?? family.parameters.shootdown?.fallback) === 0;
};

const none: Finding = {verdict: 'This version cannot say.', figures: [], assumed: [], cannotAnswer: 'it has no policy that looks at Accessed bits'};

const conditionsShown = [['asIs', 'as it is'], ['high', '10 % fail']] as const;

/** Cost of each switch, and waits. */
export const answerAccessedBits = (evidence: Evidence): Finding => {
	const {plan: {accessed}, seconds} = evidence;
	if (accessed.length === 0) {
		return none;
	}

	const rows = accessed.flatMap(policy => conditionsShown.map(([condition, name]) => {
		const samples = evidence.samples(condition, policy);
		const waits = pooled(samples, one => one.waits);
		const switches = samples.reduce((sum, sample) => sum + streamDuring(sample, ({bursts}) => bursts), 0) / samples.length;
		return {
			policy,
			condition,
			whole: cost({label: `of CPU time, ${name}`, policy}, samples, ({costPercent}) => costPercent, '%'),
			perSwitch: cost({label: `all of it, a switch in and out, ${name}`, policy}, samples, ({costCycles}) => scaleRange(costCycles, 1 / switches), 'cycles'),
			often: policyRate({label: `waits, ${name}`, policy}, samples, one => one.waits, seconds),
			wait: ratio({label: `mean wait, ${name}`, policy}, pooled(samples, one => one.waitNs), waits, 'waits', 'ns'),
		};
	}));
	const waited = rows.filter(({condition, wait}) => condition === 'high' && wait.value !== undefined).map(({wait}) => wait);
	const words = (condition: string, pick: (row: (typeof rows)[number]) => Figure): string =>
		byPolicy(rows.filter(row => row.condition === condition).map(row => pick(row)));
	return {
		verdict: `Of CPU time: ${words('asIs', ({whole}) => whole)}. `
			+ `With 10 % of atomic requests failing, waits for pages: ${words('high', ({often}) => often)}`
			+ `${waited.length === 0 ? '' : `, each on average ${byPolicy(waited)}`}.`,
		figures: rows.flatMap(({whole, perSwitch, often, wait}) => [whole, perSwitch, often, wait]),
		assumed: [
			'who cannot get a page waits until a stretch of 2.1 ms begins in which atomic requests succeed, or where they do, for reclaim: 77 us on average',
			'a thread that waits delays itself only',
		],
		cannotAnswer: 'the longest wait is not kept, only how many and how long together',
	};
};

export const shootdowns: Question = {
	number: 9,
	question: 'How many shootdowns would reclaim need, what does a page cost against swap, and how many Accessed bits are set by speculation only?',
	askedBy: 'David Stevens (demanded); speculation: follows',
};

/** Pages taken back under pressure, interrupts to other CPUs, and the price of a page. */
export const answerShootdowns = (evidence: Evidence): Finding => {
	const {plan: {accessed, accessedVariants}, scenario: {costs}, seconds} = evidence;
	if (accessed.length === 0) {
		return none;
	}

	const swap = costOf({label: 'a page out to compressed RAM and in'}, combine([{what: 'swap', count: 1, steps: {zswap_out: 1, zswap_in: 1}}], costs), 'cycles');
	const rows = [...accessed, ...accessedVariants].map(policy => {
		const samples = evidence.samples('high', policy);
		const pages = pooled(samples, one => one.pagesTakenBack);
		return {
			policy,
			// None because it is taken as proven that none is needed: no bound
			shootdowns: needsNoShootdown(policy)
				? input({label: 'interrupts to other CPUs', policy}, 0, '/s', 'assumed')
				: policyRate({label: 'interrupts to other CPUs', policy}, samples, one => one.shootdowns, seconds),
			taken: policyRate({label: 'pages taken from sleepers', policy}, samples, one => one.pagesTakenBack, seconds),
			atSwitches: billed(samples, 'pagesMoved')?.count,
			price: pages === 0
				? undefined
				: cost({label: 'all costs, a page taken', policy}, samples, ({costCycles}) => scaleRange(costCycles, samples.length / pages), 'cycles'),
			held: mean({label: 'stack pages at the end', policy}, samples, ({end}) => end.stackKiB, 'KiB'),
		};
	});
	const priced = rows.filter(({price}) => price !== undefined);
	return {
		verdict: `With 10 % of atomic requests failing, interrupts to other CPUs: ${byPolicy(rows.map(row => row.shootdowns), showFigure)}. `
			+ (priced.length === 0 ? 'No page was taken from a sleeper.' : `A page taken costs ${byPolicy(priced.map(({price}) => price!))}; swapped to compressed RAM and back ${showFully(swap)}.`),
		figures: [...rows.flatMap(({policy, shootdowns: count, taken, atSwitches, price, held}) => [
			count,
			...atSwitches === undefined ? [taken] : [countRate({label: 'pages out and in at switches', policy}, atSwitches, seconds)],
			...price === undefined ? [] : [price],
			held,
		]), swap],
		assumed: [
			'whether a clear Accessed bit proves that no TLB holds the page: accessed-switch takes it as proof, accessed-shrinker does not (shootdown=1)',
			'speculation sets no bit unless asked for (spurious=100: one page in ten)',
			'one flush of all CPUs for 512 pages in the shrinker',
		],
		cannotAnswer: 'how many bits speculation sets is not known: only what some share of them would cost can be shown',
	};
};
