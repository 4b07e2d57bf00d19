import type {Arena} from './arena.js';
import {tickNs} from './time/ticks.js';

/**
Every thread as a row of typed-array columns.

The hot record is 16 bytes, so that a wake-up touches one cache line:

	hot[4t + 0]  wake    int32   tick at which the thread wakes next (modulo 2^32)
	hot[4t + 1]  next    int32   next thread in the same slot of the timing wheel, -1 at the end
	hot[4t + 2]  place   bits 0-5 class · 6-14 CPU · 15-18 fewest pages less one over all policies that watch depth · 19 alive · 20 silent · 21 noticed · 22 scanned · 23 placed
	hot[4t + 3]  depth   bits 0-12 high-water mark in 8-byte units · 13-22 own deepest path

`silent` marks a wake-up that only continues a sleep longer than the wheel reaches; `noticed` a thread that some policy must look at when it comes back;
`scanned` a stack that was read from end to end, so that every page mapped then counts as used;
`placed` a thread that was sent to another CPU at this wake-up and goes no further.

	mapped[t]    4 bits a policy: the pages held, less the fewest that the policy knows (0 or 1)
	life[t]      bits 0-19 visits left to live (0: for ever) · 20-31 times this row was forked anew, modulo 4096
	born[t]      moment of its fork in units of 1024 ticks (65.5 us) since boot, modulo 2^32
	faults[p*rows + t]  bytes: stack faults taken under policy p since the fork, 255 stands for more

28 bytes a thread and one more a policy. Everything else about a thread (name, depth asleep, path) is derived from these and the seed when somebody looks.
`born` follows from the stream and keys what policies draw for a life; nothing acts on `faults`, they are there to be looked at. Neither stands in a digest.
*/
export type ThreadColumns = {
	readonly hot: Int32Array;
	readonly mapped: Int32Array;
	readonly life: Int32Array;
	readonly born: Int32Array;
	readonly faults: Uint8Array;
};

/** Ticks in a unit of `born`, and the nanoseconds they take. */
export const bornTicks = 1024;
export const bornNs = bornTicks * tickNs;
/** What `faults` holds of so many or more. */
export const manyFaults = 255;

export const cutThreads = (arena: Arena, rows: number, policies: number): ThreadColumns => ({
	hot: arena.int32(rows * 4),
	mapped: arena.int32(rows),
	life: arena.int32(rows),
	born: arena.int32(rows),
	faults: arena.uint8(rows * policies),
});
