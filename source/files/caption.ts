import type {PolicyName} from '../../machine/index.js';
import {checkedField, type FieldNames} from './assertion.js';
import {InputError, showValue} from './input-error.js';

/** A piece of a caption: words, or a field whose value stands there when the caption is shown. */
export type CaptionPart = string | {readonly field: string};

/**
Reads a caption such as `{policies.fred-pf.failures} faults would have crashed`; fields are those of expectations. Throws an `InputError` without a place.
*/
export const readCaption = (text: string, fields: FieldNames, policies: readonly PolicyName[]): readonly CaptionPart[] => {
	if (text === '') {
		throw new InputError('a caption needs words, found none');
	}

	return text.split(/(?<braced>\{[^{}]*\})/u).filter(part => part !== '').map((part): CaptionPart => {
		if (!part.startsWith('{')) {
			if (/[{}]/u.test(part)) {
				throw new InputError(`braces in a caption hold a field each, such as {savedPercent.net}, found ${showValue(text)}`);
			}

			return part;
		}

		return {field: checkedField(part.slice(1, -1).trim(), fields, policies)};
	});
};
