/** Real time over which the reached speed is averaged. */
const windowMs = 1000;

/** A machine that falls further behind than this does not try to catch up: the missed time is given up. */
const mostDebtMs = 250;

/**
How far the simulated clock should be, given the real one. It holds no clock: every call says what time it is (milliseconds, never going back).
*/
export class Pace {
	#speed: number;
	#startMs: number;
	#startNs: number;
	#marks: Array<{readonly ms: number; readonly ns: number}> = [];

	constructor(speed: number, nowMs: number, simulatedNs: number) {
		this.#speed = speed;
		this.#startMs = nowMs;
		this.#startNs = simulatedNs;
	}

	/** Simulated seconds wanted per real second; `Infinity`: as fast as it goes. */
	get speed(): number {
		return this.#speed;
	}

	/** A new speed, or a fresh start after a pause. */
	restart(speed: number, nowMs: number, simulatedNs: number): void {
		this.#speed = speed;
		this.#startMs = nowMs;
		this.#startNs = simulatedNs;
		this.#marks = [];
	}

	/** The simulated time that is due now. */
	dueNs(nowMs: number): number {
		return this.#speed === Infinity ? Infinity : this.#startNs + Math.floor((nowMs - this.#startMs) * this.#speed * 1e6);
	}

	/** Notes how far the machine came. */
	reached(nowMs: number, simulatedNs: number): void {
		if (this.#speed !== Infinity && this.dueNs(nowMs) - simulatedNs > mostDebtMs * this.#speed * 1e6) {
			this.#startMs = nowMs;
			this.#startNs = simulatedNs;
		}

		this.#marks.push({ms: nowMs, ns: simulatedNs});
		while (this.#marks.length > 2 && this.#marks[1]!.ms <= nowMs - windowMs) {
			this.#marks.shift();
		}
	}

	/** Simulated seconds per real second over the last second; 0 before anything is known. */
	get realTimeFactor(): number {
		const first = this.#marks[0];
		const last = this.#marks.at(-1);
		return first === undefined || last === undefined || last.ms === first.ms ? 0 : (last.ns - first.ns) / ((last.ms - first.ms) * 1e6);
	}
}
