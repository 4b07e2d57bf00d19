import type {Arena} from '../arena.js';
import {outerLists, outerSlots, wheelSlots} from '../layout.js';

/**
A timing wheel of three levels over quanta of 8.192 us:

	near    256 slots of one quantum,       a list a CPU, sorted by (wake, thread)
	middle  256 slots of 256 quanta (2.1 ms), one unsorted list
	far     512 slots of 65,536 quanta (537 ms), one unsorted list

A thread sits in the nearest level whose block holds both its wake-up and now; blocks are taken apart when time enters them.
Only the near lists have an order, and it depends on nothing but the wake-ups themselves, so the order of insertions cannot matter.
Slots of one quantum lie side by side for all CPUs, with a bit a CPU that has anybody in its list, and a bit a slot that is not empty: an idle box is mostly gaps.

This is its state: heads of lists, -1 where there is nobody, and bits that tell which are not empty. It is turned by `inner-loop/wheel.ts`.
*/
export type TimingWheel = {
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
export const wordsOf = (cpus: number): number => (cpus + 31) >>> 5;

export const cutWheel = (arena: Arena, cpus: number): TimingWheel => ({
	near: arena.int32(wheelSlots * cpus),
	nearCpus: arena.int32(wheelSlots * wordsOf(cpus)),
	nearSlots: arena.int32(wheelSlots >>> 5),
	middle: arena.int32(wheelSlots * outerLists),
	far: arena.int32(outerSlots * outerLists),
});
