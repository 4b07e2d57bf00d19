import {InputError} from '../files/input-error.js';

/** The smallest terminal that a board opens in: one line with the saving still fits. A board that is open already draws in any size. */
const smallest = {columns: 20, rows: 3} as const;

/** Sizes that the terminal does not tell are 0 or undefined. */
const isBelow = (value: number | undefined, least: number): boolean => value !== undefined && value > 0 && value < least;

/** Throws an `InputError` when a board would show nothing that can be read. */
export const checkTerminalSize = ({columns, rows}: {readonly columns?: number; readonly rows?: number}): void => {
	if (isBelow(columns, smallest.columns) || isBelow(rows, smallest.rows)) {
		throw new InputError(`the terminal is ${columns}x${rows}, the board needs ${smallest.columns}x${smallest.rows} at least`, {}, 'make it larger, or use kstacktop run');
	}
};
