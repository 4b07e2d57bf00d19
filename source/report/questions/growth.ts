import type {Figure, Finding, Question} from './answer.js';
import {during, growths, pooled, streamDuring, type Evidence, type Sample} from './evidence.js';
import {chance, countRate, input, mean, policyRate, ratio} from './figures.js';
import {byPolicy, showFigure, showFully, showNumber} from './show.js';

export const deeperAgain: Question = {
	number: 7,
	question: 'After a task\'s first deep use, how often and how much later does it go deeper again (is the latch right)?',
	askedBy: 'Zach O\'Keefe (demanded)',
};

/** Uses of grown pages in later stays, as often as a policy without a latch has to map them anew. */
const usesAgain = (evidence: Evidence): Figure[] => {
	const {plan: {latches}, seconds} = evidence;
	if (latches === undefined) {
		return [];
	}

	const kept = evidence.samples('asIs', latches.keeps);
	const forgot = evidence.samples('asIs', latches.forgets);
	const first = pooled(kept, growths);
	const again = pooled(forgot, growths) - first;
	const deep = kept.reduce((sum, {end}) => sum + end.pagesPerStack.slice(1).reduce((all, count) => all + count, 0), 0);
	return [
		ratio({label: 'stays that go deep again, a first one', policy: latches.forgets}, again, first, 'first deep stays', ''),
		countRate({label: 'stays that go deep again', policy: latches.forgets}, again, seconds),
		// As many deep stacks as at the end of each run, for as long as one run took, shared by all uses again
		{
			label: 'mean time between two of a stack',
			policy: latches.forgets,
			value: again === 0 ? undefined : deep * evidence.forNs / again,
			unit: 'ns',
			how: 'simulated',
			rests: {count: again, of: 'deep stays'},
		},
	];
};

/** Growths of stacks that had grown before, and uses again of what they had grown. */
export const answerDeeperAgain = (evidence: Evidence): Finding => {
	const {plan: {base}} = evidence;
	const samples = evidence.samples('asIs', base);
	const held = (least: number) => ({end}: Sample): number => end.pagesPerStack.slice(least - 1).reduce((sum, count) => sum + count, 0);
	const further = chance({label: 'growths to yet another page', policy: base}, samples, {
		events: sample => during(sample, ({laterGrowths}) => laterGrowths),
		trials: sample => during(sample, growths),
		of: 'growths',
	});
	const again = usesAgain(evidence);
	const all = pooled(samples, growths);
	const [times, , gap] = again;
	const apart = gap?.value === undefined ? '' : `, ${showFigure(gap)} apart on average`;
	const usedAgain = times?.value === undefined
		? ''
		: `For each stack that goes deep for the first time ${showFigure(times)} stays go as deep again${apart}: so often a page given back at once would be missed. `;
	return {
		verdict: all === 0
			? 'No stack had to grow in these runs; a busier workload tells (--workload web, swap).'
			: `${usedAgain}Of ${showNumber(all)} growths ${showFully(further)} took yet another page, which a latch does not spare.`,
		figures: [
			...again,
			input({label: 'crossings of a page border, a first one'}, 60, '', 'measured'),
			further,
			policyRate({label: 'the same', policy: base}, samples, ({laterGrowths}) => laterGrowths, evidence.seconds),
			chance({label: '3 pages or more, of stacks with 2', policy: base}, samples, {events: held(3), trials: held(2), of: 'stacks at the end'}),
		],
		assumed: [
			'each thread has one deepest path of its own, drawn once, and meets rare deeper ones now and then: how depths of one thread hang together was not measured',
			'the measured crossings (60 to 100 for each first one, in one swapping guest: 184 and 3) are not stays: one stay may cross a border many times',
		],
	};
};

export const growthStatistics: Question = {
	number: 11,
	question: 'How many growths per second, per fork and per task life, and how do pages per task divide, by workload?',
	askedBy: 'follows from the objections',
};

/** Exits by the depth that was reached: buckets beyond the first page. */
const deepExits = ({vmstat}: {readonly vmstat: Readonly<Record<string, number>>}, all: boolean): number =>
	Object.entries(vmstat).filter(([name]) => name.startsWith('kstack_') && (all || !['kstack_1k', 'kstack_2k', 'kstack_4k'].includes(name))).reduce((sum, [, count]) => sum + count, 0);

/** Rates of growth, and what stacks hold in the end. */
export const answerGrowthStatistics = (evidence: Evidence, asked: readonly string[]): Finding => {
	const {scenario: {workload}, seconds} = evidence;
	const rows = asked.map(policy => {
		const samples = evidence.samples('asIs', policy);
		const perStack = mean({label: 'pages a stack', policy}, samples, ({end}) => end.stackKiB / 4 / end.stacks, 'pages');
		const grown = policyRate({label: 'growths', policy}, samples, growths, seconds);
		const forks = samples.reduce((sum, sample) => sum + streamDuring(sample, totals => totals.forks), 0);
		const most = Math.max(...samples.map(({end}) => end.pagesPerStack.findLastIndex(count => count > 0) + 1));
		return {
			policy,
			grown,
			perStack,
			figures: [
				grown,
				ratio({label: 'growths a fork', policy}, pooled(samples, growths), forks, 'forks', ''),
				perStack,
				...Array.from({length: most}, (_, at) => mean({label: `stacks of ${at + 1} page${at === 0 ? '' : 's'}`, policy}, samples, ({end}) => 100 * end.pagesPerStack[at]! / end.stacks, '%')),
			],
		};
	});
	const samples = evidence.samples('asIs', evidence.plan.asked[0]!);
	const lives = chance({label: 'task lives deeper than a page'}, samples, {
		events: sample => during(sample, end => deepExits(end, false)),
		trials: sample => during(sample, end => deepExits(end, true)),
		of: 'exits',
	});
	return {
		verdict: `Under ${workload.name}, growths: ${byPolicy(rows.map(({grown}) => grown), showFigure)}; held a stack: ${byPolicy(rows.map(({perStack}) => perStack), showFigure)}. `
			+ (lives.value === undefined ? 'No thread ended in these runs.' : `Of task lives ended, ${showFully(lives)} went deeper than a page.`),
		figures: [lives, ...rows.flatMap(({figures}) => figures)],
		assumed: ['CPU time of bursts and sleeps, so every rate per second: the guests measured were emulated', 'other workloads are other runs: --workload web, files, forks, swap; --machine phone'],
	};
};
