import type {z} from 'zod';
import {showValue} from './input-error.js';
import {suggest} from './nearest.js';
import {
	type JsonSchema, describeExpectation, inputSchema, schemaAt,
} from './expectation.js';

type Issue = z.core.$ZodIssue;

/** What is wrong with a value that a schema refused, and where in it. */
export type SchemaProblem = {
	readonly path: readonly PropertyKey[];
	/** The key at `path` itself is wrong, not its value. */
	readonly atKey: boolean;
	/** Something is not there at all; often because its name is misspelt, so a misspelt name is told first. */
	readonly missing: boolean;
	readonly message: string;
	readonly hint: string | undefined;
};

/** Every refusal of `schema`, in words; `value` is what was refused. */
export const schemaProblems = (error: z.ZodError, schema: z.ZodType, value: unknown): SchemaProblem[] => {
	const root = inputSchema(schema);
	return error.issues.flatMap(issue => explain(issue, [], root, value));
};

const explain = (issue: Issue, above: readonly PropertyKey[], root: JsonSchema, value: unknown): SchemaProblem[] => {
	const path = [...above, ...issue.path];
	const expected = schemaAt(root, path);
	if (issue.code === 'unrecognized_keys') {
		return issue.keys.map(key => unknownKey(key, path, expected));
	}

	if (issue.code === 'custom') {
		return [{
			path, atKey: false, missing: false, message: `${nameOf(path)} ${issue.message}`, hint: undefined,
		}];
	}

	const branch = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
	return branch === undefined
		? [wrongValue(path, expected, value)]
		: branch.flatMap(inner => explain(inner, path, root, value));
};

const unknownKey = (key: string, path: readonly PropertyKey[], expected: JsonSchema | undefined): SchemaProblem => {
	const branches = expected?.anyOf ?? [expected];
	const known = [...new Set(branches.flatMap(branch => Object.keys(branch?.properties ?? {})))];
	return {
		path: [...path, key],
		atKey: true,
		missing: false,
		message: `unknown key ${showValue(key)}`,
		hint: known.length === 0 ? undefined : suggest(key, known),
	};
};

const wrongValue = (path: readonly PropertyKey[], expected: JsonSchema | undefined, root: unknown): SchemaProblem => {
	const {found, exists} = lookUp(root, path);
	const message = exists
		? `${nameOf(path)} must be ${describeExpectation(expected)}, found ${showValue(found)}`
		: `${nameOf(path)} is missing: it must be ${describeExpectation(expected)}`;
	return {
		path, atKey: false, missing: !exists, message, hint: undefined,
	};
};

/** `sleepMs`, `depthBins[3]`; a whole file is "the file". */
const nameOf = (path: readonly PropertyKey[]): string => {
	const lastName = path.findLastIndex(key => typeof key !== 'number');
	if (lastName === -1) {
		return path.length === 0 ? 'the file' : `entry ${path.map(String).join('.')}`;
	}

	return path.slice(lastName).map((key, at) => at === 0 ? String(key) : `[${String(key)}]`).join('');
};

/** The branch of a union that the writer most likely meant: the one with the fewest faults; undefined when none stands out. */
const nearestBranch = (branches: readonly Issue[][]): Issue[] | undefined => {
	const ofTheRightKind = branches.filter(issues => !issues.some(issue => issue.code === 'invalid_type' && issue.path.length === 0));
	const [best, next] = ofTheRightKind.toSorted((a, b) => a.length - b.length);
	return next === undefined || best!.length < next.length ? best : undefined;
};

const lookUp = (root: unknown, path: readonly PropertyKey[]): {found: unknown; exists: boolean} => {
	let found = root;
	for (const key of path) {
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) {
			return {found: undefined, exists: false};
		}

		found = Reflect.get(found, key);
	}

	return {found, exists: true};
};
