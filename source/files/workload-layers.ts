import path from 'node:path';
import {findFixture} from './find-fixture.js';
import {InputError, shortPath} from './input-error.js';
import {readYaml} from './yaml.js';
import {
	type ClassText, type EventsText, type PathText, type WorkloadText, workloadSchema,
} from './workload-schema.js';

/** Says what is wrong with a value, at its place in the file it was written in; `path` leads on from the value. */
export type Fail = (path: readonly PropertyKey[], message: string, hint?: string) => InputError;

/** A value with the place it was written at. */
export type Sourced<Value> = {
	readonly value: Value;
	readonly fail: Fail;
};

/** The fields of a thread class, each from the last file that wrote it. */
export type ClassFields = {[Key in keyof ClassText]: Sourced<NonNullable<ClassText[Key]>>};

/** A workload file together with all it extends: nothing is resolved yet, but everything knows its place. */
export type LayeredWorkload = {
	readonly file: string;
	readonly text: WorkloadText;
	readonly randomStackOffset: boolean;
	readonly paths: ReadonlyMap<string, Sourced<PathText> & {readonly folder: string}>;
	readonly classes: ReadonlyMap<string, ClassFields>;
	readonly events: {[Key in keyof EventsText]: Sourced<NonNullable<EventsText[Key]>>};
	readonly provenance: NonNullable<WorkloadText['provenance']>;
	/** For what is missing from the file as a whole. */
	readonly fail: Fail;
};

/**
Reads a workload and what it extends.
A class of the same name as one of the base changes only the fields it writes; an events section replaces the base's section; paths are added and never replaced; a word on where figures come from replaces one of the base about the same.
*/
export const readLayers = (nameOrPath: string): LayeredWorkload => readLayer(findFixture('workloads', nameOrPath), []);

const readLayer = (file: string, above: readonly string[]): LayeredWorkload => {
	const yaml = readYaml(file, workloadSchema);
	const {value: text} = yaml;
	const fail: Fail = (at, message, hint) => yaml.problem(at, message, hint);
	const base = text.extends === undefined ? undefined : readBase(text.extends, file, above, fail);
	const layer = {file, text, fail};
	return {
		...layer,
		randomStackOffset: text.randomStackOffset ?? base?.randomStackOffset ?? true,
		paths: mergePaths(layer, base),
		classes: mergeClasses(layer, base),
		events: mergeEvents(layer, base),
		provenance: mergeProvenance(text.provenance ?? unsaid(file), base?.provenance ?? []),
	};
};

/** What a file that does not say how it knows its figures is taken to say. */
const unsaid = (file: string): NonNullable<WorkloadText['provenance']> => [{
	about: `all figures of ${path.basename(file)}`, status: 'assumed', source: 'the file says nothing about where they come from',
}];

/** What a file says about figures replaces what its base said about the same. */
const mergeProvenance = (own: LayeredWorkload['provenance'], base: LayeredWorkload['provenance']): LayeredWorkload['provenance'] => {
	const abouts = new Set(own.map(({about}) => about));
	return [...own, ...base.filter(({about}) => !abouts.has(about))];
};

type Layer = Pick<LayeredWorkload, 'fail' | 'file' | 'text'>;

/** Says what is wrong with a value below `prefix`. */
export const under = (fail: Fail, ...prefix: PropertyKey[]): Fail => (at, message, hint) => fail([...prefix, ...at], message, hint);

const mergePaths = ({text, file, fail}: Layer, base: LayeredWorkload | undefined): LayeredWorkload['paths'] => {
	const paths = new Map(base?.paths);
	for (const [name, value] of Object.entries(text.paths ?? {})) {
		if (paths.has(name)) {
			throw fail(['paths', name], `path ${JSON.stringify(name)} is already in ${text.extends!}`, 'give it a name of its own');
		}

		paths.set(name, {value, fail: under(fail, 'paths', name), folder: path.dirname(file)});
	}

	return paths;
};

const mergeClasses = ({text, fail}: Layer, base: LayeredWorkload | undefined): LayeredWorkload['classes'] => {
	const classes = new Map(base?.classes);
	const seen = new Set<string>();
	for (const [index, item] of (text.classes ?? []).entries()) {
		if (seen.has(item.name)) {
			throw fail(['classes', index, 'name'], `a class ${JSON.stringify(item.name)} stands above already`);
		}

		seen.add(item.name);
		const fields = Object.fromEntries(Object.entries(item).map(([key, value]) => [key, {value, fail: under(fail, 'classes', index, key)}])) as ClassFields;
		classes.set(item.name, {...classes.get(item.name), ...fields});
	}

	return classes;
};

const mergeEvents = ({text, fail}: Layer, base: LayeredWorkload | undefined): LayeredWorkload['events'] => {
	const {userFaults, interrupts, nmis, contexts, switches, memory} = text.events ?? {};
	const section = <Value>(key: keyof EventsText, value: Value | undefined): Sourced<Value> | undefined =>
		value === undefined ? undefined : {value, fail: under(fail, 'events', key)};
	return {
		userFaults: section('userFaults', userFaults) ?? base?.events.userFaults,
		interrupts: section('interrupts', interrupts) ?? base?.events.interrupts,
		nmis: section('nmis', nmis) ?? base?.events.nmis,
		contexts: section('contexts', contexts) ?? base?.events.contexts,
		switches: section('switches', switches) ?? base?.events.switches,
		memory: section('memory', memory) ?? base?.events.memory,
	};
};

const readBase = (name: string, file: string, above: readonly string[], fail: Fail): LayeredWorkload => {
	let baseFile;
	try {
		baseFile = findFixture('workloads', name);
	} catch (error) {
		throw error instanceof InputError ? fail(['extends'], error.message, error.hint) : error;
	}

	// A path is meant from the file it stands in.
	const resolved = baseFile === name ? path.resolve(path.dirname(file), name) : baseFile;
	const chain = [...above, path.resolve(file)];
	if (chain.includes(path.resolve(resolved))) {
		throw fail(['extends'], `a circle: ${shortPath(resolved)} leads back here`);
	}

	return readLayer(resolved, chain);
};
