import type {Arena} from '../arena.js';
import * as ticksModule from './ticks.js';

// In this module's own scope, as in `../workload/burst.js`
const {quantumBits} = ticksModule;
const quantumMask = (1 << quantumBits) - 1;

/** Slots of the first two levels; the third has twice as many, so that the wheel spans all 2^25 quanta. */
export const wheelSlots = 256;
const outerSlots = 512;

/** Place of the lowest bit of a word that is not 0. */
export const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** The state of a wheel: heads of lists, -1 where there is nobody, and bits that tell which are not empty. */
export type WheelSlots = {
	/** First thread by [slot * cpus + cpu]. */
	readonly near: Int32Array;
	/** Bits of the CPUs with anybody in a near slot: word [slot * cpuWords + cpu / 32], bit cpu % 32. */
	readonly nearCpus: Int32Array;
	/** Bits of the near slots with anybody in them. */
	readonly nearSlots: Int32Array;
	readonly middle: Int32Array;
	readonly far: Int32Array;
};

/** Words with a bit for each of `cpus`. */
const wordsOf = (cpus: number): number => (cpus + 31) >>> 5;

export const cutWheel = (arena: Arena, cpus: number): WheelSlots => ({
	near: arena.int32(wheelSlots * cpus),
	nearCpus: arena.int32(wheelSlots * wordsOf(cpus)),
	nearSlots: arena.int32(wheelSlots >>> 5),
	middle: arena.int32(wheelSlots),
	far: arena.int32(outerSlots),
});

/**
A timing wheel of three levels over quanta of 8.192 us:

	near    256 slots of one quantum,       a list a CPU, sorted by (wake, thread)
	middle  256 slots of 256 quanta (2.1 ms), one unsorted list
	far     512 slots of 65,536 quanta (537 ms), one unsorted list

A thread sits in the nearest level whose block holds both its wake-up and now; blocks are taken apart when time enters them.
Only the near lists have an order, and it depends on nothing but the wake-ups themselves, so the order of insertions cannot matter.
Slots of one quantum lie side by side for all CPUs, with a bit a CPU that has anybody in its list, and a bit a slot that is not empty: an idle box is mostly gaps.
*/
export type TimingWheel = Readonly<WheelSlots> & {
	/** Words of `nearCpus` a slot. */
	readonly cpuWords: number;
	clear(): void;
	/** Files thread `thread` of CPU `cpu` under its wake-up, which is not before quantum `now` (25 bits). */
	insert(thread: number, cpu: number, now: number): void;
	/** The first near slot from `slot` on with anybody in it, or the number of slots. */
	nextBusySlot(slot: number): number;
	/** Notes that nobody of `cpu` is left in near slot `slot`. */
	leftBy(slot: number, cpu: number): void;
	/** Notes that near slot `slot` is empty, if it is. */
	settle(slot: number): void;
	/** Takes apart the blocks that begin with quantum `now`; `cpuOf` gives a thread's CPU. */
	enterBlock(now: number, cpuOf: (thread: number) => number): void;
	/** Tick (low 7 bits counted) of the earliest wake-up in near slot `slot`, as the low bits of a tick; the slot is not empty. */
	earliest(slot: number): number;
};

/** The wheel on its state; `hot` are the records of the threads that it files. */
export const createWheel = ({near, nearCpus, nearSlots, middle, far}: WheelSlots, cpus: number, hot: Int32Array): TimingWheel => {
	const cpuWords = wordsOf(cpus);

	const insertSorted = (head: number, thread: number, wake: number): void => {
		const key = wake & quantumMask;
		let at = near[head];
		let before = -1;
		while (at >= 0) {
			const other = hot[at << 2] & quantumMask;
			if (other > key || (other === key && at > thread)) {
				break;
			}

			before = at;
			at = hot[(at << 2) + 1];
		}

		hot[(thread << 2) + 1] = at;
		if (before < 0) {
			near[head] = thread;
		} else {
			hot[(before << 2) + 1] = thread;
		}
	};

	const insert = (thread: number, cpu: number, now: number): void => {
		const wake = hot[thread << 2];
		const quantum = wake >>> quantumBits;
		const apart = quantum ^ now;
		if (apart >>> 8 === 0) {
			const slot = quantum & 255;
			nearCpus[slot * cpuWords + (cpu >>> 5)] |= 1 << (cpu & 31);
			nearSlots[slot >>> 5] |= 1 << (slot & 31);
			insertSorted(slot * cpus + cpu, thread, wake);
		} else if (apart >>> 16 === 0) {
			const slot = (quantum >>> 8) & 255;
			hot[(thread << 2) + 1] = middle[slot];
			middle[slot] = thread;
		} else {
			const slot = quantum >>> 16;
			hot[(thread << 2) + 1] = far[slot];
			far[slot] = thread;
		}
	};

	const takeApart = (heads: Int32Array, slot: number, now: number, cpuOf: (thread: number) => number): void => {
		let thread = heads[slot];
		heads[slot] = -1;
		while (thread >= 0) {
			const next = hot[(thread << 2) + 1];
			insert(thread, cpuOf(thread), now);
			thread = next;
		}
	};

	return {
		near, nearCpus, nearSlots, middle, far, cpuWords, insert,

		clear() {
			near.fill(-1);
			nearCpus.fill(0);
			nearSlots.fill(0);
			middle.fill(-1);
			far.fill(-1);
		},

		nextBusySlot(slot) {
			let word = slot >>> 5;
			let bits = nearSlots[word] & (-1 << (slot & 31));
			while (bits === 0) {
				word++;
				if (word === wheelSlots >>> 5) {
					return wheelSlots;
				}

				bits = nearSlots[word];
			}

			return (word << 5) + lowestBit(bits);
		},

		leftBy(slot, cpu) {
			nearCpus[slot * cpuWords + (cpu >>> 5)] &= ~(1 << (cpu & 31));
		},

		settle(slot) {
			const first = slot * cpuWords;
			for (let word = first; word < first + cpuWords; word++) {
				if (nearCpus[word] !== 0) {
					return;
				}
			}

			nearSlots[slot >>> 5] &= ~(1 << (slot & 31));
		},

		enterBlock(now, cpuOf) {
			if ((now & 0xFF_FF) === 0) {
				takeApart(far, now >>> 16, now, cpuOf);
			}

			takeApart(middle, (now >>> 8) & 255, now, cpuOf);
		},

		earliest(slot) {
			let best = 1 << quantumBits;
			for (let cpu = 0; cpu < cpus; cpu++) {
				const thread = near[slot * cpus + cpu];
				if (thread >= 0) {
					best = Math.min(best, hot[thread << 2] & quantumMask);
				}
			}

			return best;
		},
	};
};
