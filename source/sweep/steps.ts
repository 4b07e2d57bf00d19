import {InputError, showValue} from '../files/input-error.js';
import {type InjectVerb, injectSteps, readInjectStep} from '../files/inject-step.js';
import {suggest} from '../files/nearest.js';
import {parseTimeNs} from '../files/quantity.js';
import type {CellAction} from '../player/cell-work.js';
import type {CellFields} from './fields.js';

const isVerb = (word: string): word is InjectVerb => Object.hasOwn(injectSteps, word);

const readAction = (text: string, timeNs: number): CellAction => {
	const [verb = '', ...words] = text.trim().split(/\s+/u);
	if (!isVerb(verb)) {
		throw new InputError(`no step that does something to the box is named ${showValue(verb)}`, {}, suggest(verb, Object.keys(injectSteps)));
	}

	const request = readInjectStep(verb, words);
	if (request === undefined) {
		throw new InputError(`a step of this kind reads "${injectSteps[verb].form}", found ${showValue(text)}`);
	}

	return {timeNs, request, text};
};

/** Reads the steps of a cell: those of a script that do something to the box. Throws an `InputError` without a place. */
export const readSteps = (entries: NonNullable<CellFields['steps']>): CellAction[] => {
	let previousNs = 0;
	return entries.flatMap(entry => Object.entries(entry).flatMap(([when, what]) => {
		const time = /^at\s+(?<time>\S+)$/u.exec(when)?.groups?.time;
		if (time === undefined) {
			throw new InputError(`a step of a sweep begins with a time, such as "at 2s", found ${showValue(when)}`);
		}

		const timeNs = time === '0s' ? 0 : parseTimeNs(time, 'at');
		if (timeNs < previousNs) {
			throw new InputError(`at ${time} comes before the step above it: times must not go back`);
		}

		previousNs = timeNs;
		return (typeof what === 'string' ? [what] : what).map(text => readAction(text, timeNs));
	}));
};
