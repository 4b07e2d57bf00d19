import type {Scenario} from '../../machine/index.js';
import type {HistoryNews} from './history-news.js';
import type {PlayerCommand, PlayerFrame, PlayerMode} from './protocol.js';
import type {WatchOptions} from './watch.js';

/** What a player worker is started with. */
export type WorkerStart = {
	readonly scenario: Scenario;
	/** Simulated time at which the run ends; undefined: never. */
	readonly endNs: number | undefined;
	/** Simulated seconds per real second; `Infinity`: as fast as it goes. */
	readonly speed: number;
	readonly mode: PlayerMode;
	/** Most frames a real second. */
	readonly framesPerSecond: number;
	/** The run waits at this simulated time until it is let go on; undefined: it does not wait. */
	readonly stopNs: number | undefined;
	/** Memory for checkpoints, in bytes. */
	readonly checkpointBytes: number;
	/** What the run is watched for. */
	readonly watch: WatchOptions | undefined;
	readonly recording: RecordingStart | undefined;
	/** One number, shared: how many frames the main thread has taken. Another is sent when it has taken them all; a message for each would wake the worker twice as often. */
	readonly taken: Int32Array;
};

/** How recordings of a run begin. */
export type RecordingStart = {
	/** The first line of each. */
	readonly header: string;
	/** A file to record to from boot on; undefined: not before the board says so. */
	readonly file: string | undefined;
};

export type ToWorker
	= | {readonly kind: 'command'; readonly command: PlayerCommand}
	/** The run is over: end its recording and send a last frame. */
		| {readonly kind: 'close'}
	/** Go on to `stopNs` and wait there; undefined: do not wait any more. The answer names the turn: an earlier one may still be on its way. */
		| {readonly kind: 'stop-at'; readonly stopNs: number | undefined; readonly turn: number};

/** A frame on its way: of its history only what is new. */
export type WorkerFrame = Omit<PlayerFrame, 'history'> & {readonly history: HistoryNews | undefined};

export type FromWorker
	= | {readonly kind: 'frame'; readonly frame: WorkerFrame}
	/** The run waits at its stop; `frame` is of exactly that moment, hashes included. Turn 0 is the stop that it was started with. */
		| {readonly kind: 'stopped'; readonly frame: WorkerFrame; readonly turn: number}
	/** Its recording is ended; `frame` is the last one. */
		| {readonly kind: 'closed'; readonly frame: WorkerFrame};
