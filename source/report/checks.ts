import {showNs} from '../files/quantity.js';
import type {AlarmState} from './alarms.js';

/** What became of one thing that a run was to show: an expectation of a script, or an alarm that was not to be. */
export type Check = {
	/** When and what, as a person would say it. */
	readonly title: string;
	/** What was wanted, as it was written. */
	readonly wanted: string;
	/** Where it is written; undefined: on the command line. */
	readonly place: {readonly file: string; readonly line: number; readonly column: number} | undefined;
	/** How often it was held against a reading; 0: the run did not come so far. */
	readonly checked: number;
	readonly failed: number;
	/** The first time it failed. */
	readonly failure: {readonly timeNs: number; readonly policy: string; readonly found: string} | undefined;
};

/** All checks of a run. */
export type CheckReport = {
	readonly title: string;
	readonly checks: readonly Check[];
	/** Why the run ended before its end, in one line. */
	readonly problem: string | undefined;
};

/** An alarm as a check. */
export const alarmCheck = ({text, readings, hits, first, policy}: AlarmState): Check => ({
	title: `never ${text}`, wanted: `not ${text}`, place: undefined, checked: readings, failed: hits, failure: first && {...first, policy},
});

/** A failure in one line: `at 2s, fred-pf in focus: wanted faults == 0, found 7`. */
export const failureText = ({wanted, failure}: Check): string =>
	`at ${showNs(failure!.timeNs)}, ${failure!.policy} in focus: wanted ${wanted}, found ${failure!.found}`;
