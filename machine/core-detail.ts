import {eventKinds, readEvents} from './event-ring.js';
import type {CoreDetail} from './details.js';
import {isBusy} from './thread-now.js';
import {rowOf, threadName, threadRow} from './thread-rows.js';
import {tickNs} from './time/ticks.js';
import type {World} from './world.js';
import {pathShift} from './layout.js';

/** One CPU close up: who is on it and what it delivered lately. `cpu` is one of the box. */
export const detailOfCore = (world: World, cpu: number): CoreDetail => {
	const last = world.lastThread[cpu];
	return {
		cpu,
		thread: last < 0 ? undefined : rowOf(world, last),
		running: isBusy(world, cpu),
		path: last < 0 ? [] : world.tables.paths[world.threads.hot[last * 4 + 3] >>> pathShift].frames,
		events: readEvents(world.events, cpu).map(({tick, tid, kind, depthBytes}) => ({
			...eventKinds[kind],
			timeNs: tick * tickNs,
			depthBytes,
			tid,
			comm: threadName(world, threadRow(world, tid)),
		})),
	};
};
