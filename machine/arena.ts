type Table = Int32Array | Float64Array | Uint16Array | Uint8Array;

/** Bytes of a page of WebAssembly's memory. */
const memoryPageBytes = 65_536;
/** Where the first view lies: what comes before belongs to the compiled inner loop. */
const firstByte = 4096;

/**
One memory that holds the whole changing state of a machine, handed out as typed arrays, and after it the tables that the inner loop reads.

A checkpoint is a copy of the state, and two machines are equal when their states are.
Views are cut in the order they are asked for, each on an 8-byte border. The memory is WebAssembly's, so that the compiled inner loop works on the same bytes.
*/
export class Arena {
	#memory: WebAssembly.Memory | undefined;
	#used = firstByte;
	#stateEnd = 0;

	/** Bytes of the state. */
	get bytes(): number {
		return this.#stateEnd - firstByte;
	}

	/** The memory itself, for the inner loop. */
	get memory(): WebAssembly.Memory {
		if (!this.#memory) {
			throw new Error('the arena has not been allocated');
		}

		return this.#memory;
	}

	/** First pass: call every view with no memory to learn the size. Second pass: the same calls cut the views. Throws a RangeError with code ENOMEM when there is no memory. */
	allocate(): void {
		const pages = Math.ceil(this.#used / memoryPageBytes);
		try {
			this.#memory = new WebAssembly.Memory({initial: pages, maximum: pages});
		} catch {
			// The memory itself is small beside the 8 GiB of addresses that engines set aside for each, so that no access need be checked
			throw Object.assign(
				new RangeError(`the box needs ${Math.ceil(pages / 16)} MiB of memory and 10 GiB of addresses around it, and the system gives less: `
					+ 'raise the limit (ulimit -v), or run with NODE_OPTIONS=--disable-wasm-trap-handler'),
				{code: 'ENOMEM'},
			);
		}

		this.#used = firstByte;
	}

	/** What is cut from here on follows from the scenario and what is in force, and is in no checkpoint. */
	endState(): void {
		this.#stateEnd = this.#used;
	}

	/** Where a view lies in the state, in bytes from its start. */
	placeOf({byteOffset}: {readonly byteOffset: number}): number {
		return byteOffset - firstByte;
	}

	/** A copy of a table, where the inner loop can read it. */
	table<T extends Table>(from: T): T {
		const offset = this.#take(from.byteLength);
		if (!this.#memory) {
			return from;
		}

		const view = new (from.constructor as new (buffer: ArrayBuffer, byteOffset: number, length: number) => T)(this.#memory.buffer, offset, from.length);
		view.set(from);
		return view;
	}

	int32(length: number): Int32Array {
		const offset = this.#take(length * 4);
		return this.#memory ? new Int32Array(this.#memory.buffer, offset, length) : new Int32Array(0);
	}

	uint8(length: number): Uint8Array {
		const offset = this.#take(length);
		return this.#memory ? new Uint8Array(this.#memory.buffer, offset, length) : new Uint8Array(0);
	}

	float64(length: number): Float64Array {
		const offset = this.#take(length * 8);
		return this.#memory ? new Float64Array(this.#memory.buffer, offset, length) : new Float64Array(0);
	}

	/** A copy of the state, in `into` where that is given: a buffer that is written again costs a quarter of a new one. Throws a RangeError when it has another size. */
	save(into?: ArrayBuffer): ArrayBuffer {
		if (!into) {
			return this.memory.buffer.slice(firstByte, this.#stateEnd);
		}

		this.#requireSize(into);
		new Uint8Array(into).set(this.#state());
		return into;
	}

	/** Overwrites the state. Throws a RangeError when `saved` is of another machine. */
	load(saved: ArrayBuffer): void {
		this.#requireSize(saved);
		this.#state().set(new Uint8Array(saved));
	}

	#take(bytes: number): number {
		const offset = this.#used;
		this.#used += Math.ceil(bytes / 8) * 8;
		return offset;
	}

	#state(): Uint8Array {
		return new Uint8Array(this.memory.buffer, firstByte, this.bytes);
	}

	#requireSize({byteLength}: ArrayBuffer): void {
		if (byteLength !== this.bytes) {
			throw new RangeError(`a checkpoint of ${byteLength} bytes does not fit a machine of ${this.bytes} bytes`);
		}
	}
}

/** Runs `layout` twice over a fresh arena: once to measure, once to cut. */
export const carve = <T>(layout: (arena: Arena) => T): {arena: Arena; views: T} => {
	const arena = new Arena();
	layout(arena);
	arena.allocate();
	return {arena, views: layout(arena)};
};
