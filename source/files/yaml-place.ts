import path from 'node:path';
import {InputError} from './input-error.js';
import type {YamlFile} from './yaml.js';

/** Runs a parser of texts; its error gets the place in the file, unless it is about another file. */
export const parsedAt = <Value>(yaml: Pick<YamlFile<unknown>, 'problem'>, place: readonly PropertyKey[], parse: () => Value): Value => {
	try {
		return parse();
	} catch (error) {
		throw error instanceof InputError && error.file === undefined ? yaml.problem(place, error.message, error.hint) : error;
	}
};

/** A name of a fixture as it is; the path of a YAML file as seen from the file that names it. */
export const besideFile = (nameOrPath: string | undefined, file: string): string | undefined =>
	nameOrPath !== undefined && /\.ya?ml$/u.test(nameOrPath) ? path.resolve(path.dirname(file), nameOrPath) : nameOrPath;
