import process from 'node:process';

/** CPU time (user and system) of `work` in milliseconds: what a shared machine's clock on the wall cannot tell. */
export const cpuMs = (work: () => void): number => {
	const before = process.cpuUsage();
	work();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
};

/** The middle of an odd number of figures, or the upper middle of an even one. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Prints a table with aligned columns; the first row is its head. */
export const printTable = (rows: ReadonlyArray<readonly string[]>): void => {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
	for (const row of rows) {
		console.log(row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join('  '));
	}
};
