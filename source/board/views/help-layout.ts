/** Columns that a key and its text need at least, and at most have. */
const leastWidth = {small: 40, large: 26} as const;
const mostWidth = {small: 60, large: 44} as const;

/** How the help is laid out. */
export type HelpLayout = {
	/** It covers the whole terminal, without a frame. */
	readonly small: boolean;
	/** Columns of lines beside each other, lines in each, and columns of the terminal that one has. */
	readonly count: number;
	readonly perColumn: number;
	readonly width: number;
	/** Lines that are seen at once. */
	readonly visible: number;
};

/** The layout of so many lines of help on a terminal; there is one for every size. */
export function helpLayout(lines: number, columns: number, rows: number): HelpLayout {
	const small = rows < 20 || columns < 60;
	const kind = small ? 'small' : 'large';
	const room = Math.max(1, rows - (small ? 1 : 3));
	const across = columns - (small ? 1 : 4);
	const most = Math.max(1, Math.floor(across / leastWidth[kind]));
	const count = Math.min(most, Math.max(small ? 1 : 2, Math.ceil(lines / room)));
	const perColumn = Math.min(room, Math.ceil(lines / count));
	return {small, count, perColumn, width: Math.max(1, Math.min(mostWidth[kind], Math.floor(across / count))), visible: perColumn * count};
}
