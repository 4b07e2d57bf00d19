/** Runs the cells of a sweep one after the other, as they are sent. */
import {parentPort} from 'node:worker_threads';
import {type CellOutcome, type CellTask, runCell} from './cell-work.js';
import type {FromPoolWorker, ToPoolWorker} from './worker-pool.js';

const port = parentPort!;

port.on('message', ({index, task}: ToPoolWorker<CellTask>) => {
	const message: FromPoolWorker<CellOutcome> = {index, answer: runCell(task)};
	port.postMessage(message);
});
