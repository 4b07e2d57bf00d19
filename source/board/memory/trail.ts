import type {Reading} from '../../../machine/index.js';

/** Physical memory at one moment. */
export type MemorySample = Pick<Reading['memory'], 'state' | 'freeKiB'> & {readonly timeNs: number};

/** Samples that are kept: a minute at ten pictures a second. */
const kept = 600;

/**
Physical memory as the board has seen it: one sample a reading, oldest first.
Its state changes every 2.1 ms of simulated time, so that these are samples, not all there was.
*/
export class MemoryTrail {
	#samples: MemorySample[] = [];

	get samples(): readonly MemorySample[] {
		return this.#samples;
	}

	/** Takes in a reading; one that goes back in time takes with it what was seen after it. */
	observe({timeNs, memory: {state, freeKiB}}: Reading) {
		const last = this.#samples.at(-1);
		if (last?.timeNs === timeNs) {
			return;
		}

		if (last && timeNs < last.timeNs) {
			this.#samples = this.#samples.filter(sample => sample.timeNs < timeNs);
		}

		this.#samples.push({timeNs, state, freeKiB});
		if (this.#samples.length > kept) {
			this.#samples.shift();
		}
	}
}
