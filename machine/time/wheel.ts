import type {Arena} from '../arena.js';
import {quantumBits} from './ticks.js';

/** Slots of the first two levels; the third has twice as many, so that the wheel spans all 2^25 quanta. */
export const wheelSlots = 256;
const outerSlots = 512;

/**
A timing wheel of three levels over quanta of 8.192 us:

	near    256 slots of one quantum,       a list a CPU, sorted by (wake, thread)
	middle  256 slots of 256 quanta (2.1 ms), one unsorted list
	far     512 slots of 65,536 quanta (537 ms), one unsorted list

A thread sits in the nearest level whose block holds both its wake-up and now; blocks are taken apart when time enters them.
Only the near lists have an order, and it depends on nothing but the wake-ups themselves, so the order of insertions cannot matter.
Slots of one quantum lie side by side for all CPUs: a quantum is a scan over consecutive words.
*/
export class TimingWheel {
	/** First thread by [slot * cpus + cpu], -1: none. */
	readonly near: Int32Array;
	/** Threads in each near slot, all CPUs. */
	readonly nearCount: Int32Array;
	readonly #middle: Int32Array;
	readonly #far: Int32Array;

	constructor(arena: Arena, readonly cpus: number, readonly hot: Int32Array) {
		this.near = arena.int32(wheelSlots * cpus);
		this.nearCount = arena.int32(wheelSlots);
		this.#middle = arena.int32(wheelSlots);
		this.#far = arena.int32(outerSlots);
	}

	clear(): void {
		this.near.fill(-1);
		this.nearCount.fill(0);
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
			this.nearCount[slot]++;
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
