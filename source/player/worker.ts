/**
The machine in a worker thread: the board stays quick however busy the machine is.
It works in slices of some milliseconds and lets messages in between them, and sends a frame only when the last one was taken, so frames never queue up.
*/
import {setImmediate} from 'node:timers/promises';
import {parentPort, workerData} from 'node:worker_threads';
import {Machine} from '../../machine/index.js';
import {burstsPerDigest} from '../recordings/digest-times.js';
import {Recorder} from '../recordings/recorder.js';
import {HistoryTeller} from './history-news.js';
import {Pace} from './pace.js';
import type {PlayerCommand, PlayerFrame} from './protocol.js';
import {Session} from './session.js';
import {transferables} from './transfer.js';
import type {FromWorker, ToWorker, WorkerStart} from './worker-messages.js';

/** Real time of a slice: the longest that a command waits. */
const sliceMs = 8;

/** Simulated seconds per real second backwards where the speed has no number. */
const fastestBack = 64;

/** Longest real time to rest when no message comes: the work of a busy machine is spread evenly, that of a light one is done with the next frame. */
const restMs = 20;
const longRestMs = 100;

/** Real time that the work of a light machine takes between two frames at most. */
const lightMs = 2;

/** Commands after which the simulated clock starts anew against the real one. */
const changesClock: ReadonlySet<PlayerCommand['kind']> = new Set(['pause', 'resume', 'pause-or-resume', 'step', 'step-back', 'seek', 'seek-by', 'now', 'backward', 'search', 'speed']);

const start = workerData as WorkerStart;

/** Least real time between two frames. */
const frameMs = 1000 / start.framesPerSecond;

const port = parentPort!;
const recorder = start.recording && new Recorder(start.recording.header, burstsPerDigest(start.scenario.machine));
if (start.recording?.file !== undefined) {
	recorder!.start(start.recording.file, {timeNs: 0, replace: true});
}

const session = new Session(new Machine(start.scenario), {endNs: start.endNs, speed: start.speed, mode: start.mode, checkpointBytes: start.checkpointBytes, watch: start.watch, journal: recorder});
const pace = new Pace(start.speed, performance.now(), session.timeNs);

session.haltNs = start.stopNs ?? Infinity;

/** Frames sent to be taken. */
let sent = 0;
let lastFrameMs = -Infinity;
/** Something has changed since the last frame. */
let stale = true;
/** The stop was told to the main thread, which has not let the run go on yet. */
let stopTold = false;
/** The simulated time that was last asked for; the machine rounds it down to its own step. */
let reachedNs = 0;
/** Real time that slices took since the last frame, and before it. */
let workedMs = 0;
let workedBeforeMs = Infinity;
/** Simulated time that fits into a slice, found by trying. */
let sliceNs = 1_000_000;

const teller = new HistoryTeller();

/** The turn of the stop that holds now. */
let turn = 0;

const post = (kind: FromWorker['kind'], frame: PlayerFrame): void => {
	const history = session.samples && teller.news(session.samples);
	const message: FromWorker = {kind, frame: {...frame, history}, turn};
	port.postMessage(message, [...transferables(frame.reading), ...history === undefined ? [] : [history.values.buffer as ArrayBuffer]]);
};

/** Ends the rest. */
let wake: () => void = () => undefined;

port.on('message', (message: ToWorker) => {
	wake();
	switch (message.kind) {
		case 'close': {
			recorder?.stop(session);
			post('closed', session.frame());
			return;
		}

		case 'stop-at': {
			session.haltNs = message.stopNs ?? Infinity;
			({turn} = message);
			stopTold = false;
			pace.restart(session.speed, performance.now(), session.timeNs);
			return;
		}

		case 'command': {
			session.send(message.command);
			if (changesClock.has(message.command.kind)) {
				reachedNs = session.isAt(session.haltNs) ? session.haltNs : session.timeNs;
				pace.restart(session.speed, performance.now(), session.timeNs);
			}

			// The answer to a key is wanted at once, not with the next frame.
			lastFrameMs = -Infinity;
			stale = true;
		}
	}
});

/** Whether the main thread has taken the last frame. */
const isTaken = (): boolean => Atomics.load(start.taken, 0) === sent;

/** Runs for one slice of real time at most. Gives whether there is more to do right away. */
const runSlice = (): boolean => {
	if (reachedNs >= session.haltNs) {
		tellStop();
		return false;
	}

	const beganMs = performance.now();
	const dueNs = Math.min(session.mode === 'search' ? Infinity : pace.dueNs(beganMs), session.haltNs);
	if (!session.running || reachedNs >= dueNs) {
		return false;
	}

	const targetNs = Math.min(dueNs, Math.max(reachedNs, session.timeNs) + sliceNs);
	session.advance(targetNs);
	reachedNs = session.mode === 'paused' ? session.timeNs : targetNs;
	stale = true;
	const nowMs = performance.now();
	pace.reached(nowMs, session.timeNs);
	workedMs += nowMs - beganMs;
	adaptSlice(nowMs - beganMs, targetNs < dueNs);
	return targetNs < dueNs;
};

/** While it runs backwards: a frame at a time, at the chosen speed; what took longer than its time is not made up for. */
const runBack = (): void => {
	const nowMs = performance.now();
	if (session.mode === 'backward' && isTaken() && nowMs - lastFrameMs >= frameMs) {
		session.runBack(session.timeNs - frameMs * 1e6 * Math.min(session.speed, fastestBack));
		reachedNs = session.timeNs;
		stale = true;
	}
};

const tellStop = (): void => {
	if (!stopTold) {
		stopTold = true;
		post('stopped', session.frame(pace.realTimeFactor, {digest: true}));
	}
};

/** A slice cut short by the clock says nothing about how long a whole one takes. */
const adaptSlice = (tookMs: number, whole: boolean): void => {
	if (whole || tookMs > sliceMs) {
		const factor = Math.min(2, Math.max(0.25, sliceMs / Math.max(0.1, tookMs)));
		sliceNs = Math.max(1000, Math.round(sliceNs * factor));
	}
};

const sendFrame = (): void => {
	const nowMs = performance.now();
	if (!stale || nowMs - lastFrameMs < frameMs || !isTaken()) {
		return;
	}

	sent++;
	stale = false;
	// Frames keep their rhythm: one that is a little late does not delay the next
	lastFrameMs = nowMs - lastFrameMs < 2 * frameMs ? lastFrameMs + frameMs : nowMs;
	workedBeforeMs = workedMs;
	workedMs = 0;
	post('frame', session.frame(pace.realTimeFactor));
};

/** Rests until something may be due: the next frame, or a slice of what goes on without being looked at. */
const rest = async (): Promise<void> => new Promise(resolve => {
	const untilFrameMs = lastFrameMs + frameMs - performance.now();
	const isPaused = !stale && !session.running && session.mode !== 'backward';
	const mostMs = isPaused || (workedBeforeMs < lightMs && untilFrameMs > 0) ? longRestMs : restMs;
	const timer = setTimeout(resolve, untilFrameMs > 0 ? Math.min(mostMs, Math.ceil(untilFrameMs)) : mostMs);
	wake = () => {
		clearTimeout(timer);
		resolve();
	};
});

for (;;) {
	const busy = runSlice();
	runBack();
	sendFrame();
	await (busy ? setImmediate() : rest()); // eslint-disable-line no-await-in-loop -- commands come in here
}
