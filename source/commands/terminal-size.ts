import {InputError} from '../files/input-error.js';

/** The smallest terminal that a board opens in: one line with the saving still fits. A board that is open already draws in any size. */
const smallest = {columns: 20, rows: 3} as const;

/** Throws an `InputError` when a board would show nothing that can be read. Sizes that the terminal does not tell (0 or undefined) pass. */
export const checkTerminalSize = ({columns, rows}: {readonly columns?: number; readonly rows?: number}): void => {
	if ((columns || smallest.columns) < smallest.columns || (rows || smallest.rows) < smallest.rows) {
		throw new InputError(`the terminal is ${columns}x${rows}, the board needs ${smallest.columns}x${smallest.rows} at least`, {}, 'make it larger, or use kstacktop run');
	}
};
