/** Why something was left out, how often, and the first few lines. */
export type Skip = {
	readonly reason: string;
	readonly count: number;
	/** Line numbers, at most `placesKept`. */
	readonly lines: readonly number[];
};

const placesKept = 3;

/** Counts what an import leaves out, so that none of it is left out in silence. */
export class Skips {
	readonly #byReason = new Map<string, {count: number; lines: number[]}>();

	/** `reason` goes on from "skipped 12: ": `samples without a stack pointer`. */
	add(reason: string, line: number): void {
		const known = this.#byReason.get(reason);
		if (known === undefined) {
			this.#byReason.set(reason, {count: 1, lines: [line]});
			return;
		}

		known.count++;
		if (known.lines.length < placesKept) {
			known.lines.push(line);
		}
	}

	/** All reasons, in the order in which they first came up. */
	list(): readonly Skip[] {
		return [...this.#byReason].map(([reason, {count, lines}]) => ({reason, count, lines}));
	}
}
