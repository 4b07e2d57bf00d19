import {microsecondsToTicks} from '../time/ticks.js';
import {places} from '../topology.js';
import type {World} from '../world.js';

/** A wake-up that would wait no longer than this for its CPU stays there: 50 us. Assumed; less than the scheduler takes to find out. */
export const patienceTicks = Math.round(microsecondsToTicks(50));
/** Beyond this wait, 1 ms, the whole box is looked at, as periodic load balancing does. */
export const longWaitTicks = Math.round(microsecondsToTicks(1000));
/** How long a task may run while others wait, 3 ms. Source: `kernel/sched/fair.c`, base_slice_ns of a box with many CPUs. */
export const sliceTicks = Math.round(microsecondsToTicks(3000));

/** The CPUs that share a last-level cache, complex by complex. */
export type Complexes = {
	/** CPUs in the order of their complexes. */
	readonly members: Int32Array;
	/** By CPU: where its complex begins in `members`, and how many CPUs it has. */
	readonly first: Int32Array;
	readonly size: Int32Array;
};

export const complexesOf = ({scenario, cpus}: Pick<World, 'scenario' | 'cpus'>): Complexes => {
	const all = places(scenario.machine);
	const ordered = [...all].sort((a, b) => a.complex - b.complex || a.cpu - b.cpu);
	const members = Int32Array.from(ordered, ({cpu}) => cpu);
	const first = new Int32Array(cpus);
	const size = new Int32Array(cpus);
	for (const {cpu, complex} of all) {
		first[cpu] = ordered.findIndex(one => one.complex === complex);
		size[cpu] = ordered.filter(one => one.complex === complex).length;
	}

	return {members, first, size};
};
