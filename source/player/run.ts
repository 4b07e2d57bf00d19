import {type ObservedMachine, Observers} from './observers.js';
import type {RunJournal} from './run-journal.js';
import {Timeline} from './timeline.js';
import type {RewindableMachine} from './track.js';
import type {WatchOptions} from './watch.js';

/** Longest stretch in which a step looks for a burst: 10 s of simulated time. */
const stepHorizonNs = 10e9;

/** How a run is made. */
export type RunOptions = {
	/** Simulated time at which the run ends; default: never. */
	readonly endNs?: number | undefined;
	/** Keep samples over time; default true. */
	readonly history?: boolean;
	/** Memory for checkpoints, in bytes; without, the run cannot go back. */
	readonly checkpointBytes?: number | undefined;
	/** What the run is watched for. */
	readonly watch?: WatchOptions | undefined;
	/** Who keeps what happens. */
	readonly journal?: RunJournal | undefined;
};

/** A machine on its way to an end: it halts wherever somebody wants to look at it, and nobody is shown a moment twice. */
export class Run {
	readonly endNs: number;
	readonly timeline: Timeline;
	readonly observers: Observers;
	/** Where the run came to its end; undefined: it has not. */
	#endedNs: number | undefined;

	constructor(machine: RewindableMachine & ObservedMachine, {endNs = Infinity, history = true, checkpointBytes, watch, journal}: RunOptions) {
		this.endNs = endNs;
		this.timeline = new Timeline(machine, checkpointBytes);
		this.observers = new Observers(machine, {history, watch, journal});
	}

	/** The machine stands where the run has come to its end. */
	get ended(): boolean {
		return this.#endedNs !== undefined && this.timeline.timeNs >= this.#endedNs;
	}

	/** Runs to `timeNs` (finite, not after the end), a portion at a time; gives whether `go`, which runs a portion to a moment, halted before it and said so. */
	advance(timeNs: number, go: (timeNs: number) => boolean): boolean {
		const {observers} = this;
		for (let {dueNs} = observers; dueNs <= timeNs; {dueNs} = observers) {
			const hasHalted = go(dueNs);
			this.#lookAt(dueNs);
			if (hasHalted) {
				return true;
			}
		}

		const hasHalted = go(timeNs);
		// The machine rounds times down to its own step, so its clock may stop a little short of the end.
		this.#endIf(!hasHalted && timeNs >= this.endNs);
		return hasHalted;
	}

	/** Runs just past the next burst, or to the next action that is known of, or to the end or to `mostNs`, whatever comes first. */
	step(mostNs: number): void {
		const {timeline, observers} = this;
		const untilNs = Math.max(timeline.timeNs, Math.min(timeline.timeNs + stepHorizonNs, this.endNs, mostNs));
		let isDone = false;
		while (!isDone) {
			const {dueNs} = observers;
			isDone = timeline.step(Math.min(dueNs, untilNs)) || timeline.isAt(untilNs);
			this.#lookAt(dueNs);
		}

		this.#endIf(timeline.isAt(this.endNs));
	}

	/** What came after now has not happened. */
	forgetFuture(): void {
		this.timeline.forgetFuture();
		this.#endedNs = undefined;
		this.observers.forgetFuture(timeNs => {
			this.timeline.seek(timeNs);
		});
	}

	/** Lets those look who wanted to at `dueNs`, if the run has come there. */
	#lookAt(dueNs: number): void {
		if (this.timeline.isAt(dueNs)) {
			this.observers.look(dueNs);
		}
	}

	#endIf(isReached: boolean): void {
		if (isReached && this.#endedNs === undefined) {
			this.#endedNs = this.timeline.timeNs;
			this.observers.end();
		}
	}
}
