import type {PolicyReading, Reading, Scenario} from '../../machine/index.js';
import {
	cpuFields, policyCpuFields, policyFields, readingFields,
} from './fields.js';

/** JSON's own word for a value that is not there. */

const missing = null;

/** A value that JSON can hold. */
export type Plain = string | number | boolean | typeof missing | readonly Plain[] | {readonly [key: string]: Plain};

/** A reading as plain values under its own field names; columns of CPUs become one object a CPU. */
export const plainReading = (reading: Reading): Record<string, Plain> => pick(readingFields, field => readingField(reading, field));

/** One policy's books as plain values. */
export const plainPolicy = (policy: PolicyReading): Record<string, Plain> => pick(policyFields, field => policyField(policy, field));

/** One field of a reading as a plain value; undefined: there is no such field. */
export const plainReadingField = (reading: Reading, field: string): Plain | undefined =>
	isAmong(readingFields, field) ? readingField(reading, field) : undefined;

/** One field of a policy's books as a plain value; undefined: there is no such field. */
export const plainPolicyField = (policy: PolicyReading, field: string): Plain | undefined =>
	isAmong(policyFields, field) ? policyField(policy, field) : undefined;

const isAmong = <Name extends string>(names: readonly Name[], name: string): name is Name => names.includes(name as Name);

const readingField = (reading: Reading, field: (typeof readingFields)[number]): Plain => {
	if (field === 'policies') {
		return reading.policies.map(policy => plainPolicy(policy));
	}

	return field === 'perCpu' ? rows(reading.perCpu, cpuFields) : plain(reading[field]);
};

const policyField = (policy: PolicyReading, field: (typeof policyFields)[number]): Plain =>
	field === 'perCpu' ? rows(policy.perCpu, policyCpuFields) : plain(policy[field]);

/** A scenario as plain values: all that is needed to run it again elsewhere. */
export const plainScenario = (scenario: Scenario): Plain => plain(scenario);

const pick = <Field extends string>(fields: readonly Field[], value: (field: Field) => Plain): Record<string, Plain> =>
	Object.fromEntries(fields.map(field => [field, value(field)]));

const rows = <Field extends string>(columns: Readonly<Record<Field, Float64Array>>, fields: readonly Field[]): Plain[] =>
	Array.from(columns[fields[0]!], (_, cpu) => ({cpu, ...pick(fields, field => columns[field][cpu]!)}));

/** Any value as a plain one. Missing values become null, so that every field is always there. */
export const plain = (value: unknown): Plain => {
	if (value === undefined || value === missing) {
		return missing;
	}

	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}

	if (Array.isArray(value)) {
		return value.map(item => plain(item));
	}

	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};
