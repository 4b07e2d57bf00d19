import type {ThreadNumber} from './thread-condition.js';
import {cpuOf, positionOf, sleepUnits} from './thread-now.js';
import {ageUnits, faultsOf, mappedPages, threadId} from './thread-rows.js';
import {bornNs} from './threads.js';
import type {World} from './world.js';
import {depthUnitBytes, markMask} from './layout.js';

/** What a pass over all threads needs beside the world. */
export type Look = {
	readonly world: World;
	/** 1: the thread of this row is on a CPU now. */
	readonly running: Uint8Array;
	/** Place among the running policies of the one that pages and faults are of. */
	readonly policy: number;
	/** What the names of threads answered to a question, by that question; see there. */
	readonly remembered: Map<string, Uint8Array>;
};

/** A figure of every thread, as a whole number of units. */
export type NumberColumn = {
	readonly of: (thread: number) => number;
	/** What one unit is: bytes, nanoseconds, or one of whatever is counted. */
	readonly unit: number;
};

/** How deep a thread's stack is used now, in depth units: of those asleep without looking for their path. */
const depthNow = ({world, running}: Look, thread: number): number =>
	running[thread] === 1 ? positionOf(world, thread, true).depthUnits : sleepUnits(world, thread);

/** The column that a figure is read from. */
export const numberColumn = (look: Look, field: ThreadNumber): NumberColumn => {
	const {world, running, policy} = look;
	const {hot} = world.threads;
	switch (field) {
		case 'tid': {
			return {of: thread => threadId(world, thread), unit: 1};
		}

		case 'cpu': {
			return {of: thread => cpuOf(world, thread), unit: 1};
		}

		case 'pages': {
			return {of: thread => mappedPages(world, thread, policy, running[thread] === 1), unit: 1};
		}

		case 'depth': {
			return {of: thread => depthNow(look, thread), unit: depthUnitBytes};
		}

		case 'high': {
			return {of: thread => hot[thread * 4 + 3] & markMask, unit: depthUnitBytes};
		}

		case 'sleep': {
			return {of: thread => sleepUnits(world, thread), unit: depthUnitBytes};
		}

		case 'faults': {
			return {of: thread => faultsOf(world, thread, policy), unit: 1};
		}

		case 'age': {
			return {of: thread => ageUnits(world, thread), unit: bornNs};
		}
	}
};
