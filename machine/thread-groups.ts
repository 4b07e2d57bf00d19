import type {ThreadGroup, ThreadGrouping, ThreadSort} from './details.js';
import {numberColumn, type Look} from './thread-columns.js';
import {cpuOf} from './thread-now.js';
import {classMask, depthUnitBytes} from './layout.js';

/** A group before it has its line. */
export type Gathered = Omit<ThreadGroup, 'line' | 'isOpen'> & {
	/** Its threads in the order of rows. */
	readonly members: Int32Array;
};

const stateNames = ['sleeping', 'running'] as const;

/** How threads are put together: the number of a thread's group, how many numbers there are, and what they are called. */
const groupingOf = ({world, running}: Look, by: ThreadGrouping): {readonly of: (thread: number) => number; readonly size: number; readonly name: (id: number) => string} => {
	switch (by) {
		case 'class': {
			const {classes} = world.tables;
			const {hot} = world.threads;
			return {of: thread => hot[thread * 4 + 2] & classMask, size: classes.length, name: id => classes[id].name};
		}

		case 'cpu': {
			return {of: thread => cpuOf(world, thread), size: world.cpus, name: id => `CPU ${id}`};
		}

		case 'state': {
			return {of: thread => running[thread], size: 2, name: id => stateNames[id]};
		}
	}
};

/** What groups are sorted by: a sum or the deepest where threads are sorted by such a figure, else by name or number. */
const rankBy: Partial<Record<ThreadSort, (group: Gathered) => number>> = {
	pages: ({pages}) => pages,
	faults: ({faults}) => faults,
	high: ({highWaterBytes}) => highWaterBytes,
	state: ({running}) => running,
};

const byName = (a: Gathered, b: Gathered): number => a.name < b.name ? -1 : Number(a.name > b.name);

const sorted = (groups: readonly Gathered[], {by, sort, descending}: {by: ThreadGrouping; sort: ThreadSort; descending: boolean}): Gathered[] => {
	const rank = rankBy[sort];
	const sign = descending ? -1 : 1;
	const natural = (a: Gathered, b: Gathered): number => by === 'class' ? byName(a, b) : a.id - b.id;
	// By a column that tells nothing of groups, their own order stays the same whichever way threads go
	return groups.toSorted((a, b) => rank === undefined ? natural(a, b) : sign * (rank(a) - rank(b)) || natural(a, b));
};

/** Puts threads together; gives the groups that have any, in the order of the list. */
export const gather = (look: Look, threads: Int32Array, how: {readonly by: ThreadGrouping; readonly sort: ThreadSort; readonly descending: boolean}): Gathered[] => {
	const {of, size, name} = groupingOf(look, how.by);
	const pagesOf = numberColumn(look, 'pages').of;
	const faultsOf = numberColumn(look, 'faults').of;
	const highOf = numberColumn(look, 'high').of;
	const starts = new Int32Array(size + 1);
	const [pages, faults, high, running] = Array.from({length: 4}, () => new Float64Array(size));
	for (const thread of threads) {
		const id = of(thread);
		starts[id + 1]++;
		pages[id] += pagesOf(thread);
		faults[id] += faultsOf(thread);
		high[id] = Math.max(high[id], highOf(thread));
		running[id] += look.running[thread];
	}

	for (let id = 0; id < size; id++) {
		starts[id + 1] += starts[id];
	}

	const placed = new Int32Array(threads.length);
	const next = starts.slice();
	for (const thread of threads) {
		placed[next[of(thread)]++] = thread;
	}

	const groups: Gathered[] = [];
	for (let id = 0; id < size; id++) {
		if (starts[id + 1] > starts[id]) {
			groups.push({
				id,
				name: name(id),
				threads: starts[id + 1] - starts[id],
				running: running[id],
				pages: pages[id],
				faults: faults[id],
				highWaterBytes: high[id] * depthUnitBytes,
				members: placed.subarray(starts[id], starts[id + 1]),
			});
		}
	}

	return sorted(groups, how);
};
