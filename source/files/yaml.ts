import {
	type Alias, type Document, type Node, LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit,
} from 'yaml';
import type {z} from 'zod';
import {InputError, type InputPlace} from './input-error.js';
import {schemaProblems} from './schema-problem.js';
import {readTextFile} from './text-file.js';

/** A checked YAML file that still knows where each of its values stands. */
export type YamlFile<Value> = {
	readonly file: string;
	readonly value: Value;
	/**
	An error at the value of `path` (`['classes', 2, 'sleepMs']`), for what only the caller can check.
	Where the path leads nowhere, the nearest value around it is named.
	*/
	problem(path: readonly PropertyKey[], message: string, hint?: string): InputError;
};

/** Reads and checks a YAML file. Throws an `InputError` for the first thing that is wrong, in the order of the file. */
export const readYaml = <Schema extends z.ZodType>(file: string, schema: Schema): YamlFile<z.output<Schema>> =>
	parseYaml(readTextFile(file), file, schema);

/** Checks YAML text; `file` is its name in errors. */
export const parseYaml = <Schema extends z.ZodType>(text: string, file: string, schema: Schema): YamlFile<z.output<Schema>> => {
	const lines = new LineCounter();
	const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, version: '1.2'});
	const placeAt = (offset: number) => {
		const {line, col} = lines.linePos(offset);
		return {file, line, column: col};
	};

	const broken = document.errors[0] ?? document.warnings[0];
	if (broken !== undefined) {
		throw new InputError(syntaxMessage(broken.code, broken.message), placeAt(broken.pos[0]));
	}

	const value = plainValue(document, placeAt);
	const problem = (path: readonly PropertyKey[], message: string, hint?: string, atKey = false) =>
		new InputError(message, placeAt(offsetOf(document, path, atKey)), hint);

	const checked = schema.safeParse(value);
	if (checked.success) {
		return {file, value: checked.data, problem: (path, message, hint) => problem(path, message, hint)};
	}

	const [first] = schemaProblems(checked.error, schema, value)
		.map(({path, atKey, missing, message, hint}) => ({error: problem(path, message, hint, atKey), missing, offset: offsetOf(document, path, atKey)}))
		.toSorted((a, b) => Number(a.missing) - Number(b.missing) || a.offset - b.offset);
	throw first!.error;
};

/** The document as plain values. Refuses aliases of nothing, and those that would blow up into a giant document. */
const plainValue = (document: Document.Parsed, placeAt: (offset: number) => InputPlace): unknown => {
	try {
		return document.toJS({maxAliasCount: 1000});
	} catch {
		const loose = looseAlias(document);
		throw loose === undefined
			? new InputError('its aliases make a giant document of it', placeAt(0), 'write out what they stand for')
			: new InputError(`nothing above has the anchor &${loose.source}`, placeAt(loose.range?.[0] ?? 0), 'a text that begins with * needs quotes');
	}
};

/** The first alias that stands for nothing. */
const looseAlias = (document: Document.Parsed): Alias | undefined => {
	let found: Alias | undefined;
	visit(document, {
		Alias(_key, alias) {
			if (alias.resolve(document) !== undefined) {
				return undefined;
			}

			found = alias;
			return visit.BREAK;
		},
	});
	return found;
};

const syntaxMessages = new Map([
	['DUPLICATE_KEY', 'the same key stands twice in this mapping'],
	['MULTIPLE_DOCS', 'a second YAML document starts here: one file holds one'],
	['TAB_AS_INDENT', 'a tab used as indentation: YAML wants spaces'],
	['BAD_INDENT', 'the indentation does not fit the lines above'],
	['TAG_RESOLVE_FAILED', 'a YAML tag that is not known here'],
]);

const syntaxMessage = (code: string, message: string): string => syntaxMessages.get(code) ?? `not valid YAML: ${message.split('\n', 1)[0]!}`;

/** Where the value at `path` (or its key) starts, counted in characters; the nearest value around it if there is none. */
const offsetOf = (document: Document.Parsed, path: readonly PropertyKey[], atKey: boolean): number => {
	let node: Node | undefined = document.contents ?? undefined;
	let offset = startOf(node) ?? 0;
	for (const [depth, key] of path.entries()) {
		const inner = isAlias(node) ? node.resolve(document) : node;
		if (isSeq(inner)) {
			node = asNode(inner.items[Number(key)]);
		} else if (isMap(inner)) {
			const pair = inner.items.find(item => isScalar(item.key) && String(item.key.value) === String(key));
			const last = depth === path.length - 1;
			// A key without a value is shown at the key.
			node = asNode(last && atKey ? pair?.key : pair?.value) ?? asNode(pair?.key);
		} else {
			node = undefined;
		}

		const start = startOf(node);
		if (start === undefined) {
			break;
		}

		offset = start;
	}

	return offset;
};

const asNode = (value: unknown): Node | undefined => isNode(value) ? value : undefined;

const startOf = (node: Node | undefined): number | undefined => node?.range?.[0];
