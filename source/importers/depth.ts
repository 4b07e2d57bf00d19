import {InputError} from '../files/input-error.js';

/** Where a figure stands. */
export type Place = {
	readonly file: string;
	readonly line: number;
	readonly column: number;
};

/** The deepest that a workload file can say: a stack of 64 KiB less one word. */
const deepestBytes = 65_528;

/** A depth as a workload file takes it: whole words of the stack, so the next multiple of 8 bytes. */
export const wholeWords = (bytes: number): number => Math.min(deepestBytes, Math.ceil(bytes / 8) * 8);

/** Refuses a depth that a stack of that size cannot hold. */
export const checkDepth = (bytes: number, threadSizeBytes: number, place: Place): void => {
	if (bytes > threadSizeBytes) {
		throw new InputError(`${bytes} bytes are more than a stack of ${threadSizeBytes} bytes holds`, place, 'a box with larger stacks: --thread-size 32K or 64K');
	}
};

/** Refuses the figures of another architecture: its frames have other sizes, and its stacks too. */
export const refuseArchitecture = (name: string, place: Place): never => {
	throw new InputError(`is of a box with ${name}: kstacktop models x86-64, whose frames have other sizes`, place);
};
