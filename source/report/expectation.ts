import type {Reading} from '../../machine/index.js';
import type {Assertion} from '../files/assertion.js';
import type {ScriptStep} from '../files/script.js';
import {showValue} from '../files/input-error.js';
import {type Plain, plainPolicyField, plainReadingField} from './plain.js';

/** What came of an expectation. */
export type Expectation = {
	readonly holds: boolean;
	/** The figure that was found, for the message. */
	readonly found: string;
};

type ExpectStep = Extract<ScriptStep, {kind: 'expect'}>;

/** What a field holds: a value (undefined: it is empty), or the inner name that is not there. */
export type Found = {readonly value: Plain | undefined} | {readonly missing: string};

/** Looks up a field of a reading (of the policy at index `focus` where none is named) and compares. Throws an `InputError` where no comparison is possible. */
export const checkExpectation = (step: ExpectStep, reading: Reading, focus: number): Expectation => {
	const found = lookUp(step.field, reading, focus);
	if ('missing' in found) {
		throw step.problem(`${step.field} leads nowhere: there is no ${showValue(found.missing)}`);
	}

	const {value} = found;
	const holds = compare(value, step);
	if (holds === undefined) {
		throw step.problem(`${step.operator} compares numbers: ${step.field} is ${showFound(value)}, wanted is ${showFound(step.wanted)}`);
	}

	return {holds, found: showFound(value)};
};

/** Whether a value is as an assertion says; undefined: the two cannot be compared. */
export const compare = (found: Plain | undefined, {operator, wanted}: Pick<Assertion, 'operator' | 'wanted'>): boolean | undefined => {
	if (operator === '==' || operator === '!=') {
		return (found === wanted) === (operator === '==');
	}

	if (typeof found !== 'number' || typeof wanted !== 'number') {
		return undefined;
	}

	switch (operator) {
		case '>=': {
			return found >= wanted;
		}

		case '<=': {
			return found <= wanted;
		}

		case '>': {
			return found > wanted;
		}

		case '<': {
			return found < wanted;
		}
	}
};

/** The value of a field as assertions name it; of the policy at index `focus` where none is named. */
export const lookUp = (field: string, reading: Reading, focus: number): Found => {
	const keys = field.split('.');
	const named = keys[0] === 'policies' ? reading.policies.find(policy => policy.name === keys[1]) : undefined;
	const [first, ...inner] = named === undefined ? keys : keys.slice(2);
	const own = plainPolicyField(named ?? reading.policies[focus]!, first!);
	let value = own === undefined ? plainReadingField(reading, first!) : own;
	for (const key of inner) {
		if (value === null || value === undefined) {
			// An empty field, such as firstFailure before anything failed, has no inner ones.
			break;
		}

		if (typeof value !== 'object' || !Object.hasOwn(value, key)) {
			return {missing: key};
		}

		value = Reflect.get(value, key) as Plain;
	}

	return {value: value ?? undefined};
};

/** A value that was found, for a message. */
export const showFound = (value: unknown): string => {
	if (value === undefined || value === null) {
		return 'none';
	}

	return typeof value === 'number' ? String(value) : showValue(value);
};
