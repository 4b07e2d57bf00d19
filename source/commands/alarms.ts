import type {Reading, Scenario} from '../../machine/index.js';
import {type Alarm, parseAlarm} from '../files/alarm.js';
import type {WatchOptions} from '../player/watch.js';
import {type AlarmState, alarmLine, alarmSummary, checkAlarms} from '../report/alarms.js';
import {policyFields, readingFields} from '../report/fields.js';

const what = '--fail-on';
/** Simulated time between two checks when nobody says. */
const defaultEveryNs = 100_000_000;

/** Hashes differ with every happening and are not taken for alarms. */
const fields = {
	policyFields: policyFields.filter(field => field !== 'digest'), readingFields: readingFields.filter(field => field !== 'digest'),
};

/** What a run is watched for, from the texts of `--fail-on`; undefined: nothing. Throws an `InputError`. */
export const watchFor = (texts: readonly string[], {policies}: Scenario, everyNs = defaultEveryNs): WatchOptions | undefined => {
	const alarms = texts.map((text): Alarm => parseAlarm(text, what, {fields, policies}));
	return alarms.length === 0 ? undefined : {alarms, everyNs};
};

/** Throws an `InputError` if the alarms cannot be held against the reading that a run begins with. */
export const requireCheckable = (watch: WatchOptions | undefined, read: () => Reading): void => {
	if (watch !== undefined) {
		checkAlarms(watch.alarms, read(), what);
	}
};

/** Tells each alarm once, when it is first seen to have been. */
export class AlarmTeller {
	readonly #tell: (line: string) => void;
	readonly #told = new Set<number>();

	/** `tell` gets a line without its end. */
	constructor(tell: (line: string) => void) {
		this.#tell = tell;
	}

	/** Looks at the alarms as they are now. */
	look(states: readonly AlarmState[]): void {
		for (const [index, state] of states.entries()) {
			if (state.first !== undefined && !this.#told.has(index)) {
				this.#told.add(index);
				this.#tell(`kstacktop: ALARM ${alarmLine(state)}`);
			}
		}
	}

	/** Tells how they went all in all, if there are any, and gives the exit code: 1 if one has been. */
	end(states: readonly AlarmState[]): 0 | 1 {
		this.look(states);
		if (states.length > 0) {
			this.#tell(`kstacktop: ${alarmSummary(states)}`);
		}

		return this.#told.size > 0 ? 1 : 0;
	}
}
