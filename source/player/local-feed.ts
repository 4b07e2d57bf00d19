import type {Reading} from '../../machine/index.js';
import {Listeners} from '../listeners.js';
import type {ActionOutcome, AlarmState, Feed, PlayerCommand, PlayerFrame} from './protocol.js';
import {type PlayableMachine, type SessionOptions, Session} from './session.js';

/** A run in this thread that goes exactly as far as it is told: for scripts without a terminal, screenshots and tests. */
export type LocalFeed = Feed & {
	/** Runs to `timeNs` of simulated time and makes a frame of that moment. */
	advance(timeNs: number): void;
	/** Runs towards a moment that `advance` will then tell of: what is seen until then is the moment before. */
	approach(timeNs: number): void;
	/** The machine now, hashes included. */
	read(): Reading;
	/** What became of the alarms so far. */
	alarms(): readonly AlarmState[];
	/** What came of the last action, without making a frame. */
	lastAction(): ActionOutcome | undefined;
};

/** Memory for checkpoints, in bytes. */
const checkpointBytes = 64 * 1024 * 1024;

/** Simulated time between two looks at what is searched for. */
const stretchNs = 100_000_000;

export const createLocalFeed = (machine: PlayableMachine, options: SessionOptions = {}): LocalFeed => {
	const session = new Session(machine, {checkpointBytes, ...options});
	const listeners = new Listeners();
	let frame: PlayerFrame | undefined;
	const changed = (): void => {
		frame = undefined;
		listeners.tell();
	};

	return {
		scenario: session.scenario,
		latest() {
			frame ??= session.frame();
			return frame;
		},
		subscribe: listeners.subscribe,
		send(command: PlayerCommand) {
			session.send(command);
			// Nobody else runs on until it is found
			while (session.mode === 'search') {
				session.advance(session.timeNs + stretchNs);
			}

			changed();
		},
		advance(timeNs) {
			session.advance(timeNs);
			changed();
		},
		approach(timeNs) {
			session.advance(timeNs);
		},
		read: () => session.read(),
		alarms: () => session.alarms,
		lastAction: () => session.lastAction,
	};
};
