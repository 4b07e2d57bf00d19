import type {Finding, Question} from './answer.js';
import {during, pooled, type Evidence} from './evidence.js';
import {chance, mean, policyRate, ratio} from './figures.js';
import {pressures} from './reserve.js';
import {showFigure, showFully} from './show.js';

export const failedRefills: Question = {
	number: 12,
	question: 'How often do the atomic allocations of a refill fail under pressure, and how long does the shortage last, since switches of tasks that did not grow do not try again?',
	askedBy: 'follows from the code of v2',
};

/** Allocations that fail, and the stretches in which a pool stays short. */
export const answerFailedRefills = (evidence: Evidence): Finding => {
	const {plan: {pools}} = evidence;
	const {policy} = pools[1]!;
	const allCpusNs = evidence.forNs * evidence.scenario.machine.cpus;
	const rows = pressures.map(([condition, name]) => {
		const samples = evidence.samples(condition, policy);
		const shortages = pooled(samples, one => one.shortages.count);
		const totalNs = pooled(samples, one => one.shortages.totalNs);
		return {
			failing: chance({label: `page refused, ${name}`, policy}, samples, {
				events: sample => during(sample, one => one.refillFailures),
				trials: sample => during(sample, one => one.refillFailures + one.refilledPages),
				of: 'pages asked for',
			}),
			begun: policyRate({label: `shortages begun, ${name}`, policy}, samples, one => one.shortages.count, evidence.seconds),
			length: ratio({label: `mean shortage, ${name}`, policy}, totalNs, shortages, 'shortages', 'ns'),
			share: mean({label: `CPU time short of pages, ${name}`, policy}, samples, sample => 100 * during(sample, one => one.shortages.totalNs) / allCpusNs, '%'),
		};
	});
	const high = rows[2]!;
	return {
		verdict: high.failing.rests?.count === 0
			? `${policy} refilled nothing in these runs: no stack grew. A busier workload tells (--workload web, swap).`
			: `${policy}: when atomic requests fail 10 % of the time, ${showFully(high.failing)} of the pages asked for in refills are refused, `
				+ `and a CPU then stays short for ${showFigure(high.length)} on average.`,
		figures: rows.flatMap(({failing, begun, length, share}) => [failing, begun, length, share]),
		assumed: [
			'how much of the time atomic requests fail (1 %, 10 %), and that they do so in stretches of 2.1 ms',
			'a shortage that has not ended with the run counts with the time it had: long ones are cut',
		],
	};
};
