import {z} from 'zod';

/** The part of a JSON schema that this program's schemas use. */
export type JsonSchema = {
	readonly type?: 'number' | 'integer' | 'string' | 'boolean' | 'array' | 'object' | 'null';
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly exclusiveMinimum?: number;
	readonly exclusiveMaximum?: number;
	readonly minItems?: number;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly additionalProperties?: JsonSchema | boolean;
	readonly items?: JsonSchema;
	readonly prefixItems?: readonly JsonSchema[];
	readonly anyOf?: readonly JsonSchema[];
};

/** What a schema wants of its input; a `.describe()` on a part replaces the words made from its type. */
export const inputSchema = (schema: z.ZodType): JsonSchema =>
	z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any', reused: 'inline'}) as JsonSchema;

/** The part of the schema for the value at `path`; undefined where nothing is known. */
export const schemaAt = (schema: JsonSchema | undefined, path: readonly PropertyKey[]): JsonSchema | undefined => {
	const [key, ...rest] = path;
	if (schema === undefined || key === undefined) {
		return schema;
	}

	if (schema.anyOf !== undefined) {
		return schema.anyOf.map(branch => schemaAt(branch, path)).find(found => found !== undefined);
	}

	if (typeof key === 'number') {
		return schemaAt(schema.prefixItems?.[key] ?? schema.items, rest);
	}

	const additional = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
	return schemaAt(schema.properties?.[String(key)] ?? additional, rest);
};

/** What is wanted, in words: `a whole number from 1 to 512`, `one of fred, idt`. */
export const describeExpectation = (schema: JsonSchema | undefined): string => {
	if (schema === undefined) {
		return 'something else';
	}

	if (schema.description !== undefined) {
		return schema.description;
	}

	if (schema.anyOf !== undefined) {
		return [...new Set(schema.anyOf.map(branch => describeExpectation(branch)))].join(' or ');
	}

	if (schema.enum !== undefined) {
		return `one of ${schema.enum.map(String).join(', ')}`;
	}

	if (schema.const !== undefined) {
		return JSON.stringify(schema.const);
	}

	return describeType(schema);
};

const describeType = (schema: JsonSchema): string => {
	switch (schema.type) {
		case 'number':
		case 'integer': {
			return describeNumber(schema);
		}

		case 'string': {
			return 'text';
		}

		case 'boolean': {
			return 'true or false';
		}

		case 'array': {
			return schema.minItems === undefined ? 'a list' : `a list of at least ${schema.minItems}`;
		}

		case 'object': {
			const keys = Object.keys(schema.properties ?? {});
			return keys.length > 0 && keys.length < 4 ? `a mapping with ${keys.join(', ')}` : 'a mapping';
		}

		case 'null': {
			return 'nothing';
		}

		case undefined: {
			return 'something else';
		}
	}
};

const describeNumber = (schema: JsonSchema): string => {
	const noun = schema.type === 'integer' ? 'a whole number' : 'a number';
	// zod gives every integer the limits of a safe integer: true, but no news to a reader.
	const least = schema.minimum === Number.MIN_SAFE_INTEGER ? undefined : schema.minimum;
	const most = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum;
	if (least !== undefined && most !== undefined) {
		return `${noun} from ${least} to ${most}`;
	}

	const limits = [
		schema.exclusiveMinimum === undefined ? undefined : `greater than ${schema.exclusiveMinimum}`,
		least === undefined ? undefined : `of at least ${least}`,
		schema.exclusiveMaximum === undefined ? undefined : `less than ${schema.exclusiveMaximum}`,
		most === undefined ? undefined : `of at most ${most}`,
	].filter(limit => limit !== undefined);
	return [noun, limits.join(' and ')].filter(Boolean).join(' ');
};
