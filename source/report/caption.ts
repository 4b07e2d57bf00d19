import type {Reading} from '../../machine/index.js';
import type {ScriptStep} from '../files/script.js';
import {showValue} from '../files/input-error.js';
import {lookUp, showFound} from './expectation.js';

/** A caption with the figures of a reading in it (of the policy at index `focus` where none is named); numbers have two decimals at most. Throws an `InputError` for a field that leads nowhere. */
export const captionText = (step: Extract<ScriptStep, {kind: 'caption'}>, reading: Reading, focus: number): string => step.parts.map(part => {
	if (typeof part === 'string') {
		return part;
	}

	const found = lookUp(part.field, reading, focus);
	if ('missing' in found) {
		throw step.problem(`${part.field} leads nowhere: there is no ${showValue(found.missing)}`);
	}

	return typeof found.value === 'number' ? String(Math.round(found.value * 100) / 100) : (typeof found.value === 'string' ? found.value : showFound(found.value));
}).join('');
