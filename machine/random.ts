/**
Random numbers without state in the threads, and the logarithm they need, from operations that are the same on every engine.

Draws of a thread are keyed by (seed, thread, moment it woke), so they depend neither on the order in which CPUs are advanced nor on how many policies run,
and a draw that cannot matter may be left out without shifting any other.
Draws of a CPU (interrupts, faults) come from small generators of their own, one a purpose.
*/

import {slotCount} from './layout.js';

/** A 32-bit integer hash with low bias (two multiplications, three shifts). */
export const hash32 = (value: number): number => {
	let x = value | 0;
	x = Math.imul(x ^ (x >>> 16), 0x7F_EB_35_2D);
	x = Math.imul(x ^ (x >>> 15), 0x84_6C_A6_8B);
	return x ^ (x >>> 16);
};

/** A key for draws that must not depend on the order of things: mixes up to four integers. */
export const hashKey = (a: number, b: number, c = 0, d = 0): number =>
	hash32(hash32(hash32(hash32(a) ^ b) + Math.imul(c, 0x9E_37_79_B9)) ^ Math.imul(d, 0x85_EB_CA_6B));

/** Entries of the logarithm table, over [1, 2). */
const logSteps = 1024;
/** Fixed point of exponential draws: 2^20 stands for 1. */
export const expOne = 1 << 20;

/** The natural logarithm from additions, multiplications and divisions only (atanh series), equal on every engine. `x` > 0. */
export const naturalLog = (x: number): number => {
	if (!(x > 0 && x < Number.POSITIVE_INFINITY)) {
		throw new RangeError(`no logarithm of ${x}`);
	}

	let mantissa = x;
	let powers = 0;
	while (mantissa >= 1.5) {
		mantissa /= 2;
		powers++;
	}

	while (mantissa < 0.75) {
		mantissa *= 2;
		powers--;
	}

	const y = (mantissa - 1) / (mantissa + 1);
	const square = y * y;
	let term = y;
	let sum = 0;
	for (let n = 1; n < 60; n += 2) {
		sum += term / n;
		term *= square;
	}

	return 2 * sum + powers * 0.693_147_180_559_945_3;
};

/** Q20 of ln 2. */
export const ln2 = Math.round(0.693_147_180_559_945_3 * expOne);

/** By i: ln(1 + i/1024) in Q20. */
export const logTable = Int32Array.from({length: logSteps + 1}, (_, i) => Math.round(naturalLog(1 + i / logSteps) * expOne));

/**
An exponential draw of mean 1 in Q20 from 32 uniform bits: -ln(u), by counting leading zeros and a table.
Error against the exact logarithm below 2e-6; range 0 to about 24 million.
*/
export const exponential = (bits: number): number => {
	const zeros = Math.clz32(bits);
	const fraction = zeros < 31 ? bits << (zeros + 1) : 0;
	const index = fraction >>> 22;
	const low = logTable[index];
	return Math.imul(zeros + 1, ln2) - low - ((Math.imul(logTable[index + 1] - low, (fraction >>> 6) & 0xFF_FF)) >> 16);
};

/**
Spreads weights over `slotCount` slots by largest remainder: `slots[bits & 1023]` is then a draw with these weights, exact to 1/1024.
Throws a RangeError when no weight is positive.
*/
export const spreadWeights = (weights: readonly number[]): Uint16Array => {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	if (!(total > 0)) {
		throw new RangeError('weights must add up to more than 0');
	}

	const exact = weights.map(weight => weight / total * slotCount);
	const counts = exact.map(share => Math.floor(share));
	const left = slotCount - counts.reduce((sum, count) => sum + count, 0);
	const byRemainder = exact.map((share, index) => ({index, remainder: share - Math.floor(share)}));
	byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
	for (const {index} of byRemainder.slice(0, left)) {
		counts[index]++;
	}

	const slots = new Uint16Array(slotCount);
	let slot = 0;
	for (const [index, count] of counts.entries()) {
		slots.fill(index, slot, slot + count);
		slot += count;
	}

	return slots;
};

/**
Many small generators (xoroshiro64**), one a (purpose, CPU), with their state in one array of int32 pairs.
Period 2^64 - 1 each.
*/
export class Streams {
	constructor(readonly state: Int32Array) {}

	/** Starts every stream from `seed`; no two streams are alike. */
	seed(seed: number): void {
		for (let i = 0; i < this.state.length; i += 2) {
			this.state[i] = hashKey(seed, i, 1);
			this.state[i + 1] = hashKey(seed, i, 2) | 1; // Never both zero
		}
	}

	/** 32 fresh bits of stream `stream`, as an int32. */
	bits(stream: number): number {
		const {state} = this;
		const i = stream * 2;
		let s0 = state[i];
		let s1 = state[i + 1];
		const product = Math.imul(s0, 0x9E_37_79_BB);
		const result = Math.imul((product << 5) | (product >>> 27), 5);
		s1 ^= s0;
		s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
		s1 = (s1 << 13) | (s1 >>> 19);
		state[i] = s0;
		state[i + 1] = s1;
		return result;
	}
}
