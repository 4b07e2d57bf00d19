import type {Machine} from '../../machine/index.js';
import {HistoryRecorder, type Level, lookNs} from './history.js';
import type {History} from './protocol.js';
import type {RunJournal} from './run-journal.js';
import {type AlarmState, Watch, type WatchOptions} from './watch.js';

/** The part of the machine that observers look at. */
export type ObservedMachine = Pick<Machine, 'timeNs' | 'bursts' | 'figures' | 'read'>;

const noColumns = {userFaults: [], freeKiB: [], policies: []};
const emptyHistory: History = {stepNs: 0, lookNs, timeNs: [], ...noColumns, least: noColumns, most: noColumns};

/** Whoever wants figures or readings of a run on its way, each at times of its own: the history, the watch for alarms, the journal. */
export class Observers {
	readonly #machine: ObservedMachine;
	readonly #history: HistoryRecorder | undefined;
	readonly #watch: Watch | undefined;
	readonly #journal: RunJournal | undefined;

	constructor(machine: ObservedMachine, {history, watch, journal}: {readonly history: boolean; readonly watch: WatchOptions | undefined; readonly journal: RunJournal | undefined}) {
		this.#machine = machine;
		this.#history = history ? new HistoryRecorder() : undefined;
		this.#watch = watch && new Watch(watch, machine.read({digest: false}));
		this.#journal = journal;
		this.#takeNow(machine.timeNs);
	}

	/** What became of the alarms so far. */
	get alarms(): readonly AlarmState[] {
		return this.#watch?.states ?? [];
	}

	/** The samples that the history is made of; undefined: none are kept. */
	get samples(): Level | undefined {
		return this.#history?.level;
	}

	/** The samples so far; empty if none are kept. */
	get history(): History {
		return this.#history?.history() ?? emptyHistory;
	}

	/** When the run halts next for one of them, simulated. */
	get dueNs(): number {
		return Math.min(this.#history?.dueNs ?? Infinity, this.#watch?.dueNs ?? Infinity, this.#journal?.dueNs ?? Infinity);
	}

	/** The run is at `timeNs`, which was due or not; the machine's own clock may stop a little short of it. */
	look(timeNs: number): void {
		this.#takeNow(timeNs);
		if (this.#journal !== undefined && this.#journal.dueNs <= timeNs) {
			const machine = this.#machine;
			this.#journal.look({timeNs: machine.timeNs, bursts: machine.bursts, read: () => machine.read()});
		}
	}

	/** The run has come to its end. */
	end(): void {
		this.#watch?.end(() => this.#machine.read({digest: false}), this.#machine.timeNs);
	}

	/** What came after now has not happened. `seek` goes to a moment of the past: where samples lie far apart, what was seen since the last one is seen once more. */
	forgetFuture(seek: (timeNs: number) => void): void {
		const {timeNs: nowNs} = this.#machine;
		this.#watch?.rewind(nowNs);
		this.#journal?.rewound(nowNs);
		if (this.#history !== undefined) {
			this.#history.forgetAfter(nowNs);
			for (let {dueNs} = this.#history; dueNs <= nowNs; {dueNs} = this.#history) {
				seek(dueNs);
				this.#history.record(this.#machine.figures());
			}

			seek(nowNs);
		}
	}

	#takeNow(timeNs: number): void {
		if (this.#history?.dueNs === timeNs) {
			this.#history.record(this.#machine.figures());
		}

		if (this.#watch?.dueNs === timeNs) {
			this.#watch.take(this.#machine.read({digest: false}));
		}
	}
}
