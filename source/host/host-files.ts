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

	/** Text of a file; undefined when it cannot be read. `name` is relative to the root. */
	text(name: string): string | undefined {
		try {
			return decoder.decode(this.bytes(name));
		} catch {
			return undefined;
		}
	}

	/** Bytes of a file, the first 4 MiB at most. Throws what the system throws. */
	bytes(name: string): Uint8Array {
		return this.#open(name, handle => {
			const pieces: Uint8Array[] = [];
			let size = 0;
			// Files of /proc may come in pieces of a page: only an empty one is the end.
			do {
				pieces.push(this.#piece(handle));
				size += pieces.at(-1)!.length;
			} while (pieces.at(-1)!.length > 0 && size < largestBytes);

			return joined(pieces, size);
		});
	}

	/** Text of a file of a thread, which comes whole in one piece, or why there is none. One call less counts where there are many threads. */
	attempt(name: string): Attempt {
		try {
			return {text: this.#open(name, handle => decoder.decode(this.#piece(handle)))};
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			return {missing: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'absent'};
		}
	}

	/** The same; undefined when it cannot be read. */
	short(name: string): string | undefined {
		const attempt = this.attempt(name);
		return 'text' in attempt ? attempt.text : undefined;
	}

	/** Names in a folder; none when it cannot be read. */
	names(folder: string): string[] {
		try {
			return fs.readdirSync(path.join(this.root, folder));
		} catch {
			return [];
		}
	}

	#open<Result>(name: string, use: (handle: number) => Result): Result {
		const handle = fs.openSync(path.join(this.root, name), 'r');
		try {
			return use(handle);
		} finally {
			fs.closeSync(handle);
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
