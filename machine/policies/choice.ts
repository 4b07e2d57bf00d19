import type {DeliverySetup} from '../delivery/setup.js';
import {buildPolicy, type Family, type PolicyBox} from './family.js';
import type {Policy} from './policy.js';
import {families} from './index.js';

/** Raised for a text that names no policy. `part` is the piece of it that is wrong, `known` what could stand there (empty: a number). */
export class PolicyChoiceError extends Error {
	constructor(message: string, readonly part: string, readonly known: readonly string[]) {
		super(message);
	}
}

/** A kind of policy and the parameters given to it. */
export type PolicyChoice = {
	readonly family: Family;
	readonly given: Readonly<Record<string, number>>;
	/** The text in its one spelling: parameters in the order of the family. */
	readonly name: string;
};

/**
Reads `kind` or `kind:parameter=value:parameter=value`, for example `fred-pf:pool=12:size=32`.
Throws a `PolicyChoiceError` for an unknown kind or parameter, a value out of range, or one given twice.
*/
export const readPolicyChoice = (text: string): PolicyChoice => {
	const [kind = '', ...rest] = text.trim().split(':');
	const found = families.find(one => one.kind === kind);
	if (found === undefined) {
		throw new PolicyChoiceError(`no policy is named ${JSON.stringify(kind)}`, kind, families.map(one => one.kind));
	}

	const given: Record<string, number> = {};
	for (const part of rest) {
		const [name = '', value] = part.split('=');
		const parameter = Object.hasOwn(found.parameters, name) ? found.parameters[name] : undefined;
		if (parameter === undefined) {
			throw new PolicyChoiceError(`${kind} has no parameter ${JSON.stringify(name)}`, name, Object.keys(found.parameters));
		}

		const {least, most, step = 1} = parameter;
		const number = /^\d+$/.test(value ?? '') ? Number(value) : Number.NaN;
		if (!(number >= least && number <= most && number % step === 0)) {
			const form = step === 1 ? 'a whole number' : `a multiple of ${step}`;
			throw new PolicyChoiceError(`${name} of ${kind} must be ${form} from ${least} to ${most} (${parameter.about}), found ${JSON.stringify(value ?? '')}`, value ?? '', []);
		}

		if (Object.hasOwn(given, name)) {
			throw new PolicyChoiceError(`${kind} is given ${name} twice`, name, []);
		}

		given[name] = number;
	}

	const spelled = Object.keys(found.parameters).filter(name => Object.hasOwn(given, name)).map(name => `:${name}=${given[name]}`);
	return {family: found, given, name: kind + spelled.join('')};
};

/** The policy of a name on a box. Throws a `PolicyChoiceError`. */
export const policyOf = (name: string, machine: PolicyBox): Policy => {
	const choice = readPolicyChoice(name);
	return buildPolicy(choice.family, choice.name, choice.given, machine);
};

const setups = new Map<string, DeliverySetup>();

/** How the policy of a name programs event delivery: for those who show its registers, many times a second. It depends on the name alone. */
export const deliverySetupOf = (name: string): DeliverySetup => {
	const known = setups.get(name);
	if (known !== undefined) {
		return known;
	}

	const {family, given} = readPolicyChoice(name);
	const {setup} = buildPolicy(family, name, given, {cpus: 1, threadSizeKiB: 16});
	setups.set(name, setup);
	return setup;
};
