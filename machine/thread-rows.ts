import type {ThreadRow} from './details.js';
import {heldPages} from './memory/held-pages.js';
import {bornNs, bornTicks} from './threads.js';
import {cpuOf, isRunning, positionOf, sleepUnits} from './thread-now.js';
import {scalar, type World} from './world.js';
import {aliveBit, classMask, depthUnitBytes, generationShift, markMask, pathShift} from './layout.js';

/** Largest thread id of a 64-bit kernel, plus one (PID_MAX_LIMIT). */
const idLimit = 4_194_304;

/** How often a row can be forked anew before ids are used again. */
export const livesOf = ({rows}: Pick<World, 'rows'>): number => Math.max(1, Math.floor((idLimit - 1) / rows));

/** Thread id of a row: another one for each life, unique among the living, used again as the kernel does when ids run out. */
export const threadId = (world: World, thread: number): number => {
	const lives = world.threads.life[thread] >>> generationShift;
	return 1 + thread + (lives === 0 ? 0 : lives % livesOf(world) * world.rows); // Most have one life, and this is next to the hot loop
};

/** The row of a thread id. */
export const threadRow = (world: World, tid: number): number => (tid - 1) % world.rows;

/** The row in which thread `tid` lives; undefined: none of that id is alive. */
export const liveRow = (world: World, tid: number): number | undefined => {
	const row = threadRow(world, tid);
	return row >= 0 && row < world.rows && threadId(world, row) === tid && (world.threads.hot[row * 4 + 2] & aliveBit) !== 0 ? row : undefined;
};

/** Name of the thread in a row, as its class forms it: `%c` the CPU it started on, `%n` its number in the class, or on that CPU. */
export const threadName = (world: World, thread: number): string => {
	const item = world.threads.hot[thread * 4 + 2] & classMask;
	const {first} = world.classRows[item];
	const {comm, count} = world.tables.classes[item];
	const isByCpu = 'perCpu' in count && comm.includes('%c');
	return comm
		.replaceAll('%c', () => String(isByCpu ? (thread - first) % world.cpus : cpuOf(world, thread)))
		.replaceAll('%n', () => String(isByCpu ? Math.floor((thread - first) / world.cpus) : thread - first));
};

/** Pages mapped now: what it holds, or all of its address space while it runs under a policy that maps all. `policy`: its place among the running ones. */
export const mappedPages = (world: World, thread: number, policy: number, runs: boolean): number => {
	const {policy: {mapsWhileRunning, sizePages}, books} = world.running[policy];
	return runs && mapsWhileRunning === 'all' ? sizePages : heldPages(world, thread, books);
};

/** Stack faults since the fork. */
export const faultsOf = (world: World, thread: number, policy: number): number => world.threads.faults[policy * world.rows + thread];

/** Time since the fork in units of `bornTicks`. */
export const ageUnits = (world: World, thread: number): number =>
	(Math.floor(world.scalars[scalar.now] / bornTicks) - world.threads.born[thread]) >>> 0;

/** One thread as a row of the list. */
export const rowOf = (world: World, thread: number, runs = isRunning(world, thread)): ThreadRow => {
	const {hot} = world.threads;
	const {path, depthUnits} = positionOf(world, thread, runs);
	return {
		tid: threadId(world, thread),
		comm: threadName(world, thread),
		className: world.tables.classes[hot[thread * 4 + 2] & classMask].name,
		cpu: cpuOf(world, thread),
		state: runs ? 'R' : 'S',
		pages: world.asked.map(policy => mappedPages(world, thread, policy, runs)),
		faults: world.asked.map(policy => faultsOf(world, thread, policy)),
		depthBytes: depthUnits * depthUnitBytes,
		highWaterBytes: (hot[thread * 4 + 3] & markMask) * depthUnitBytes,
		sleepDepthBytes: sleepUnits(world, thread) * depthUnitBytes,
		ageNs: ageUnits(world, thread) * bornNs,
		path: path < 0 ? undefined : world.tables.paths[path].name,
		deepPath: world.tables.paths[hot[thread * 4 + 3] >>> pathShift].name,
	};
};
