import {z} from 'zod';
import type {PolicyName, Scenario} from '../../machine/index.js';
import {about} from './about.js';
import {findFixture} from './find-fixture.js';
import type {InputError} from './input-error.js';
import {readStep, type StepVocabulary, type StepWork} from './script-step.js';
import {parseTimeNs} from './quantity.js';
import {
	type ScenarioChoice, checkPolicies, defaultPolicies, deliveryKinds, engineKinds, parsePolicy, resolveScenario, scenarioLimits,
} from './scenario.js';
import {parseKernel} from './kernel-growth.js';
import {parseDeeper} from './sensitivity.js';
import {quoteInjections, stepTexts, writtenStepSchema} from './written-step.js';
import {parseYaml, type YamlFile} from './yaml.js';
import {besideFile, parsedAt} from './yaml-place.js';

/** One step, done when the simulated clock reaches `timeNs`. */
export type ScriptStep = StepWork & {
	readonly timeNs: number;
	/** As it was written, for messages. */
	readonly text: string;
	/** An error at this step, for what shows only while it is done. */
	readonly problem: (message: string, hint?: string) => InputError;
};

/** An expectation that is checked again and again; its `timeNs` is when it is first. */
export type RepeatedStep = Extract<ScriptStep, {kind: 'expect'}> & {readonly everyNs: number};

/** A script: what to run, what to do when, and when to end. */
export type Script = {
	readonly title: string;
	readonly choice: ScenarioChoice;
	/** Reads every file that the choice names, and a cost file where one is given. Throws an `InputError`; what cannot be had on the box is told of at the script's `scenario`. */
	readonly resolve: (costs?: string) => Scenario;
	/** In the order of time. */
	readonly steps: readonly ScriptStep[];
	readonly repeated: readonly RepeatedStep[];
	readonly untilNs: number;
};

/** `at 2s: key p`, or a list of steps for one moment. */
const stepSchema = z.record(
	z.string(),
	writtenStepSchema,
).describe('a mapping such as "at 2s: key p"');

/** A script as its file is written. */
export const scriptSchema = about('A script: what to run, what to do when, and when to end.', z.strictObject({
	title: about('One line that says what the script shows.', z.string().default('script')),
	scenario: about('What to run; what is left out is as in kstacktop run.', z.strictObject({
		machine: about('A machine that comes with kstacktop, or a YAML file found from the folder of the script.', z.string()).optional(),
		workload: about('A workload, likewise.', z.string()).optional(),
		policies: about('Policies to run in lock step, such as fred-pf or fred-pf:pool=3.', z.array(z.string()).min(1)).optional(),
		delivery: about('How the box delivers events.', z.enum(deliveryKinds)).optional(),
		cpus: about('Logical CPUs instead of the machine\'s own.', z.int().min(scenarioLimits.cpus.min).max(scenarioLimits.cpus.max)).optional(),
		threads: about('Kernel stacks instead of the machine\'s own.', z.int().min(scenarioLimits.threads.min).max(scenarioLimits.threads.max)).optional(),
		deeper: about('Takes every call path to be deeper: +512 or x1.25.', z.string()).optional(),
		stackOffset: about('Random stack offset of system calls on or off.', z.boolean()).optional(),
		kernel: about('Depths as on another kernel: a version in quotes, such as "6.1", or next.', z.string()).optional(),
		seed: about('Same seed, same bytes.', z.int().min(scenarioLimits.seed.min).max(scenarioLimits.seed.max)).optional(),
		engine: about('How time is worked through: exact, or skip for long runs.', z.enum(engineKinds)).optional(),
	})).default({}),
	steps: about('What to do when: entries such as "at 2s: key p", in order of time; kstacktop help replay lists the steps.', z.array(stepSchema).default([])),
	until: about('How far the script runs.', z.string().describe('a time with its unit, such as 8s').optional()),
}));

type ScriptText = z.output<typeof scriptSchema>;

