import {hashKey} from '../../machine/index.js';
import {knotPercents, type DepthClasses} from './model.js';

/** Most that the random offset of a system call takes, bytes, and its step. */
export const largestOffsetBytes = 1008;
const offsetSteps = 64;
const offsetStepBytes = 16;
/** What do_syscall_64 takes more as soon as offsets are on: its frame is 24 bytes without and up to 1056 with one (stack tracer, 6.1). */
export const offsetFrameBytes = 24;

/** Draws that depend on nothing but a key: the same everywhere, in any order. */
export class Draws {
	#key = 0;
	#count = 0;

	/** Starts the draws of one thread, or of whatever `a`, `b` and `c` name. */
	start(a: number, b: number, c = 0): void {
		this.#key = hashKey(a, b, c);
		this.#count = 0;
	}

	/** 32 bits. */
	bits(): number {
		return hashKey(this.#key, this.#count++) >>> 0;
	}

	/** From 0 to below 1. */
	share(): number {
		return this.bits() / 4_294_967_296;
	}

	/** About normal, mean 0 and standard deviation 1, never beyond 3: the sum of three uniform draws. */
	deviation(): number {
		return (this.share() + this.share() + this.share() - 1.5) * 2;
	}
}

/** The depth at a share (0 to 1) of fitted depths, on straight lines between the knots. */
export const depthAt = (bytes: readonly number[], share: number): number => {
	const percent = share * 100;
	let knot = 1;
	while (knot < knotPercents.length - 1 && percent > knotPercents[knot]!) {
		knot++;
	}

	const [low, high] = [knotPercents[knot - 1]!, knotPercents[knot]!];
	const part = Math.min(1, Math.max(0, (percent - low) / (high - low)));
	return bytes[knot - 1]! + (bytes[knot]! - bytes[knot - 1]!) * part;
};

/** What the random offsets of a thread's deep calls add to its deepest path, bytes. */
export const offsetOf = (draws: Draws, {deepest, near, belowBytes}: DepthClasses['lineages']['kernel']): number => {
	if (deepest + near === 0) {
		return 0;
	}

	let most = 0;
	for (let call = 0; call < deepest + near; call++) {
		const offset = (draws.bits() % offsetSteps) * offsetStepBytes - (call < deepest ? 0 : belowBytes);
		most = Math.max(most, offset);
	}

	return offsetFrameBytes + most;
};

/** The value below which a share of rising values lies, as the measured tables count it. */
export const quantileOf = (rising: ArrayLike<number>, share: number): number =>
	rising[Math.min(rising.length - 1, Math.floor(share * rising.length))]!;

/** Mean and variance of what random offsets add for a lineage, bytes. */
export const meanOffset = (lineage: DepthClasses['lineages']['kernel']): {mean: number; variance: number} => {
	const before = meanOffsets.get(lineage);
	if (before !== undefined) {
		return before;
	}

	const draws = new Draws();
	const count = 4000;
	let sum = 0;
	let squares = 0;
	for (let index = 0; index < count; index++) {
		draws.start(index, 78);
		const offset = offsetOf(draws, lineage);
		sum += offset;
		squares += offset * offset;
	}

	const found = {mean: sum / count, variance: squares / count - (sum / count) ** 2};
	meanOffsets.set(lineage, found);
	return found;
};

const meanOffsets = new WeakMap<DepthClasses['lineages']['kernel'], {mean: number; variance: number}>();
