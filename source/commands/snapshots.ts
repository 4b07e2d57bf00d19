import fs from 'node:fs/promises';
import path from 'node:path';
import {InputError} from '../files/input-error.js';
import {showNs} from '../files/quantity.js';
import type {ScriptStep} from '../files/script.js';
import {write} from './output.js';

export type SnapshotStep = Extract<ScriptStep, {kind: 'snapshot'}>;

/** Takes the rows of a picture that a script asked for. */
export type SaveSnapshot = (step: SnapshotStep, rows: readonly string[]) => Promise<void>;

/** Gives each snapshot of a script a name of its own: `overview-120x36`, the next like it `overview-120x36-2`. */
export const snapshotNames = (): ((step: SnapshotStep) => string) => {
	const used = new Map<string, number>();
	return ({view, columns, rows}) => {
		const name = `${view}-${columns}x${rows}`;
		const count = (used.get(name) ?? 0) + 1;
		used.set(name, count);
		return count === 1 ? name : `${name}-${count}`;
	};
};

/** Snapshots as text files of a folder (made if need be), or, without a folder, as labelled blocks on standard output. */
export const snapshotWriter = async (folder: string | undefined): Promise<SaveSnapshot> => {
	if (folder === undefined) {
		return async ({view, columns, rows: height, timeNs}, rows) => {
			await write(`--- ${view} ${columns}x${height} at ${showNs(timeNs)}\n${rows.join('\n')}\n`);
		};
	}

	const nameOf = snapshotNames();
	await guard(folder, async () => fs.mkdir(folder, {recursive: true}));
	return async (step, rows) => {
		const file = path.join(folder, `${nameOf(step)}.txt`);
		await guard(file, async () => fs.writeFile(file, `${rows.join('\n')}\n`));
	};
};

/** A folder that cannot be written to is the user's to mend. */
const guard = async (file: string, work: () => Promise<unknown>): Promise<void> => {
	try {
		await work();
	} catch (error) {
		throw new InputError(`cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, {file});
	}
};
