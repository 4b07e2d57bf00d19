import type {Reading} from '../../machine/index.js';
import type {ScriptStep} from '../files/script.js';
import {showValue} from '../files/input-error.js';
import {type Plain, plainPolicy, plainReading} from './plain.js';

/** What came of an expectation. */
export type Expectation = {
	readonly holds: boolean;
	/** The figure that was found, for the message. */
	readonly found: string;
};

type ExpectStep = Extract<ScriptStep, {kind: 'expect'}>;

/** Looks up a field of a reading (of the policy at index `focus` where none is named) and compares. Throws an `InputError` where no comparison is possible. */
export const checkExpectation = (step: ExpectStep, reading: Reading, focus: number): Expectation => {
	const found = lookUp(step, reading, focus) ?? undefined;
	const {wanted, operator} = step;
	if (operator === '==' || operator === '!=') {
		return {holds: (found === wanted) === (operator === '=='), found: show(found)};
	}

	if (typeof found !== 'number' || typeof wanted !== 'number') {
		throw step.problem(`${operator} compares numbers: ${step.field} is ${show(found)}, wanted is ${show(wanted)}`);
	}

	return {holds: compare(found, operator, wanted), found: String(found)};
};

const compare = (found: number, operator: '>=' | '<=' | '>' | '<', wanted: number): boolean => {
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

const lookUp = (step: ExpectStep, reading: Reading, focus: number): Plain => {
	const keys = step.field.split('.');
	const named = keys[0] === 'policies' ? reading.policies.find(policy => policy.name === keys[1]) : undefined;
	const policy = plainPolicy(named ?? reading.policies[focus]!);
	const isPolicyField = named !== undefined || Object.hasOwn(policy, keys[0]!);
	const path = named === undefined ? keys : keys.slice(2);
	let value: Plain = isPolicyField ? policy : plainReading(reading);
	for (const key of path) {
		if (value === null) {
			// An empty field, such as firstFailure before anything failed, has no inner ones.
			return value;
		}

		if (typeof value !== 'object' || !Object.hasOwn(value, key)) {
			throw step.problem(`${step.field} leads nowhere: there is no ${showValue(key)}`);
		}

		value = Reflect.get(value, key) as Plain;
	}

	return value;
};

const show = (value: unknown): string => value === undefined || value === null ? 'none' : showValue(value);
