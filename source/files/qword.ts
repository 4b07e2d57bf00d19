import type {FredFrame} from '../../machine/index.js';
import {InputError, showValue} from './input-error.js';

/** A hexadecimal number of at most 64 bits, with or without `0x`. `what` names it in the error. */
export const parseQword = (text: string, what: string): bigint => {
	const digits = /^(?:0x)?(?<digits>[\da-f]+)$/iu.exec(text)?.groups?.digits;
	if (digits === undefined) {
		throw new InputError(`${what} must be a hexadecimal number, such as 0x10202, found ${text === '' ? 'nothing' : showValue(text)}`);
	}

	const value = BigInt(`0x${digits}`);
	if (value >= 1n << 64n) {
		throw new InputError(`${what} has more than 64 bits: ${showValue(text)}`);
	}

	return value;
};

const slotNames = ['error code', 'RIP', 'CS slot', 'RFLAGS', 'RSP', 'SS slot', 'event data', 'zero'];

/**
Eight quadwords, lowest address first, as people paste them: separated by blanks, commas or line breaks, with or without `0x`.
A time stamp of the kernel log, and an address with a colon (as crash and gdb print memory), at the start of a line are passed over.
*/
export const parseFrame = (text: string): FredFrame => {
	const words = text
		.split('\n')
		.map(line => line.replace(/^\s*\[\s*\d+\.\d+\]/u, '').replace(/^[^:]*:/u, ''))
		.flatMap(line => line.split(/[\s,]+/u))
		.filter(word => word !== '');
	const values = words.slice(0, slotNames.length).map((word, at) => parseQword(word, `+${8 * at} (${slotNames[at]!})`));
	if (words.length !== slotNames.length) {
		throw new InputError(`a FRED frame has 8 quadwords, found ${words.length}`, {}, 'from the error code at the lowest address to the zero at +56');
	}

	return values as unknown as FredFrame;
};
