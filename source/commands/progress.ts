import {showNs} from '../files/quantity.js';

/** A run shorter than this (real time) has no bar, and without a terminal no line before `firstLineMs`. */
const barAfterMs = 2000;
const barEveryMs = 200;
const firstLineMs = 10_000;
const lineEveryMs = 30_000;
const barCells = 30;
const clearLine = '\r\u001B[K';

/** Where progress is told: standard error. */
export type ProgressTarget = {
	readonly isTTY: boolean;
	write(text: string): unknown;
};

/** How far a run has come. */
export type Reached = {readonly timeNs: number; readonly endNs: number; readonly tookMs: number};

export type ProgressOptions = {
	/** How far there is to go; for what is not a run through time, in a unit of its own. */
	readonly endNs: number;
	/** What is told beside the bar; default: how far a run has come in simulated time. */
	readonly line?: (reached: Reached) => string;
	/** Real time in milliseconds, never going back. */
	readonly now: () => number;
	/** A report is streamed to the same terminal: a bar would tear it. */
	readonly quiet?: boolean;
};

/** How far a long run has come, on standard error: a bar where that is a terminal, otherwise a line a while. */
export class Progress {
	readonly #target: ProgressTarget;
	readonly #options: ProgressOptions;
	readonly #beganMs: number;
	#dueMs: number;
	#shown = false;

	constructor(target: ProgressTarget, options: ProgressOptions) {
		this.#target = target;
		this.#options = options;
		this.#beganMs = options.now();
		this.#dueMs = this.#beganMs + (target.isTTY ? barAfterMs : firstLineMs);
	}

	/** The run has come this far. */
	reached(timeNs: number): void {
		const nowMs = this.#options.now();
		if (this.#options.quiet === true || nowMs < this.#dueMs || timeNs >= this.#options.endNs) {
			return;
		}

		this.#dueMs = nowMs + (this.#target.isTTY ? barEveryMs : lineEveryMs);
		const line = (this.#options.line ?? progressLine)({timeNs, endNs: this.#options.endNs, tookMs: nowMs - this.#beganMs});
		if (this.#target.isTTY) {
			this.#target.write(`${clearLine}${bar(timeNs / this.#options.endNs)} ${line}`);
			this.#shown = true;
		} else {
			this.#target.write(`kstacktop: ${line}\n`);
		}
	}

	/** Writes a line for people, in the place of the bar. */
	tell(line: string): void {
		this.clear();
		this.#target.write(`${line}\n`);
	}

	/** Takes the bar away. */
	clear(): void {
		if (this.#shown) {
			this.#target.write(clearLine);
			this.#shown = false;
		}
	}
}

/** `12% of 60s, 3.1x real time, 0:42 left`. */
export const progressLine = ({timeNs, endNs, tookMs}: Reached): string => {
	const factor = timeNs / (tookMs * 1e6);
	return `${Math.floor(100 * timeNs / endNs)}% of ${showNs(endNs)}, ${factor < 10 ? factor.toPrecision(2) : Math.round(factor)}x real time, ${timeLeft({timeNs, endNs, tookMs})}`;
};

/** `0:42 left`: if it goes on as it went. */
export const timeLeft = ({timeNs, endNs, tookMs}: Reached): string => `${clock(Math.ceil(tookMs / 1000 * (endNs - timeNs) / Math.max(1, timeNs)))} left`;

const bar = (share: number): string => {
	const full = Math.floor(share * barCells);
	return `[${'#'.repeat(full)}${'-'.repeat(barCells - full)}]`;
};

/** `0:42`, `12:03`, `1:02:03`. */
const clock = (seconds: number): string => {
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const shown = parts[0] === 0 ? parts.slice(1) : parts;
	return shown.map((part, index) => index === 0 ? String(part) : String(part).padStart(2, '0')).join(':');
};
