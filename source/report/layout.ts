/** Rows as lines: the first column to the left, the others to the right; `widths` are those of the columns, the last one stands for all that follow. */
export const alignColumns = (rows: ReadonlyArray<readonly string[]>, [first, ...others]: readonly [first: number, ...others: number[]]): string[] =>
	rows.map(([label = '', ...cells]) => [label.padEnd(first), ...cells.map((cell, index) => cell.padStart(others[Math.min(index, others.length - 1)] ?? 0))].join('').trimEnd());

/** Text broken between words at `width` columns; `indent` before the first line, `hanging` before the others. */
export const wrap = (text: string, width: number, indent = '', hanging = indent): string[] => {
	const lines: string[] = [];
	let line = indent;
	let empty = true;
	for (const word of text.split(/ (?! )/u)) {
		if (!empty && line.length + 1 + word.length > width) {
			lines.push(line);
			line = hanging;
			empty = true;
		}

		line += empty ? word : ` ${word}`;
		empty = false;
	}

	return [...lines, line];
};
