import {lookNs, type Level, type Sample} from './history.js';
import {historyView, sampleParts} from './history-view.js';
import type {History} from './protocol.js';

/** What has become of a history since it was last told of. A history is half a megabyte; what is new in it is a kilobyte. */
export type HistoryNews = {
	readonly stepNs: number;
	/** Figures of a sample. */
	readonly columns: number;
	/** How many samples told of before still hold. */
	readonly kept: number;
	/** Those that follow: for each the figures at its end, the least, and the most. */
	readonly values: Float64Array;
};

/** Tells a listener in another thread of a history, each sample once. */
export class HistoryTeller {
	#told: Level = {stepNs: 0, samples: []};

	/** What the listener does not know yet; undefined: it knows all. */
	news(level: Level): HistoryNews | undefined {
		const before = this.#told;
		this.#told = level;
		const kept = before.stepNs === level.stepNs ? shared(before.samples, level.samples) : 0;
		if (before.stepNs === level.stepNs && kept === before.samples.length && kept === level.samples.length) {
			return undefined;
		}

		const added = level.samples.slice(kept);
		const columns = level.samples[0]?.last.length ?? 2;
		const values = new Float64Array(added.length * columns * sampleParts.length);
		for (const [index, sample] of added.entries()) {
			for (const [place, part] of sampleParts.entries()) {
				values.set(sample[part], (index * sampleParts.length + place) * columns);
			}
		}

		return {stepNs: level.stepNs, columns, kept, values};
	}
}

/** How many samples two lists begin with together: where they share one, they share all before it. */
const shared = (before: readonly Sample[], after: readonly Sample[]): number => {
	let count = Math.min(before.length, after.length);
	while (count > 0 && before[count - 1] !== after[count - 1]) {
		count--;
	}

	return count;
};

/** Puts together what a teller told. */
export class HistoryListener {
	/** Histories that were handed out read from it: it is only written behind what they see. */
	#values = new Float64Array();
	#used = 0;
	#history: History = historyView({stepNs: 0, lookNs, count: 0, columns: 2, value: () => 0});

	/** The history after the news. What was handed out before does not change. */
	hear(news: HistoryNews | undefined): History {
		if (news !== undefined) {
			this.#take(news);
		}

		return this.#history;
	}

	#take({stepNs, columns, kept, values: added}: HistoryNews): void {
		const width = columns * sampleParts.length;
		const from = kept * width;
		const end = from + added.length;
		if (from < this.#used || end > this.#values.length) {
			const room = new Float64Array(Math.max(end, 2 * from));
			room.set(this.#values.subarray(0, from));
			this.#values = room;
		}

		this.#values.set(added, from);
		this.#used = end;
		const values = this.#values;
		this.#history = historyView({
			stepNs, lookNs, columns,
			count: end / width,
			value: (part, sample, column) => values[sample * width + sampleParts.indexOf(part) * columns + column]!,
		});
	}
}
