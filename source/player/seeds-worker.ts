/** Runs trials one after the other, as they are sent. */
import {parentPort, workerData} from 'node:worker_threads';
import {runTrial} from '../../machine/index.js';
import type {FromSeedWorker, SeedWorkerStart, ToSeedWorker} from './seeds-messages.js';

const {scenario, forNs} = workerData as SeedWorkerStart;
const port = parentPort!;

port.on('message', ({index, task: {seed, policies, condition}}: ToSeedWorker) => {
	const message: FromSeedWorker = {index, trial: runTrial({...scenario, seed, policies}, condition, forNs)};
	port.postMessage(message);
});
