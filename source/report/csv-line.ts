/** What a cell of a CSV file can hold; undefined: nothing. */
export type Cell = string | number | boolean | undefined;

/** A cell as RFC 4180 has it: in quotes where it holds a comma, a quote or a line break. */
const quoted = (cell: Cell): string => {
	const text = String(cell ?? '');
	return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of a CSV file, with the line end that RFC 4180 wants. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell => quoted(cell)).join(',')}\r\n`;
