import type {Scenario} from '../../../machine/index.js';
import {plural, showSeconds} from '../units.js';
import type {Answer} from './answer.js';

/** The questions with their answers, and what was run for them. */
export type QuestionReport = {
	readonly toolVersion: string;
	readonly scenario: Scenario;
	/** Simulated time of each run after boot. */
	readonly forNs: number;
	/** Seeds, from the scenario's own one on. */
	readonly seeds: number;
	/** Runs in all: each seed under each condition. */
	readonly runs: number;
	readonly answers: readonly Answer[];
};

/** What ran, in a line or two. */
export const aboutRuns = ({scenario, forNs, seeds, runs}: QuestionReport): string =>
	`${scenario.machine.name} (${scenario.machine.title}), workload ${scenario.workload.name}, events delivered by ${scenario.delivery === 'fred' ? 'FRED' : 'the IDT'}. `
	+ (scenario.machine.hasFred ? '' : 'The real box has no FRED: what runs on it is a what-if. ')
	+ `${plural(seeds, 'seed')} from ${scenario.seed} on, ${plural(runs, 'run')} of ${showSeconds(forNs)} each.`;

/** How to read the figures. */
export const aboutFigures = [
	'Figures are simulated unless it says published, measured, derived, calibrated or assumed below them.',
	'Chances and rates pool all seeds; their ranges are 95 %: exact for counts, and wider where events come in bunches.',
	'Where nothing was seen, the bound is what can still be true at 95 %. Other figures are means over seeds.',
	'Ranges marked ~ go from plausible low to plausible high of the cost steps.',
	'It is an open loop: what a policy costs does not slow the threads.',
].join(' ');
