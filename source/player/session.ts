import type {
	Machine, Reading, Scenario, ThreadQuery,
} from '../../machine/index.js';
import {HistoryRecorder} from './history.js';
import {attempt} from './attempt.js';
import type {ActionOutcome, ActionRequest, PlayerCommand, PlayerFrame, PlayerMode} from './protocol.js';
import type {RunJournal} from './run-journal.js';
import {type AlarmState, Watch, type WatchOptions} from './watch.js';

/** The part of the machine that a player uses. */
export type PlayableMachine = Pick<Machine, 'scenario' | 'timeNs' | 'bursts' | 'advance' | 'step' | 'apply' | 'read' | 'threads' | 'core' | 'thread'>;

export type SessionOptions = {
	/** Simulated time at which the run ends; default: never. */
	readonly endNs?: number | undefined;
	readonly speed?: number;
	readonly mode?: PlayerMode;
	/** Keep samples over time; without, `frame().history` is empty. Default true. */
	readonly history?: boolean;
	/** What the run is watched for. */
	readonly watch?: WatchOptions | undefined;
	/** Who keeps what happens. */
	readonly journal?: RunJournal | undefined;
};

/**
A machine being played: it advances the machine, takes the samples of the history on the way, and carries out commands.
It knows no real time: a worker (`worker.ts`) or a headless caller decides how far to go.
*/
export class Session {
	readonly scenario: Scenario;
	readonly endNs: number;
	readonly #machine: PlayableMachine;
	readonly #history: HistoryRecorder | undefined;
	readonly #watch: Watch | undefined;
	readonly #journal: RunJournal | undefined;
	/** What the clock does when it is not paused. */
	readonly #playing: PlayerMode;
	#mode: PlayerMode;
	#speed: number;
	#query: ThreadQuery | undefined;
	#cpu: number | undefined;
	#tid: number | undefined;
	#lastAction: ActionOutcome | undefined;
	#ended = false;

	constructor(machine: PlayableMachine, {endNs = Infinity, speed = Infinity, mode = 'live', history = true, watch, journal}: SessionOptions = {}) {
		this.scenario = machine.scenario;
		this.endNs = endNs;
		this.#machine = machine;
		this.#history = history ? new HistoryRecorder() : undefined;
		this.#watch = watch && new Watch(watch, machine.read({digest: false}));
		this.#journal = journal;
		this.#playing = mode === 'replay' ? 'replay' : 'live';
		this.#mode = mode;
		this.#speed = speed;
		this.#sample();
	}

	get timeNs(): number {
		return this.#machine.timeNs;
	}

	get mode(): PlayerMode {
		return this.#mode;
	}

	get speed(): number {
		return this.#speed;
	}

	/** What came of the last action. */
	get lastAction(): ActionOutcome | undefined {
		return this.#lastAction;
	}

	/** What became of the alarms so far. */
	get alarms(): readonly AlarmState[] {
		return this.#watch?.states ?? [];
	}

	get ended(): boolean {
		return this.#ended;
	}

