import type {Machine, Reading, Scenario} from '../../machine/index.js';
import {attempt} from './attempt.js';
import {Gaze, isTurning} from './gaze.js';
import type {Level} from './history.js';
import {type ObservedMachine, Observers} from './observers.js';
import type {ActionOutcome, ActionRequest, PlayerCommand, PlayerFrame, PlayerMode} from './protocol.js';
import type {RunJournal} from './run-journal.js';
import {Searcher} from './searcher.js';
import {Timeline} from './timeline.js';
import type {RewindableMachine} from './track.js';
import type {AlarmState, WatchOptions} from './watch.js';

/** The part of the machine that a player uses. */
export type PlayableMachine = RewindableMachine & ObservedMachine & Pick<Machine, 'scenario' | 'threads' | 'core' | 'thread'>;

export type SessionOptions = {
	/** Simulated time at which the run ends; default: never. */
	readonly endNs?: number | undefined;
	readonly speed?: number;
	readonly mode?: PlayerMode;
	/** Keep samples over time; without, `frame().history` is empty. Default true. */
	readonly history?: boolean;
	/** Memory for checkpoints, in bytes; without, the run cannot go back. */
	readonly checkpointBytes?: number | undefined;
	/** What the run is watched for. */
	readonly watch?: WatchOptions | undefined;
	/** Who keeps what happens. */
	readonly journal?: RunJournal | undefined;
};

/** Longest stretch in which a step looks for a burst: 10 s of simulated time. */
const stepHorizonNs = 10e9;

/**
A machine being played: it advances the machine, lets whoever wants to see it on the way look, and carries out commands.
In the past it shows what was: the history stays whole, and nobody is told anything twice. Doing something there forgets what came after.
It knows no real time: a worker (`worker.ts`) or a headless caller decides how far to go.
*/
export class Session {
	readonly scenario: Scenario;
	readonly endNs: number;
	readonly #machine: PlayableMachine;
	readonly #timeline: Timeline;
	readonly #searcher: Searcher;
	readonly #observers: Observers;
	readonly #gaze = new Gaze();
	readonly #journal: RunJournal | undefined;
	/** What the clock does when it is not paused. */
	readonly #playing: PlayerMode;
	#mode: PlayerMode;
	#speed: number;
	#lastAction: ActionOutcome | undefined;
	/** Where the run came to its end; undefined: it has not. */
	#endedNs: number | undefined;
	/** What the clock did when the furthest time was left. */
	#modeThen: PlayerMode;

	constructor(machine: PlayableMachine, {endNs = Infinity, speed = Infinity, mode = 'live', history = true, checkpointBytes, watch, journal}: SessionOptions = {}) {
		this.scenario = machine.scenario;
		this.endNs = endNs;
		this.#machine = machine;
		this.#timeline = new Timeline(machine, checkpointBytes);
		this.#searcher = new Searcher(this.#timeline, () => machine.figures());
		this.#observers = new Observers(machine, {history, watch, journal});
		this.#journal = journal;
		this.#playing = mode === 'replay' ? 'replay' : 'live';
		this.#mode = mode;
		this.#modeThen = mode;
		this.#speed = speed;
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
		return this.#observers.alarms;
	}

	/** The samples that the history is made of; undefined: none are kept. */
	get samples(): Level | undefined {
		return this.#observers.samples;
	}

	get ended(): boolean {
		return this.#endedNs !== undefined && this.timeNs >= this.#endedNs;
	}

	/** The clock runs: neither paused nor at the end. */
	get running(): boolean {
		return (this.#mode === 'live' || this.#mode === 'replay' || this.#mode === 'search') && !this.ended;
	}

	/** How far this moment lies behind the furthest time reached, in simulated nanoseconds. */
	get behindNs(): number {
		return this.#timeline.furthestNs - this.timeNs;
	}

	/** Runs to `timeNs`, or to the end if that comes first, or to what is searched for. Throws a RangeError when it would never stop. */
	advance(timeNs: number): void {
		const targetNs = Math.min(timeNs, this.endNs, this.#searcher.untilNs);
		if (!Number.isFinite(targetNs)) {
			throw new RangeError('a run without an end must be told how far to go');
		}

		const observers = this.#observers;
		for (let {dueNs} = observers; dueNs <= targetNs; {dueNs} = observers) {
			const isFound = this.#runTo(dueNs);
			if (this.#timeline.isAt(dueNs)) {
				observers.look(dueNs);
			}

			if (isFound) {
				return;
			}
		}

		if (!this.#runTo(targetNs)) {
			// The machine rounds times down to its own step, so its clock may stop a little short of the end.
			this.#endIf(targetNs >= this.endNs);
			if (this.#mode === 'search' && (this.ended || targetNs >= this.#searcher.untilNs)) {
				this.#endSearch();
			}
		}
	}

	/** Goes back to `timeNs` while it runs backwards; stops at boot. */
	runBack(timeNs: number): void {
		this.#goTo(() => {
			this.#timeline.seek(timeNs);
		}, this.timeNs > 0 && timeNs > 0 ? 'backward' : 'paused');
	}

