import {fillPoolsOf, freePools} from './memory/pools.js';
import type {Stacks} from './memory/stacks.js';
import {hashKey} from './random.js';
import {cpuOf} from './thread-now.js';
import {lowTicks} from './time/ticks.js';
import {scalar, type World} from './world.js';
import {aliveBit, classMask, cpuMask, cpuShift, quantumTicks, silentBit} from './layout.js';

/** The CPU itself if it is online, or the next one that is. */
export const onlineFrom = (online: Int32Array, cpu: number): number => {
	let to = cpu;
	while (online[to] === 0) {
		to = (to + 1) % online.length;
	}

	return to;
};

/** Threads bound to a CPU go and come with it. */
const isBound = ({tables, threads: {hot}}: World, thread: number): boolean => tables.isBound[hot[thread * 4 + 2] & classMask] === 1;

const refile = (world: World, isParked: (thread: number) => boolean): void => {
	const {rows, scalars, inner: {loop}} = world;
	const now = Math.floor(scalars[scalar.now] / quantumTicks) % 0x2_00_00_00;
	loop.clear();
	for (let thread = 0; thread < rows; thread++) {
		if (!isParked(thread)) {
			loop.insert(thread, cpuOf(world, thread), now);
		}
	}
};

/** Threads that are bound to a CPU which is not there wait in no queue. */
const isParked = (world: World, thread: number): boolean => world.online[cpuOf(world, thread)] === 0;

/** The edge of the quantum that follows, as the low bits of a tick: what one CPU does to another lands there. */
const nextEdge = (world: World): number => lowTicks((Math.floor(world.scalars[scalar.now] / quantumTicks) + 1) * quantumTicks);

/**
CPU `cpu` goes offline: its threads move to the others, those bound to it are parked, its pools are freed.
Throws a RangeError when it is the last one, or offline already.
*/
export const takeOffline = (world: World, stacks: Stacks, cpu: number): void => {
	const {online, rows, threads: {hot}, counters, scenario, cpus, inner: {loop}} = world;
	if (online[cpu] === 0) {
		throw new RangeError(`CPU ${cpu} is offline already`);
	}

	if (online.reduce((sum, one) => sum + one, 0) === 1) {
		throw new RangeError(`CPU ${cpu} is the last one online`);
	}

	online[cpu] = 0;
	const edge = nextEdge(world);
	for (let thread = 0; thread < rows; thread++) {
		const place = hot[thread * 4 + 2];
		if (cpuOf(world, thread) !== cpu || isBound(world, thread)) {
			continue;
		}

		const to = onlineFrom(online, Math.floor((hashKey(scenario.seed, thread, 0x0F_F1, edge) >>> 0) / 4_294_967_296 * cpus));
		if ((place & aliveBit) !== 0) {
			loop.movePages(thread, cpu, to);
			counters.stacks[cpu]--;
			counters.stacks[to]++;
		}

		hot[thread * 4 + 2] = (place & ~(cpuMask << cpuShift)) | (to << cpuShift);
		if (((hot[thread * 4] - edge) | 0) < 0) {
			hot[thread * 4] = edge;
		}
	}

	freePools(world, cpu, stacks.moment);
	world.lastThread[cpu] = -1;
	world.attention[cpu] = 0;
	refile(world, thread => isParked(world, thread));
};

/**
CPU `cpu` comes online: its pools are filled as far as memory allows, its bound threads wake, and the others come by migration.
Throws a RangeError when it is online already.
*/
export const takeOnline = (world: World, stacks: Stacks, cpu: number): void => {
	const {online, rows, threads: {hot}} = world;
	if (online[cpu] === 1) {
		throw new RangeError(`CPU ${cpu} is online already`);
	}

	online[cpu] = 1;
	const edge = nextEdge(world);
	world.nextTick[cpu] = edge;
	for (let thread = 0; thread < rows; thread++) {
		if (cpuOf(world, thread) === cpu && isBound(world, thread)) {
			hot[thread * 4] = edge;
			hot[thread * 4 + 2] &= ~silentBit;
		}
	}

	fillPoolsOf(stacks, cpu);
	refile(world, thread => isParked(world, thread));
};
