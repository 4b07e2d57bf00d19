import process from 'node:process';

const numbers = {SIGINT: 2, SIGTERM: 15} as const;
type Ending = keyof typeof numbers;

/**
Turns the first Ctrl-C (or SIGTERM) into a wish to end: a run looks at it between two slices, and ends with a whole report of what was reached.
A second one ends the program at once.
*/
export class Interruption {
	#signal: Ending | undefined;
	readonly #onSignal: (() => void) | undefined;
	readonly #note = (signal: Ending): void => {
		this.#signal = signal;
		this.close();
		this.#onSignal?.();
	};

	/** @param onSignal - Called when the first one comes, for work that does not look by itself. */
	constructor(onSignal?: () => void) {
		this.#onSignal = onSignal;
		for (const signal of Object.keys(numbers) as Ending[]) {
			process.on(signal, this.#note);
		}
	}

	/** The signal that came; undefined: none. */
	get signal(): Ending | undefined {
		return this.#signal;
	}

	/** 128 + the number of the signal that came; undefined: none came. */
	get exitCode(): number | undefined {
		return this.#signal === undefined ? undefined : 128 + numbers[this.#signal];
	}

	/** Leaves the signals to the system again. */
	close(): void {
		for (const signal of Object.keys(numbers) as Ending[]) {
			process.off(signal, this.#note);
		}
	}
}