	/** Carries out a command now. An action that the machine refuses changes nothing but `lastAction`. */
	send(command: PlayerCommand): void {
		if (isTurning(command)) {
			this.#gaze.turn(command);
			return;
		}

		if (this.#mode === 'search' && command.kind !== 'record') {
			this.#endSearch();
		}

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

			case 'step-back': {
				this.#goTo(() => {
					this.#timeline.stepBack();
				}, 'step');
				break;
			}

			case 'seek': {
				this.#seek(command.timeNs);
				break;
			}

			case 'seek-by': {
				this.#seek(this.timeNs + command.byNs);
				break;
			}

			case 'now': {
				this.#goTo(() => {
					this.#timeline.seek(this.#timeline.furthestNs);
				}, this.#timeline.isPast ? this.#modeThen : this.#playing);
				break;
			}

			case 'backward': {
				this.#goTo(() => undefined, this.#timeline.canGoBack && this.timeNs > 0 ? 'backward' : 'paused');
				break;
			}

			case 'search': {
				this.#goTo(() => {
					this.#searcher.begin(command.search);
				}, 'paused');
				this.#mode = this.#searcher.search === undefined ? 'paused' : 'search';
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
				behindNs: this.behindNs, search: this.#searcher.search, lastSearch: this.#searcher.last,
				lastAction: this.#lastAction, alarms: this.alarms, recording: this.#journal?.recording,
			},
			history: this.#observers.history,
			...this.#gaze.seen(this.#machine),
		};
	}

	#act(request: ActionRequest): void {
		const before = this.#timeline.isPast ? this.#machine.checkpoint() : undefined;
		const outcome = attempt(this.#machine, request);
		this.#lastAction = {...outcome, number: (this.#lastAction?.number ?? 0) + 1, timeNs: this.timeNs};
		if (outcome.action === undefined || outcome.refusal !== undefined) {
			return;
		}

		if (before !== undefined) {
			// What the machine takes may change the past: there it is done after what is forgotten
			this.#machine.restore(before);
			this.#forgetFuture();
			this.#machine.apply(outcome.action);
		}

		this.#timeline.applied(outcome.action);
		this.#journal?.applied(this.timeNs, outcome.action);
	}

	/** What came after now has not happened. */
	#forgetFuture(): void {
		this.#timeline.forgetFuture();
		this.#endedNs = undefined;
		this.#observers.forgetFuture(timeNs => {
			this.#timeline.seek(timeNs);
		});
	}

	/** Goes somewhere in time, with what the clock does there; remembers what it did at the furthest time. */
	#goTo(go: () => void, mode: PlayerMode): void {
		if (!this.#timeline.isPast) {
			this.#modeThen = this.#mode === 'search' || this.#mode === 'backward' ? 'paused' : this.#mode;
		}

		go();
		this.#mode = mode;
	}

	/** What lies ahead of the furthest time is run to, as fast as it goes. */
	#seek(timeNs: number): void {
		this.#goTo(() => {
			this.#timeline.seek(timeNs);
		}, 'paused');
		if (timeNs > this.#timeline.furthestNs && !this.ended) {
			this.#searcher.runTo(Math.min(timeNs, this.endNs));
			this.#mode = 'search';
		}
	}

	#endSearch(): void {
		this.#searcher.end();
		this.#mode = 'paused';
	}

	/** Runs to `timeNs`; gives whether it came to what is searched for before. */
	#runTo(timeNs: number): boolean {
		if (this.#mode === 'search' && this.#searcher.advance(timeNs)) {
			this.#endSearch();
			return true;
		}

		this.#timeline.advance(timeNs);
		return false;
	}

	#record(file: string | undefined): void {
		if (file === undefined) {
			this.#journal?.stop({read: () => this.#machine.read()});
		} else {
			this.#journal?.start(file, {timeNs: this.#timeline.furthestNs});
		}
	}

	#step(): void {
		this.#mode = 'step';
		if (this.ended) {
			return;
		}

		const timeline = this.#timeline;
		const observers = this.#observers;
		const untilNs = Math.min(this.timeNs + stepHorizonNs, this.endNs);
		let isDone = false;
		while (!isDone) {
			const {dueNs} = observers;
			isDone = timeline.step(Math.min(dueNs, untilNs)) || timeline.isAt(untilNs);
			if (timeline.isAt(dueNs)) {
				observers.look(dueNs);
			}
		}

		this.#endIf(timeline.isAt(this.endNs));
	}

	#endIf(reached: boolean): void {
		if (reached && this.#endedNs === undefined) {
			this.#endedNs = this.timeNs;
			this.#observers.end();
		}
	}
}
