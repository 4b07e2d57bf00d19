import type {Action, Reading} from '../../machine/index.js';
import type {RecordingState} from './protocol.js';

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
	/** What is being recorded, or how the last recording ended; undefined: none was begun. */
	readonly recording: RecordingState | undefined;
	/** Begins a recording of the run in a new file. */
	start(file: string, moment: {readonly timeNs: number}): void;
	/** Ends the recording that is on, if one is; `read` gives a reading with hashes. */
	stop(read: () => Reading): void;
};
