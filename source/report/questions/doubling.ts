import type {Figure, Finding, Question} from './answer.js';
import type {Evidence, Sample} from './evidence.js';
import {mean} from './figures.js';
import {aboutFullPools, emptyChance} from './reserve.js';
import {byPolicy, list, showFigure, showNumber} from './show.js';

export const doublingReserve: Question = {
	number: 10,
	question: 'How far does doubling the per-CPU reserve go: total reserve against saving, by CPU and thread count (break-even)?',
	askedBy: 'Pasha Tatashin (demanded)',
};

/** Threads a CPU at which pools and exception stacks cost what stacks save. */
const breakEven = ({end, stream: {cpus}}: Sample): number => {
	const savedPerStackKiB = (end.fixedKiB - end.stackKiB) / end.stacks;
	return (end.poolKiB + end.exceptionStackKiB) / cpus / savedPerStackKiB;
};

/** Each pool size: what it holds, what is left of the saving, where it pays, and how often it is empty under pressure. */
export const answerDoublingReserve = (evidence: Evidence): Finding => {
	const {plan: {pools}, scenario: {machine}} = evidence;
	const rows = pools.map(({pages, policy}) => {
		const samples = evidence.samples('asIs', policy);
		return {
			pages,
			reserve: mean({label: 'pools of all CPUs', policy}, samples, ({end}) => end.poolKiB, 'KiB'),
			saved: mean({label: 'saved, net', policy}, samples, ({end}) => end.savedPercent.net, '%'),
			even: mean({label: 'break-even', policy}, samples, breakEven, 'threads/CPU'),
			empty: emptyChance('empty at a growth, 10 % fail', policy, evidence.samples('high', policy)),
		};
	});
	const met = rows.map(({empty}) => empty).filter(({value}) => value !== undefined);
	const words = (pick: (row: (typeof rows)[number]) => Figure): string => list(rows.map(row => showFigure(pick(row))));
	return {
		verdict: `Pools of ${list(rows.map(({pages}) => String(pages)))} pages a CPU leave a net saving of ${words(({saved}) => saved)} and pay from ${words(({even}) => even)} on; `
			+ `this box has ${showNumber(machine.threads / machine.cpus)} threads a CPU. `
			+ (met.length === 0
				? 'Whether a larger one is empty less often, these runs cannot tell: no pool could be used up.'
				: `With 10 % of atomic requests failing, empty at a growth: ${byPolicy(met)}.`),
		figures: rows.flatMap(({reserve, saved, even, empty}) => [reserve, saved, even, empty]),
		assumed: ['atomic requests fail for the whole box at once, in stretches of 2.1 ms, 10 % of the time', aboutFullPools],
	};
};
