import {expOne, hashKey} from './random.js';
import {lowTicks} from './time/ticks.js';
import {scalar, type World} from './world.js';
import {classMask, cpuMask, cpuShift, markMask, offsetUnitStep, pathShift} from './layout.js';

/** Salt of the draws that say where in its burst a thread is. */
const nowSalt = 0xA1;

/** Whether CPU `cpu` is working on its last thread now. */
export const isBusy = ({clock, scalars}: World, cpu: number): boolean => ((clock[cpu] - lowTicks(scalars[scalar.now])) | 0) > 0;

/** Whether a thread is on a CPU now. A thread that will wake elsewhere is filed there already, so its own CPU does not tell. */
export const isRunning = (world: World, thread: number): boolean => world.lastThread.some((last, cpu) => last === thread && isBusy(world, cpu));

/** By row, 1: the thread is on a CPU now. For whoever asks for many of them. */
export const runningRows = (world: World): Uint8Array => {
	const running = new Uint8Array(world.rows);
	const {lastThread} = world;
	for (let cpu = 0; cpu < lastThread.length; cpu++) { // eslint-disable-line unicorn/no-for-loop -- a pair for every CPU would be most of what a picture leaves behind
		const thread = lastThread[cpu];
		if (thread >= 0 && isBusy(world, cpu)) {
			running[thread] = 1;
		}
	}

	return running;
};

/** Random offset of the call a thread sleeps in, in depth units. */
const sleepOffset = (world: World, thread: number): number => {
	const {hot} = world.threads;
	return (hashKey(thread, hot[thread * 4], 0x51) & world.inForce.offsetMask[hot[thread * 4 + 2] & classMask]) * offsetUnitStep;
};

/** Depth asleep in 8-byte units: the class's sleeping path, below the offset of the call it sleeps in. */
export const sleepUnits = (world: World, thread: number): number =>
	world.tables.sleepDepth[world.threads.hot[thread * 4 + 2] & classMask] + sleepOffset(world, thread);

/** Where a thread is now. Depths in units of 8 bytes. */
export type Position = {
	/** Index of the call path; -1: in user mode, the stack is empty. */
	readonly path: number;
	/** Frames of it that are on the stack. */
	readonly entered: number;
	readonly offsetUnits: number;
	readonly depthUnits: number;
};

const userMode: Position = {path: -1, entered: 0, offsetUnits: 0, depthUnits: 0};

const asleep = (world: World, thread: number): Position => {
	const path = world.tables.classes[world.threads.hot[thread * 4 + 2] & classMask].sleepPath;
	return {path, entered: world.tables.paths[path].frames.length, offsetUnits: sleepOffset(world, thread), depthUnits: sleepUnits(world, thread)};
};

/** One of a class's usual paths, by 10 random bits. */
const commonPath = (world: World, item: number, bits: number): number => {
	const {common} = world.tables.classes[item];
	const total = common.reduce((sum, {weight}) => sum + weight, 0);
	let left = (bits & 1023) / 1024 * total;
	return (common.find(({weight}) => {
		left -= weight;
		return left < 0;
	}) ?? common[0]).path;
};

/**
Where a thread is now. A sleeping one is where it sleeps.

The machine books a burst as a whole, so where in it a running thread stands is drawn: one visit after the other takes the mean time of its class,
goes down a path of the class's mix and back, frame by frame, and a user thread is in user mode for the share of time in which timer ticks find that.
It is never deeper than the thread's high-water mark. The same moment gives the same answer, and nothing in the machine depends on it.
*/
export const positionOf = (world: World, thread: number, isRunning: boolean): Position => {
	if (!isRunning) {
		return asleep(world, thread);
	}

	const {tables, scalars, scenario, inForce} = world;
	const {hot} = world.threads;
	const item = hot[thread * 4 + 2] & classMask;
	const visits = scalars[scalar.now] / Math.max(1, tables.visitTickScale[item] * expOne);
	const bits = hashKey(scenario.seed, thread, nowSalt, Math.floor(visits) % 0x40_00_00_00);
	const userShare = tables.isUser[item] === 1 ? scenario.workload.events.interrupts.tickUserShare : 0;
	const phase = (visits % 1) / (1 - Math.min(0.99, userShare));
	if (phase >= 1) {
		return userMode;
	}

	const depth = hot[thread * 4 + 3];
	const path = (bits >>> 16) < tables.deepIn65536[item] ? depth >>> pathShift : commonPath(world, item, bits >>> 6);
	const offsetUnits = (bits & inForce.offsetMask[item]) * offsetUnitStep;
	if (tables.pathDepth[path] + offsetUnits > (depth & markMask)) {
		return asleep(world, thread); // It has not been as deep as that: it is on its way to sleep
	}

	const {frames} = tables.paths[path];
	const entered = Math.max(1, Math.ceil(Math.min(2 * phase, 2 - 2 * phase) * frames.length));
	const bytes = frames.slice(0, entered).reduce((sum, frame) => sum + frame.bytes, 0);
	return {path, entered, offsetUnits, depthUnits: bytes / 8 + offsetUnits};
};

/** The CPU that a thread is filed under. */
export const cpuOf = (world: World, thread: number): number => (world.threads.hot[thread * 4 + 2] >>> cpuShift) & cpuMask;
