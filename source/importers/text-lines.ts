import {Buffer, isUtf8} from 'node:buffer';
import {InputError} from '../files/input-error.js';

/** Text that is read once, piece by piece. */
export type TextInput = {
	/** Its name in errors: a path, or `standard input`. */
	readonly name: string;
	/** Its name in what is made of it: without folders. */
	readonly label: string;
	readonly pieces: AsyncIterable<Uint8Array>;
};

/** How much text there was. */
export type LineCount = {
	readonly lines: number;
	/** Whether the last line lacks its line break: it may have been cut short. */
	readonly endsOpen: boolean;
};

/** A line about a text whose end may be missing, for what is said of an import; nothing for a closed one. */
export const describeEnd = ({lines, endsOpen}: LineCount): string[] => endsOpen ? [`line ${lines} has no line break at its end: it may be cut short`] : [];

/** No log line comes near; a file without line breaks would otherwise have to be held as a whole. */
const longestLineBytes = 1024 * 1024;
const lineFeed = 10;

/**
Gives every line of the input to `visit`, without its line break (LF or CR LF), with its number from 1 on.
Holds one piece and one line at a time, however long the input is.
Throws an `InputError` for an empty, compressed, binary or otherwise unreadable input.
*/
export const eachLine = async (input: TextInput, visit: (line: string, number: number) => void): Promise<LineCount> => {
	const file = input.name;
	let lines = 0;
	let rest: Uint8Array = new Uint8Array(0);
	const take = (bytes: Uint8Array): void => {
		checkText(bytes, file, lines);
		for (const line of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n')) {
			lines++;
			visit(line.endsWith('\r') ? line.slice(0, -1) : line, lines);
		}
	};

	let isFirst = true;
	for await (const piece of input.pieces) {
		let bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
		if (isFirst && bytes.length > 0) {
			isFirst = false;
			bytes = withoutMark(bytes, file);
		}

		const end = bytes.lastIndexOf(lineFeed);
		if (end !== -1) {
			take(bytes.subarray(0, end));
		}

		rest = bytes.subarray(end + 1);
		if (rest.length > longestLineBytes) {
			throw new InputError('is longer than 1 MiB: this is no line of text', {file, line: lines + 1});
		}
	}

	const endsOpen = rest.length > 0;
	if (endsOpen) {
		take(rest);
	}

	if (lines === 0) {
		throw new InputError('is empty', {file});
	}

	return {lines, endsOpen};
};

/** Starts of files that people give by mistake. */
const compressed: ReadonlyArray<readonly [start: readonly number[], tool: string]> = [
	[[0x1F, 0x8B], 'zcat'],
	[[0x28, 0xB5, 0x2F, 0xFD], 'zstdcat'],
	[[0xFD, 0x37, 0x7A, 0x58], 'xzcat'],
	[[0x42, 0x5A, 0x68], 'bzcat'],
];

/** The first piece without a byte order mark. Throws for what is compressed. */
const withoutMark = (bytes: Uint8Array, file: string): Uint8Array => {
	for (const [start, tool] of compressed) {
		if (start.every((byte, at) => bytes[at] === byte)) {
			throw new InputError('is compressed', {file}, `${tool} FILE | kstacktop import KIND -`);
		}
	}

	if (bytes[0] === 0x50 && Buffer.from(bytes.subarray(0, 8)).toString('latin1') === 'PERFILE2') {
		throw new InputError('is a recording of perf, not its text', {file}, 'perf script -F comm,tid,cpu,time,event,ip,iregs | kstacktop import perf -');
	}

	return bytes[0] === 0xEF && bytes[1] === 0xBB && bytes[2] === 0xBF ? bytes.subarray(3) : bytes;
};

const checkText = (bytes: Uint8Array, file: string, linesBefore: number): void => {
	if (!bytes.includes(0) && isUtf8(bytes)) {
		return;
	}

	let from = 0;
	for (let line = linesBefore + 1; from <= bytes.length; line++) {
		const next = bytes.indexOf(lineFeed, from);
		const end = next === -1 ? bytes.length : next;
		const content = bytes.subarray(from, end);
		const zero = content.indexOf(0);
		if (zero !== -1) {
			throw new InputError('a zero byte: this is a binary file, not text', {file, line, column: zero + 1});
		}

		if (!isUtf8(content)) {
			throw new InputError('is not UTF-8 text', {file, line, column: firstBad(content) + 1}, 'iconv -f latin1 -t utf-8 FILE turns an old log into it');
		}

		from = end + 1;
	}
};

/** Where the first byte stands that belongs to no UTF-8 character. */
const firstBad = (bytes: Uint8Array): number => {
	const text = new TextDecoder('utf-8').decode(bytes);
	return Buffer.byteLength(text.slice(0, text.indexOf('\uFFFD')));
};
