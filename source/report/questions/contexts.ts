import {growthContexts, maySleep, scaleRange, type GrowthContext} from '../../../machine/index.js';
import type {Finding, Question} from './answer.js';
import {billed, during, growths, pooled, streamDuring, type Evidence} from './evidence.js';
import {chance, costOf, input, policyRate, rate} from './figures.js';
import {byPolicy, showFigure, showFully, showNumber} from './show.js';

export const growthWithoutSleep: Question = {
	number: 3,
	question: 'How often do stack faults happen where the kernel can neither sleep nor allocate?',
	askedBy: 'David Laight (demanded)',
};

const cannotSleep = (context: GrowthContext): boolean => !maySleep(context);

/** Growths by context, and the share of them where nothing can be waited for. */
export const answerGrowthWithoutSleep = (evidence: Evidence, asked: readonly string[]): Finding => {
	const atomic = growthContexts.filter(context => cannotSleep(context));
	const rows = asked.map(policy => {
		const samples = evidence.samples('asIs', policy);
		return {
			policy,
			samples,
			share: chance({label: 'of all growths', policy}, samples, {
				events: sample => during(sample, ({growthBy}) => atomic.reduce((sum, context) => sum + growthBy[context], 0)),
				trials: sample => during(sample, growths),
				of: 'growths',
			}),
			often: policyRate({label: 'where it cannot sleep', policy}, samples, ({growthBy}) => atomic.reduce((sum, context) => sum + growthBy[context], 0), evidence.seconds),
		};
	});
	const [first] = rows;
	if (first === undefined) {
		return {verdict: 'None of the policies asked for has stack faults.', figures: [], assumed: []};
	}

	const all = pooled(first.samples, growths);
	return {
		verdict: all === 0
			? 'No stack had to grow in these runs; a busier workload tells (--workload web, swap).'
			: `${first.policy}: ${showFully(first.share)} of ${showNumber(all)} growths, ${showFigure(first.often)}, come where the kernel cannot sleep. A page from a pool is all that serves there.`,
		figures: [
			...rows.flatMap(({share, often}) => [share, often]),
			...growthContexts.map(context => {
				const label = `in ${context}${cannotSleep(context) ? '' : ' (may sleep)'}`;
				return policyRate({label, policy: first.policy}, first.samples, ({growthBy}) => growthBy[context], evidence.seconds);
			}),
		],
		assumed: [
			'shares of deep calls under a spinlock and with interrupts off (events.contexts of the workload)',
			'depth of interrupts and softirqs that come in user mode',
		],
	};
};

export const coincidence: Question = {
	number: 5,
	question: 'How often would a stack fault coincide with NMI, #MC, #VC, #DB or an async page fault, and how deep do NMI handlers go on the task stack?',
	askedBy: 'Thomas Gleixner, Dave Hansen (demanded)',
};

const binBytes = 256;
const pageBytes = 4096;

/** What interrupts a stack fault, and what an NMI on a task stack needs. */
export const answerCoincidence = (evidence: Evidence, asked: readonly string[]): Finding => {
	const {scenario: {machine, workload: {events}}, seconds} = evidence;
	const samples = evidence.samples('asIs', evidence.plan.asked[0]!);
	const stream = (label: string, count: (totals: (typeof samples)[number]['stream']['totals']) => number) => rate({label}, samples, sample => streamDuring(sample, count), seconds);
	const fromUser = stream('NMIs that use a task stack', totals => totals.nmisUser);
	const refused = asked.map(name => chance({label: 'growth refused in such an NMI', policy: name}, evidence.samples('asIs', name), {
		events: sample => during(sample, ({failuresBy}) => failuresBy.growthInNmi),
		trials: sample => streamDuring(sample, totals => totals.nmisUser),
		of: 'NMIs from user mode',
	}));
	const deepest = (events.nmis.fromUserDepthBins.findLastIndex(weight => weight > 0) + 1) * binBytes;
	// A fault takes so many cycles; an NMI comes so often in a busy second of its CPU
	const handled = asked.flatMap(name => {
		const line = billed(evidence.samples('asIs', name), 'stackFault');
		const perCycle = events.nmis.perBusyCpuSecond / (machine.clockGHz * 1e9 * seconds);
		return line === undefined
			? []
			: [{
				...costOf({label: 'NMIs expected inside a stack fault', policy: name}, scaleRange(line.cycles, perCycle), '/s'),
				rests: {count: line.count, of: 'stack faults'},
			}];
	});
	const inFault = handled[0];
	const met = refused.filter(({value}) => value !== undefined);
	const chances = met.length === 0 ? '' : `; of them, a stack had to grow in: ${byPolicy(met)}`;
	return {
		verdict: `NMI handlers on a task stack use up to ${showNumber(deepest)} bytes here, ${deepest <= pageBytes ? 'so by the depths assumed none' : 'so some of them'} can leave the first page`
			+ `${chances}. `
			+ (inFault?.value === undefined || inFault.value === 0 ? 'No stack fault was there for an NMI to hit.' : `NMIs to be expected inside a stack fault: ${showFigure(inFault)}.`),
		figures: [
			stream('NMIs', totals => totals.nmis),
			fromUser,
			input({label: 'deepest NMI handler from user mode'}, deepest, 'bytes', 'assumed'),
			...refused,
			...handled,
			stream('machine checks', totals => totals.machineChecks),
			stream('async page faults in kernel mode', totals => totals.asyncPageFaults),
		],
		assumed: ['rate and depth of NMIs: no source states them', 'an NMI hits a stack fault as it hits any other stretch of busy time'],
		cannotAnswer: '#VC and #DB do not come in the workloads (no encrypted guest, no debugger), and machine checks only when they are asked for; what they would meet is shown by kstacktop levels',
	};
};
