import type {PolicyReading, Reading} from '../../machine/index.js';
import {type History, type HistoryFigure, historyFigures} from './protocol.js';

/** Simulated time between two samples at first. */
const firstStepNs = 100_000_000;

/** When there are this many samples, every second one goes and the step doubles. */
const mostSamples = 600;

type Columns = Record<HistoryFigure, number[]>;

/**
Samples of a run at fixed steps of simulated time, however long it lasts: bounded, and the same for the same run.
The samples lie on multiples of the step, counted from the end of boot.
*/
export class HistoryRecorder {
	#stepNs = firstStepNs;
	#timeNs: number[] = [];
	#userFaults: number[] = [];
	#freeKiB: number[] = [];
	#policies: Columns[] = [];

	/** The simulated time of the next sample. */
	get dueNs(): number {
		const last = this.#timeNs.at(-1);
		return last === undefined ? 0 : last + this.#stepNs;
	}

	/** Takes the sample that is due, from a reading of that time, or of before if nothing happened in between. */
	record(reading: Reading): void {
		const timeNs = this.dueNs;
		if (reading.timeNs > timeNs) {
			throw new RangeError(`the sample of ${timeNs} ns was given a reading of ${reading.timeNs} ns`);
		}

		if (this.#policies.length === 0) {
			this.#policies = reading.policies.map(() => emptyColumns());
		}

		this.#timeNs.push(timeNs);
		this.#userFaults.push(reading.perCpu.userFaults.reduce((sum, faults) => sum + faults, 0));
		this.#freeKiB.push(reading.memory.freeKiB);
		for (const [index, policy] of reading.policies.entries()) {
			append(this.#policies[index]!, policy);
		}

		if (this.#timeNs.length === mostSamples) {
			this.#thin();
		}
	}

	/** The samples so far; the arrays are copies. */
	history(): History {
		return {
			stepNs: this.#stepNs,
			timeNs: [...this.#timeNs],
			userFaults: [...this.#userFaults],
			freeKiB: [...this.#freeKiB],
			policies: this.#policies.map(columns => mapColumns(columns, column => [...column])),
		};
	}

	#thin(): void {
		const everySecond = (column: number[]) => column.filter((_, index) => index % 2 === 0);
		this.#timeNs = everySecond(this.#timeNs);
		this.#userFaults = everySecond(this.#userFaults);
		this.#freeKiB = everySecond(this.#freeKiB);
		this.#policies = this.#policies.map(columns => mapColumns(columns, everySecond));
		this.#stepNs *= 2;
	}
}

const emptyColumns = (): Columns => Object.fromEntries(historyFigures.map(figure => [figure, []])) as unknown as Columns;

const mapColumns = (columns: Columns, change: (column: number[]) => number[]): Columns =>
	Object.fromEntries(historyFigures.map(figure => [figure, change(columns[figure])])) as Columns;

const append = (columns: Columns, policy: PolicyReading): void => {
	for (const figure of historyFigures) {
		columns[figure].push(policy[figure]);
	}
};
