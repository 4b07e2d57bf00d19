/** Linear addresses and pages, 64-bit exact, under 4-level paging (48-bit addresses). */

const allOnes = 0xFF_FF_FF_FF_FF_FF_FF_FFn;

/** The value modulo 2^64, as registers and address arithmetic wrap. */
export const wrap64 = (value: bigint): bigint => value & allOnes;

/** Whether bits 63:47 are all equal. */
export const isCanonical = (address: bigint): boolean => {
	const high = address >> 47n;
	return high === 0n || high === 0x1_FF_FFn;
};

/** What a supervisor access finds at an address. */
export const pageAccess = {
	writable: 0,
	notPresent: 1,
	/** Present, but a write faults. */
	readOnly: 2,
} as const;

export type PageAccess = (typeof pageAccess)[keyof typeof pageAccess];

/** Looks an address up; it is canonical. */
export type Paging = (address: bigint) => PageAccess;

/** A fault met while pushing or popping. `address` is where; for #SS and #GP it is 0. */
export type StackFault = {
	readonly vector: number;
	readonly errorCode: bigint;
	readonly address: bigint;
};
