import {compareBy, type Digit} from './thread-order.js';

/** So few are sorted by comparing them: counting would touch more buckets than threads. */
const few = 512;

/**
Threads `from` to `until` (exclusive) of `threads` in the order of the digits.
Buckets of a digit that lie beside the window are counted and never sorted, so that a page out of a million costs two passes over a column;
those that meet it are sorted by the digits that follow.
*/
export const selectWindow = (threads: Int32Array, order: readonly Digit[], from: number, until: number): Int32Array => {
	const end = Math.min(until, threads.length);
	if (from >= end) {
		return new Int32Array(0);
	}

	if (threads.length <= few || order.length === 0) {
		return threads.slice().sort((a, b) => compareBy(order, a, b)).subarray(from, end);
	}

	const [{size, of}, ...rest] = order;
	const starts = new Int32Array(size + 1);
	for (const thread of threads) {
		starts[of(thread) + 1]++;
	}

	for (let bucket = 0; bucket < size; bucket++) {
		starts[bucket + 1] += starts[bucket];
	}

	let first = 0;
	while (starts[first + 1] <= from) {
		first++;
	}

	let last = first;
	while (starts[last + 1] < end) {
		last++;
	}

	if (starts[first] === 0 && starts[first + 1] === threads.length) {
		return selectWindow(threads, rest, from, end); // All of them are equal in this digit
	}

	const base = starts[first];
	const near = new Int32Array(starts[last + 1] - base);
	const next = starts.slice(first, last + 1);
	for (const thread of threads) {
		const bucket = of(thread);
		if (bucket >= first && bucket <= last) {
			near[next[bucket - first]++ - base] = thread;
		}
	}

	const window = new Int32Array(end - from);
	for (let bucket = first; bucket <= last; bucket++) {
		const [begin, finish] = [starts[bucket], starts[bucket + 1]];
		if (finish > begin) {
			const wanted = selectWindow(near.subarray(begin - base, finish - base), rest, Math.max(0, from - begin), end - begin);
			window.set(wanted, Math.max(0, begin - from));
		}
	}

	return window;
};
