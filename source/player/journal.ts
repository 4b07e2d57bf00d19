import type {Action} from '../../machine/index.js';

/** Something that was done to the box. */
export type Done = {readonly timeNs: number; readonly action: Action};

/** All that was done to the box, oldest first: with a checkpoint it is all that is needed to run any stretch again. */
export class Journal {
	readonly #done: Done[] = [];

	/** How many actions there were. */
	get length(): number {
		return this.#done.length;
	}

	/** The action at this place; undefined: there were not so many. */
	at(place: number): Done | undefined {
		return this.#done[place];
	}

	add(timeNs: number, action: Action): void {
		this.#done.push({timeNs, action});
	}

	/** Forgets all but the first `count` actions. */
	keep(count: number): void {
		this.#done.length = Math.min(count, this.#done.length);
	}
}
