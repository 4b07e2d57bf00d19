import {runCells} from '../player/cells.js';
import {cellLine} from './line.js';
import type {Cell, SweepPlan} from './plan.js';
import type {ResultFile} from './result-file.js';

export type SweepRunOptions = {
	readonly toolVersion: string;
	/** Cells at a time. */
	readonly jobs: number;
	/** Ends the run at once: what has ended by then is in the file. */
	readonly signal: AbortSignal;
	/** After each cell, also one that failed. */
	readonly onDone: (done: number) => void;
	readonly onFailure: (cell: Cell, reason: string) => void;
};

/** Runs cells and writes each into the file as it ends. A cell that fails is told and leaves no line. */
export const runSweep = async (plan: SweepPlan, cells: readonly Cell[], file: ResultFile, {toolVersion, jobs, signal, onDone, onFailure}: SweepRunOptions): Promise<void> => {
	let done = 0;
	await runCells(tasksOf(cells), {
		jobs,
		signal,
		onOutcome(index, outcome) {
			const cell = cells[index]!;
			if ('reading' in outcome) {
				file.append(cell.cell, cellLine(plan, cell, toolVersion, outcome.reading));
			} else {
				onFailure(cell, outcome.failure);
			}

			done++;
			onDone(done);
		},
	});
};

function * tasksOf(cells: readonly Cell[]): Generator<Cell['task']> {
	for (const {task} of cells) {
		yield task;
	}
}
