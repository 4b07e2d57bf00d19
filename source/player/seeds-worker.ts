/** Runs trials one after the other, as they are sent. */
import {parentPort, workerData} from 'node:worker_threads';
import {runTrial, type Trial} from '../../machine/index.js';
import type {SeedTask, SeedWorkerStart} from './seeds-messages.js';
import type {FromPoolWorker, ToPoolWorker} from './worker-pool.js';

const {scenario, forNs} = workerData as SeedWorkerStart;
const port = parentPort!;

port.on('message', ({index, task: {seed, policies, condition}}: ToPoolWorker<SeedTask>) => {
	const message: FromPoolWorker<Trial> = {index, answer: runTrial({...scenario, seed, policies}, condition, forNs)};
	port.postMessage(message);
});
