import type {Reading} from '../../machine/index.js';
import type {InputError} from '../files/input-error.js';
import type {ScriptStep} from '../files/script.js';
import {checkExpectation} from '../report/expectation.js';
import {showNs} from '../files/quantity.js';

/** Counts a script's expectations, and tells each that fails as it fails. */
export class Verdict {
	#checked = 0;
	#failed = 0;
	#refused = false;
	readonly #tell: (line: string) => void;

	/** `tell` gets a line for each failure. */
	constructor(tell: (line: string) => void) {
		this.#tell = tell;
	}

	/** Holds a reading against an expectation. */
	check(step: Extract<ScriptStep, {kind: 'expect'}>, reading: Reading, focus: number): void {
		const {holds, found} = checkExpectation(step, reading, focus);
		this.#checked++;
		if (!holds) {
			this.#failed++;
			const policy = reading.policies[focus]!.name;
			const message = `at ${showNs(step.timeNs)}, ${policy} in focus: wanted ${step.text.trim().replace(/^expect\s+/u, '')}, found ${found}`;
			this.#tell(`${step.problem(message).toLine()}\n`);
		}
	}

	/** A step could not be done; the rest of the script was played all the same. */
	refuse(error: InputError): void {
		this.#refused = true;
		this.#tell(`${error.toLine()}\n`);
	}

	/** 0: every expectation holds; 1: one failed; 2: a step could not be done. */
	get exitCode(): 0 | 1 | 2 {
		return this.#refused ? 2 : (this.#failed === 0 ? 0 : 1);
	}

	/** A line that says how it went. */
	summary(): string {
		if (this.#checked === 0) {
			return 'played to the end; the script expects nothing\n';
		}

		const expectations = this.#checked === 1 ? '1 expectation' : `${this.#checked} expectations`;
		return this.#failed === 0 ? `${expectations}: all hold\n` : `${expectations}: ${this.#failed} failed\n`;
	}
}
