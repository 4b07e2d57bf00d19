import type {Figures} from '../../machine/index.js';
import type {Search, SearchOutcome, SoughtKind} from './protocol.js';
import type {Measure, Timeline} from './timeline.js';

/** Simulated time for which something that has not happened yet is waited for. */
const patienceNs = 600e9;

const figureOf = {fault: 'faults', demotion: 'demotions', failure: 'failures', poolEmpty: 'poolEmpty'} as const satisfies Record<SoughtKind, string>;

/** What has to happen, and until when it is waited for. */
type Goal = {
	readonly search: Search | undefined;
	readonly measure: Measure;
	readonly value: number;
	readonly untilNs: number;
};

const never: Measure = () => 0;

/** Finds events: those that are known at once, those to come by running on. */
export class Searcher {
	readonly #timeline: Timeline;
	readonly #figures: () => Figures;
	#goal: Goal | undefined;
	#last: SearchOutcome | undefined;

	constructor(timeline: Timeline, figures: () => Figures) {
		this.#timeline = timeline;
		this.#figures = figures;
	}

	/** What is being looked for; undefined: nothing. */
	get search(): Search | undefined {
		return this.#goal?.search;
	}

	/** The run need not go further than this for what is looked for. */
	get untilNs(): number {
		return this.#goal?.untilNs ?? Infinity;
	}

	/** What came of the last search. */
	get last(): SearchOutcome | undefined {
		return this.#last;
	}

	/** Goes to what is looked for if it is known of; if it may still come, `search` tells and `advance` is to be called. */
	begin(search: Search): void {
		const {what, which, policy} = search;
		const measure: Measure = ({policies}) => policies[policy]?.[figureOf[what]] ?? 0;
		const value = which === 'first' ? 1 : measure(this.#figures()) + 1;
		if (which === 'previous') {
			this.#tell(search, this.#timeline.previous(measure));
		} else if (this.#timeline.known(measure, value)) {
			this.#tell(search, true);
		} else {
			this.#timeline.seek(this.#timeline.furthestNs);
			this.#goal = {search, measure, value, untilNs: this.#timeline.timeNs + patienceNs};
		}
	}

	/** The run is to go to this moment. */
	runTo(untilNs: number): void {
		this.#goal = {search: undefined, measure: never, value: 1, untilNs};
	}

	/** Runs to `timeNs` or to what is looked for; gives whether it came to that. */
	advance(timeNs: number): boolean {
		if (this.#goal?.search === undefined || !this.#timeline.advanceUntil(timeNs, this.#goal.measure, this.#goal.value)) {
			return false;
		}

		this.#tell(this.#goal.search, true);
		this.#goal = undefined;
		return true;
	}

	/** Gives up, or has come to the moment. */
	end(): void {
		if (this.#goal?.search !== undefined) {
			this.#tell(this.#goal.search, false);
		}

		this.#goal = undefined;
	}

	#tell(search: Search, isFound: boolean): void {
		const {timeNs} = this.#timeline;
		this.#last = {...search, number: (this.#last?.number ?? 0) + 1, foundNs: isFound ? timeNs : undefined, reachedNs: timeNs};
	}
}
