import type {Reading} from '../../machine/index.js';
import type {Alarm} from '../files/alarm.js';
import {type AlarmState, Alarms} from '../report/alarms.js';

export type {AlarmState} from '../report/alarms.js';

/** What a run is watched for. */
export type WatchOptions = {
	readonly alarms: readonly Alarm[];
	/** Simulated time between two readings that are held against the alarms. */
	readonly everyNs: number;
};

/** Holds the readings of a run against its alarms at equal steps of simulated time, and at its end. */
export class Watch {
	readonly #alarms: Alarms;
	readonly #everyNs: number;
	#dueNs: number;
	#takenNs = 0;

	/** `first` is the reading that the run begins with; it is not held against the alarms. */
	constructor({alarms, everyNs}: WatchOptions, first: Reading) {
		this.#alarms = new Alarms(alarms, first);
		this.#everyNs = everyNs;
		this.#dueNs = everyNs;
	}

	/** When the next reading is due. */
	get dueNs(): number {
		return this.#dueNs;
	}

	get states(): readonly AlarmState[] {
		return this.#alarms.states;
	}

	/** Takes the reading that was due. */
	take(reading: Reading): void {
		this.#alarms.take(reading);
		this.#dueNs += this.#everyNs;
		this.#takenNs = reading.timeNs;
	}

	/** The run goes on from `timeNs` in another way than it went before. What was found stays found: it was seen. */
	rewind(timeNs: number): void {
		this.#dueNs = (Math.floor(timeNs / this.#everyNs) + 1) * this.#everyNs;
		this.#takenNs = Math.min(this.#takenNs, timeNs);
	}

	/** Takes the reading that the run ends with, unless it was due just now. */
	end(read: () => Reading, timeNs: number): void {
		if (timeNs > this.#takenNs) {
			this.#alarms.take(read());
			this.#takenNs = timeNs;
		}
	}
}
