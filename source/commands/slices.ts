import {setImmediate, setTimeout} from 'node:timers/promises';
import type {Interruption} from './interruption.js';

/** Real time of a slice: the longest that Ctrl-C, a scrape or the progress bar waits. */
const sliceMs = 40;
/** The first slice, before anything is known about how fast the box is. */
const firstSliceNs = 1_000_000;

/** What is run in slices: a session, or a feed. */
export type Runnable = {
	advance(timeNs: number): void;
};

export type SlicesOptions = {
	/** Simulated seconds per real second; `Infinity`: as fast as it goes. */
	readonly speed: number;
	readonly interruption: Pick<Interruption, 'signal'>;
	/** Called between slices with the simulated time that was reached. */
	readonly between: (reachedNs: number) => void;
};

/** Advances a run in slices of some milliseconds of real time and lets everything else in between. How it is sliced changes nothing in the run. */
export class Slices {
	readonly #run: Runnable;
	readonly #options: SlicesOptions;
	readonly #beganMs = performance.now();
	#sliceNs = firstSliceNs;
	#restedMs = performance.now();
	#reachedNs = 0;

	constructor(run: Runnable, options: SlicesOptions) {
		this.#run = run;
		this.#options = options;
	}

	/** The simulated time that was asked for so far. */
	get reachedNs(): number {
		return this.#reachedNs;
	}

	/** Runs to `timeNs`; gives false if it was interrupted before. */
	async reach(timeNs: number): Promise<boolean> {
		/* eslint-disable no-await-in-loop -- one slice after the other */
		while (this.#reachedNs < timeNs) {
			await this.#rest(timeNs);
			if (this.#options.interruption.signal !== undefined) {
				return false;
			}

			const targetNs = Math.min(timeNs, this.#reachedNs + this.#sliceNs, Math.max(this.#reachedNs + 1, this.#paceNs()));
			const before = performance.now();
			this.#run.advance(targetNs);
			this.#adapt(performance.now() - before, targetNs - this.#reachedNs === this.#sliceNs);
			this.#reachedNs = targetNs;
			this.#options.between(targetNs);
		}

		/* eslint-enable no-await-in-loop */
		return true;
	}

	/** The simulated time that is due at the speed asked for. */
	#paceNs(): number {
		const {speed} = this.#options;
		return speed === Infinity ? Infinity : Math.floor((performance.now() - this.#beganMs) * speed * 1e6);
	}

	/** Waits until something is due, or lets others in for a moment if they had to wait for a while. */
	async #rest(timeNs: number): Promise<void> {
		const {speed} = this.#options;
		const aheadMs = speed === Infinity ? 0 : (Math.min(timeNs, this.#reachedNs + this.#sliceNs) - this.#paceNs()) / (speed * 1e6);
		if (aheadMs >= 1) {
			await setTimeout(Math.min(aheadMs, sliceMs));
		} else if (performance.now() - this.#restedMs >= sliceMs) {
			await setImmediate();
		} else {
			return;
		}

		this.#restedMs = performance.now();
	}

	/** A slice that was cut short says nothing about how long a whole one takes, unless it took too long as it was. */
	#adapt(tookMs: number, whole: boolean): void {
		if (whole || tookMs > sliceMs) {
			this.#sliceNs = Math.max(firstSliceNs, Math.round(this.#sliceNs * Math.min(2, Math.max(0.25, sliceMs / Math.max(0.1, tookMs)))));
		}
	}
}
