import type {ThreadPage, ThreadQuery, ThreadRow} from './details.js';
import {hashKey} from './random.js';
import {aliveBit, classMask, cpuMask, cpuShift, generationShift, markMask, pathShift} from './threads.js';
import {lowTicks} from './time/ticks.js';
import {depthUnitBytes, offsetUnitStep, pageCountBits} from './workload/tables.js';
import {scalar, type World} from './world.js';

/** Largest thread id of a 64-bit kernel, plus one (PID_MAX_LIMIT). */
const idLimit = 4_194_304;

/** Thread id of a row: another one for each life, unique among the living, used again as the kernel does when ids run out. */
export const threadId = (world: World, thread: number): number => {
	const lives = Math.max(1, Math.floor((idLimit - 1) / world.rows));
	return 1 + thread + (world.threads.life[thread] >>> generationShift) % lives * world.rows;
};

/** The row of a thread id. */
export const threadRow = (world: World, tid: number): number => (tid - 1) % world.rows;

/** Name of the thread in a row, as its class forms it: `%c` the CPU it started on, `%n` its number in the class. */
export const threadName = (world: World, thread: number): string => {
	const place = world.threads.hot[thread * 4 + 2];
	const item = place & classMask;
	const {first} = world.classRows[item];
	return world.tables.classes[item].comm
		.replaceAll('%c', () => String('perCpu' in world.tables.classes[item].count ? (thread - first) % world.cpus : (place >>> cpuShift) & cpuMask))
		.replaceAll('%n', () => String(thread - first));
};

/** Depth asleep in 8-byte units: the class's sleeping path, below the offset of the call it sleeps in. */
const sleepUnits = (world: World, thread: number): number => {
	const {hot} = world.threads;
	const item = hot[thread * 4 + 2] & classMask;
	const offset = hashKey(thread, hot[thread * 4], 0x51) & world.inForce.offsetMask[item];
	return world.tables.sleepDepth[item] + offset * offsetUnitStep;
};

const heldPages = (world: World, thread: number, policy: number): number =>
	((world.threads.mapped[thread] >>> (policy * pageCountBits)) & ((1 << pageCountBits) - 1)) + world.running[policy].books.fewest;

/** Pages mapped now: what it holds, or all of its address space while it runs under a policy that maps all. */
const mappedPages = (world: World, thread: number, policy: number): number => {
	const {mapsWhileRunning, sizePages} = world.running[policy].policy;
	return mapsWhileRunning === 'all' && isRunning(world, thread) ? sizePages : heldPages(world, thread, policy);
};

/** Whether a thread is on a CPU now. A thread that will wake elsewhere is filed there already, so its own CPU does not tell. */
export const isRunning = (world: World, thread: number): boolean => world.lastThread.some((last, cpu) => last === thread && isBusy(world, cpu));

/** Whether CPU `cpu` is working on its last thread now. */
export const isBusy = ({clock, scalars}: World, cpu: number): boolean => ((clock[cpu] - lowTicks(scalars[scalar.now])) | 0) > 0;

/** Largest sort key of each column, plus one. */
const keyLimit = 8192;

const sortKey = (world: World, thread: number, sort: ThreadQuery['sort']): number => {
	const {hot} = world.threads;
	switch (sort) {
		case 'high': {
			return hot[thread * 4 + 3] & markMask;
		}

		case 'pages': {
			return mappedPages(world, thread, world.asked[0]);
		}

		case 'sleep': {
			return Math.min(keyLimit - 1, sleepUnits(world, thread));
		}

		case 'cpu': {
			return (hot[thread * 4 + 2] >>> cpuShift) & cpuMask;
		}

		case 'tid': {
			return 0;
		}
	}
};

/** One thread as a row of the list. */
export const rowOf = (world: World, thread: number): ThreadRow => {
	const {hot} = world.threads;
	const place = hot[thread * 4 + 2];
	const cpu = (place >>> cpuShift) & cpuMask;
	return {
		tid: threadId(world, thread),
		comm: threadName(world, thread),
		className: world.tables.classes[place & classMask].name,
		cpu,
		state: isRunning(world, thread) ? 'R' : 'S',
		pages: world.asked.map(policy => mappedPages(world, thread, policy)),
		highWaterBytes: (hot[thread * 4 + 3] & markMask) * depthUnitBytes,
		sleepDepthBytes: sleepUnits(world, thread) * depthUnitBytes,
		deepPath: world.tables.paths[hot[thread * 4 + 3] >>> pathShift].name,
	};
};

/**
The wanted rows of the sorted list of live threads: a counting sort over columns, no object a thread.
Equal keys stand in the order of rows.
*/
export const pageOfThreads = (world: World, query: ThreadQuery): ThreadPage => {
	const {sort, descending, offset, count} = query;
	const {hot} = world.threads;
	const starts = new Int32Array(keyLimit + 1);
	let live = 0;
	for (let thread = 0; thread < world.rows; thread++) {
		if ((hot[thread * 4 + 2] & aliveBit) !== 0) {
			const key = sortKey(world, thread, sort);
			starts[(descending ? keyLimit - 1 - key : key) + 1]++;
			live++;
		}
	}

	for (let key = 0; key < keyLimit; key++) {
		starts[key + 1] += starts[key];
	}

	const first = Math.max(0, Math.min(offset, live - 1));
	const wanted = Math.max(0, Math.min(count, live - first));
	const picked = new Int32Array(wanted);
	const backwards = sort === 'tid' && descending;
	for (let i = 0; i < world.rows; i++) {
		const thread = backwards ? world.rows - 1 - i : i;
		if ((hot[thread * 4 + 2] & aliveBit) !== 0) {
			const key = sortKey(world, thread, sort);
			const place = starts[descending ? keyLimit - 1 - key : key]++ - first;
			if (place >= 0 && place < wanted) {
				picked[place] = thread;
			}
		}
	}

	return {query, total: live, rows: Array.from(picked, thread => rowOf(world, thread))};
};
