import {hotplugTimes} from '../../../machine/index.js';
import type {Finding, Question} from './answer.js';
import {during, type Evidence} from './evidence.js';
import {chance} from './figures.js';
import {emptyChance} from './reserve.js';
import {byPolicy} from './show.js';

export const hotplugFill: Question = {
	number: 4,
	question: 'What happens to a CPU that comes online with an empty or part-filled pool, and how often can the fill fail?',
	askedBy: 'Thomas Gleixner (demanded)',
};

/** CPUs brought back under pressure: fills that came short, and growths that found nothing afterwards. */
export const answerHotplugFill = (evidence: Evidence, asked: readonly string[]): Finding => {
	const {scenario: {machine}} = evidence;
	const assumed = ['atomic requests fail for the whole box at once, in stretches of 2.1 ms, 10 % of the time'];
	if (machine.cpus === 1) {
		return {verdict: 'This box cannot say.', figures: [], assumed: [], cannotAnswer: 'a box with one CPU cannot take it offline'};
	}

	const withPool = asked.filter(policy => evidence.samples('hotplug', policy)[0]!.end.poolSize > 0);
	const rows = withPool.map(policy => {
		const samples = evidence.samples('hotplug', policy);
		return [
			chance({label: 'CPU online with too few pages', policy}, samples, {events: sample => during(sample, ({shortFills}) => shortFills), trials: () => hotplugTimes, of: 'CPUs brought up'}),
			emptyChance('growth that finds nothing', policy, samples, false),
			chance({label: 'runs with a death', policy}, samples, {events: sample => during(sample, ({failures}) => failures) > 0 ? 1 : 0, trials: () => 1, of: 'runs'}),
		] as const;
	});
	const grew = rows.map(([, empty]) => empty).filter(({value}) => value !== undefined);
	return {
		verdict: withPool.length === 0
			? 'None of the policies asked for has a pool to fill.'
			: `The CPU comes online all the same. With 10 % of atomic requests failing, CPUs with too few pages: ${byPolicy(rows.map(([short]) => short))}. `
				+ (grew.length === 0 ? 'No stack had to grow afterwards, so nobody missed them.' : `The chance that a growth on the box finds nothing: ${byPolicy(grew)}.`),
		figures: rows.flat(),
		assumed,
	};
};
