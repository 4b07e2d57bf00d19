import type {Finding, Question} from './answer.js';
import type {Evidence} from './evidence.js';
import {input, mean, statusOf} from './figures.js';
import {byPolicy, showFigure, showNumber, showWithUnit} from './show.js';

export const shareOfMemory: Question = {
	number: 1,
	question: 'What share of RAM do kernel stacks really take, and how does it rank against other kernel memory?',
	askedBy: 'Dave Hansen (demanded)',
};

/** RAM, what fixed stacks take of it, and what each policy leaves. */
export const answerShareOfMemory = (evidence: Evidence): Finding => {
	const {scenario: {machine}, plan: {asked}} = evidence;
	const ramKiB = machine.memoryMiB * 1024;
	const ramHow = statusOf(machine, 'memoryMiB');
	const percent = (label: string, policy: string, kiB: (end: {netKiB: number; fixedKiB: number}) => number) =>
		mean({label, policy}, evidence.samples('asIs', policy), ({end}) => 100 * kiB(end) / ramKiB, '%');
	const fixed = percent('stacks of THREAD_SIZE, of RAM', asked[0]!, ({fixedKiB}) => fixedKiB);
	const given = asked.map(policy => percent('given back, of RAM', policy, ({fixedKiB, netKiB}) => fixedKiB - netKiB));
	const figures = [
		input({label: 'RAM'}, ramKiB, 'KiB', ramHow),
		mean({label: 'stacks of THREAD_SIZE'}, evidence.samples('asIs', asked[0]!), ({end}) => end.fixedKiB, 'KiB'),
		{...fixed, policy: undefined},
		...asked.flatMap((policy, at) => [
			mean({label: 'stack pages mapped', policy}, evidence.samples('asIs', policy), ({end}) => end.stackKiB, 'KiB'),
			mean({label: 'with pools and exception stacks', policy}, evidence.samples('asIs', policy), ({end}) => end.netKiB, 'KiB'),
			given[at]!,
		]),
	];
	return {
		verdict: `Stacks of ${machine.threadSizeKiB} KiB take ${showFigure(fixed)} of the ${showWithUnit(ramKiB, 'KiB')} of RAM. `
			+ `Of RAM, net of pools and exception stacks, a policy gives back: ${byPolicy(given, showFigure)}.`,
		figures,
		assumed: ramHow === 'assumed' ? [`${showNumber(machine.memoryMiB / 1024)} GiB of RAM: the machine's source does not state it`] : [],
		cannotAnswer: 'the model holds no other kernel memory (slab, page tables, page cache), so it gives the share and no rank; nor does it know a fleet',
	};
};
