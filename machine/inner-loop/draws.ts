import {budgets} from '../layout';
import {logarithms, ln2, streamState} from './box';

/* The draws of `../random.ts` once more; a test holds them equal. */

export function hash32(value: i32): i32 {
	let x = value;
	x = (x ^ (x >>> 16)) * 0x7F_EB_35_2D;
	x = (x ^ (x >>> 15)) * <i32>0x84_6C_A6_8B;
	return x ^ (x >>> 16);
}

/** `hashKey` of three integers, the fourth 0. */
export function hashKey(a: i32, b: i32, c: i32): i32 {
	return hash32(hash32(hash32(hash32(a) ^ b) + c * <i32>0x9E_37_79_B9));
}

/** An exponential draw of mean 1 in Q20 from 32 uniform bits. */
export function exponential(bits: i32): i32 {
	const zeros = clz(bits);
	const fraction = zeros < 31 ? bits << (zeros + 1) : 0;
	const index = fraction >>> 22;
	const low = logarithms[index];
	return (zeros + 1) * ln2 - low - (((logarithms[index + 1] - low) * ((fraction >>> 6) & 0xFF_FF)) >> 16);
}

/** The whole part of `x`, from 0 to 2^51, modulo 2^32: in the lowest bits once 2^52 is added. Takes a third of what a conversion with its checks does. */
@inline
export function wholePart(x: f64): i32 {
	return <i32>reinterpret<i64>(Math.floor(x) + 4_503_599_627_370_496);
}

/** One of `count` from 32 uniform bits. */
@inline
export function oneOf(count: i32, bits: i32): i32 {
	return <i32>((<u64><u32>bits * <u64>count) >> 32);
}

/** The output of a generator xoroshiro64** in state `s0`. */
@inline
export function scrambled(s0: i32): i32 {
	return rotl<i32>(s0 * <i32>0x9E_37_79_BB, 5) * 5;
}

/** 32 fresh bits of the stream of CPU `cpu` for one purpose. */
export function drawFrom(cpu: i32, purpose: i32): i32 {
	const at = (cpu * budgets + purpose) * 2;
	let s0 = streamState[at];
	let s1 = streamState[at + 1];
	const bits = scrambled(s0);
	s1 ^= s0;
	s0 = rotl<i32>(s0, 26) ^ s1 ^ (s1 << 9);
	streamState[at] = s0;
	streamState[at + 1] = rotl<i32>(s1, 13);
	return bits;
}
