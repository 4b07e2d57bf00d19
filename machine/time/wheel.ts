import type {Arena} from '../arena.js';
import * as ticksModule from './ticks.js';

/*
Constants and functions of the hot loop stand in this module's own scope: V8 reads an import from its cell at each use, and folds a constant of the module itself into the code.
Worth an eighth of a burst's time.
*/
const {quantumBits} = ticksModule;

/** Slots of the first two levels; the third has twice as many, so that the wheel spans all 2^25 quanta. */
export const wheelSlots = 256;
const outerSlots = 512;

/** Place of the lowest bit of a word that is not 0. */
export const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

/**
A timing wheel of three levels over quanta of 8.192 us:

	near    256 slots of one quantum,       a list a CPU, sorted by (wake, thread)
	middle  256 slots of 256 quanta (2.1 ms), one unsorted list
	far     512 slots of 65,536 quanta (537 ms), one unsorted list

A thread sits in the nearest level whose block holds both its wake-up and now; blocks are taken apart when time enters them.
Only the near lists have an order, and it depends on nothing but the wake-ups themselves, so the order of insertions cannot matter.
Slots of one quantum lie side by side for all CPUs, with a bit a CPU that has anybody in its list, and a bit a slot that is not empty: an idle box is mostly gaps.
*/
export class TimingWheel {
	/** First thread by [slot * cpus + cpu], -1: none. */
	readonly near: Int32Array;
	/** Bits of the CPUs with anybody in a near slot: word [slot * cpuWords + cpu / 32], bit cpu % 32. */
	readonly nearCpus: Int32Array;
	/** Words of such bits a slot. */
	readonly cpuWords: number;
	/** Bits of the near slots with anybody in them. */
	readonly #nearSlots: Int32Array;
	readonly #middle: Int32Array;
	readonly #far: Int32Array;

	constructor(arena: Arena, readonly cpus: number, readonly hot: Int32Array) {
		this.near = arena.int32(wheelSlots * cpus);
		this.cpuWords = (cpus + 31) >>> 5;
		this.nearCpus = arena.int32(wheelSlots * this.cpuWords);
		this.#nearSlots = arena.int32(wheelSlots >>> 5);
		this.#middle = arena.int32(wheelSlots);
		this.#far = arena.int32(outerSlots);
	}

	clear(): void {
		this.near.fill(-1);
		this.nearCpus.fill(0);
		this.#nearSlots.fill(0);
		this.#middle.fill(-1);
		this.#far.fill(-1);
	}

	/** Files thread `thread` of CPU `cpu` under its wake-up, which is not before quantum `now` (25 bits). */
	insert(thread: number, cpu: number, now: number): void {
		const {hot} = this;
		const wake = hot[thread * 4];
		const quantum = wake >>> quantumBits;
		const apart = quantum ^ now;
		if (apart >>> 8 === 0) {
			const slot = quantum & 255;
			this.nearCpus[slot * this.cpuWords + (cpu >>> 5)] |= 1 << (cpu & 31);
			this.#nearSlots[slot >>> 5] |= 1 << (slot & 31);
			this.#insertSorted(slot * this.cpus + cpu, thread, wake);
		} else if (apart >>> 16 === 0) {
			const slot = (quantum >>> 8) & 255;
			hot[thread * 4 + 1] = this.#middle[slot];
			this.#middle[slot] = thread;
		} else {
			const slot = quantum >>> 16;
			hot[thread * 4 + 1] = this.#far[slot];
			this.#far[slot] = thread;
		}
	}

	/** The first near slot from `slot` on with anybody in it, or the number of slots. */
	nextBusySlot(slot: number): number {
		let word = slot >>> 5;
		let bits = this.#nearSlots[word] & (-1 << (slot & 31));
		while (bits === 0) {
			word++;
			if (word === wheelSlots >>> 5) {
				return wheelSlots;
			}

			bits = this.#nearSlots[word];
		}

		return (word << 5) + lowestBit(bits);
	}

	/** Notes that nobody of `cpu` is left in near slot `slot`. */
	leftBy(slot: number, cpu: number): void {
		this.nearCpus[slot * this.cpuWords + (cpu >>> 5)] &= ~(1 << (cpu & 31));
	}

	/** Notes that near slot `slot` is empty, if it is. */
	settle(slot: number): void {
		const first = slot * this.cpuWords;
		for (let word = first; word < first + this.cpuWords; word++) {
			if (this.nearCpus[word] !== 0) {
				return;
			}
		}

		this.#nearSlots[slot >>> 5] &= ~(1 << (slot & 31));
	}

	/** Takes apart the blocks that begin with quantum `now`; `cpuOf` gives a thread's CPU. */
	enterBlock(now: number, cpuOf: (thread: number) => number): void {
		if ((now & 0xFF_FF) === 0) {
			this.#takeApart(this.#far, now >>> 16, now, cpuOf);
		}

		this.#takeApart(this.#middle, (now >>> 8) & 255, now, cpuOf);
	}

	/** Tick (low 7 bits counted) of the earliest wake-up in near slot `slot`, as the low bits of a tick; the slot is not empty. */
	earliest(slot: number): number {
		let best = 1 << quantumBits;
		for (let cpu = 0; cpu < this.cpus; cpu++) {
			const thread = this.near[slot * this.cpus + cpu];
			if (thread >= 0) {
				best = Math.min(best, this.hot[thread * 4] & ((1 << quantumBits) - 1));
			}
		}

		return best;
	}

	#takeApart(heads: Int32Array, slot: number, now: number, cpuOf: (thread: number) => number): void {
		let thread = heads[slot];
		heads[slot] = -1;
		while (thread >= 0) {
			const next = this.hot[thread * 4 + 1];
			this.insert(thread, cpuOf(thread), now);
			thread = next;
		}
	}

	#insertSorted(head: number, thread: number, wake: number): void {
		const {hot, near} = this;
		const key = wake & ((1 << quantumBits) - 1);
		let at = near[head];
		let before = -1;
		while (at >= 0) {
			const other = hot[at * 4] & ((1 << quantumBits) - 1);
			if (other > key || (other === key && at > thread)) {
				break;
			}

			before = at;
			at = hot[at * 4 + 1];
		}

		hot[thread * 4 + 1] = at;
		if (before < 0) {
			near[head] = thread;
		} else {
			hot[before * 4 + 1] = thread;
		}
	}
}
