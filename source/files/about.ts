import type {z} from 'zod';

/**
Says what a field of a YAML file is, for the JSON schemas that editors read (`fixtures/schemas/`).
It stands apart from `.describe()`, which holds what a value must be and goes into error messages.
`rules` are keywords of the JSON schema for what the program checks after the form of the file, with better words: an editor is to mark the same.
*/
export const about = <Schema extends z.ZodType>(text: string, schema: Schema, rules?: Readonly<Record<string, unknown>>): Schema => schema.meta({about: text, ...rules !== undefined && {rules}});
