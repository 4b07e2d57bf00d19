import type {Reading} from '../../machine/index.js';
import type {InputError} from '../files/input-error.js';
import type {RepeatedStep, Script, ScriptStep} from '../files/script.js';
import {type Check, failureText} from '../report/checks.js';
import {checkExpectation} from '../report/expectation.js';
import {showNs} from '../files/quantity.js';

type ExpectStep = Extract<ScriptStep, {kind: 'expect'}> | RepeatedStep;

/** Counts a script's expectations, and tells each that fails when it first fails. */
export class Verdict {
	readonly #checks = new Map<ExpectStep, Check>();
	#refused = false;
	readonly #tell: (line: string) => void;

	/** `tell` gets a line for each failure. */
	constructor(script: Script, tell: (line: string) => void) {
		for (const step of [...script.steps, ...script.repeated]) {
			if (step.kind === 'expect') {
				this.#checks.set(step, newCheck(step));
			}
		}

		this.#tell = tell;
	}

	/** Holds a reading against an expectation of the script. */
	check(step: ExpectStep, reading: Reading, focus: number): void {
		const {holds, found} = checkExpectation(step, reading, focus);
		const before = this.#checks.get(step)!;
		const policy = reading.policies[focus]!.name;
		// A step has its own time; the machine's clock is coarser and may stand a little before it
		const timeNs = 'everyNs' in step ? reading.timeNs : step.timeNs;
		const after: Check = {
			...before,
			checked: before.checked + 1,
			failed: before.failed + Number(!holds),
			failure: before.failure ?? (holds ? undefined : {timeNs, policy, found}),
		};
		this.#checks.set(step, after);
		if (after.failed === 1 && !holds) {
			this.#tell(`${step.problem(failureText(after)).toLine()}\n`);
		}
	}

	/** A step could not be done; the rest of the script was played all the same. */
	refuse(error: InputError): void {
		this.#refused = true;
		this.#tell(`${error.toLine()}\n`);
	}

	/** What became of each expectation, in the order of the script, repeated ones last. */
	get checks(): readonly Check[] {
		return [...this.#checks.values()];
	}

	/** 0: every expectation holds; 1: one failed; 2: a step could not be done. */
	get exitCode(): 0 | 1 | 2 {
		return this.#refused ? 2 : (this.#count('failed') === 0 ? 0 : 1);
	}

	/** A line that says how it went. */
	summary(): string {
		const checked = this.#count('checked');
		const failed = this.#count('failed');
		if (checked === 0) {
			return this.#checks.size === 0 ? 'played to the end; the script expects nothing\n' : 'no expectation was reached\n';
		}

		const expectations = checked === 1 ? '1 expectation' : `${checked} expectations`;
		return failed === 0 ? `${expectations}: all hold\n` : `${expectations}: ${failed} failed\n`;
	}

	#count(what: 'checked' | 'failed'): number {
		return this.checks.reduce((sum, check) => sum + check[what], 0);
	}
}

const newCheck = (step: ExpectStep): Check => {
	const wanted = step.text.trim().replace(/^expect\s+/u, '');
	const {file = '', line = 0, column = 0} = step.problem('');
	const when = 'everyNs' in step ? 'every' : 'at';
	return {title: `${when} ${showNs(step.timeNs)}: ${wanted}`, wanted, place: {file, line, column}, checked: 0, failed: 0, failure: undefined};
};
