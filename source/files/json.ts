import {z} from 'zod';
import {InputError, type InputPlace} from './input-error.js';
import {readTextFile} from './text-file.js';
import {parseYaml} from './yaml.js';

/** Reads and checks a JSON file. Throws an `InputError` for the first thing that is wrong. */
export const readJson = <Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> =>
	parseJson(readTextFile(file), file, schema);

/** Checks JSON text; `file` is its name in errors. */
export const parseJson = <Schema extends z.ZodType>(text: string, file: string, schema: Schema): z.output<Schema> => {
	const checked = schema.safeParse(parse(text, file));
	// JSON is YAML too, and the slower reader knows where each value stands.
	return checked.success ? checked.data : parseYaml(text, file, schema).value;
};

const parse = (text: string, file: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const [reason] = message.split(/ in JSON| at position|, "|, \.{3}/u, 1);
		throw new InputError(`is not valid JSON: ${reason!}`, {file, ...placeIn(message, text)});
	}
};

/** V8 names the place of some errors; for the others the YAML reader, which stumbles over the same character, is asked. */
const placeIn = (message: string, text: string): InputPlace => {
	const position = /at position (\d+)/u.exec(message)?.[1];
	if (position !== undefined) {
		const above = text.slice(0, Number(position)).split('\n');
		return {line: above.length, column: above.at(-1)!.length + 1};
	}

	try {
		parseYaml(text, '', z.unknown());
	} catch (error) {
		if (error instanceof InputError) {
			return {line: error.line, column: error.column};
		}
	}

	return {};
};
