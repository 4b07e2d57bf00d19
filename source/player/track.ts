import type {Action, Figures, Machine} from '../../machine/index.js';
import {Journal} from './journal.js';

/** The part of the machine that going back in time takes. */
export type RewindableMachine = Pick<Machine, 'timeNs' | 'bursts' | 'stateBytes' | 'advance' | 'step' | 'apply' | 'figures' | 'checkpoint' | 'restore'>;

/** A machine with all that was done to it: from any state that was saved, what came after runs again as it did. */
export class Track {
	readonly #machine: RewindableMachine;
	readonly #journal = new Journal();
	/** Actions that were applied to the machine as it stands. */
	#done = 0;
	#furthestNs: number;
	/** The moment that was marked, in a buffer that is used again and again. */
	#marked: {readonly state: ArrayBuffer; readonly done: number} | undefined;

	constructor(machine: RewindableMachine) {
		this.#machine = machine;
		this.#furthestNs = machine.timeNs;
	}

	get timeNs(): number {
		return this.#machine.timeNs;
	}

	/** Bursts so far. */
	get bursts(): number {
		return this.#machine.bursts;
	}

	/** The furthest time that was reached. */
	get furthestNs(): number {
		return this.#furthestNs;
	}

	/** How many actions the machine as it stands has seen. */
	get done(): number {
		return this.#done;
	}

	/** Something is known of what comes. */
	get isPast(): boolean {
		return this.timeNs < this.#furthestNs || this.#done < this.#journal.length;
	}

	figures(): Figures {
		return this.#machine.figures();
	}

	/** The whole state, in a buffer that may be given. */
	save(into?: ArrayBuffer): ArrayBuffer {
		return this.#machine.checkpoint(into);
	}

	/** Goes back to a state that was saved, when `done` actions had been applied. */
	restore({state, done}: {readonly state: ArrayBuffer; readonly done: number}): void {
		this.#machine.restore(state);
		this.#done = done;
	}

	/** Marks this moment in the place of the one before. */
	mark(): void {
		this.#marked = {state: this.save(this.#marked?.state), done: this.#done};
	}

	/** Goes back to the marked moment. */
	back(): void {
		this.restore(this.#marked!);
	}

	/** Runs to `timeNs`, and does on the way what was done there before. `reached: false`: it is only tried out. */
	run(timeNs: number, {reached = true} = {}): void {
		for (let next = this.#journal.at(this.#done); next !== undefined && next.timeNs <= timeNs; next = this.#journal.at(this.#done)) {
			this.#machine.advance(next.timeNs);
			this.#machine.apply(next.action);
			this.#done++;
		}

		this.#machine.advance(timeNs);
		if (reached) {
			this.reached();
		}
	}

	/** Where the machine stands was reached by the run. */
	reached(): void {
		this.#furthestNs = Math.max(this.#furthestNs, this.timeNs);
	}

	/** Runs just past the next burst, or to the next action that is known of, or to `untilNs` (finite), whatever comes first; gives whether a burst or an action did. */
	step(untilNs: number): boolean {
		const {bursts, done} = this;
		this.#machine.step(Math.min(untilNs, this.#journal.at(done)?.timeNs ?? Infinity));
		this.run(this.timeNs);
		return this.bursts > bursts || this.done > done;
	}

	/** Something was done to the box just now. */
	applied(action: Action): void {
		this.#journal.add(this.timeNs, action);
		this.#done++;
	}

	/** What came after now has not happened. What was done at this very moment stays. */
	forgetFuture(): void {
		this.#journal.keep(this.#done);
		this.#furthestNs = this.timeNs;
	}
}
