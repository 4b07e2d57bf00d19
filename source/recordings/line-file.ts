import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {InputError} from '../files/input-error.js';

/**
A file that grows by whole lines: each is handed to the system at once, so that whatever ends the program leaves whole lines.
*/
export class LineFile {
	readonly file: string;
	readonly #descriptor: number;

	/** `replace`: what stands in its place goes; otherwise a file there is an error. Throws an `InputError` when it cannot be had. */
	constructor(file: string, {replace}: {readonly replace: boolean}) {
		this.file = file;
		this.#descriptor = guard(file, () => fs.openSync(file, replace ? 'w' : 'wx'));
	}

	/** Writes lines, each with its end. Throws an `InputError` when they do not fit on the disk. */
	write(lines: string): void {
		const bytes = Buffer.from(lines);
		guard(this.file, () => {
			for (let written = 0; written < bytes.length;) {
				written += fs.writeSync(this.#descriptor, bytes, written);
			}
		});
	}

	close(): void {
		fs.closeSync(this.#descriptor);
	}
}

const reasons = new Map([
	['ENOSPC', 'the disk is full'],
	['EDQUOT', 'the quota of the disk is used up'],
	['EISDIR', 'it is a directory'],
	['EEXIST', 'there is one already'],
	['ENOENT', 'no such folder'],
	['ENOTDIR', 'no such folder'],
	['EACCES', 'permission denied'],
	['EROFS', 'the disk is read-only'],
]);

const guard = <Value>(file: string, work: () => Value): Value => {
	try {
		return work();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
		throw new InputError(`the recording cannot be written: ${reasons.get(code) ?? code}`, {file});
	}
};
