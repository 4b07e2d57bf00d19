import type {Reading} from '../../machine/index.js';
import type {PlayerFrame} from '../player/protocol.js';
import {RateWindow} from './rates.js';

/**
What hundreds of small cells are drawn from: it follows a running machine in steps of some frames, as nobody reads cells that change ten times a second, and a terminal far away has to be sent all of them.
A machine that stands, or is stepped through, is shown as it is.
*/
export class Calm {
	readonly rates = new RateWindow();
	readonly #frames: number;
	#reading: Reading | undefined;
	#since = 0;

	/** @param frames - Frames of a running machine between two steps; 1: it follows each. */
	constructor(frames: number) {
		this.#frames = frames;
	}

	/** The reading of the last step. */
	get reading(): Reading {
		return this.#reading!;
	}

	observe({reading, before, state: {mode}}: PlayerFrame) {
		this.#since++;
		const running = mode === 'live' || mode === 'replay';
		if (!running || !this.#reading || this.#since >= this.#frames || before !== undefined || reading.timeNs < this.#reading.timeNs) {
			this.#since = 0;
			this.#reading = reading;
			this.rates.observe(reading, before);
		}
	}
}
