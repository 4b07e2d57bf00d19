import {binomialInterval, policyOf, type MachineDescription, type PolicyReading} from '../../../machine/index.js';
import {chance, count, moment, times} from '../figures.js';
import type {Role} from '../terminal/style.js';
import {causes} from '../truth.js';

/** Whether a policy can fail, in words. */
export type Verdict = {
	/** One sentence that stands alone. */
	readonly sentence: string;
	readonly role: Role;
	/** What follows from it, and on what it rests: sentences, the most important first. */
	readonly because: readonly string[];
};

/** Sum over all contexts. */
export const inAll = (by: PolicyReading['growthBy']): number => Object.values(by).reduce((sum, value) => sum + value, 0);

/** Holds for every chance: one run shows no more than what its load brings; nothing is claimed where pools could not be used up. `held`: as for `chanceOfEmpty`. */
function proviso(bound: string | undefined, growths: number, empties: number, held: number): string | undefined {
	if (bound === undefined || bound === tooFew) {
		return undefined;
	}

	if (empties > 0) {
		return 'That holds for this load.';
	}

	return held === 0
		? 'That takes growths as independent, and holds for this load.'
		: `That takes the ${count(growths - held)} beyond full pools as independent, for this load.`;
}

/** All that full pools leave to say. */
const tooFew = 'too few to use up full pools';

/**
What the growths say of the chance that one finds no page: with none an exact one-sided bound at 95 %, 1 - 0.05^(1/n), else their share.
No interval goes with a share: empty pools come in bunches, so what one run saw bounds it from neither side.
`held`: pages of full pools; so many growths are sure to find one, and bound nothing.
Undefined: the policy counts waits apart from growths, so one is no share of the other.
*/
function chanceOfEmpty(growths: number, empties: number, held: number): string | undefined {
	if (growths === 0 || empties > growths) {
		return undefined;
	}

	if (empties === 0 && growths <= held) {
		return tooFew;
	}

	return empties === 0 ? `P(empty) below ${chance(binomialInterval(0, growths - held).high)} at 95 %` : `${chance(empties / growths)} found no page, in bunches`;
}

/** `1 growth`, `29.9 k growths`. */
const grown = (growths: number) => `${count(growths)} ${growths === 1 ? 'growth' : 'growths'}`;

/** Why stacks do not grow by faults, where that is so. */
function withoutFaults(policy: PolicyReading, machine: MachineDescription): string | undefined {
	const {atForkPages, sizePages, mapsWhileRunning} = policyOf(policy.name, machine);
	if (mapsWhileRunning === 'all') {
		return 'No stack faults: the whole stack is mapped while its thread runs. Pages are needed when it comes and goes.';
	}

	return policy.faults === 0 && atForkPages === sizePages ? 'No stack faults: stacks are mapped in full at fork.' : undefined;
}

/** The first moment at which the kernel would have died: `3.2 s, CPU 12, TID 77: pool empty`. */
export function firstMoment({firstFailure}: PolicyReading): string | undefined {
	if (!firstFailure) {
		return undefined;
	}

	const {timeNs, cpu, tid, kind} = firstFailure;
	return `${moment(timeNs, 3)}, CPU ${cpu}${tid > 0 ? `, TID ${tid}` : ''}: ${causes[kind]}`;
}

const known = new WeakMap<PolicyReading, Verdict>();

/** The verdict on a policy; worked out once a reading. */
export function verdictOn(policy: PolicyReading, machine: MachineDescription): Verdict {
	const before = known.get(policy);
	if (before) {
		return before;
	}

	const verdict = judged(policy, machine);
	known.set(policy, verdict);
	return verdict;
}

function judged(policy: PolicyReading, machine: MachineDescription): Verdict {
	const {failures, eventsLost, growthBy, emptyBy, waits} = policy;
	const growths = inAll(growthBy);
	const empties = inAll(emptyBy);
	const held = policy.poolSize * machine.cpus + policy.reserve.size;
	const bound = chanceOfEmpty(growths, empties, held);
	const without = withoutFaults(policy, machine);
	const none = empties === 0 || bound ? [] : [`${count(empties)} ${times(empties)} there was no page`];
	const waited = empties === 0 || waits === 0 ? [] : [`${count(waits)} ${times(waits)} somebody waited for one`];
	const found = [...none, ...waited].length === 0 ? undefined : `${[...none, ...waited].join(', and ')}.`;
	const lost = eventsLost > 0 ? [`${count(eventsLost)} ${eventsLost === 1 ? 'event was' : 'events were'} lost to frames on unmapped pages.`] : [];
	const said = (sentences: ReadonlyArray<string | undefined>) => sentences.filter(sentence => sentence !== undefined);
	if (failures > 0) {
		return {
			sentence: `✗ Would have died ${count(failures)} ${times(failures)}, first at ${firstMoment(policy)}.`,
			role: 'bad',
			because: said([bound && `In ${grown(growths)}: ${bound}.`, ...lost, found, without, 'The model counts on as though each death had been survived.', proviso(bound, growths, empties, held)]),
		};
	}

	if (bound) {
		const sentence = eventsLost > 0 ? `Has not died in ${grown(growths)}, but lost events: ${bound}.` : `Has not failed in ${grown(growths)}: ${bound}.`;
		return {sentence, role: eventsLost > 0 ? 'bad' : (empties > 0 ? 'warn' : 'good'), because: said([...lost, found, without, proviso(bound, growths, empties, held)])};
	}

	return {
		sentence: eventsLost > 0 ? 'Has not died, but lost events.' : `Has not failed; ${growths === 0 ? 'no stack had to grow' : `${grown(growths)}`}.`,
		role: eventsLost > 0 ? 'bad' : (empties > 0 ? 'warn' : 'good'),
		because: said([...lost, without, found]),
	};
}
