import {deflateRawSync, inflateRawSync} from 'node:zlib';

/** A state of the machine that is kept. */
export type KeptState = {
	/** Bytes of memory that it takes. */
	readonly bytes: number;
	/** The state as the machine gave it; not to be written to. */
	open(): ArrayBuffer;
};

/** States up to this size are packed, to a fifth in some 4 ms a megabyte; larger ones would hold up the machine, and stay as they are. */
const mostPackedBytes = 8 * 1024 * 1024;

/** Keeps states of one machine in little memory, and the buffers that it reads them through. */
export class StateStore {
	readonly #isPacked: boolean;
	/** Buffers to be written again. */
	readonly #spare: ArrayBuffer[] = [];

	/** @param stateBytes - Size of every state. */
	constructor(stateBytes: number) {
		this.#isPacked = stateBytes <= mostPackedBytes;
	}

	/** Keeps the state that `save` gives; it is given a buffer to write to, if there is one. */
	keep(save: (into?: ArrayBuffer) => ArrayBuffer): KeptState {
		const state = save(this.#spare.pop());
		if (!this.#isPacked) {
			return {bytes: state.byteLength, open: () => state};
		}

		const packed = deflateRawSync(new Uint8Array(state), {level: 1});
		this.#spare.push(state);
		return {bytes: packed.byteLength, open: () => new Uint8Array(inflateRawSync(packed)).buffer};
	}

	/** A state is not needed any more. */
	release(kept: KeptState): void {
		if (!this.#isPacked) {
			this.#spare.push(kept.open());
		}
	}
}