/**
Reads a script.

```yaml
scenario: {machine: rome-128, workload: forks, seed: 7}
steps:
  - at 2s: key p
  - at 4s: snapshot overview 120x36
  - at 5s: [pressure 50%, nmi 1000]
  - at 5s: inject {pressure: 0.8, for: 500ms}
  - at 6s: expect savedPercent.gross >= 70
  - every 1s: expect failures == 0
until: 8s
```

Files named in `scenario` are found from the script's own folder. Throws an `InputError` for the first thing that is wrong.
@param file - Its name in errors, and where relative paths begin.
*/
export const parseScript = (text: string, file: string, vocabulary: StepVocabulary): Script => {
	const yaml = parseYaml(quoteInjections(text), file, scriptSchema);
	const {title, scenario} = yaml.value;
	const {until, where} = endOf(yaml);
	const policies = policiesOf(yaml);
	if (scenario.deeper !== undefined) {
		parsedAt(yaml, ['scenario', 'deeper'], () => parseDeeper(scenario.deeper!, 'deeper'));
	}

	if (scenario.kernel !== undefined) {
		parsedAt(yaml, ['scenario', 'kernel'], () => parseKernel(scenario.kernel!, 'kernel'));
	}

	for (const [key, kind] of [['machine', 'machines'], ['workload', 'workloads']] as const) {
		const name = scenario[key];
		if (name !== undefined) {
			parsedAt(yaml, ['scenario', key], () => findFixture(kind, name));
		}
	}

	const choice = {...scenario, policies, machine: besideFile(scenario.machine, file), workload: besideFile(scenario.workload, file)};
	const all = readSteps(yaml, vocabulary, policies);
	const steps = all.filter(step => !('everyNs' in step));
	const repeated = all.filter(step => 'everyNs' in step);
	const lastNs = steps.at(-1)?.timeNs;
	const untilNs = until === undefined ? lastNs : parsedAt(yaml, where, () => parseTimeNs(until, 'until'));
	if (untilNs === undefined) {
		throw yaml.problem([], 'a script needs steps or until');
	}

	if (lastNs !== undefined && untilNs < lastNs) {
		throw yaml.problem(where, `until must not come before the last step, found ${JSON.stringify(until)}`);
	}

	return {
		title,
		choice,
		resolve: costs => parsedAt(yaml, ['scenario'], () => resolveScenario({...choice, costs})),
		steps,
		repeated,
		untilNs,
	};
};

/** Where the script says how far it runs: beside `steps`, or as the last of them. */
const endOf = (yaml: YamlFile<ScriptText>): {until: string | undefined; where: readonly PropertyKey[]} => {
	const {until, steps} = yaml.value;
	const last = steps.length - 1;
	const among = steps.findIndex(step => Object.hasOwn(step, 'until'));
	if (among === -1) {
		return {until, where: ['until']};
	}

	const where = ['steps', among, 'until'] as const;
	const what = steps[among]!.until!;
	if (until !== undefined || among !== last || Object.keys(steps[among]!).length > 1 || typeof what !== 'string') {
		throw yaml.problem(where, 'until stands once, beside steps or as the last of them, with a time such as 6s');
	}

	return {until: what, where};
};

/** The policies of the script in their one spelling, each checked at its place. */
const policiesOf = (yaml: YamlFile<ScriptText>): readonly PolicyName[] => {
	const {policies} = yaml.value.scenario;
	if (policies === undefined) {
		return defaultPolicies;
	}

	const names = policies.map((text, index) => parsedAt(yaml, ['scenario', 'policies', index], () => parsePolicy(text, 'policies')));
	const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
	return parsedAt(yaml, ['scenario', 'policies', ...twice === -1 ? [] : [twice]], () => checkPolicies(names, 'policies'));
};

const readSteps = (yaml: YamlFile<ScriptText>, vocabulary: StepVocabulary, policies: readonly PolicyName[]): Array<ScriptStep | RepeatedStep> => {
	let previousNs = 0;
	return yaml.value.steps.flatMap((entry, index) => Object.entries(entry).flatMap(([when, what]) => {
		if (when === 'until') {
			return [];
		}

		const where = ['steps', index, when] as const;
		const {word, time} = /^(?<word>at|every)\s+(?<time>\S+)$/u.exec(when)?.groups ?? {};
		if (word === undefined || time === undefined) {
			throw yaml.problem(where, `a step begins with a time, such as "at 2s", found ${JSON.stringify(when)}`);
		}

		const timeNs = word === 'at' && time === '0s' ? 0 : parsedAt(yaml, where, () => parseTimeNs(time, word));
		if (word === 'at' && timeNs < previousNs) {
			throw yaml.problem(where, `at ${time} comes before the step above it: times must not go back`);
		}

		previousNs = word === 'at' ? timeNs : previousNs;
		return parsedAt(yaml, where, () => stepTexts(what)).map(({text, place: within}): ScriptStep | RepeatedStep => {
			const place = [...where, ...within];
			const work = parsedAt(yaml, place, () => readStep(text, vocabulary, policies));
			const step = {timeNs, text, problem: (message: string, hint?: string) => yaml.problem(place, message, hint)};
			if (word === 'at') {
				return {...work, ...step};
			}

			if (work.kind !== 'expect') {
				throw yaml.problem(place, `only expectations can be repeated, found ${JSON.stringify(text)}`);
			}

			return {...work, ...step, everyNs: timeNs};
		});
	}));
};
