import {Buffer} from 'node:buffer';
import {InputError} from '../files/input-error.js';
import {largestBytes, longestHeader, longestLine} from './format.js';

/** A line without its end. */
export type Line = {
	/** Counted from 1. */
	readonly number: number;
	readonly bytes: Uint8Array;
	/** Its end is there; only the last line can lack it. */
	readonly whole: boolean;
};

/** Pieces of a file, or of what comes through a pipe. */
export type Chunks = AsyncIterable<Uint8Array>;

const lineEnd = 10;

/** Cuts what comes into lines, without keeping more than one. Throws an `InputError` for a line or a file that is longer than any recording's. */
export async function * linesOf(chunks: Chunks, file: string): AsyncGenerator<Line> {
	let number = 1;
	let rest = Buffer.alloc(0);
	let total = 0;
	const longest = () => number === 1 ? longestHeader : longestLine;
	for await (const chunk of chunks) {
		total += chunk.length;
		if (total > largestBytes) {
			throw new InputError(`is larger than ${largestBytes / 1024 / 1024} MiB: no recording is`, {file, line: number});
		}

		let bytes = Buffer.concat([rest, chunk]);
		for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd)) {
			checkLength(end, longest(), {file, line: number});
			yield {number, bytes: bytes.subarray(0, end), whole: true};
			bytes = bytes.subarray(end + 1);
			number++;
		}

		checkLength(bytes.length, longest(), {file, line: number});
		rest = bytes;
	}

	if (rest.length > 0) {
		yield {number, bytes: rest, whole: false};
	}
}

const checkLength = (length: number, most: number, {file, line}: {readonly file: string; readonly line: number}): void => {
	if (length > most) {
		throw new InputError(`a line of more than ${most / 1024} KiB: this is no line of a recording`, {file, line, column: most + 1});
	}
};
