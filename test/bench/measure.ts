import fs from 'node:fs';
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

/** The least and the most of some figures. */
export const spread = (values: readonly number[]): [least: number, most: number] => [Math.min(...values), Math.max(...values)];

/**
Prints a table with aligned columns; the first row is its head.
Where KSTACKTOP_BENCH_JSON names a file, the table is added to it as well: one line of JSON, {name, rows}, each row an object by column.
*/
export const printTable = (rows: ReadonlyArray<readonly string[]>, name?: string): void => {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
	for (const row of rows) {
		console.log(row.map((cell, column) => column === 0 || !/\d/u.test(rows[1]?.[column] ?? '') ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join('  ').trimEnd());
	}

	const file = process.env.KSTACKTOP_BENCH_JSON;
	if (file !== undefined) {
		const [head, ...body] = rows;
		const objects = body.map(row => Object.fromEntries(row.map((cell, column) => [head![column] === '' ? 'what' : head![column]!, cell])));
		fs.appendFileSync(file, `${JSON.stringify({name: name ?? head![0], rows: objects})}\n`);
	}
};
