import fs from 'node:fs';
import {InputError} from './input-error.js';

/** No input file of this program comes near; a larger one is a mistake (a recording, a disk image). */
export const largestMiB = 16;

const reasons = new Map([
	['ENOENT', 'no such file'],
	['ENOTDIR', 'no such file'],
	['EISDIR', 'is a directory, not a file'],
	['EACCES', 'may not be read (permission denied)'],
	['EPERM', 'may not be read (permission denied)'],
	['ELOOP', 'is a circle of symbolic links'],
	['ENAMETOOLONG', 'is too long for a file name'],
]);

/** UTF-8 text of a file. Throws an `InputError` when it is missing, a directory or device, too large, binary or empty. */
export const readTextFile = (file: string): string => {
	const {size} = checkFile(file);
	try {
		if (size > largestMiB * 1024 * 1024) {
			throw new InputError(`is larger than ${largestMiB} MiB, the most that is read`, {file});
		}

		return decodeText(fs.readFileSync(file), file);
	} catch (error) {
		throw unreadable(error, file);
	}
};

/** Throws an `InputError` when there is no such file, or it is a directory or device. */
export const checkFile = (file: string): {readonly size: number} => {
	try {
		const stat = fs.statSync(file);
		if (stat.isDirectory()) {
			throw new InputError('is a directory, not a file', {file});
		}

		if (!stat.isFile() && !stat.isFIFO()) {
			throw new InputError('is a device, not a file', {file});
		}

		return stat;
	} catch (error) {
		throw unreadable(error, file);
	}
};

/** The `InputError` for what came of reading a file; one that says so already is given back. */
export const unreadable = (error: unknown, file: string): InputError => error instanceof InputError ? error : new InputError(reason(error), {file});

/** Bytes as UTF-8 text, without a byte order mark; `file` is only for the error. */
export const decodeText = (bytes: Uint8Array, file: string): string => {
	let text;
	try {
		text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		throw new InputError('is not UTF-8 text', {file});
	}

	if (text.includes('\0')) {
		throw new InputError('is a binary file, not text', {file});
	}

	if (text.trim() === '') {
		throw new InputError('is empty', {file});
	}

	return text;
};

const reason = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return reasons.get(code) ?? `cannot be read (${code || String(error)})`;
};
