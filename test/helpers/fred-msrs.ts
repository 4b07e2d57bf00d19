import type {FredMsrs} from '../../machine/index.js';

/** Levels by vector, and the fields of CONFIG. */
export type Levels = {readonly interrupts?: number; readonly redZone?: number; readonly csl?: number; readonly byVector: Readonly<Record<number, number>>};

/** As Linux sets them. */
export const linux = {
	1: 1, 2: 2, 8: 3, 18: 2,
};

/** The registers that say so. */
export const msrs = ({interrupts = 0, redZone = 1, csl = 0, byVector}: Levels): FredMsrs => ({
	stklvls: Object.entries(byVector).reduce((bits, [vector, level]) => bits | (BigInt(level) << BigInt(2 * Number(vector))), 0n),
	config: BigInt((interrupts << 9) | (redZone << 6) | csl) + 0xFF_FF_FF_FF_81_00_00_00n,
	rsp: [0n, 0n, 0n, 0n],
	star: 0n,
});
