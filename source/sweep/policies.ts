import {type PolicyName, readPolicyChoice} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import {checkPolicies, parsePolicy} from '../files/scenario.js';
import type {CellFields} from './fields.js';

const parameter = 'pool';

/** The policies of one value of `policies`, each in its one spelling. Throws an `InputError` without a place. */
export const readPolicies = (text: NonNullable<CellFields['policies']>): PolicyName[] =>
	checkPolicies(typeof text === 'string' ? text.split(',') : text, 'policies');

/** Gives every policy that has a pool, and does not say how large it is, one of so many pages. Throws an `InputError` when none has. */
export const withPool = (policies: readonly PolicyName[], pages: number): PolicyName[] => {
	const sized = policies.map(name => {
		const {family, given} = readPolicyChoice(name);
		return Object.hasOwn(family.parameters, parameter) && !Object.hasOwn(given, parameter) ? parsePolicy(`${name}:${parameter}=${pages}`, parameter) : name;
	});
	if (sized.every((name, at) => name === policies[at])) {
		throw new InputError(`none of the policies ${policies.join(', ')} has a pool whose size is left open`);
	}

	return sized;
};
