import type {Machine} from '../../machine/index.js';
import {type ActableMachine, attempt} from './attempt.js';
import type {ActionOutcome, ActionRequest} from './protocol.js';
import type {RunJournal} from './run-journal.js';
import type {Run} from './run.js';

/** The part of the machine that changing it takes. */
export type ChangeableMachine = ActableMachine & Pick<Machine, 'timeNs' | 'checkpoint' | 'restore'>;

/** Does things to the box at the present moment of a run. What is done in the past makes a new future. */
export class Deeds {
	readonly #machine: ChangeableMachine;
	readonly #run: Run;
	readonly #journal: RunJournal | undefined;
	#last: ActionOutcome | undefined;

	constructor(machine: ChangeableMachine, run: Run, journal: RunJournal | undefined) {
		this.#machine = machine;
		this.#run = run;
		this.#journal = journal;
	}

	/** What came of the last one. */
	get last(): ActionOutcome | undefined {
		return this.#last;
	}

	/** Does it, or tells in `last` why the machine refuses. */
	act(request: ActionRequest): void {
		const {timeline} = this.#run;
		const machine = this.#machine;
		const before = timeline.isPast ? machine.checkpoint() : undefined;
		const outcome = attempt(machine, request);
		this.#last = {...outcome, number: (this.#last?.number ?? 0) + 1, timeNs: machine.timeNs};
		if (outcome.action === undefined || outcome.refusal !== undefined) {
			return;
		}

		if (before !== undefined) {
			// What the machine takes may change the past: there it is done after what is forgotten
			machine.restore(before);
			this.#run.forgetFuture();
			machine.apply(outcome.action);
		}

		timeline.applied(outcome.action);
		this.#journal?.applied(machine.timeNs, outcome.action);
	}
}
