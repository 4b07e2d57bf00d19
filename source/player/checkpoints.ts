import type {Figures} from '../../machine/index.js';
import {StateStore, type KeptState} from './state-store.js';

/** The whole state of a machine at one moment. */
export type Checkpoint = {
	readonly timeNs: number;
	/** How many of the actions of the run had been applied. */
	readonly done: number;
	/** What it costs to run from boot to here: an estimate, see `workOf`. */
	readonly work: number;
	readonly figures: Figures;
	readonly state: KeptState;
};

/** More are of no use: twelve lie in the last minute of an hour, and what lies between two of them runs again in no time. */
const mostCheckpoints = 64;

/** Boot, the newest, and one or two between them are kept however small the budget is. */
const fewestCheckpoints = 4;

/** The newest stretch of simulated time, in which checkpoints lie evenly; before it they thin out with their age. */
const evenNs = 60e9;

/** Estimated work, in nanoseconds of one CPU, that lies between two checkpoints at least: what going somewhere takes at most where they lie evenly. Taking one costs about a hundredth of it. */
const spacing = 500e6;

/** Measured: a burst under three policies, and a nanosecond of simulated time on a box where nothing happens. Only the spacing depends on them. */
const burstWork = 120;
const idleWork = 0.01;

/** How far a run has come: enough to say what running up to there takes. */
export type Progress = Pick<Figures, 'bursts' | 'timeNs'>;

/** Roughly the CPU time in nanoseconds that running up to these figures takes. Counted, not timed: the same for the same run. */
const workOf = ({bursts, timeNs}: Progress): number => bursts * burstWork + timeNs * idleWork;

/**
Checkpoints of a run in a budget of memory: even over the last minute, ever farther apart before it, boot always among them.

    boot       .         .     .   .  . . . . . . . . . . newest
*/
export class Checkpoints {
	readonly #budgetBytes: number;
	readonly #store: StateStore;
	/** By time, then by what had been done. */
	#kept: Checkpoint[] = [];

	constructor({budgetBytes, stateBytes}: {readonly budgetBytes: number; readonly stateBytes: number}) {
		this.#budgetBytes = budgetBytes;
		this.#store = new StateStore(stateBytes);
	}

	/** All that are kept, oldest first. */
	get all(): readonly Checkpoint[] {
		return this.#kept;
	}

	/** The newest one that is not after `timeNs`; undefined before the first was taken. */
	before(timeNs: number): Checkpoint | undefined {
		return this.#kept.findLast(checkpoint => checkpoint.timeNs <= timeNs);
	}

	/** Whether a checkpoint there would be far enough from its neighbours to be worth taking. */
	isWorthwhile(progress: Progress): boolean {
		const work = workOf(progress);
		const place = this.#kept.findLastIndex(({timeNs}) => timeNs <= progress.timeNs);
		const next = this.#kept[place + 1];
		return work - (this.#kept[place]?.work ?? -Infinity) >= spacing && (next === undefined || next.work - work >= spacing / 2);
	}

	/** Takes one, in the place of the one that will be missed least where all room is taken; `save` is given a buffer to write to, if there is one. */
	take(figures: Figures, done: number, save: (into?: ArrayBuffer) => ArrayBuffer): void {
		const {timeNs} = figures;
		if (this.#kept.some(checkpoint => checkpoint.timeNs === timeNs && checkpoint.done === done)) {
			return;
		}

		while (this.#isFull()) {
			this.#release(this.#kept.splice(this.#leastMissed(), 1));
		}

		const place = this.#kept.findLastIndex(checkpoint => checkpoint.timeNs < timeNs || (checkpoint.timeNs === timeNs && checkpoint.done < done));
		this.#kept.splice(place + 1, 0, {timeNs, done, work: workOf(figures), figures, state: this.#store.keep(save)});
	}

	/** Forgets those after `timeNs`, and those in which more than `done` actions had been applied. */
	forgetAfter(timeNs: number, done: number): void {
		const isPast = (checkpoint: Checkpoint): boolean => checkpoint.timeNs <= timeNs && checkpoint.done <= done;
		this.#release(this.#kept.filter(checkpoint => !isPast(checkpoint)));
		this.#kept = this.#kept.filter(checkpoint => isPast(checkpoint));
	}

	#release(checkpoints: readonly Checkpoint[]): void {
		for (const {state} of checkpoints) {
			this.#store.release(state);
		}
	}

	/** Whether there is no room for one more, as large as the largest so far. */
	#isFull(): boolean {
		const bytes = this.#kept.map(({state}) => state.bytes);
		const usedBytes = bytes.reduce((sum, each) => sum + each, 0);
		return bytes.length >= fewestCheckpoints && (bytes.length >= mostCheckpoints || usedBytes + Math.max(...bytes) > this.#budgetBytes);
	}

	/** Neither the first nor the last, but the one whose neighbours are closest to each other for their age. */
	#leastMissed(): number {
		const newestNs = this.#kept.at(-1)!.timeNs;
		let found = this.#kept.length - 1;
		let least = Infinity;
		for (let index = 1; index < this.#kept.length - 1; index++) {
			const gap = this.#kept[index + 1]!.work - this.#kept[index - 1]!.work;
			const value = gap / Math.max(evenNs, newestNs - this.#kept[index]!.timeNs);
			if (value < least) {
				least = value;
				found = index;
			}
		}

		return found;
	}
}
