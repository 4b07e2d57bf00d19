import type {Action, Reading} from '../../machine/index.js';
import type {RecordingState} from './protocol.js';

/** A run as it is now. */
export type RunMoment = {
	readonly timeNs: number;
	/** Bursts so far, over all CPUs: what the run has cost. */
	readonly bursts: number;
	/** A reading with hashes; it costs a pass over all threads. */
	readonly read: () => Reading;
};

/**
Who keeps what a run did, called in the order in which it happened. Exploring the past tells nothing: only doing something there does.
*/
export type RunJournal = {
	/** When the journal wants to look at the run next, simulated; `Infinity`: never. */
	readonly dueNs: number;
	/** The look that was due at `dueNs`. */
	look(moment: RunMoment): void;
	/** An action was applied; what the machine refused is not told. */
	applied(timeNs: number, action: Action): void;
	/** Something is about to be done in the past: what came after `timeNs` has not happened. What happened at `timeNs` stays. */
	rewound(timeNs: number): void;
	/** What is being recorded, or how the last recording ended; undefined: none was begun. */
	readonly recording: RecordingState | undefined;
	/** Begins a recording of the run in a new file. */
	start(file: string, moment: {readonly timeNs: number}): void;
	/** Ends the recording that is on, if one is. */
	stop(moment: Pick<RunMoment, 'read'>): void;
};
