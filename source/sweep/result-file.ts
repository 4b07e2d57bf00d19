import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {InputError} from '../files/input-error.js';
import {readLine, type SweepLine} from './line.js';
import type {SweepPlan} from './plan.js';
import {scanLines} from './scan.js';

/** Where the line of a cell stands. */
type Place = {readonly cell: number; readonly offset: number; readonly bytes: number};

/** Of a file that was there: what of it can be kept. */
type Found = {readonly places: readonly Place[]; readonly keys: ReadonlySet<string>; readonly endByte: number; readonly cutBytes: number};

const guard = <Value>(file: string, work: () => Value): Value => {
	try {
		return work();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
		throw code === 'EEXIST'
			? new InputError('there is one already', {file}, '--resume goes on with it')
			: new InputError(`cannot be written (${code})`, {file});
	}
};

const refuseOther = ({title, hash}: SweepPlan, toolVersion: string, line: SweepLine, file: string, number: number): void => {
	if (line.toolVersion !== toolVersion) {
		throw new InputError(`was made by kstacktop ${line.toolVersion}, this is ${toolVersion}: cells of two versions do not go together`, {file, line: number}, 'give another --out');
	}

	if (line.sweep.hash !== hash) {
		throw new InputError(`is a cell of another sweep (${JSON.stringify(line.sweep.title)}), or "${title}" was changed since`, {file, line: number}, 'give another --out');
	}
};

const look = async (file: string, plan: SweepPlan, toolVersion: string): Promise<Found> => {
	const places: Place[] = [];
	const keys = new Set<string>();
	let [endByte, cutBytes] = [0, 0];
	for await (const {text, line, offset, bytes, whole} of scanLines(file)) {
		if (!whole) {
			cutBytes = bytes;
			break;
		}

		const {cell, key, ...rest} = readLine(text, file, line);
		refuseOther(plan, toolVersion, {cell, key, ...rest}, file, line);
		endByte = offset + bytes;
		if (!keys.has(key)) {
			keys.add(key);
			places.push({cell, offset, bytes});
		}
	}

	return {places, keys, endByte, cutBytes};
};

/**
The file that a sweep writes: a line a cell, handed to the system as a whole once the cell has ended, so that whatever ends the program leaves whole lines
(or a cut last one, which going on takes away). When it is closed, the lines stand in the order of the grid.
*/
export class ResultFile {
	/** Bytes of a cut last line that were taken away. */
	readonly cutBytes: number;
	readonly #file: string;
	readonly #descriptor: number;
	readonly #places: Place[];
	readonly #keys: ReadonlySet<string>;
	#endByte: number;

	private constructor(file: string, descriptor: number, {places, keys, endByte, cutBytes}: Found) {
		this.#file = file;
		this.#descriptor = descriptor;
		this.#places = [...places];
		this.#keys = keys;
		this.#endByte = endByte;
		this.cutBytes = cutBytes;
	}

	/** A new file. Throws an `InputError` when there is one already. */
	static create(file: string): ResultFile {
		return new ResultFile(file, guard(file, () => fs.openSync(file, 'wx+')), {places: [], keys: new Set(), endByte: 0, cutBytes: 0});
	}

	/** Goes on with a file; a cut last line is taken away. Throws an `InputError` when it is of another sweep or version. */
	static async resume(file: string, plan: SweepPlan, toolVersion: string): Promise<ResultFile> {
		if (!fs.existsSync(file)) {
			return ResultFile.create(file);
		}

		const found = await look(file, plan, toolVersion);
		const descriptor = guard(file, () => fs.openSync(file, 'r+'));
		guard(file, () => {
			fs.ftruncateSync(descriptor, found.endByte);
		});
		return new ResultFile(file, descriptor, found);
	}

	/** Keys of the cells that were there when it was opened. */
	get found(): ReadonlySet<string> {
		return this.#keys;
	}

	/** Adds the line of a cell. Throws an `InputError` when it does not fit on the disk; then nothing of it stays. */
	append(cell: number, line: string): void {
		const bytes = Buffer.from(line);
		guard(this.#file, () => {
			try {
				for (let written = 0; written < bytes.length;) {
					written += fs.writeSync(this.#descriptor, bytes, written, bytes.length - written, this.#endByte + written);
				}
			} catch (error) {
				fs.ftruncateSync(this.#descriptor, this.#endByte);
				throw error;
			}
		});
		this.#places.push({cell, offset: this.#endByte, bytes: bytes.length});
		this.#endByte += bytes.length;
	}

	/** Puts the lines into the order of the grid, if they are not, and lets go of the file. */
	close(): void {
		try {
			const isSorted = this.#places.every(({cell}, at) => at === 0 || cell > this.#places[at - 1]!.cell);
			if (!isSorted) {
				guard(this.#file, () => {
					this.#sort();
				});
			}
		} finally {
			fs.closeSync(this.#descriptor);
		}
	}

	/** Writes a sorted copy beside the file, then moves it there: one of the two is whole at any time. */
	#sort(): void {
		const copy = path.join(path.dirname(this.#file), `.${path.basename(this.#file)}.${process.pid}.part`);
		const descriptor = fs.openSync(copy, 'wx');
		try {
			for (const {offset, bytes} of this.#places.toSorted((a, b) => a.cell - b.cell)) {
				const line = Buffer.alloc(bytes);
				fs.readSync(this.#descriptor, line, 0, bytes, offset);
				fs.writeFileSync(descriptor, line);
			}

			fs.renameSync(copy, this.#file);
		} catch (error) {
			fs.rmSync(copy, {force: true});
			throw error;
		} finally {
			fs.closeSync(descriptor);
		}
	}
}
