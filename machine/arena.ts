/**
One buffer that holds the whole changing state of a machine, handed out as typed arrays.

A checkpoint is a copy of the buffer, and two machines are equal when their buffers are.
Views are cut in the order they are asked for, each on an 8-byte border.
*/
export class Arena {
	#buffer: ArrayBuffer | undefined;
	#used = 0;

	/** Bytes asked for so far. */
	get bytes(): number {
		return this.#used;
	}

	/** First pass: call every view with no buffer to learn the size. Second pass: the same calls cut the views. */
	allocate(): void {
		this.#buffer = new ArrayBuffer(this.#used);
		this.#used = 0;
	}

	int32(length: number): Int32Array {
		const offset = this.#take(length * 4);
		return this.#buffer ? new Int32Array(this.#buffer, offset, length) : new Int32Array(0);
	}

	uint8(length: number): Uint8Array {
		const offset = this.#take(length);
		return this.#buffer ? new Uint8Array(this.#buffer, offset, length) : new Uint8Array(0);
	}

	float64(length: number): Float64Array {
		const offset = this.#take(length * 8);
		return this.#buffer ? new Float64Array(this.#buffer, offset, length) : new Float64Array(0);
	}

	/** A copy of the state, in `into` where that is given: a buffer that is written again costs a quarter of a new one. Throws a RangeError when it has another size. */
	save(into?: ArrayBuffer): ArrayBuffer {
		const whole = this.#whole();
		if (!into) {
			return whole.slice(0);
		}

		requireSize(into, whole);
		new Uint8Array(into).set(new Uint8Array(whole));
		return into;
	}

	/** Overwrites the state. Throws a RangeError when `saved` is of another machine. */
	load(saved: ArrayBuffer): void {
		const whole = this.#whole();
		requireSize(saved, whole);
		new Uint8Array(whole).set(new Uint8Array(saved));
	}

	#take(bytes: number): number {
		const offset = this.#used;
		this.#used += Math.ceil(bytes / 8) * 8;
		return offset;
	}

	#whole(): ArrayBuffer {
		if (!this.#buffer) {
			throw new Error('the arena has not been allocated');
		}

		return this.#buffer;
	}
}

const requireSize = (saved: ArrayBuffer, whole: ArrayBuffer): void => {
	if (saved.byteLength !== whole.byteLength) {
		throw new RangeError(`a checkpoint of ${saved.byteLength} bytes does not fit a machine of ${whole.byteLength} bytes`);
	}
};

/** Runs `layout` twice over a fresh arena: once to measure, once to cut. */
export const carve = <T>(layout: (arena: Arena) => T): {arena: Arena; views: T} => {
	const arena = new Arena();
	layout(arena);
	arena.allocate();
	return {arena, views: layout(arena)};
};