	/** The clock runs: neither paused nor at the end. */
	get running(): boolean {
		return (this.#mode === 'live' || this.#mode === 'replay') && !this.ended;
	}

	/** Runs to `timeNs`, or to the end if that comes first. Throws a RangeError when it would never stop. */
	advance(timeNs: number): void {
		const targetNs = Math.min(timeNs, this.endNs);
		if (!Number.isFinite(targetNs)) {
			throw new RangeError('a run without an end must be told how far to go');
		}

		for (let dueNs = this.#nextNs(); dueNs <= targetNs; dueNs = this.#nextNs()) {
			this.#machine.advance(dueNs);
			if (this.#dueNs() === dueNs) {
				this.#take(this.#machine.read({digest: false}), dueNs);
			}

			this.#letJournalLook(dueNs);
		}

		this.#machine.advance(targetNs);
		// The machine rounds times down to its own step, so its clock may stop a little short of the end.
		this.#endIf(targetNs >= this.endNs);
	}

	/** Carries out a command now. An action that the machine refuses changes nothing but `lastAction`. */
	send(command: PlayerCommand): void {
		switch (command.kind) {
			case 'pause': {
				this.#mode = 'paused';
				break;
			}

			case 'resume': {
				this.#mode = this.#playing;
				break;
			}

			case 'step': {
				this.#step();
				break;
			}

			case 'speed': {
				this.#speed = command.speed;
				break;
			}

			case 'action': {
				this.#act(command.action);
				break;
			}

			case 'record': {
				this.#record(command.file);
				break;
			}

			case 'threads': {
				this.#query = command.query;
				break;
			}

			case 'core': {
				this.#cpu = command.cpu;
				break;
			}

			case 'thread': {
				this.#tid = command.tid;
				break;
			}
		}
	}

	/** The machine now; `digest: false` leaves the hashes empty, which saves a pass over all threads. */
	read(options: {readonly digest?: boolean} = {}): Reading {
		return this.#machine.read(options);
	}

	/** Everything a consumer sees, as of now. The hashes cost a pass over all threads: a running machine leaves them empty. */
	frame(realTimeFactor = 0, {digest = !this.running}: {readonly digest?: boolean} = {}): PlayerFrame {
		return {
			reading: this.#machine.read({digest}),
			state: {
				mode: this.#mode, speed: this.#speed, realTimeFactor: this.running ? realTimeFactor : 0, ended: this.ended,
				lastAction: this.#lastAction, alarms: this.alarms, recording: this.#journal?.recording,
			},
			history: this.#history?.history() ?? {
				stepNs: 0, timeNs: [], userFaults: [], freeKiB: [], policies: [],
			},
			threads: this.#query === undefined ? undefined : this.#machine.threads(this.#query),
			core: this.#cpu === undefined ? undefined : this.#machine.core(this.#cpu),
			thread: this.#tid === undefined ? undefined : this.#machine.thread(this.#tid),
		};
	}

	#act(request: ActionRequest): void {
		const outcome = attempt(this.#machine, request);
		this.#lastAction = {...outcome, number: (this.#lastAction?.number ?? 0) + 1, timeNs: this.timeNs};
		if (outcome.action !== undefined && outcome.refusal === undefined) {
			this.#journal?.applied(this.timeNs, outcome.action);
		}
	}

	#record(file: string | undefined): void {
		if (file === undefined) {
			this.#journal?.stop({read: () => this.#machine.read()});
		} else {
			this.#journal?.start(file, {timeNs: this.timeNs});
		}
	}

	#step(): void {
		this.#mode = 'step';
		if (this.ended) {
			return;
		}

		const before = this.#machine.read({digest: false});
		this.#machine.step();
		// Nothing happened before the burst that the step went to: samples it passed show the machine of before.
		for (let dueNs = this.#dueNs(); dueNs < this.timeNs; dueNs = this.#dueNs()) {
			this.#take(before, dueNs);
		}

		this.#sample();
		this.#letJournalLook(this.timeNs);

		this.#endIf(this.timeNs >= this.endNs);
	}

	#sample(): void {
		if (this.#dueNs() === this.timeNs) {
			this.#take(this.#machine.read({digest: false}), this.timeNs);
		}
	}

	/** When the run halts next for someone who wants a reading. */
	#nextNs(): number {
		return Math.min(this.#dueNs(), this.#journal?.dueNs ?? Infinity);
	}

	#letJournalLook(timeNs: number): void {
		if (this.#journal !== undefined && this.#journal.dueNs <= timeNs) {
			this.#journal.look({timeNs: this.timeNs, bursts: this.#machine.bursts, read: () => this.#machine.read()});
		}
	}

	/** When history or watch want a reading next. */
	#dueNs(): number {
		return Math.min(this.#history?.dueNs ?? Infinity, this.#watch?.dueNs ?? Infinity);
	}

	/** Gives a reading to whoever wanted one at `dueNs`. */
	#take(reading: Reading, dueNs: number): void {
		if (this.#history?.dueNs === dueNs) {
			this.#history.record(reading);
		}

		if (this.#watch?.dueNs === dueNs) {
			this.#watch.take(reading);
		}
	}

	#endIf(reached: boolean): void {
		if (reached && !this.#ended) {
			this.#ended = true;
			this.#watch?.end(() => this.#machine.read({digest: false}), this.timeNs);
		}
	}
}
