import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import fs from 'node:fs/promises';
import {InputError} from '../files/input-error.js';
import {readLine} from './line.js';
import {OneSweep} from './one-sweep.js';
import {scanLines} from './scan.js';

/** Where the line of a cell was first met. */
type Place = {readonly file: string; readonly line: number; readonly offset: number; readonly bytes: number; readonly hash: string};

/** What came of a merge, beside the lines. */
export type Merged = {
	/** Cells of the sweep. */
	readonly cells: number;
	/** Cells that no file has. */
	readonly missing: readonly number[];
	/** Cells that two files have with different figures: none of the lines is taken. */
	readonly unequal: ReadonlyArray<{readonly cell: number; readonly key: string; readonly places: readonly [string, string]}>;
	/** Files whose last line is cut; it is not taken. */
	readonly cut: readonly string[];
	/** The lines in the order of the grid. */
	lines(): AsyncGenerator<string>;
};

const placeOf = ({file, line}: Place): string => `${file}:${line}`;

/**
Puts the files of the shards of a sweep together. Only where each line stands is kept, so files may have any size.
Throws an `InputError` for files that are not of one sweep and version.
*/
export const mergeSweeps = async (files: readonly string[]): Promise<Merged> => {
	const sweep = new OneSweep();
	const places = new Map<number, Place>();
	const unequal: Array<Merged['unequal'][number]> = [];
	const cut: string[] = [];
	/* eslint-disable no-await-in-loop -- one file after the other */
	for (const file of files) {
		for await (const {text, line, offset, bytes, whole} of scanLines(file)) {
			if (!whole) {
				cut.push(file);
				break;
			}

			const read = readLine(text, file, line);
			sweep.check(read, file, line);
			const place: Place = {file, line, offset, bytes, hash: createHash('sha256').update(text).digest('base64')};
			const known = places.get(read.cell);
			if (known === undefined) {
				places.set(read.cell, place);
			} else if (known.hash !== place.hash) {
				unequal.push({cell: read.cell, key: read.key, places: [placeOf(known), placeOf(place)]});
			}
		}
	}
	/* eslint-enable no-await-in-loop */

	if (sweep.line === undefined) {
		throw new InputError(`${files.length === 1 ? 'the file has' : 'the files have'} no whole line of a sweep`, {file: files[0]!});
	}

	const {cells} = sweep.line.sweep;
	const missing = Array.from({length: cells}, (_, cell) => cell).filter(cell => !places.has(cell));
	for (const {cell} of unequal) {
		places.delete(cell);
	}

	return {cells, missing, unequal, cut, lines: () => linesOf([...places].toSorted(([a], [b]) => a - b).map(([, place]) => place))};
};

async function * linesOf(places: readonly Place[]): AsyncGenerator<string> {
	for (const {file, offset, bytes} of places) {
		yield await lineAt(file, offset, bytes); // eslint-disable-line no-await-in-loop -- one line after the other
	}
}

/** A line out of its file. It is opened each time: there may be more shards than files that can be open. */
const lineAt = async (file: string, offset: number, bytes: number): Promise<string> => {
	const handle = await fs.open(file);
	try {
		const line = Buffer.alloc(bytes);
		await handle.read(line, 0, bytes, offset);
		return line.toString();
	} finally {
		await handle.close();
	}
};
