import type {CellOutcome, CellTask} from './cell-work.js';
import {runInWorkers} from './worker-pool.js';

export type CellOptions = {
	/** Workers at a time, at least 1. */
	readonly jobs: number;
	/** Called once a cell, as they end; `index` is its place among the tasks. */
	readonly onOutcome: (index: number, outcome: CellOutcome) => void;
	/** Ends all workers at once; the cells they were at are lost. */
	readonly signal: AbortSignal;
};

/** Runs cells in parallel workers. One that fails, or takes its worker down with it, does not keep the others from being run. */
export const runCells = async (tasks: Iterable<CellTask>, {jobs, onOutcome, signal}: CellOptions): Promise<void> => runInWorkers(tasks, {
	script: new URL('cell-worker.js', import.meta.url),
	jobs,
	signal,
	onAnswer: onOutcome,
	onCrash(index, error) {
		onOutcome(index, {failure: error.message});
	},
});
