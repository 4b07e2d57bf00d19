import {readPolicyChoice} from '../../../machine/index.js';
import {accessedBits, answerAccessedBits, answerShootdowns, shootdowns} from './accessed.js';
import type {Answer, Finding, Question} from './answer.js';
import {answerCoincidence, answerGrowthWithoutSleep, coincidence, growthWithoutSleep} from './contexts.js';
import {answerDoublingReserve, doublingReserve} from './doubling.js';
import type {Evidence} from './evidence.js';
import {answerMemcgCharges, answerUncachedStacks, memcgCharges, uncachedStacks} from './exits.js';
import {answerDeeperAgain, answerGrowthStatistics, deeperAgain, growthStatistics} from './growth.js';
import {answerHotplugFill, hotplugFill} from './hotplug.js';
import {answerShareOfMemory, shareOfMemory} from './memory.js';
import {answerMovingFaults, movingFaults} from './moving.js';
import {answerFailedRefills, failedRefills} from './refill.js';
import {answerEmptyReserve, emptyReserve} from './reserve.js';
import {answerOtherSizes, otherSizes} from './sizes.js';
import {answerRestartableWaits, restartableWaits} from './sleep.js';

/** Answers a question; `asked`: the policies asked for that make sense of it. */
type Answerer = (evidence: Evidence, asked: readonly string[]) => Finding;

/** The sixteen questions that the maintainers' thread left open, in its order. Source: `dynamic-stacks-2026`, section 4. */
const questions: ReadonlyArray<readonly [Question, Answerer]> = [
	[shareOfMemory, answerShareOfMemory],
	[emptyReserve, answerEmptyReserve],
	[growthWithoutSleep, answerGrowthWithoutSleep],
	[hotplugFill, answerHotplugFill],
	[coincidence, answerCoincidence],
	[movingFaults, answerMovingFaults],
	[deeperAgain, answerDeeperAgain],
	[accessedBits, answerAccessedBits],
	[shootdowns, answerShootdowns],
	[doublingReserve, answerDoublingReserve],
	[growthStatistics, answerGrowthStatistics],
	[failedRefills, answerFailedRefills],
	[restartableWaits, answerRestartableWaits],
	[uncachedStacks, answerUncachedStacks],
	[memcgCharges, answerMemcgCharges],
	[otherSizes, answerOtherSizes],
];

/** Every question with its answer for the scenario of the evidence, in order. */
export const answerQuestions = (evidence: Evidence): Answer[] => questions.map(([question, answer]) => {
	const notAsked = evidence.plan.asked.flatMap(policy => {
		const reason = readPolicyChoice(policy).family.notAsked.find(one => one.question === question.number);
		return reason === undefined ? [] : [{policy, because: reason.because}];
	});
	const asked = evidence.plan.asked.filter(policy => !notAsked.some(one => one.policy === policy));
	return {...question, ...answer(evidence, asked), notAsked};
});
