import type {PlayerFrame} from '../player/protocol.js';

/** Part of the time shown that a chart must have moved by before it is worth drawing anew: less than a column. */
const worthwhileShare = 1 / 80;

/** Decides when charts are drawn anew: drawing one costs as much as the rest of a picture. */
export class ChartPace {
	readonly #frames: number;
	#since = 0;
	#drawnNs = Number.NEGATIVE_INFINITY;
	#epoch = 0;

	/** @param frames - Frames of a running machine between two drawings; 1: as soon as there is something new. */
	constructor(frames: number) {
		this.#frames = frames;
	}

	/** Rises when charts should be drawn anew. */
	get epoch(): number {
		return this.#epoch;
	}

	observe({history: {timeNs}, state: {mode}}: PlayerFrame) {
		this.#since++;
		const newest = timeNs.at(-1) ?? 0;
		const running = mode === 'live' || mode === 'replay';
		const worthwhile = running && this.#frames > 1 ? (newest - (timeNs[0] ?? 0)) * worthwhileShare : 0;
		const moved = Math.abs(newest - this.#drawnNs);
		if (moved > worthwhile && (!running || this.#since >= this.#frames)) {
			this.#since = 0;
			this.#drawnNs = newest;
			this.#epoch++;
		}
	}
}
