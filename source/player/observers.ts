import type {Figures, Machine, Reading} from '../../machine/index.js';
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
		return Math.min(this.#readingDueNs, this.#journal?.dueNs ?? Infinity);
	}

	/** The run is at `timeNs`, which was due or not; the machine's own clock may stop a little short of it. */
	look(timeNs: number): void {
		this.#takeNow(timeNs);
		if (this.#journal !== undefined && this.#journal.dueNs <= timeNs) {
			const machine = this.#machine;
			this.#journal.look({timeNs: machine.timeNs, bursts: machine.bursts, read: () => machine.read()});
		}
	}

	/** The run went in one step from where it stood like this to where it is: samples it passed show the machine of before, as nothing happened in between. */
	stepped(before: {readonly figures: Figures; readonly reading: Reading}): void {
		const {timeNs} = this.#machine;
		for (let dueNs = this.#readingDueNs; dueNs < timeNs; dueNs = this.#readingDueNs) {
			this.#take(before.figures, () => before.reading, dueNs);
		}

		this.look(timeNs);
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

	/** When history or watch want the run next. */
	get #readingDueNs(): number {
		return Math.min(this.#history?.dueNs ?? Infinity, this.#watch?.dueNs ?? Infinity);
	}

	#takeNow(timeNs: number): void {
		if (this.#readingDueNs === timeNs) {
			this.#take(this.#machine.figures(), () => this.#machine.read({digest: false}), timeNs);
		}
	}

	/** Gives figures or a reading to whoever wanted them at `dueNs`. */
	#take(figures: Figures, read: () => Reading, dueNs: number): void {
		if (this.#history?.dueNs === dueNs) {
			this.#history.record(figures);
		}

		if (this.#watch?.dueNs === dueNs) {
			this.#watch.take(read());
		}
	}
}
