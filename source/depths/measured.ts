import fs from 'node:fs';
import path from 'node:path';
import {z} from 'zod';
import {fixturesRoot} from '../files/find-fixture.js';
import {InputError} from '../files/input-error.js';
import {readTextFile} from '../files/text-file.js';
import {readYaml} from '../files/yaml.js';
import {parseMarks, type MeasuredThread} from './marks-file.js';

/** The measured runs that come with the program. */
export const measuredFolder = path.join(fixturesRoot, 'measured');

/** A kernel as `scenarios.yaml` names it: two numbers, `6.12`. In YAML it needs quotes, or 6.10 would be read as 6.1. */
export const kernelName = z.string().refine(name => /^\d{1,3}\.\d{1,3}$/u.test(name), 'must be two numbers in quotes, such as "6.12"');

/** What ran in one guest; keys that this program does not use are passed over, so that newer files can be read. */
const runSchema = z.looseObject({
	name: z.string().refine(name => /^\w[\w.-]*$/u.test(name), 'must be the name of a CSV file beside this one, without its ending'),
	kernel: kernelName,
	workload: z.string().min(1),
	cpus: z.int().min(1).max(8192).optional(),
	userland: z.string().optional(),
	randomStackOffset: z.boolean().default(true),
	seconds: z.number().min(0).optional(),
	newStacks: z.int().min(0).optional(),
	growthPages: z.int().min(0).optional(),
	memoryMiB: z.number().positive().optional(),
});

const fileSchema = z.looseObject({scenarios: z.array(runSchema).min(1)});

/** What `scenarios.yaml` says of a run. */
export type RunFacts = z.output<typeof runSchema>;

/** A measured run: who was there, and how deep each stack had been used. */
export type MeasuredRun = RunFacts & {
	/** Threads alive at the end, and IRQ stacks. */
	readonly live: readonly MeasuredThread[];
	/** Threads that ended meanwhile; undefined where they were not recorded. */
	readonly ended: readonly MeasuredThread[] | undefined;
	/** Text of each of its files: whether a run is one that the model was made of is told by its content, not by its name. */
	readonly texts: readonly string[];
};

/** Every run that `folder/scenarios.yaml` names, with its CSV files. Throws an `InputError` with file, line and column. */
export const readMeasuredRuns = (folder: string): MeasuredRun[] => {
	const file = readYaml(path.join(folder, 'scenarios.yaml'), fileSchema);
	const seen = new Set<string>();
	return file.value.scenarios.map((facts, index) => {
		if (seen.has(facts.name)) {
			throw file.problem(['scenarios', index, 'name'], `the run ${JSON.stringify(facts.name)} stands twice in this file`);
		}

		seen.add(facts.name);
		const live = path.join(folder, `${facts.name}.csv`);
		if (!fs.existsSync(live)) {
			throw file.problem(['scenarios', index, 'name'], `the run ${JSON.stringify(facts.name)} needs ${facts.name}.csv beside this file`, 'add the file or take the run out');
		}

		const ended = path.join(folder, `${facts.name}_exits.csv`);
		const texts = [live, ...fs.existsSync(ended) ? [ended] : []].map(each => readTextFile(each));
		return {
			...facts,
			live: parseMarks(texts[0]!, live, 'live'),
			ended: texts[1] === undefined ? undefined : parseMarks(texts[1], ended, 'ended'),
			texts: texts.map(text => text.replaceAll('\r\n', '\n')),
		};
	});
};

/** The folder that a user named. Throws an `InputError` unless it is one. */
export const measuredFolderAt = (folder: string): string => {
	if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
		throw new InputError('no such folder', {file: folder}, 'a folder with scenarios.yaml and the CSV files it names');
	}

	return folder;
};
