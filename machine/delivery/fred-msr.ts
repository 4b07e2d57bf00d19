/**
The FRED model-specific registers: numbers, layout, and what WRMSR refuses.
Sources: Intel SDM vol. 3 and 4 (IA32_FRED_*); Linux KVM, `__kvm_set_msr`, for the refusals.
*/
import {isCanonical} from './address.js';
import {type EventType, eventTypes} from './event.js';

/** What FRED keeps per CPU. CSL is not here but in the context, although hardware shows it in CONFIG[1:0]. */
export type FredMsrs = {
	/** IA32_FRED_RSP0 to RSP3: stack tops, 64-byte aligned and canonical. */
	readonly rsp: readonly [bigint, bigint, bigint, bigint];
	/** IA32_FRED_STKLVLS: 2 bits a vector, 0 to 31. */
	readonly stklvls: bigint;
	/** IA32_FRED_CONFIG. */
	readonly config: bigint;
	/** IA32_STAR: bits 47:32 give CS and SS of ring 0 (SS is 8 more), bits 63:48 those of ring 3. */
	readonly star: bigint;
};

/** Register numbers. IA32_FRED_SSP0 is IA32_PL0_SSP. */
export const fredMsrNumbers = {
	rsp0: 0x1_CC,
	rsp1: 0x1_CD,
	rsp2: 0x1_CE,
	rsp3: 0x1_CF,
	stklvls: 0x1_D0,
	ssp1: 0x1_D1,
	ssp2: 0x1_D2,
	ssp3: 0x1_D3,
	config: 0x1_D4,
	ssp0: 0x6_A4,
} as const;

/** Bits 2, 5:4 and 11 of IA32_FRED_CONFIG. */
const configReserved = 0x8_34n;

/** Why a WRMSR is refused with #GP(0), in words; undefined when it is accepted. */
export const fredMsrProblem = (number: number, value: bigint): string | undefined => {
	const {rsp0, rsp3, stklvls, config, ssp0} = fredMsrNumbers;
	if (!isFredMsr(number)) {
		throw new RangeError(`0x${number.toString(16)} is not a FRED register`);
	}

	if (number === stklvls) {
		return undefined;
	}

	if (!isCanonical(value)) {
		return 'not a canonical address';
	}

	if (number === config) {
		return (value & configReserved) === 0n ? undefined : `reserved bits set (0x${(value & configReserved).toString(16)})`;
	}

	// IA32_PL0_SSP is a register of its own: 4 bytes, as KVM checks it
	const alignment = number >= rsp0 && number <= rsp3 ? 64n : (number === ssp0 ? 4n : 8n);
	return value % alignment === 0n ? undefined : `not ${alignment}-byte aligned`;
};

export const isFredMsr = (number: number): boolean => (Object.values(fredMsrNumbers) as number[]).includes(number);

/** CONFIG[1:0]: the current stack level as software reads it. */
export const configStackLevel = (config: bigint): number => Number(config & 3n);

/** CONFIG[8:6] in bytes, 0 to 448: skipped below RSP when an event keeps the stack. */
export const redZoneBytes = (config: bigint): bigint => config & 0x1_C0n;

/** CONFIG[10:9]: stack level of maskable interrupts that arrive in ring 0. */
export const interruptStackLevel = (config: bigint): number => Number((config >> 9n) & 3n);

/** The 4 KiB entry page: events of ring 3 enter at its start, events of ring 0 256 bytes into it. */
export const entryPage = (config: bigint): bigint => config & ~0xF_FFn;

/** The level that the registers give an event of its own: 0 to 3. */
export const ownStackLevel = (msrs: FredMsrs, vector: number, type: EventType): number => {
	switch (type) {
		case eventTypes.interrupt: {
			return interruptStackLevel(msrs.config);
		}

		case eventTypes.softwareInterrupt:
		case eventTypes.other: {
			return 0;
		}

		case eventTypes.nmi:
		case eventTypes.exception:
		case eventTypes.privilegedSoftwareException:
		case eventTypes.softwareException: {
			return Number((msrs.stklvls >> BigInt(2 * vector)) & 3n);
		}
	}
};

/** Selectors that an event of ring 3 loads. */
export const ring0Selectors = (star: bigint): {cs: number; ss: number} => {
	const base = Number((star >> 32n) & 0xFF_FCn);
	return {cs: base, ss: (base + 8) & 0xFF_FF};
};
