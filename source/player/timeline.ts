import type {Action, Figures} from '../../machine/index.js';
import {type Checkpoint, Checkpoints} from './checkpoints.js';
import {type RewindableMachine, Track} from './track.js';

/** A figure that never falls while time goes on. */
export type Measure = (figures: Figures) => number;

/** Simulated time between two moments at which a checkpoint may be taken. */
const gridNs = 100_000_000;

/** The machine's clock: no two moments lie closer together. */
const tickNs = 64;

/** From a stretch as short as this on, finding a moment leaves a checkpoint at its beginning: the next one that is looked for is often close by. */
const nearNs = 200_000;

const bursts: Measure = figures => figures.bursts;

/**
A machine that can go back: to the last checkpoint before a moment, and from there on again with all that was done on the way.
What lies between now and the furthest time reached is known, and stays as it is until something else is done.
*/
export class Timeline {
	readonly #track: Track;
	/** Undefined: this machine only goes on. */
	readonly #checkpoints: Checkpoints | undefined;

	/** @param checkpointBytes - Memory for checkpoints; undefined: none are taken, and nothing leads back. */
	constructor(machine: RewindableMachine, checkpointBytes: number | undefined) {
		this.#track = new Track(machine);
		if (checkpointBytes !== undefined) {
			this.#checkpoints = new Checkpoints({budgetBytes: checkpointBytes, stateBytes: machine.stateBytes});
			this.#checkpoint(machine.figures());
		}
	}

	get timeNs(): number {
		return this.#track.timeNs;
	}

	/** The furthest time that was reached. */
	get furthestNs(): number {
		return this.#track.furthestNs;
	}

	/** Whether the machine has come to `timeNs`, as near as its clock goes. */
	isAt(timeNs: number): boolean {
		return this.timeNs === timeNs - (timeNs % tickNs);
	}

	/** Something is known of what comes. */
	get isPast(): boolean {
		return this.#track.isPast;
	}

	/** Whether there is a way back. */
	get canGoBack(): boolean {
		return this.#checkpoints !== undefined;
	}

	/** Runs to `timeNs`, and does on the way what was done there before. A time that has passed is left alone. */
	advance(timeNs: number): void {
		while (this.timeNs < timeNs - (timeNs % tickNs)) {
			const gridStopNs = (Math.floor(this.timeNs / gridNs) + 1) * gridNs;
			this.#track.run(Math.min(timeNs, gridStopNs));
			if (this.timeNs === gridStopNs) {
				this.#consider();
			}
		}

		this.#track.run(timeNs);
	}

	/** Runs just past the next burst, or to the next action that is known of, or to `untilNs` (finite), whatever comes first; gives whether a burst or an action did. */
	step(untilNs: number): boolean {
		return this.#track.step(untilNs);
	}

	/** Goes to a moment that is known of: from boot to the furthest time, all that was done at that moment included. */
	seek(timeNs: number): void {
		const goalNs = Math.max(0, Math.min(timeNs, this.furthestNs));
		if (this.#checkpoints === undefined) {
			this.advance(goalNs);
			return;
		}

		this.#leave();
		const start = this.#checkpoints.before(goalNs)!;
		if (this.timeNs > goalNs - (goalNs % tickNs) || start.timeNs > this.timeNs) {
			this.#restore(start);
		}

		this.advance(goalNs);
	}

	/** Goes back to just past the last burst before now; to boot where there is none. */
	stepBack(): void {
		const nowNs = this.timeNs;
		if (nowNs > 0 && this.canGoBack) {
			this.seek(nowNs - tickNs);
			this.#reach(bursts, bursts(this.#track.figures()), this.timeNs);
		}
	}

	/** Goes back to the last moment before now at which a measure rose; gives whether there was one since boot. If not, nothing changes. */
	previous(measure: Measure): boolean {
		const nowNs = this.timeNs;
		if (nowNs === 0 || !this.#checkpoints) {
			return false;
		}

		this.seek(nowNs - tickNs);
		const value = measure(this.#track.figures());
		if (value <= measure(this.#checkpoints.all[0]!.figures)) {
			this.seek(nowNs);
			return false;
		}

		this.#reach(measure, value, this.timeNs);
		return true;
	}

	/** Goes to the first moment since boot at which a measure has reached `value`, as far as is known; if it has not, nothing changes and it gives false. */
	known(measure: Measure, value: number): boolean {
		if (!this.#checkpoints) {
			return false;
		}

		this.#leave();
		const reached = this.#checkpoints.all.find(({figures}) => measure(figures) >= value);
		if (reached === undefined) {
			return false;
		}

		this.#reach(measure, value, reached.timeNs);
		return true;
	}

	/** Runs to `timeNs`, but no further than to the moment at which a measure reaches `value`; gives whether it did. */
	advanceUntil(timeNs: number, measure: Measure, value: number): boolean {
		const fromNs = this.timeNs;
		this.#track.mark();
		this.#track.run(timeNs, {reached: false});
		const isReached = measure(this.#track.figures()) >= value;
		if (isReached) {
			const untilNs = this.timeNs;
			this.#track.back();
			this.#narrow({measure, value, fromNs, untilNs});
		}

		this.#track.reached();
		this.#consider();
		return isReached;
	}

	/** Something was done to the box just now. */
	applied(action: Action): void {
		this.#track.applied(action);
	}

	/** What came after now has not happened. What was done at this very moment stays. */
	forgetFuture(): void {
		this.#checkpoints?.forgetAfter(this.timeNs, this.#track.done);
		this.#track.forgetFuture();
	}

	/** Goes to the first moment not after `untilNs` at which a measure has reached `value`. */
	#reach(measure: Measure, value: number, untilNs: number): void {
		const {all} = this.#checkpoints!;
		const start = all.findLast(({timeNs, figures}) => timeNs <= untilNs && measure(figures) < value);
		if (start === undefined) {
			this.seek(0);
			return;
		}

		this.#restore(start);
		this.#track.mark();
		this.#narrow({measure, value, fromNs: start.timeNs, untilNs});
	}

	/** Halves the stretch that begins at the marked moment, where the machine stands, until only the moment is left at which a measure reaches `value`. */
	#narrow({measure, value, fromNs, untilNs}: {readonly measure: Measure; readonly value: number; fromNs: number; untilNs: number}): void {
		let isNear = false;
		while (untilNs - fromNs > tickNs) {
			if (this.#checkpoints && !isNear && untilNs - fromNs <= nearNs) {
				isNear = true;
				this.#checkpoint(this.#track.figures());
			}

			const middleNs = fromNs + Math.floor((untilNs - fromNs) / 2 / tickNs) * tickNs;
			this.#track.run(middleNs, {reached: false});
			if (measure(this.#track.figures()) >= value) {
				untilNs = middleNs;
				this.#track.back();
			} else {
				fromNs = middleNs;
				this.#track.mark();
			}
		}

		this.#track.run(untilNs);
	}

	#restore({state, done}: Checkpoint): void {
		this.#track.restore({state: state.open(), done});
	}

	/** Leaves the furthest time with a checkpoint there: the way back is short, and what was counted up to there is known. */
	#leave(): void {
		if (!this.isPast) {
			this.#checkpoint(this.#track.figures());
		}
	}

	/** Takes a checkpoint if the last one is far enough away. */
	#consider(): void {
		if (this.#checkpoints?.isWorthwhile(this.#track)) {
			this.#checkpoint(this.#track.figures());
		}
	}

	#checkpoint(figures: Figures): void {
		this.#checkpoints?.take(figures, this.#track.done, into => this.#track.save(into));
	}
}
