import v8 from 'node:v8';
import vm from 'node:vm';
import process from 'node:process';
import test from 'ava';
import {toolClass, workerClass} from '../helpers/scenario.js';

// React's development build keeps a measurement of each frame; it looks at this when it loads
process.env.NODE_ENV = 'production';
const {openRealBoard} = await import('../helpers/real-board.js');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/** Simulated time from one frame to the next: twelve hours go by in a fast clock. */
const frameNs = 20_000_000_000;
const hourNs = 3_600_000_000_000;
const views = ['1', '2', 'enter', 'esc', '3', 'enter', 'esc', '4', '5', '6', '7'];

/** Bytes of heap that the second six hours may add: the history gets one more level, with half a megabyte, and V8 goes on compiling. A kilobyte a frame is far more. */
const mostBytes = 1_200_000;

test.serial('twelve hours of simulated use, through all views, leave nothing behind', async t => {
	t.timeout(240_000);
	const {board, feed, machine} = await openRealBoard({columns: 120, rows: 36}, {
		machine: {cpus: 2, threads: 40, coresPerSocket: 2},
		policies: ['fred-pf', 'fixed'],
		classes: [{...workerClass, sleepMs: 1000}, {...toolClass, count: {perCpu: 2}, sleepMs: 500, respawnMs: 2000}],
	});
	const heapAfter: number[] = [];
	let frames = 0;
	for (let hour = 1; hour <= 12; hour++) {
		while (machine.timeNs < hour * hourNs) {
			feed.advance(Math.min(hour * hourNs, machine.timeNs + frameNs));
			await board.press(views[frames % views.length]!); // eslint-disable-line no-await-in-loop -- one frame after the other
			frames++;
		}

		collect();
		heapAfter.push(process.memoryUsage().heapUsed);
	}

	board.close();
	const added = heapAfter.at(-1)! - heapAfter[5]!;
	t.true(added < mostBytes, `${added} bytes in ${frames / 2} frames; after each hour: ${heapAfter.join(' ')}`);
});
