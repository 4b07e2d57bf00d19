import {setTimeout} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import type {Scenario} from '../../machine/index.js';
import {Listeners} from '../listeners.js';
import {HistoryListener} from './history-news.js';
import type {
	Feed, PlayerCommand, PlayerFrame, PlayerMode,
} from './protocol.js';
import type {WatchOptions} from './watch.js';
import type {FromWorker, RecordingStart, ToWorker, WorkerFrame, WorkerStart} from './worker-messages.js';

/** Real time that a worker has to end its recording. */
const patienceMs = 5000;

export type WorkerFeedOptions = {
	/** Simulated time at which the run ends; default: never. */
	readonly endNs?: number | undefined;
	/** Simulated seconds per real second; `Infinity`: as fast as it goes. */
	readonly speed: number;
	readonly mode?: PlayerMode;
	/** Most frames a real second. */
	readonly framesPerSecond: number;
	/** Wait at this simulated time until `stopAt` lets the run go on. */
	readonly stopNs?: number | undefined;
	/** Memory for checkpoints, in bytes. */
	readonly checkpointBytes: number;
	/** What the run is watched for. */
	readonly watch?: WatchOptions | undefined;
	/** How recordings begin; without, the run cannot be recorded. */
	readonly recording?: RecordingStart | undefined;
};

/** A run in a worker thread. */
export type WorkerFeed = Feed & {
	/** Lets the run go on and wait again at `stopNs` (undefined: not any more). Gives the frame of exactly that moment. */
	stopAt(stopNs: number | undefined): Promise<PlayerFrame>;
	/** Rejects when the machine in the worker fails; never resolves. */
	readonly failed: Promise<never>;
	/** Ends the recording, if there is one, and the worker; the last frame says what became of it. */
	close(): Promise<void>;
};

/** Starts a machine in a worker and waits for its first frame. Rejects when the machine cannot be built. */
export const openWorkerFeed = async (scenario: Scenario, {endNs, speed, mode = 'live', framesPerSecond, stopNs, checkpointBytes, watch, recording}: WorkerFeedOptions): Promise<WorkerFeed> => {
	const taken = new Int32Array(new SharedArrayBuffer(4));
	const workerData: WorkerStart = {
		scenario, endNs, speed, mode, framesPerSecond, stopNs, checkpointBytes, watch, recording, taken,
	};
	const worker = new Worker(new URL('worker.js', import.meta.url), {workerData});
	const tell = (message: ToWorker): void => {
		worker.postMessage(message);
	};

	const listeners = new Listeners();
	let latest: PlayerFrame | undefined;
	const first = deferred<void>();
	let stop = deferred<PlayerFrame>();
	let turn = 0;
	const closed = deferred<void>();
	const failed = new Promise<never>((_, reject) => {
		worker.once('error', reject);
	});
	// Whoever is interested races with it; nobody may be.
	failed.catch(() => undefined);

	const history = new HistoryListener();
	const show = (told: WorkerFrame): PlayerFrame => {
		const frame = {...told, history: history.hear(told.history)};
		latest = frame;
		first.resolve();
		listeners.tell();

		return frame;
	};

	worker.on('message', (message: FromWorker) => {
		const frame = show(message.frame);
		switch (message.kind) {
			case 'frame': {
				Atomics.add(taken, 0, 1);
				break;
			}

			case 'stopped': {
				if (message.turn === turn) {
					stop.resolve(frame);
				}

				break;
			}

			case 'closed': {
				closed.resolve();
				break;
			}
		}
	});

	await Promise.race([first.promise, failed]);
	return {
		scenario,
		failed,
		latest: () => latest!,
		subscribe: listeners.subscribe,
		send(command: PlayerCommand) {
			tell({kind: 'command', command});
		},
		async stopAt(stopNs) {
			stop = deferred<PlayerFrame>();
			turn++;
			tell({kind: 'stop-at', stopNs, turn});
			return stop.promise;
		},
		async close() {
			tell({kind: 'close'});
			await Promise.race([closed.promise, failed, setTimeout(patienceMs, undefined, {ref: false})]).catch(() => undefined);
			await worker.terminate();
		},
	};
};

type Deferred<Value> = {readonly promise: Promise<Value>; readonly resolve: (value: Value) => void};

/** A promise that is resolved from outside. */
const deferred = <Value>(): Deferred<Value> => {
	let resolve!: (value: Value) => void;
	const promise = new Promise<Value>(settle => {
		resolve = settle;
	});
	return {promise, resolve};
};
