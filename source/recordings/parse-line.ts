import {z} from 'zod';
import {InputError, type InputPlace} from '../files/input-error.js';
import {parseJson} from '../files/json.js';

/** Reads one line of JSON; errors are put at the line's own place in its file. */
export const parseLine = {
	/** Any JSON value. */
	json: (text: string, place: InputPlace): unknown => at(place, () => parseJson(text, '', z.unknown())),
	/** A value that is read already, as `schema` wants it; `text` is only to find what is wrong. */
	as<Schema extends z.ZodType>(schema: Schema, text: string, value: unknown, place: InputPlace): z.output<Schema> {
		const checked = schema.safeParse(value);
		return checked.success ? checked.data : at(place, () => parseJson(text, '', schema));
	},
} as const;

const at = <Value>({file, line}: InputPlace, work: () => Value): Value => {
	try {
		return work();
	} catch (error) {
		throw error instanceof InputError ? new InputError(error.message, {file, line, column: error.column ?? 1}, error.hint) : error;
	}
};
