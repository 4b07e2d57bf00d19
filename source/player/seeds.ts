import type {Trial} from '../../machine/index.js';
import type {SeedTask, SeedWorkerStart} from './seeds-messages.js';
import {runInWorkers} from './worker-pool.js';

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
	let done = 0;
	await runInWorkers(tasks, {
		script: new URL('seeds-worker.js', import.meta.url),
		workerData,
		jobs,
		onAnswer(index, trial: Trial) {
			trials[index] = trial;
			done++;
			onDone?.(done);
		},
	});
	return trials;
};
