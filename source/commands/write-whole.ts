import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {InputError} from '../files/input-error.js';

/** Writes a file as a whole or not at all: beside its place first, then moved there. What stood there is replaced. Throws an `InputError`. */
export const writeWhole = async (file: string, text: string): Promise<void> => {
	const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
	try {
		const stat = await fs.stat(file).catch(() => undefined);
		if (stat !== undefined && !stat.isFile()) {
			throw new InputError('is a folder or a device, not a file', {file});
		}

		await fs.writeFile(temporary, text, {flag: 'wx'});
		await fs.rename(temporary, file);
	} catch (error) {
		await fs.rm(temporary, {force: true});
		throw error instanceof InputError ? error : new InputError(`cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, {file});
	}
};
