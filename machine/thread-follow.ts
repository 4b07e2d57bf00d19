import {compareBy, type Digit} from './thread-order.js';

/** A run of threads in the list: all of them, or those of one group. */
export type Section = {
	/** Line of the first thread. */
	readonly line: number;
	/** Whether its threads have lines; a closed group has only the one before. */
	readonly isOpen: boolean;
	/** In the order of rows. */
	readonly members: Int32Array;
};

/** Whether ascending `rows` hold `row`. */
const has = (rows: Int32Array, row: number): boolean => {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (rows[middle] < row) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return rows[low] === row;
};

/** The line that a thread stands on, or the one its closed group has; undefined: it is not in the list. Sorts nothing: those before it are counted. */
export const lineOf = (thread: number, sections: readonly Section[], order: readonly Digit[]): number | undefined => {
	const section = sections.find(({members}) => has(members, thread));
	if (!section?.isOpen) {
		return section && section.line - 1;
	}

	let {line} = section;
	for (const other of section.members) {
		if (compareBy(order, other, thread) < 0) {
			line++;
		}
	}

	return line;
};
