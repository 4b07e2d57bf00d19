import {Worker} from 'node:worker_threads';
import type {Trial} from '../../machine/index.js';
import type {FromSeedWorker, SeedTask, SeedWorkerStart, ToSeedWorker} from './seeds-messages.js';

export type SeedOptions = SeedWorkerStart & {
	/** Workers at a time, at least 1. */
	readonly jobs: number;
	/** Called after every trial that is done. */
	readonly onDone?: (done: number) => void;
};

/**
Runs trials in parallel workers. Gives them in the order of the tasks: how many workers there are does not show in the result.
Rejects when a trial fails; the other workers are ended then.
*/
export const runSeeds = async (tasks: readonly SeedTask[], {scenario, forNs, jobs, onDone}: SeedOptions): Promise<Trial[]> => {
	const trials = Array.from<Trial>({length: tasks.length});
	const workerData: SeedWorkerStart = {scenario, forNs};
	let next = 0;
	let done = 0;

	/** A worker takes the next task as long as there is one. */
	const work = async (worker: Worker): Promise<void> => new Promise((resolve, reject) => {
		const give = (): void => {
			if (next === tasks.length) {
				resolve();
				return;
			}

			const message: ToSeedWorker = {index: next, task: tasks[next]!};
			next++;
			worker.postMessage(message);
		};

		worker.once('error', reject);
		worker.on('message', ({index, trial}: FromSeedWorker) => {
			trials[index] = trial;
			done++;
			onDone?.(done);
			give();
		});
		give();
	});

	const workers = Array.from({length: Math.min(jobs, tasks.length)}, () => new Worker(new URL('seeds-worker.js', import.meta.url), {workerData}));
	try {
		await Promise.all(workers.map(async worker => work(worker)));
	} finally {
		await Promise.all(workers.map(async worker => worker.terminate()));
	}

	return trials;
};
