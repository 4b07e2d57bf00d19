import type {z} from 'zod';

/**
Says what a field of a YAML file is, for the JSON schemas that editors read (`fixtures/schemas/`).
It stands apart from `.describe()`, which holds what a value must be and goes into error messages.
*/
export const about = <Schema extends z.ZodType>(text: string, schema: Schema): Schema => schema.meta({about: text});
