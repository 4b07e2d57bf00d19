/**
CPU time and memory a frame of the board costs the main thread: `node --expose-gc dist/test/bench/board.bench.js [VIEW...]`.
200x60, 384 CPUs, a new reading each frame, as at ten frames a second in 1x; without a terminal and without the machine.
*/
import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import process from 'node:process';
import {prepareEnvironment} from '../../source/board/environment.js';
import {views} from '../../source/board/keys/places.js';
import type {Feed} from '../../source/player/protocol.js';
import {fakeFeed} from '../helpers/fake-feed.js';
import {printTable} from './measure.js';

prepareEnvironment(process.env);
const {createStage} = await import('../../source/board/stage.js');

const columns = 200;
const rows = 60;
const warmUp = 300;
const frames = 3000;
const frameNs = 100_000_000;

/** A feed that replays frames made beforehand, so that making them is not measured. */
const replayed = () => {
	const source = fakeFeed({cpus: 384});
	const made = Array.from({length: 40}, () => {
		source.advance(frameNs);
		return source.latest();
	});
	const [start] = made;
	let listener: () => void = () => undefined;
	let at = 0;
	let current = start!;
	const feed: Feed = {
		scenario: source.scenario,
		latest: () => current,
		subscribe(added) {
			listener = added;
			return () => {
				listener = () => undefined;
			};
		},
		send(command) {
			source.send(command);
		},
	};
	const next = () => {
		at++;
		const {reading, history, state} = made[at % made.length]!;
		const timeNs = start!.reading.timeNs + (at * frameNs);
		const shift = timeNs - history.timeNs.at(-1)!;
		current = {
			reading: {...reading, timeNs},
			before: undefined,
			state,
			history: {...history, timeNs: history.timeNs.map(time => time + shift)},
			threads: source.latest().threads,
			core: source.latest().core,
			thread: source.latest().thread,
		};
		listener();
	};

	return {feed, next};
};

const heap = () => {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
};

const table = [['view', 'CPU ms a frame', 'bytes a frame', 'heap bytes a frame']];
const chosen = new Set(process.argv.slice(2));
for (const view of views.filter(one => chosen.size === 0 || chosen.has(one))) {
	const {feed, next} = replayed();
	const keyboard = new PassThrough();
	const {sink, board, close} = createStage(feed, {
		view, theme: 'default', depth: 'truecolor', ascii: false, chartFrames: 10,
		target: {columns, rows, write: () => true, on: () => undefined, off: () => undefined},
		stdin: Object.assign(keyboard, {isTTY: true, setRawMode: () => keyboard, ref: () => keyboard, unref: () => keyboard}),
		quit: () => undefined, suspend: () => undefined,
		onError(error) {
			throw error;
		},
	});
	const run = async (count: number) => {
		for (let frame = 0; frame < count; frame++) {
			next();
			await turn(); // eslint-disable-line no-await-in-loop -- a frame is drawn in a turn of the event loop
			await turn(); // eslint-disable-line no-await-in-loop
		}
	};

	sink.enter();
	board.enableCharts();
	await run(warmUp); // eslint-disable-line no-await-in-loop -- one view after the other
	const heapBefore = heap();
	const bytesBefore = sink.written.bytes;
	const before = process.cpuUsage();
	await run(frames); // eslint-disable-line no-await-in-loop
	const {user, system} = process.cpuUsage(before);
	const heapBytes = globalThis.gc ? ((heap() - heapBefore) / frames).toFixed(0) : 'needs --expose-gc';
	table.push([view, ((user + system) / 1000 / frames).toFixed(2), ((sink.written.bytes - bytesBefore) / frames).toFixed(0), heapBytes]);
	close();
}

printTable(table);
process.exit(0); // eslint-disable-line unicorn/no-process-exit -- Ink keeps its keyboard open
