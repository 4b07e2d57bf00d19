import type {Action, Scenario} from './description.js';
import type {Reading, ThreadPage, ThreadQuery} from './reading.js';

/** Interface draft: the body follows. */
export class Machine {
	constructor(readonly scenario: Scenario) {}

	/** Simulated time now, in nanoseconds since the end of boot. */
	get timeNs(): number {
		throw new Error('not yet');
	}

	/** Runs to `timeNs` (never backwards). */
	advance(_timeNs: number): void {
		throw new Error('not yet');
	}

	/** Runs just past the next burst on any CPU. */
	step(): void {
		throw new Error('not yet');
	}

	/** Applies a change now. */
	apply(_action: Action): void {
		throw new Error('not yet');
	}

	read(): Reading {
		throw new Error('not yet');
	}

	threads(_query: ThreadQuery): ThreadPage {
		throw new Error('not yet');
	}

	/** The whole state, to be given to `restore` later. */
	checkpoint(): ArrayBuffer {
		throw new Error('not yet');
	}

	restore(_state: ArrayBuffer): void {
		throw new Error('not yet');
	}
}
