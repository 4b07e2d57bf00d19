import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import process from 'node:process';
import {InputError, shortPath} from '../files/input-error.js';
import {checkFile} from '../files/text-file.js';

/** A line of a file, and where it stands. */
export type ScannedLine = {
	/** Without its end. */
	readonly text: string;
	/** Number, from 1. */
	readonly line: number;
	/** Bytes before it. */
	readonly offset: number;
	/** Its bytes, its end included. */
	readonly bytes: number;
	/** It has an end; only the last line may have none. */
	readonly whole: boolean;
};

/** Most bytes of a line: a hundred times those of a cell of eight policies. */
const longestBytes = 16 * 1024 * 1024;
const newline = 0x0A;

const chunksOf = (file: string): AsyncIterable<Uint8Array> => {
	if (file === '-') {
		return process.stdin;
	}

	checkFile(file);
	return fs.createReadStream(file, {highWaterMark: 1024 * 1024});
};

/**
The lines of a file of any size (`-`: standard input), one after the other; empty ones are left out. No more than a line is kept.
Throws an `InputError` when the file cannot be read, or a line is longer than any line of a sweep.
*/
export async function * scanLines(file: string): AsyncGenerator<ScannedLine> {
	let parts: Uint8Array[] = [];
	let held = 0;
	let offset = 0;
	let line = 0;

	const take = (last: Uint8Array, whole: boolean): ScannedLine => {
		const bytes = Buffer.concat([...parts, last]);
		parts = [];
		held = 0;
		line++;
		const from = offset;
		offset += bytes.length;
		return {text: bytes.toString('utf8', 0, bytes.length - (whole ? 1 : 0)), line, offset: from, bytes: bytes.length, whole};
	};

	for await (const chunk of readable(file)) {
		let from = 0;
		for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
			const taken = take(chunk.subarray(from, end + 1), true);
			from = end + 1;
			if (taken.text.trim() !== '') {
				yield taken;
			}
		}

		parts.push(chunk.subarray(from));
		held += chunk.length - from;
		if (held > longestBytes) {
			throw new InputError('a line that is longer than any of a sweep', {file, line: line + 1});
		}
	}

	if (held > 0) {
		yield take(new Uint8Array(0), false);
	}
}

/** The chunks of a file, with errors of reading told as those of the user. */
async function * readable(file: string): AsyncGenerator<Uint8Array> {
	try {
		yield * chunksOf(file);
	} catch (error) {
		if (error instanceof Error && 'code' in error) {
			throw new InputError(`cannot be read (${String(error.code)})`, {file: shortPath(file)});
		}

		throw error;
	}
}
