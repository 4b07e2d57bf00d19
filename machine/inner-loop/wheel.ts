import {outerLists, outerSlots, quantumBits, quantumTicks, wheelSlots} from '../layout';
import {cpus, cpuWords, far, hot, middle, near, nearCpus, nearSlots} from './box';
import {Int32s} from './columns';
import {cpuOf} from './place';

/* The timing wheel; `../time/wheel.ts` tells how it works. */

const quantumMask = quantumTicks - 1;

/** Address of entry `index` of a column: links of lists are followed by address, so that the head and the links between threads are one case. */
@inline
function addressOf(column: Int32s, index: i32): usize {
	return changetype<usize>(column) + (<usize>index << 2);
}

/** Address of the link from `thread` to the next in its list. */
@inline
function linkOf(thread: i32): usize {
	return addressOf(hot, (thread << 2) + 1);
}

@inline
function insertSorted(head: usize, thread: i32, wake: i32): void {
	const key = wake & quantumMask;
	let link = head;
	let other = load<i32>(link);
	while (other >= 0) {
		const otherKey = hot[other << 2] & quantumMask;
		if (otherKey > key || (otherKey == key && other > thread)) {
			break;
		}

		link = linkOf(other);
		other = load<i32>(link);
	}

	store<i32>(linkOf(thread), other);
	store<i32>(link, thread);
}

/** Files a thread of CPU `cpu` under its wake-up, which is not before quantum `now` (25 bits). */
export function insert(thread: i32, cpu: i32, now: i32): void {
	const wake = hot[thread << 2];
	const quantum = wake >>> quantumBits;
	const apart = quantum ^ now;
	if (apart >>> 8 == 0) {
		const slot = quantum & 255;
		nearCpus[slot * cpuWords + (cpu >>> 5)] |= 1 << (cpu & 31);
		nearSlots[slot >>> 5] |= 1 << (slot & 31);
		insertSorted(addressOf(near, slot * cpus + cpu), thread, wake);
		return;
	}

	const list = thread & (outerLists - 1);
	const head = apart >>> 16 == 0 ? addressOf(middle, ((quantum >>> 8) & 255) * outerLists + list) : addressOf(far, (quantum >>> 16) * outerLists + list);
	store<i32>(linkOf(thread), load<i32>(head));
	store<i32>(head, thread);
}

/** Files a thread that was taken out of a list; gives the next in that list. */
@inline
function refile(thread: i32, now: i32): i32 {
	const next = load<i32>(linkOf(thread));
	insert(thread, cpuOf(hot[(thread << 2) + 2]), now);
	return next;
}

/** Takes the four lists of a slot apart side by side. */
function takeApart(heads: usize, now: i32): void {
	let a = load<i32>(heads);
	let b = load<i32>(heads + 4);
	let c = load<i32>(heads + 8);
	let d = load<i32>(heads + 12);
	memory.fill(heads, 0xFF, outerLists << 2);
	// As long as none has come to its end; then one after the other
	while ((a | b | c | d) >= 0) {
		a = refile(a, now);
		b = refile(b, now);
		c = refile(c, now);
		d = refile(d, now);
	}

	takeRest(a, now);
	takeRest(b, now);
	takeRest(c, now);
	takeRest(d, now);
}

function takeRest(first: i32, now: i32): void {
	let thread = first;
	while (thread >= 0) {
		thread = refile(thread, now);
	}
}

/** Takes apart the blocks that begin with quantum `now`. */
export function enterBlock(now: i32): void {
	if ((now & 0xFF_FF) == 0) {
		takeApart(addressOf(far, (now >>> 16) * outerLists), now);
	}

	takeApart(addressOf(middle, ((now >>> 8) & 255) * outerLists), now);
}

/** Leaves nobody in the wheel. */
export function clear(): void {
	memory.fill(changetype<usize>(near), 0xFF, <usize>(wheelSlots * cpus) << 2);
	memory.fill(changetype<usize>(nearCpus), 0, <usize>(wheelSlots * cpuWords) << 2);
	memory.fill(changetype<usize>(nearSlots), 0, wheelSlots >>> 3);
	memory.fill(changetype<usize>(middle), 0xFF, (wheelSlots * outerLists) << 2);
	memory.fill(changetype<usize>(far), 0xFF, (outerSlots * outerLists) << 2);
}

/** The first near slot from `slot` on with anybody in it, or the number of slots. */
export function nextBusySlot(slot: i32): i32 {
	let word = slot >>> 5;
	let bits = nearSlots[word] & (-1 << (slot & 31));
	while (bits == 0) {
		word++;
		if (word == wheelSlots >>> 5) {
			return wheelSlots;
		}

		bits = nearSlots[word];
	}

	return (word << 5) + ctz(bits);
}

/** Notes that nobody of `cpu` is left in near slot `slot`. */
export function leftBy(slot: i32, cpu: i32): void {
	nearCpus[slot * cpuWords + (cpu >>> 5)] &= ~(1 << (cpu & 31));
}

/** Notes that near slot `slot` is empty, if it is. */
export function settle(slot: i32): void {
	const first = slot * cpuWords;
	for (let word = first; word < first + cpuWords; word++) {
		if (nearCpus[word] != 0) {
			return;
		}
	}

	nearSlots[slot >>> 5] &= ~(1 << (slot & 31));
}

/** Tick (low 7 bits counted) of the earliest wake-up in near slot `slot`, which is not empty. */
export function earliest(slot: i32): i32 {
	let best = quantumTicks;
	for (let cpu = 0; cpu < cpus; cpu++) {
		const thread = near[slot * cpus + cpu];
		if (thread >= 0) {
			best = min(best, hot[thread << 2] & quantumMask);
		}
	}

	return best;
}
