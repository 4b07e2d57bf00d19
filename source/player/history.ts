import {followedFigures, type Figures, type FollowedFigure} from '../../machine/index.js';
import {historyView} from './history-view.js';
import type {History} from './protocol.js';

/** Simulated time between two looks at the machine, and between two samples at first. */
export const lookNs = 100_000_000;

/** When a level has this many samples, it is full: a coarser one takes every second of them, and goes on. */
const mostSamples = 600;

/** Figures that stand for themselves; all others are counts since boot, of which the growth tells. */
const sizes: ReadonlySet<string> = new Set<FollowedFigure>(['fixedKiB', 'stackKiB', 'netKiB']);

/** All figures of a run in a row: two of the box, then those of each policy. */
type Row = readonly number[];

/** One sample: the figures at its end, and the least and the most since the sample before. */
export type Sample = {readonly last: Row; readonly least: Row; readonly most: Row};

/** Samples that lie a step of simulated time apart, the first at boot. */
export type Level = {readonly stepNs: number; readonly samples: readonly Sample[]};

const rowOf = ({userFaults, freeKiB, policies}: Figures): number[] => [userFaults, freeKiB, ...policies.flatMap(policy => followedFigures.map(name => policy[name]))];

/** Whether a column of a row is a count. */
const isCount = (column: number): boolean => column === 0 || (column > 1 && !sizes.has(followedFigures[(column - 2) % followedFigures.length]!));

const merged = (earlier: Sample | undefined, later: Sample): Sample => earlier === undefined
	? later
	: {
		last: later.last,
		least: later.least.map((value, column) => Math.min(value, earlier.least[column]!)),
		most: later.most.map((value, column) => Math.max(value, earlier.most[column]!)),
	};

/**
Samples of a whole run, however long it lasts: bounded, and the same for the same run.
The machine is looked at every 100 ms; samples lie on multiples of a step that doubles when there are too many, and keep the least and the most of what was seen between them, so that no spike is lost.
The finer samples that a run began with are kept too: a run whose end is forgotten has the history of one that never went so far.
*/
export class HistoryRecorder {
	/** Finest first; all but the last are full. */
	#levels: Level[] = [{stepNs: lookNs, samples: []}];
	/** What was seen since the last sample. */
	#since: Sample | undefined;
	#seenNs = -lookNs;
	#seen: Row | undefined;
	#history: History | undefined;

	/** The simulated time of the next look. */
	get dueNs(): number {
		return this.#seenNs + lookNs;
	}

	/** Takes the figures that are due. Throws a RangeError for those of another time. */
	record(figures: Figures): void {
		const timeNs = this.dueNs;
		if (figures.timeNs !== timeNs) {
			throw new RangeError(`the sample of ${timeNs} ns was given figures of ${figures.timeNs} ns`);
		}

		const last = rowOf(figures);
		const before = this.#seen ?? last;
		const moved = last.map((value, column) => isCount(column) ? value - before[column]! : value);
		this.#since = merged(this.#since, {last, least: moved, most: moved});
		this.#seen = last;
		this.#seenNs = timeNs;
		const level = this.#levels.at(-1)!;
		if (timeNs % level.stepNs === 0) {
			this.#levels[this.#levels.length - 1] = {...level, samples: [...level.samples, this.#since]};
			this.#since = undefined;
			this.#history = undefined;
			if (level.samples.length + 1 === mostSamples) {
				this.#coarsen();
			}
		}
	}

	/** Forgets what was seen after `timeNs`, and a little more where samples lie far apart: looks are due from `dueNs` on. */
	forgetAfter(timeNs: number): void {
		if (timeNs >= this.#seenNs) {
			return;
		}

		const kept = this.#levels.findIndex(({stepNs}) => Math.floor(timeNs / stepNs) + 1 < mostSamples);
		const {stepNs, samples} = this.#levels[kept]!;
		const count = Math.floor(timeNs / stepNs) + 1;
		this.#levels = [...this.#levels.slice(0, kept), {stepNs, samples: samples.slice(0, count)}];
		this.#since = undefined;
		this.#seenNs = (count - 1) * stepNs;
		this.#seen = samples[count - 1]!.last;
		this.#history = undefined;
	}

	/** The samples so far. What was handed out does not change. */
	history(): History {
		this.#history ??= historyOf(this.level);
		return this.#history;
	}

	/** The samples that the history is made of. Neither the list nor a sample ever changes. */
	get level(): Level {
		return this.#levels.at(-1)!;
	}

	/** The coarser level that follows: samples on even multiples, each with what the one before it saw. */
	#coarsen(): void {
		const {stepNs, samples} = this.#levels.at(-1)!;
		const even = samples.flatMap((sample, index) => index % 2 === 0 ? [merged(samples[index - 1], sample)] : []);
		this.#levels.push({stepNs: stepNs * 2, samples: even});
		this.#since = samples.length % 2 === 0 ? samples.at(-1) : undefined;
	}
}

const historyOf = ({stepNs, samples}: Level): History => historyView({
	stepNs, lookNs,
	count: samples.length,
	columns: samples[0]?.last.length ?? 2,
	value: (part, sample, column) => samples[sample]![part][column]!,
});
