import {z} from 'zod';
import {machineSchema} from '../../source/files/machine.js';
import {scriptSchema} from '../../source/files/script.js';
import {sweepSchema} from '../../source/sweep/fields.js';
import {settingsSchema} from '../../source/settings/schema.js';
import {workloadSchema} from '../../source/files/workload-schema.js';

/** A part of a JSON schema while it is made. */
type Part = Record<string, unknown>;

/** The folder of the JSON schemas, seen from the compiled file. */
export const schemasFolder = new URL('../../../fixtures/schemas/', import.meta.url);

/** The kinds of YAML files that users write: the name of the JSON schema, the folder of the fixtures that it is for (undefined: there are none), and what the program checks them by. */
export const kinds = [
	{name: 'workload', folder: 'workloads', schema: workloadSchema},
	{name: 'machine', folder: 'machines', schema: machineSchema},
	{name: 'script', folder: 'scripts', schema: scriptSchema},
	{name: 'sweep', folder: 'sweeps', schema: sweepSchema},
	{name: 'settings', folder: undefined, schema: settingsSchema},
] as const;

/** The line by which editors find the schema of a fixture. */
export const schemaLine = (name: string): string => `# yaml-language-server: $schema=../schemas/${name}.schema.json`;

/** What a field is, then what its value must be. */
const tidy = (part: Part): void => {
	const {about, rules, description, minimum, maximum} = part;
	const wanted = typeof description === 'string' ? description : undefined;
	if (typeof about === 'string') {
		part.description = wanted === undefined ? about : `${about} ${wanted[0]!.toUpperCase()}${wanted.slice(1)}.`;
		delete part.about;
	}

	Object.assign(part, rules);
	delete part.rules;
	// The limits of a safe integer, which zod gives every integer: no news to a reader
	if (minimum === Number.MIN_SAFE_INTEGER) {
		delete part.minimum;
	}

	if (maximum === Number.MAX_SAFE_INTEGER) {
		delete part.maximum;
	}
};

/** The JSON schema (draft 7, which all editors know) of what a user writes, as the text of its file. */
export const jsonSchemaText = (schema: z.ZodType): string => {
	const made = z.toJSONSchema(schema, {target: 'draft-07', io: 'input', reused: 'inline', override({jsonSchema}) {
		tidy(jsonSchema);
	}});
	return `${JSON.stringify(made, undefined, '\t')}\n`;
};
