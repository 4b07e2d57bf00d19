import type {Reading} from '../../machine/index.js';
import type {Timeline} from './timeline.js';

/** How far before a moment that was jumped to the box is looked at, simulated: rates are counted from there. */
const lookBackNs = 500_000_000;

/** What was seen so far before a moment, in shares of that, will do for another moment nearby. */
const nearest = 0.4;
const farthest = 2;

/**
The box as it was a little before a moment that was jumped to: counts grow all the time, and one reading tells of no rate.
Where a run comes from earlier readings by itself, these tell.
*/
export class Hindsight {
	readonly #timeline: Timeline;
	readonly #read: () => Reading;
	#before: Reading | undefined;
	#isShown = false;

	constructor(timeline: Timeline, read: () => Reading) {
		this.#timeline = timeline;
		this.#read = read;
	}

	/** Goes to a moment that is known of, past what was a little earlier. */
	seek(timeNs: number): void {
		const timeline = this.#timeline;
		const goalNs = Math.max(0, Math.min(timeNs, timeline.furthestNs));
		if (!timeline.isAt(goalNs)) {
			this.#look(goalNs);
		}

		timeline.seek(goalNs);
	}

	/** Lets the run jump somewhere; where it has, looks at what was a little earlier, and comes back. */
	jump(go: () => void): void {
		const {timeNs: fromNs} = this.#timeline;
		go();
		const {timeNs} = this.#timeline;
		if (timeNs !== fromNs) {
			this.#look(timeNs);
			this.#timeline.seek(timeNs);
		}
	}

	/** The run goes on from where it stands: what was shown before tells from now on. */
	goesOn(): void {
		if (this.#isShown) {
			this.#before = undefined;
		}
	}

	/** Something was done: what was seen may not have happened. */
	forget(): void {
		this.#before = undefined;
	}

	/** For whoever sees the moment that was jumped to; undefined: the run came here by itself, or from nowhere. */
	show(): Reading | undefined {
		this.#isShown = true;
		return this.#before;
	}

	/** Looks at what was a little before a moment, unless that was seen already. */
	#look(timeNs: number): void {
		this.#isShown = false;
		const spanNs = timeNs - (this.#before?.timeNs ?? -Infinity);
		if (spanNs >= nearest * lookBackNs && spanNs <= farthest * lookBackNs) {
			return;
		}

		this.#before = undefined;
		if (timeNs > 0 && this.#timeline.canGoBack) {
			this.#timeline.seek(timeNs - lookBackNs);
			this.#before = this.#read();
		}
	}
}
