import os from 'node:os';
import process from 'node:process';
import {InputError} from '../files/input-error.js';
import {parseCount, parseTimeNs} from '../files/quantity.js';
import {oneOf, resolveScenario, scenarioLimits} from '../files/scenario.js';
import {runSeeds} from '../player/seeds.js';
import {Evidence} from '../report/questions/evidence.js';
import {answerQuestions} from '../report/questions/index.js';
import {questionsJson} from '../report/questions/json.js';
import {questionsMarkdown} from '../report/questions/markdown.js';
import {conditions, planTrials} from '../report/questions/plan.js';
import type {QuestionReport} from '../report/questions/report.js';
import {questionsText} from '../report/questions/text.js';
import {write} from './output.js';
import {parseFlags} from './parse-flags.js';
import {defaultForNs} from './run.js';
import {read, readChoice} from './run-options.js';
import {findCommand} from './table.js';
import {toolVersion} from './version.js';

const formats = {text: questionsText, markdown: questionsMarkdown, json: questionsJson} as const;
const formatNames = Object.keys(formats) as Array<keyof typeof formats>;

const seedLimits = {min: 1, max: 1000} as const;
const defaultSeeds = 8;
const jobLimits = {min: 1, max: 256} as const;

/** How far it is, in one line of a terminal that is drawn over and wiped in the end; nothing where standard error is no terminal. */
const progress = (runs: number): {onDone: (done: number) => void; wipe: () => void} => {
	const show = (text: string): void => {
		if (process.stderr.isTTY) {
			process.stderr.write(`\r\u{1B}[K${text}`);
		}
	};

	return {
		onDone(done) {
			show(`kstacktop: ${done} of ${runs} runs`);
		},
		wipe() {
			show('');
		},
	};
};

/** `kstacktop report`: the sixteen questions, answered for a scenario from many seeds. */
export const run = async (argv: readonly string[]): Promise<number> => {
	const flags = parseFlags(findCommand('report')!, argv);
	const forNs = read(flags, 'for', parseTimeNs) ?? defaultForNs;
	const format = read(flags, 'format', (text, what) => oneOf(text, formatNames, what)) ?? 'text';
	const seeds = read(flags, 'seeds', (text, what) => parseCount(text, what, seedLimits)) ?? defaultSeeds;
	const jobs = read(flags, 'jobs', (text, what) => parseCount(text, what, jobLimits)) ?? os.availableParallelism();
	const scenario = resolveScenario(readChoice(flags));
	if (scenario.seed + seeds - 1 > scenarioLimits.seed.max) {
		throw new InputError(`--seeds ${seeds} from --seed ${scenario.seed} on go beyond the last seed`, {}, `it is ${scenarioLimits.seed.max}`);
	}

	const plan = planTrials(scenario);
	const tasks = plan.experiments.flatMap(({condition, policies}) =>
		Array.from({length: seeds}, (_, at) => ({seed: scenario.seed + at, policies, condition: conditions[condition]})));
	const {onDone, wipe} = progress(tasks.length);
	const trials = await runSeeds(tasks, {scenario, forNs, jobs, onDone});
	wipe();
	const evidence = new Evidence(scenario, forNs, plan, plan.experiments.map((_, at) => trials.slice(at * seeds, (at + 1) * seeds)));
	const report: QuestionReport = {toolVersion, scenario, forNs, seeds, runs: tasks.length, answers: answerQuestions(evidence)};
	await write(formats[format](report));
	return 0;
};
