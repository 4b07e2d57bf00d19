import type {Feed, PlayerFrame} from '../player/protocol.js';
import {Calm} from './calm.js';
import {ChartPace} from './chart-pace.js';
import {LogBook} from './log/book.js';
import {RateWindow} from './rates.js';
import {sameQuery} from './thread-window.js';

/** What is looked at: the newest frame of a feed and what was gathered from those before, or all of that frozen while the machine runs on. */
export class Watch {
	readonly rates = new RateWindow();
	readonly book = new LogBook();
	readonly pace: ChartPace;
	/** What the map of cores is drawn from: twice as often as a chart. */
	readonly calm: Calm;
	readonly #feed: Feed;
	#frozen: PlayerFrame | undefined;

	constructor(feed: Feed, chartFrames: number) {
		this.#feed = feed;
		this.pace = new ChartPace(chartFrames);
		this.calm = new Calm(Math.ceil(chartFrames / 2));
	}

	/** The newest frame, or the frozen one with the rows and the core close up that it had, or else those of now. */
	get frame(): PlayerFrame {
		const latest = this.#feed.latest();
		if (!this.#frozen) {
			return latest;
		}

		const {threads, core, thread} = this.#frozen;
		return {
			...this.#frozen,
			state: latest.state,
			threads: sameQuery(threads?.query, latest.threads?.query) ? threads : latest.threads,
			core: core?.cpu === latest.core?.cpu ? core : latest.core,
			thread: thread?.tid === latest.thread?.tid ? thread : latest.thread,
		};
	}

	get isFrozen(): boolean {
		return this.#frozen !== undefined;
	}

	/** By how much the machine has run on since the picture was frozen, in simulated nanoseconds; undefined: it is not frozen. */
	get frozenForNs(): number | undefined {
		return this.#frozen && this.#feed.latest().reading.timeNs - this.#frozen.reading.timeNs;
	}

	/** Freezes the picture, or lets it go on. */
	toggle() {
		this.#frozen = this.#frozen ? undefined : this.#feed.latest();
		this.observe();
	}

	/** Takes in the newest frame, unless the picture is frozen. */
	observe() {
		if (!this.#frozen) {
			const frame = this.#feed.latest();
			this.rates.observe(frame.reading, frame.before);
			this.book.observe(frame.reading);
			this.pace.observe(frame);
			this.calm.observe(frame);
		}
	}
}
