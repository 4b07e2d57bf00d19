/*
Numbers of the layout that both languages of the machine know: TypeScript, and the AssemblyScript of `inner-loop/`.
Nothing but plain constants may stand here, as this file goes through both compilers.
*/

/** Fields of a thread's record; see `threads.ts`. */
export const classMask = 63;
export const cpuShift = 6;
export const cpuMask = 511;
export const limitShift = 15;
export const limitMask = 15;
export const aliveBit = 1 << 19;
export const silentBit = 1 << 20;
export const noticedBit = 1 << 21;
export const scannedBit = 1 << 22;
export const placedBit = 1 << 23;
export const markMask = 8191;
export const pathShift = 13;
export const lifeMask = 0xF_FF_FF;
export const generationShift = 20;

/** Ticks in a quantum, the model's smallest latency between CPUs, and their binary logarithm; see `time/ticks.ts`. */
export const quantumBits = 7;
export const quantumTicks = 1 << quantumBits;

/** Slots of the wheel's first two levels; the third has twice as many, so that the wheel spans all 2^25 quanta. See `time/wheel.ts`. */
export const wheelSlots = 256;
export const outerSlots = 512;
/** Lists in each slot of the outer levels, a thread's by the low bits of its number: they are taken apart side by side, so that the wait for one thread's record overlaps with those of others. */
export const outerLists = 4;

/** Depths are kept in units of 8 bytes: every frame is a multiple of 8, and 64 KiB fit into 13 bits. */
export const depthUnitBytes = 8;
export const pageBytes = 4096;
/** Depth units in a page, and its binary logarithm. */
export const pageUnits = 512;
export const pageUnitBits = 9;

/**
The random offset that a system call adds below its entry frame: 16 * (0 to 63) bytes.
Source: measured on 6.1 and 6.12, do_syscall_64's frame grows by 0 to 1008 bytes.
*/
export const offsetChoices = 64;
export const offsetUnitStep = 2;
export const offsetUnitsMax = (offsetChoices - 1) * offsetUnitStep;

/** Slots of a table from which a weighted choice is drawn with one lookup. */
export const slotCount = 1024;

/** Hazard budgets, one a purpose and CPU: an exponential that events eat up until the next one happens. */
export const budgets = 4;
/** Purposes: of the budgets, and of the random streams, so that a draw more for one shifts no other. */
export const faultStream = 0;
export const interruptStream = 1;
export const nmiStream = 2;
export const rareStream = 3;

/** Bits of a page count less one in a packed word; see `mapped` in `threads.ts`. */
export const pageCountBits = 4;

/** Events that each CPU remembers, a power of two, and the doubles of each; see `event-ring.ts`. */
export const ringDepth = 16;
export const ringFields = 4;

/** CPUs tell each other how much they have taken on every 16 quanta (131 us): the scheduler's own picture is not newer either. */
export const picturePeriod = 16;
