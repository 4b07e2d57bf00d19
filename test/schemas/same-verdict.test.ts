import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import test from 'ava';
import fc from 'fast-check';
import {parse} from 'yaml';
import {fixturesRoot, listFixtures} from '../../source/files/find-fixture.js';
import {InputError} from '../../source/files/input-error.js';
import {readMachine} from '../../source/files/machine.js';
import {loadWorkload} from '../../source/files/workload.js';
import {openScratch} from '../files/workload-text.js';
import {schemasFolder} from './json-schemas.js';

const scratch = openScratch();
test.after.always(() => {
	scratch.remove();
});

/** What the program says of a file with that content: undefined if it takes it. */
const readerSays = (content: unknown, read: (file: string) => unknown): string | undefined => {
	// JSON is YAML
	const file = scratch.write(JSON.stringify(content), 'changed.yaml');
	try {
		read(file);
		return undefined;
	} catch (error) {
		if (error instanceof InputError) {
			return error.toLine();
		}

		throw error;
	}
};

/** What no JSON schema can say of a machine: figures that limit each other. */
const beyondMachines = [/grownPages must be at most/u, /coresPerComplex must be at most coresPerSocket/u];

/** What no JSON schema can say of a workload: names that lead elsewhere, sums, orders, sizes of what is put together, other files. */
const beyondWorkloads = [
	/no path is named/u,
	/no measured stack trace is named/u,
	/is not in \w+/u,
	/no workload is named/u,
	/no such file/u,
	/is a directory/u,
	/is already in/u,
	/stands above already/u,
	/add up to/u,
	/quantiles fall/u,
	/leaves nothing of the quantile depth/u,
	/deep, more than a stack/u,
	// A class or a section that the workload extended does not have either
	/class ".*" lacks/u,
	/a circle/u,
];

type Tree = Record<string, unknown> | unknown[];
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every way to a key or an entry. */
const ways = (tree: Tree, above: readonly string[] = []): Array<readonly string[]> =>
	Object.entries(tree).flatMap(([key, value]) => [[...above, key], ...isTree(value) ? ways(value, [...above, key]) : []]);

const parentOf = (tree: Tree, way: readonly string[]): Record<string, unknown> => {
	let parent = tree as Record<string, unknown>;
	for (const key of way.slice(0, -1)) {
		parent = parent[key] as Record<string, unknown>;
	}

	return parent;
};

/** Mistakes that people make: a key left out, or one too many; a value of another kind or size. */
const values: readonly unknown[] = [-1, 0, 0.5, 1, 1.5, 7, 8, 1008, 4096, 1e9, 'x', '5', '', true, null, [], {}, [1], [0, 0], {box: 1}, {mmap: 1}, {quantiles: {50: 800}}];
const keys: ReadonlyArray<readonly [key: string, value: unknown]> = [
	['box', 1],
	['share', 2],
	['bytes', 8],
	['frames', [{fn: 'f', bytes: 8}]],
	['upTo', 'schedule'],
	['lessOffset', 8],
	['quantilesWeight', 1],
	['rare', {}],
	['sleepms', 1],
	['101', 4096],
	['12', 3000],
	['zero_rd', 0],
];

type Change = {readonly kind: 'drop'} | {readonly kind: 'put'; readonly value: unknown} | {readonly kind: 'add'; readonly pair: readonly [key: string, value: unknown]};

const change = (tree: Tree, at: number, what: Change): void => {
	const all = ways(tree);
	const way = all[at % all.length]!;
	const parent = parentOf(tree, way);
	const key = way.at(-1)!;
	if (what.kind === 'put') {
		parent[key] = what.value;
	} else if (what.kind === 'add') {
		const into = isTree(parent[key]) && !Array.isArray(parent[key]) ? parent[key] : (Array.isArray(parent) ? undefined : parent);
		if (into !== undefined) {
			into[what.pair[0]] = what.pair[1];
		}
	} else if (Array.isArray(parent)) {
		parent.splice(Number(key), 1);
	} else {
		Reflect.deleteProperty(parent, key);
	}
};

const changes = fc.oneof(
	fc.constant({kind: 'drop' as const}),
	fc.constantFrom(...values).map(value => ({kind: 'put' as const, value})),
	fc.constantFrom(...keys).map(pair => ({kind: 'add' as const, pair})),
);

/** The kinds of files: the folder of the fixtures, how the program reads one, and which of its mistakes an editor cannot know. */
const kinds = [
	{kind: 'workload', folder: 'workloads', read: (file: string) => loadWorkload(file, 16_384), beyond: beyondWorkloads, numRuns: 50},
	{kind: 'machine', folder: 'machines', read: readMachine, beyond: beyondMachines, numRuns: 300}, // Few changes of a machine are taken
] as const;

for (const {kind, folder, read, beyond, numRuns} of kinds) {
	const validate = new Ajv({allErrors: true}).compile(JSON.parse(fs.readFileSync(new URL(`${kind}.schema.json`, schemasFolder), 'utf8')) as Record<string, unknown>);
	/** What an editor with the shipped schema says. */
	const editorTakes = (content: unknown): boolean => validate(content) === true;

	for (const name of listFixtures(folder)) {
		test(`an editor and the program agree on what is wrong in a changed ${kind} ${name}`, t => {
			const text = fs.readFileSync(path.join(fixturesRoot, folder, `${name}.yaml`), 'utf8');
			t.true(editorTakes(parse(text)));
			const seen = {taken: 0, refused: 0};
			fc.assert(fc.property(fc.nat({max: 100_000}), changes, (at, what) => {
				const changed = parse(text) as Tree;
				change(changed, at, what);
				const mistake = readerSays(changed, read);
				const isTaken = editorTakes(changed);
				seen[isTaken ? 'taken' : 'refused']++;
				const marks = validate.errors?.map(({dataPath, message}) => `${dataPath} ${String(message)}`).join(', ') ?? 'takes it';
				const agree = isTaken ? mistake === undefined || beyond.some(rule => rule.test(mistake)) : mistake !== undefined;
				t.true(agree, `${JSON.stringify(what)}: the program says ${String(mistake)}, the schema ${marks}`);
			}), {numRuns});
			t.true(seen.taken > 0 && seen.refused > 0);
		});
	}
}
