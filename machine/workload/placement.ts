import * as hotplugModule from '../hotplug.js';
import type {Stacks} from '../memory/stacks.js';
import * as randomModule from '../random.js';
import * as threadsModule from '../threads.js';
import * as ticksModule from '../time/ticks.js';
import {places} from '../topology.js';
import type {World} from '../world.js';

// In this module's own scope, as in `burst.js`
const {onlineFrom} = hotplugModule;
const {hash32, hashKey} = randomModule;
const {aliveBit, cpuMask, cpuShift} = threadsModule;
const {microsecondsToTicks} = ticksModule;

/** A wake-up that would wait no longer than this for its CPU stays there: 50 us. Assumed; less than the scheduler takes to find out. */
export const patienceTicks = Math.round(microsecondsToTicks(50));
/** Beyond this wait, 1 ms, the whole box is looked at, as periodic load balancing does. */
const longWaitTicks = Math.round(microsecondsToTicks(1000));
/** How long a task may run while others wait, 3 ms. Source: `kernel/sched/fair.c`, base_slice_ns of a box with many CPUs. */
export const sliceTicks = Math.round(microsecondsToTicks(3000));
/** CPUs tell each other how much they have taken on every 16 quanta (131 us): the scheduler's own picture is not newer either. */
export const picturePeriod = 16;

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

/** Takes the picture of how far ahead each CPU's work reaches; `now` as the low bits of a tick. */
export const takePicture = ({ahead, clock}: World, now: number): void => {
	for (let cpu = 0; cpu < ahead.length; cpu++) {
		ahead[cpu] = Math.max(0, (clock[cpu] - now) | 0);
	}
};

/** Moves threads from CPU to CPU. Where a CPU stands in a thread's `place` word, the new word is given back: who calls has the old one in hand. */
export type Placement = {
	/**
	Where a thread that woke on `cpu` and would wait `wait` ticks there goes instead: of two CPUs drawn from its complex the one with less to do, if that saves more than its patience;
	after a long wait any CPU of the box. Gives `cpu` where nothing better is in the picture.
	*/
	betterCpu(thread: number, cpu: number, wake: number, wait: number): number;
	/** Sends the thread to another CPU, chosen by `bits`; gives its new place word. */
	migrate(thread: number, place: number, from: number, bits: number): number;
	/** Files the thread under CPU `to`; gives its new place word. */
	moveTo(thread: number, place: number, from: number, to: number): number;
};

export const createPlacement = (world: World, stacks: Stacks): Placement => {
	const {ahead, online, complexes: {members, first, size}, cpus, counters} = world;

	const moveTo = (thread: number, place: number, from: number, to: number): number => {
		if (to !== from && (place & aliveBit) !== 0) {
			stacks.move(thread, from, to);
			counters.stacks[from]--;
			counters.stacks[to]++;
			counters.migrations[from]++;
		}

		return (place & ~(cpuMask << cpuShift)) | (to << cpuShift);
	};

	return {
		moveTo,

		betterCpu(thread, cpu, wake, wait) {
			const draw = hashKey(thread, wake, 0x5C_ED);
			const a = members[first[cpu] + (draw >>> 16) % size[cpu]];
			const b = members[first[cpu] + (draw & 0xFF_FF) % size[cpu]];
			const near = ahead[b] < ahead[a] ? b : a;
			if (near !== cpu && online[near] === 1 && ahead[near] + patienceTicks < wait) {
				return near;
			}

			if (wait <= longWaitTicks) {
				return cpu;
			}

			const far = Math.floor((hashKey(draw, 1) >>> 0) / 4_294_967_296 * cpus);
			return far !== cpu && online[far] === 1 && ahead[far] + patienceTicks < wait ? far : cpu;
		},

		migrate: (thread, place, from, bits) => moveTo(thread, place, from, onlineFrom(online, Math.floor((hash32(bits) >>> 0) / 4_294_967_296 * cpus))),
	};
};
