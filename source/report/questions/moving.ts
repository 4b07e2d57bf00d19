import type {Finding, Question} from './answer.js';
import {billed, type Evidence} from './evidence.js';
import {cost, costOf, policyRate} from './figures.js';
import {byPolicy} from './show.js';

export const movingFaults: Question = {
	number: 6,
	question: 'What does moving kernel-mode faults on user memory cost, on FRED and on IDT, and what do kernel-mode interrupts pay?',
	askedBy: 'the cover letter of v2 (demanded); interrupts: follows from the code',
};

/** How often, how much each, and how much in all. */
export const answerMovingFaults = (evidence: Evidence, asked: readonly string[]): Finding => {
	const rows = asked.map(policy => {
		const samples = evidence.samples('asIs', policy);
		const faults = billed(samples, 'demotion');
		const interrupts = billed(samples, 'movedInterrupt');
		return {
			policy,
			moves: faults !== undefined,
			figures: [
				policyRate({label: 'user-memory faults moved', policy}, samples, ({demotions}) => demotions, evidence.seconds),
				costOf({label: 'a moved fault', policy}, faults?.cycles, 'cycles', faults?.count),
				cost({label: 'of what such a fault costs anyway', policy}, samples, ({demotionPercent}) => demotionPercent, '%'),
				policyRate({label: 'interrupts moved', policy}, samples, ({interruptsMoved}) => interruptsMoved, evidence.seconds),
				costOf({label: 'a moved interrupt', policy}, interrupts?.cycles, 'cycles', interrupts?.count),
			],
			whole: cost({label: 'all that the policy costs, of CPU time', policy}, samples, ({costPercent}) => costPercent, '%'),
		};
	});
	const moving = rows.filter(({moves}) => moves);
	return {
		verdict: moving.length === 0
			? 'None of the policies asked for moves faults or interrupts.'
			: `A moved fault becomes dearer by: ${byPolicy(moving.map(({figures}) => figures[2]!))}. `
				+ `All costs together, of CPU time: ${byPolicy(rows.map(({whole}) => whole))}.`,
		figures: rows.flatMap(({moves, figures, whole}) => moves ? [...figures, whole] : [whole]),
		assumed: ['every FRED cost: none is published', 'an IST stack costs 0 to 150 cycles more', 'the share of kinds of faults (new page, copy, file) is the workload\'s'],
	};
};
