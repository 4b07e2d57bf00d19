import fs from 'node:fs';
import path from 'node:path';

/** Most bytes that are read of one file; /proc/cpuinfo of 512 CPUs has about 0.9 MiB. */
const largestBytes = 4 * 1024 * 1024;
const chunkBytes = 65_536;

/** A name may hold any bytes: those that are no UTF-8 become U+FFFD. */
const decoder = new TextDecoder();

/** What came of an attempt to read: text, or why there is none. */
export type Attempt = {readonly text: string} | {readonly missing: 'absent' | 'denied'};

/**
The files of a Linux box below a root folder, for reading only.
Files of /proc say that they have no size and come in pieces, and a thread may end between two calls: an absent file is an answer here, not an error.
*/
export class HostFiles {
	readonly #buffer = new Uint8Array(chunkBytes);

	constructor(readonly root: string) {}

	/** Text of a file, or why there is none. `name` is relative to the root. */
	attempt(name: string): Attempt {
		try {
			return {text: decoder.decode(this.bytes(name))};
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			return {missing: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'absent'};
		}
	}

	/** Text of a file; undefined when it cannot be read. */
	text(name: string): string | undefined {
		const attempt = this.attempt(name);
		return 'text' in attempt ? attempt.text : undefined;
	}

	/** Bytes of a file, the first 4 MiB at most. Throws what the system throws. */
	bytes(name: string): Uint8Array {
		const handle = fs.openSync(path.join(this.root, name), 'r');
		try {
			const pieces: Uint8Array[] = [];
			let size = 0;
			// A piece that is not full is the last one: this saves a call on each of the many small files.
			do {
				pieces.push(this.#piece(handle));
				size += pieces.at(-1)!.length;
			} while (pieces.at(-1)!.length === chunkBytes && size < largestBytes);

			return pieces.length === 1 ? pieces[0]! : joined(pieces, size);
		} finally {
			fs.closeSync(handle);
		}
	}

	/** Names in a folder; none when it cannot be read. */
	names(folder: string): string[] {
		try {
			return fs.readdirSync(path.join(this.root, folder));
		} catch {
			return [];
		}
	}

	#piece(handle: number): Uint8Array {
		return this.#buffer.slice(0, fs.readSync(handle, this.#buffer, 0, chunkBytes, -1)); // -1: from where the last one ended
	}
}

const joined = (pieces: readonly Uint8Array[], size: number): Uint8Array => {
	const all = new Uint8Array(size);
	let at = 0;
	for (const piece of pieces) {
		all.set(piece, at);
		at += piece.length;
	}

	return all;
};
