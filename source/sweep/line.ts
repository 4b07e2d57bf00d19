import {z} from 'zod';
import {readingSchemaVersion} from '../../machine/index.js';
import {InputError} from '../files/input-error.js';
import type {CellReading} from '../player/cell-work.js';
import {plain} from '../report/plain.js';
import type {Cell, SweepPlan} from './plan.js';

/** What a line says of itself, before the figures of the reading. */
const head = z.object({
	schemaVersion: z.literal(readingSchemaVersion),
	toolVersion: z.string(),
	sweep: z.object({title: z.string(), hash: z.string(), cells: z.int().min(1)}),
	cell: z.int().min(0),
	key: z.string(),
	settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
	policies: z.array(z.looseObject({name: z.string()})).min(1),
}).refine(({cell, sweep}) => cell < sweep.cells, 'the cell is not one of the sweep');

/** A line of a sweep, as far as it is checked; `policies` hold the fields of `run --format json`. */
export type SweepLine = z.output<typeof head>;

/**
One cell as one line of NDJSON: where it belongs, then the fields of `run --format json` but for columns of CPUs and the log.
It depends on the grid and the version of the tool alone, not on who ran it where.
*/
export const cellLine = ({title, hash, cells}: SweepPlan, {cell, key, settings}: Cell, toolVersion: string, {schemaVersion, ...figures}: CellReading): string =>
	`${JSON.stringify(plain({schemaVersion, toolVersion, sweep: {title, hash, cells: cells.length}, cell, key, settings, ...figures}))}\n`;

/** Reads a line. Throws an `InputError` when it is not one of a sweep that this version can read. */
export const readLine = (text: string, file: string, line: number): SweepLine => {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new InputError('is not JSON: a line of a sweep was expected', {file, line});
	}

	const checked = head.safeParse(value);
	if (!checked.success) {
		const [issue] = checked.error.issues;
		const where = issue!.path.length === 0 ? '' : ` (${issue!.path.map(String).join('.')})`;
		throw new InputError(`is not a line of kstacktop sweep that this version reads${where}`, {file, line});
	}

	return checked.data;
};
