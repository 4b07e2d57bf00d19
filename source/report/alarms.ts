import type {Reading} from '../../machine/index.js';
import type {Alarm} from '../files/alarm.js';
import {showNs} from '../files/quantity.js';
import {InputError, showValue} from '../files/input-error.js';
import {compare, lookUp, showFound} from './expectation.js';

/** What became of an alarm so far. */
export type AlarmState = {
	/** As it was written. */
	readonly text: string;
	/** The policy that fields without a name are of. */
	readonly policy: string;
	/** Readings it was held against, and how many of them were as it says. */
	readonly readings: number;
	readonly hits: number;
	/** When it first was so, and the figure of then; undefined: never. */
	readonly first: {readonly timeNs: number; readonly found: string} | undefined;
};

/** Holds readings against alarms. Time between two readings is the caller's. */
export class Alarms {
	readonly #alarms: readonly Alarm[];
	#states: readonly AlarmState[];

	/** `first` is any reading of the run. */
	constructor(alarms: readonly Alarm[], {policies}: Reading) {
		this.#alarms = alarms;
		this.#states = alarms.map(({text}) => ({text, policy: policies[0]!.name, readings: 0, hits: 0, first: undefined}));
	}

	/** As of the last reading, in the order given; the same object until something in it changes. */
	get states(): readonly AlarmState[] {
		return this.#states;
	}

	/** Takes in a reading. An empty field, or one that has gone, is no alarm for `<` and the like. */
	take(reading: Reading): void {
		this.#states = this.#states.map((state, index) => {
			const alarm = this.#alarms[index]!;
			const found = lookUp(alarm.field, reading, 0);
			const isSo = 'value' in found && compare(found.value, alarm) === true;
			return {
				...state,
				readings: state.readings + 1,
				hits: state.hits + Number(isSo),
				first: state.first ?? (isSo ? {timeNs: reading.timeNs, found: showFound(found.value)} : undefined),
			};
		});
	}
}

/** Checks before a run that its alarms can be held against it. Throws an `InputError` that names `what`. */
export const checkAlarms = (alarms: readonly Alarm[], reading: Reading, what: string): void => {
	for (const {text, field, operator, wanted} of alarms) {
		const found = lookUp(field, reading, 0);
		if ('missing' in found) {
			throw new InputError(`${what}: ${field} leads nowhere: there is no ${showValue(found.missing)}`);
		}

		if (found.value !== undefined && compare(found.value, {operator, wanted}) === undefined) {
			throw new InputError(`${what}: ${text}: ${operator} compares numbers, ${field} is ${showFound(found.value)}`);
		}
	}
};

/** An alarm that has been: when, of which policy, what was not wanted, what was found. */
export const alarmLine = ({text, policy, first}: AlarmState): string =>
	`at ${showNs(first!.timeNs)}, ${policy}: wanted not ${text}, found ${first!.found}`;

/** How all alarms went, in one line. */
export const alarmSummary = (states: readonly AlarmState[]): string => {
	const fired = states.filter(({hits}) => hits > 0);
	const count = states.length === 1 ? '1 alarm' : `${states.length} alarms`;
	const readings = states[0]?.readings ?? 0;
	return fired.length === 0
		? `${count}, ${readings} readings: none`
		: `${count}, ${readings} readings: ${fired.map(({text, hits}) => `${text} in ${hits}`).join(', ')}`;
};
