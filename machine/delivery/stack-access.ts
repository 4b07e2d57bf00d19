import {
	type Paging, type StackFault, isCanonical, pageAccess, wrap64,
} from './address.js';
import {vectors} from './event.js';

/** Error code bits of #PF: the page was present; the access was a write. */
const presentBit = 1n;
const writeBit = 2n;

/** The fault of pushing 8 bytes at `address` with supervisor rights (U/S = 0), or undefined. */
export const pushFault = (address: bigint, paging: Paging): StackFault | undefined => {
	if (!isCanonical(address)) {
		return stackFault;
	}

	const access = paging(address);
	if (access === pageAccess.writable) {
		return undefined;
	}

	return {vector: vectors.pageFault, errorCode: access === pageAccess.readOnly ? writeBit | presentBit : writeBit, address};
};

/** The first fault of pushing `count` quadwords below `top`, the highest first. */
export const pushesFault = (top: bigint, count: number, paging: Paging): StackFault | undefined => {
	for (let pushed = 1; pushed <= count; pushed++) {
		const fault = pushFault(wrap64(top - BigInt(8 * pushed)), paging);
		if (fault !== undefined) {
			return fault;
		}
	}

	return undefined;
};

/** The first fault of popping `count` quadwords from `rsp` upwards. `rsp` need not be aligned, so that one may reach into a second page. */
export const popsFault = (rsp: bigint, count: number, paging: Paging): StackFault | undefined => {
	for (let popped = 0; popped < count; popped++) {
		for (const byte of [0, 7]) {
			const address = wrap64(rsp + BigInt((8 * popped) + byte));
			if (!isCanonical(address)) {
				return stackFault;
			}

			if (paging(address) === pageAccess.notPresent) {
				return {vector: vectors.pageFault, errorCode: 0n, address};
			}
		}
	}

	return undefined;
};

/** #SS(0): the stack address is not canonical. */
const stackFault: StackFault = {vector: vectors.stackFault, errorCode: 0n, address: 0n};
