import type {Action, Reading} from '../../machine/index.js';

/**
Who keeps what a run did, called in the order in which it happened. Exploring the past tells nothing: only doing something there does.
*/
export type RunJournal = {
	/** Simulated time from which on a reading with hashes is wanted; `Infinity`: none. */
	readonly dueNs: number;
	/** The reading that was due: of `dueNs`, or of the first moment after it that a step went to. */
	take(reading: Reading): void;
	/** An action was applied; what the machine refused is not told. */
	applied(timeNs: number, action: Action): void;
	/** Something is about to be done in the past: what came after `timeNs` has not happened. What happened at `timeNs` stays. */
	rewound(timeNs: number): void;
};
