import type {ThreadDetail} from './details.js';
import {isRunning, positionOf} from './thread-now.js';
import {liveRow, rowOf, threadRow} from './thread-rows.js';
import type {World} from './world.js';
import {classMask, depthUnitBytes, pathShift} from './layout.js';

/** One thread close up; of one that has ended, what is known of its row. Throws a RangeError for an id that no thread of this box can have. */
export const detailOfThread = (world: World, tid: number): ThreadDetail => {
	if (!(Number.isInteger(tid) && tid > 0)) {
		throw new RangeError(`no thread can have the id ${tid}`);
	}

	const {classes, paths} = world.tables;
	const {hot} = world.threads;
	const {kind, restartableSleep} = classes[hot[threadRow(world, tid) * 4 + 2] & classMask];
	const thread = liveRow(world, tid);
	if (thread === undefined) {
		return {tid, row: undefined, kind, isRestartable: restartableSleep, frames: [], entered: 0, offsetBytes: 0, deepFrames: []};
	}

	const runs = isRunning(world, thread);
	const {path, entered, offsetUnits} = positionOf(world, thread, runs);
	return {
		tid,
		row: rowOf(world, thread, runs),
		kind,
		isRestartable: restartableSleep,
		frames: path < 0 ? [] : paths[path].frames,
		entered,
		offsetBytes: offsetUnits * depthUnitBytes,
		deepFrames: paths[hot[thread * 4 + 3] >>> pathShift].frames,
	};
};
