import fs from 'node:fs';
import path from 'node:path';
import {z} from 'zod';
import {fixturesRoot} from '../files/find-fixture.js';
import {InputError} from '../files/input-error.js';
import {shortVersion} from '../files/kernel-growth.js';
import {readTextFile} from '../files/text-file.js';
import {readYaml} from '../files/yaml.js';
import {parseMarks, type MeasuredThread} from './marks-file.js';

/** The measured runs that come with the program. */
export const measuredFolder = path.join(fixturesRoot, 'measured');

/** A kernel as `scenarios.yaml` names it: `6.12`, or `6.12.95-amd64`, of which the first two numbers count. In YAML it needs quotes, or 6.10 would be read as 6.1. */
export const kernelName = z.string()
	.refine(name => shortVersion(name) !== undefined, 'must be a version in quotes, such as "6.12"')
	.transform(name => shortVersion(name)!);

/** A field that may be left out or empty. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform(value => value ?? undefined);

/** What ran in one guest; keys that this program does not use are passed over, so that newer files can be read. */
const runSchema = z.looseObject({
	name: z.string().refine(name => /^\w[\w.-]*$/u.test(name), 'must be the name of a CSV file beside this one, without its ending'),
	kernel: kernelName,
	workload: z.string().min(1),
	cpus: maybe(z.int().min(1).max(8192)),
	userland: maybe(z.string()),
	randomStackOffset: maybe(z.boolean()).transform(isOn => isOn ?? true),
	seconds: maybe(z.number().min(0)),
	newStacks: maybe(z.int().min(0)),
	growthPages: maybe(z.int().min(0)),
	memoryMiB: maybe(z.number().positive()),
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
};

/** Runs that could be read, and what could not be used. */
export type MeasuredRuns = {readonly runs: readonly MeasuredRun[]; readonly notes: readonly string[]};

/** Every run that `folder/scenarios.yaml` names, with its CSV files; runs without a file are told, not read. Throws an `InputError` with file, line and column. */
export const readMeasuredRuns = (folder: string): MeasuredRuns => {
	const file = readYaml(path.join(folder, 'scenarios.yaml'), fileSchema);
	const seen = new Set<string>();
	const runs: MeasuredRun[] = [];
	const notes: string[] = [];
	for (const [index, facts] of file.value.scenarios.entries()) {
		if (seen.has(facts.name)) {
			throw file.problem(['scenarios', index, 'name'], `the run ${JSON.stringify(facts.name)} stands twice in this file`);
		}

		seen.add(facts.name);
		const live = marksIn(path.join(folder, `${facts.name}.csv`), 'live');
		const ended = marksIn(path.join(folder, `${facts.name}_exits.csv`), 'ended');
		if (live === undefined && ended === undefined) {
			notes.push(`${facts.name}: left out, there is neither ${facts.name}.csv nor ${facts.name}_exits.csv beside scenarios.yaml`);
			continue;
		}

		runs.push({...facts, live: live ?? [], ended});
		if (live === undefined) {
			notes.push(`${facts.name}: only threads that ended, there is no ${facts.name}.csv`);
		}
	}

	if (runs.length === 0) {
		throw file.problem(['scenarios', 0, 'name'], `none of the runs has a file: ${file.value.scenarios[0]!.name}.csv is not beside this one`, 'add the files, or name the runs as the files');
	}

	return {runs, notes: [...notes, ...strayNotes(folder, seen)]};
};

const marksIn = (file: string, which: 'live' | 'ended'): MeasuredThread[] | undefined =>
	fs.existsSync(file) ? parseMarks(readTextFile(file), file, which) : undefined;

/** Files with stacks that no run of scenarios.yaml claims. */
const strayNotes = (folder: string, names: ReadonlySet<string>): string[] => {
	const stray = fs.readdirSync(folder)
		.filter(file => file.endsWith('.csv') && !names.has(file.replace(/(?:_exits)?\.csv$/u, '')))
		.filter(file => /^[^\n]*\bbytes_used\b/u.test(readTextFile(path.join(folder, file))));
	return stray.length === 0 ? [] : [`not read, since no run of scenarios.yaml has this name: ${stray.join(', ')}`];
};

/** The folder that a user named. Throws an `InputError` unless it is one. */
export const measuredFolderAt = (folder: string): string => {
	if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
		throw new InputError('no such folder', {file: folder}, 'a folder with scenarios.yaml and the CSV files it names');
	}

	return folder;
};
