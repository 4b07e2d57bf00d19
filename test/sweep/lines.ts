import {runCell} from '../../source/player/cell-work.js';
import {cellLine} from '../../source/sweep/line.js';
import {planSweep} from '../../source/sweep/plan.js';
import {openScratchFolder} from '../helpers/scratch-folder.js';

/** The lines of a sweep, run here cell by cell. */
export const linesOfSweep = (text: string): string[] => {
	const scratch = openScratchFolder();
	try {
		const plan = planSweep(scratch.write('grid.yaml', text), '1.0.0');
		return plan.cells.map(cell => {
			const outcome = runCell(cell.task);
			if ('failure' in outcome) {
				throw new Error(outcome.failure);
			}

			return cellLine(plan, cell, '1.0.0', outcome.reading);
		});
	} finally {
		scratch.remove();
	}
};
