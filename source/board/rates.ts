import type {Reading} from '../../machine/index.js';

/** How much a count grew in a second of simulated time; undefined when no time has passed. The one place where a rate is made. */
export function ratePerSecond(before: number, after: number, spanNs: number): number | undefined {
	return spanNs > 0 ? (after - before) * 1e9 / spanNs : undefined;
}

/** Simulated time a rate looks back, at least (as soon as that much has passed). */
const windowNs = 500_000_000;

/**
Rates between the newest reading and an older one: they look back one to two windows, so that they neither jump nor lag.

    time   --+-----------+-----------+-----+-->
           base        next               newest      newest - next reaches a window: next becomes base
*/
export class RateWindow {
	#base: Reading | undefined;
	#next: Reading | undefined;
	#newest: Reading | undefined;
	#epoch = 0;

	/** Rises when the base moves on: a good moment to sort anew. */
	get epoch(): number {
		return this.#epoch;
	}

	/** Takes in a reading; one that goes back in time starts anew. `before` is a little earlier, where it is not the readings so far that the run came from. */
	observe(reading: Reading, before?: Reading) {
		if (reading === this.#newest) {
			return;
		}

		if (before !== undefined) {
			if (before.timeNs !== this.#base?.timeNs || reading.timeNs !== this.#newest?.timeNs) {
				this.#epoch++;
			}

			this.#base = before;
			this.#next = reading;
		} else if (!this.#base || !this.#next || reading.timeNs < (this.#newest?.timeNs ?? 0) || reading.policies.length !== this.#base.policies.length) {
			this.#base = reading;
			this.#next = reading;
			this.#epoch++;
		} else if (reading.timeNs - this.#next.timeNs >= windowNs) {
			this.#base = this.#next;
			this.#next = reading;
			this.#epoch++;
		}

		this.#newest = reading;
	}

	/** The rate of a count that `pick` finds in a reading; undefined until two readings are known. */
	perSecond(pick: (reading: Reading) => number): number | undefined {
		const [before, after] = [this.#base, this.#newest];
		return before && after ? ratePerSecond(pick(before), pick(after), after.timeNs - before.timeNs) : undefined;
	}
}

/** The rate in each step of a history figure: one value fewer than it has samples. */
export function rateSeries(counts: readonly number[], timeNs: readonly number[]): number[] {
	return counts.slice(1).map((after, index) => ratePerSecond(counts[index]!, after, timeNs[index + 1]! - timeNs[index]!) ?? 0);
}

/** The highest rate that was seen in each step, from the most that a count grew by in one look of `lookNs`: one value fewer than there are samples. */
export function peakSeries(growth: readonly number[], lookNs: number): number[] {
	return growth.slice(1).map(most => ratePerSecond(0, most, lookNs) ?? 0);
}
