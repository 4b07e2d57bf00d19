import type {Machine, Reading, Scenario} from '../../machine/index.js';
import {type ChangeableMachine, Deeds} from './deeds.js';
import {Gaze, isTurning} from './gaze.js';
import {Hindsight} from './hindsight.js';
import type {Level} from './history.js';
import type {ObservedMachine} from './observers.js';
import type {ActionOutcome, PlayerCommand, PlayerFrame, PlayerMode} from './protocol.js';
import type {RunJournal} from './run-journal.js';
import {Run, type RunOptions} from './run.js';
import {Searcher} from './searcher.js';
import {settled} from './settle.js';
import type {Timeline} from './timeline.js';
import type {RewindableMachine} from './track.js';
import type {AlarmState} from './watch.js';

/** The part of the machine that a player uses. */
export type PlayableMachine = RewindableMachine & ObservedMachine & ChangeableMachine & Pick<Machine, 'scenario' | 'core' | 'thread'>;

/** How a run is played; without samples over time `frame().history` is empty. */
export type SessionOptions = RunOptions & {
	readonly speed?: number;
	readonly mode?: PlayerMode;
};

/**
A run being played: it goes on as far as it is told, and carries out commands.
In the past it shows what was: the history stays whole, and nobody is told anything twice. Doing something there forgets what came after.
It knows no real time: a worker (`worker.ts`) or a headless caller decides how far to go.
*/
export class Session {
	readonly scenario: Scenario;
	/** The run goes no further than this, by steps neither, until it is set anew: whoever drives it wants to do something there. */
	haltNs = Infinity;
	readonly #machine: PlayableMachine;
	readonly #run: Run;
	readonly #timeline: Timeline;
	readonly #searcher: Searcher;
	readonly #deeds: Deeds;
	readonly #hindsight: Hindsight;
	readonly #gaze = new Gaze();
	readonly #journal: RunJournal | undefined;
	/** What the clock does when it is not paused. */
	readonly #playing: PlayerMode;
	#mode: PlayerMode;
	#speed: number;
	/** What the clock did when the furthest time was left. */
	#modeThen: PlayerMode;

	constructor(machine: PlayableMachine, {speed = Infinity, mode = 'live', ...options}: SessionOptions = {}) {
		this.scenario = machine.scenario;
		this.#machine = machine;
		this.#run = new Run(machine, options);
		this.#timeline = this.#run.timeline;
		this.#searcher = new Searcher(this.#timeline, () => machine.figures());
		this.#deeds = new Deeds(machine, this.#run, options.journal);
		this.#hindsight = new Hindsight(this.#timeline, () => machine.read({digest: false}));
		this.#journal = options.journal;
		this.#playing = mode === 'replay' ? 'replay' : 'live';
		this.#mode = mode;
		this.#modeThen = mode;
		this.#speed = speed;
	}

	get timeNs(): number {
		return this.#machine.timeNs;
	}

	/** Simulated time at which the run ends; `Infinity`: never. */
	get endNs(): number {
		return this.#run.endNs;
	}

	get mode(): PlayerMode {
		return this.#mode;
	}

	get speed(): number {
		return this.#speed;
	}

	/** What came of the last action. */
	get lastAction(): ActionOutcome | undefined {
		return this.#deeds.last;
	}

	/** What became of the alarms so far. */
	get alarms(): readonly AlarmState[] {
		return this.#run.observers.alarms;
	}

	/** The samples that the history is made of; undefined: none are kept. */
	get samples(): Level | undefined {
		return this.#run.observers.samples;
	}

	get ended(): boolean {
		return this.#run.ended;
	}

	/** The run stands at `timeNs`, as near as the machine's clock goes. */
	isAt(timeNs: number): boolean {
		return this.#timeline.isAt(timeNs);
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
		const targetNs = Math.min(timeNs, this.endNs, this.haltNs, this.#searcher.untilNs);
		if (!Number.isFinite(targetNs)) {
			throw new RangeError('a run without an end must be told how far to go');
		}

		this.#hindsight.goesOn();
		const isFound = this.#run.advance(targetNs, portionNs => this.#goOn(portionNs));
		if (this.#mode === 'search' && (isFound || this.ended || targetNs >= this.#searcher.untilNs)) {
			this.#endSearch();
		}
	}

	/** Goes back to `timeNs` while it runs backwards; stops at boot. */
	runBack(timeNs: number): void {
		this.#goTo(() => {
			this.#hindsight.seek(timeNs);
		}, this.timeNs > 0 && timeNs > 0 ? 'backward' : 'paused');
	}

	/** Carries out a command now. An action that the machine refuses changes nothing but `lastAction`. */
	send(asked: PlayerCommand): void {
		const command = settled(asked, this);
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
					this.#hindsight.jump(() => {
						this.#timeline.stepBack();
					});
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
					this.#hindsight.seek(this.#timeline.furthestNs);
				}, this.#timeline.isPast ? this.#modeThen : this.#playing);
				break;
			}

			case 'backward': {
				this.#goTo(() => undefined, this.#timeline.canGoBack && this.timeNs > 0 ? 'backward' : 'paused');
				break;
			}

			case 'search': {
				this.#goTo(() => {
					this.#hindsight.jump(() => {
						this.#searcher.begin(command.search);
					});
				}, 'paused');
				this.#mode = this.#searcher.search === undefined ? 'paused' : 'search';
				break;
			}

			case 'speed': {
				this.#speed = command.speed;
				break;
			}

			case 'action': {
				this.#deeds.act(command.action);
				this.#hindsight.forget();
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
			before: this.#hindsight.show(),
			state: {
				mode: this.#mode, speed: this.#speed, realTimeFactor: this.running ? realTimeFactor : 0, ended: this.ended,
				behindNs: this.behindNs, search: this.#searcher.search, lastSearch: this.#searcher.last,
				lastAction: this.lastAction, alarms: this.alarms, recording: this.#journal?.recording,
			},
			history: this.#run.observers.history,
			...this.#gaze.seen(this.#machine),
		};
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
			this.#hindsight.seek(timeNs);
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
	#goOn(timeNs: number): boolean {
		if (this.#mode === 'search' && this.#searcher.advance(timeNs)) {
			return true;
		}

		this.#timeline.advance(timeNs);
		return false;
	}

	#record(file: string): void {
		if (this.#journal?.recording?.on) {
			this.#journal.stop({read: () => this.#machine.read()});
		} else {
			this.#journal?.start(file, {timeNs: this.#timeline.furthestNs});
		}
	}

	#step(): void {
		this.#mode = 'step';
		if (!this.ended) {
			this.#hindsight.goesOn();
			this.#run.step(this.haltNs);
		}
	}
}
