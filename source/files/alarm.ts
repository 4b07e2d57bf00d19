import type {PolicyName} from '../../machine/index.js';
import {type Assertion, assertionForm, type FieldNames, readAssertion} from './assertion.js';
import {InputError, showValue} from './input-error.js';

/** A figure that must not be so: the run has failed when it ever is. Fields without a named policy are of the first one that runs. */
export type Alarm = Assertion & {
	/** As it was written, blanks trimmed. */
	readonly text: string;
};

/** Reads an alarm such as `savedPercent.net < 70`. Throws an `InputError` that names `what`. */
export const parseAlarm = (text: string, what: string, {fields, policies}: {readonly fields: FieldNames; readonly policies: readonly PolicyName[]}): Alarm => {
	const words = text.trim().split(/\s+/u);
	if (words.length !== assertionForm.split(' ').length) {
		throw new InputError(`${what} must read ${assertionForm}, such as 'savedPercent.net < 70', found ${showValue(text)}`);
	}

	const assertion = named(what, () => readAssertion(words, fields, policies));
	const {operator, wanted} = assertion;
	if (operator !== '==' && operator !== '!=' && typeof wanted !== 'number') {
		throw new InputError(`${what}: ${operator} compares numbers, found ${showValue(words.at(-1))}`);
	}

	return {...assertion, text: words.join(' ')};
};

/** Puts the name of the flag before what is wrong with its value. */
const named = <Value>(what: string, read: () => Value): Value => {
	try {
		return read();
	} catch (error) {
		throw error instanceof InputError ? new InputError(`${what}: ${error.message}`, {}, error.hint) : error;
	}
};
