import {policiesMax} from '../workload/tables.js';

/** Pages that a thread grew by on its way off the CPU, by policy: remembered of the last thread that did, until something else happens. */
export class LatePages {
	readonly #pages = new Int32Array(policiesMax);
	#thread = -1;
	#moment = -1;

	/** To be called when the state was replaced. */
	forget(): void {
		this.#thread = -1;
		this.#moment = -1;
	}

	/** `thread` grows by so many `pages` under the policy with this index. `moment`: in ticks (full count). */
	add(thread: number, moment: number, index: number, pages: number): void {
		if (this.#thread !== thread || this.#moment !== moment) {
			this.#pages.fill(0);
			this.#thread = thread;
			this.#moment = moment;
		}

		this.#pages[index] += pages;
	}

	/** Pages that `thread` grew by at this very moment. */
	of(thread: number, moment: number, index: number): number {
		return this.#thread === thread && this.#moment === moment ? this.#pages[index] : 0;
	}
}
