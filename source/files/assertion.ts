import type {PolicyName} from '../../machine/index.js';
import {InputError, showValue} from './input-error.js';
import {suggest} from './nearest.js';
import {oneOf, parsePolicy} from './scenario.js';

/** How a figure is compared. */
const operators = ['>=', '<=', '==', '!=', '>', '<'] as const;
export type Operator = (typeof operators)[number];

/** A figure held against a value: what a script expects, what an alarm watches for. */
export type Assertion = {
	/** As in `run --format json`, of the policy in focus or of a named one. */
	readonly field: string;
	readonly operator: Operator;
	/** Undefined: the field is empty. */
	readonly wanted: string | number | boolean | undefined;
};

/** How an assertion is written. */
export const assertionForm = 'FIELD OPERATOR VALUE';

/** The fields that an assertion may name. */
export type FieldNames = {
	readonly policyFields: readonly string[];
	readonly readingFields: readonly string[];
};

/** Reads the three words of an assertion. `policies` are those that run. Throws an `InputError` without a place. */
export const readAssertion = ([field, operator, value]: readonly string[], fields: FieldNames, policies: readonly PolicyName[]): Assertion => ({
	field: checkedField(field!, fields, policies),
	operator: oneOf<Operator>(operator!, operators, 'the operator'),
	wanted: readValue(value!),
});

/** A policy among those that run, in its one spelling. */
export const runPolicy = (text: string, policies: readonly PolicyName[]): PolicyName => {
	const policy = parsePolicy(text, 'policy');
	if (!policies.includes(policy)) {
		throw new InputError(`${policy} is not among the policies that run: ${policies.join(', ')}`);
	}

	return policy;
};

/** A field that a reading has: `policies.NAME.field` for a named policy, `field` for the one in focus, or a field of the whole reading; the policy comes out in its one spelling. Throws an `InputError` without a place. */
export const checkedField = (field: string, {policyFields, readingFields}: FieldNames, policies: readonly PolicyName[]): string => {
	const [first = '', second = '', third = '', ...inner] = field.split('.');
	const named = first === 'policies';
	const name = named ? third : first;
	const policy = named ? runPolicy(second, policies) : undefined;
	const known = named ? policyFields : [...policyFields, ...readingFields];
	if (!known.includes(name)) {
		throw new InputError(`no field of a reading is named ${showValue(name)}`, {}, suggest(name, known));
	}

	return policy === undefined ? field : [first, policy, third, ...inner].join('.');
};

const readValue = (text: string): string | number | boolean | undefined => {
	if (text === 'true' || text === 'false') {
		return text === 'true';
	}

	if (text === 'none') {
		return undefined;
	}

	return /^-?\d+(?:_\d+)*(?:\.\d+)?$/u.test(text) ? Number(text.replaceAll('_', '')) : text;
};
