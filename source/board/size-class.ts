/**
How much room there is:
`full` a grid with the ring and every pane, `two` a grid of two columns, `one` panes one above the other, `panel` lines of text, `line` a line or a few.
*/
export type SizeClass = 'full' | 'two' | 'one' | 'panel' | 'line';

/** The size class of a terminal; there is one for every size. */
export function sizeClass(columns: number, rows: number): SizeClass {
	if (columns >= 160 && rows >= 45) {
		return 'full';
	}

	if (columns >= 100 && rows >= 30) {
		return 'two';
	}

	if (columns >= 80 && rows >= 24) {
		return 'one';
	}

	return columns >= 30 && rows >= 6 ? 'panel' : 'line';
}

/** Whether panes have a frame around them, or only a line with their title. */
export const isFramed = (size: SizeClass) => size === 'full' || size === 'two';
