import {boot, type Box} from '../../../machine/boot.js';
import {createEngine, type Engine} from '../../../machine/engine.js';
import {createBursts} from '../../../machine/workload/burst.js';
import type {World} from '../../../machine/world.js';
import {smallScenario, workerClass} from '../../helpers/scenario.js';
import {EventLoop} from './event-loop.js';
import {FlatQueueOfEvents} from './flat-queue.js';
import {Heap} from './heap.js';

/** A busy box: one class of user threads that keeps its CPUs 70 % busy. */
export type BoxSize = {readonly cpus: number; readonly threads: number};

/**
Who drives the bursts: our timing wheel, or an event loop on a binary heap or on an npm queue.
`wheel` sends threads to better CPUs as the product does; event loops have queues of their own, so beside them stands a wheel that does not either.
*/
export type DriverKind = 'wheel' | 'wheel without placement' | 'heap' | 'flatqueue';

/** A booted box with whatever drives it. */
export type Driver = {readonly box: Box; readonly world: World; readonly engine: Engine | EventLoop};

/** Builds and boots a box under `policies` (the fixed baseline runs beside them). */
export const buildBox = ({cpus, threads}: BoxSize, kind: DriverKind, policies: readonly string[]): Driver => {
	const sleepMs = threads / cpus * workerClass.burstUs / 1000 / 0.7;
	const box = boot(smallScenario({machine: {cpus, threads, coresPerSocket: 64}, classes: [{...workerClass, sleepMs}], policies}));
	const {world} = box;
	const bursts = createBursts(box, kind === 'wheel' ? undefined : 0x7F_FF_FF_FF);

	switch (kind) {
		case 'heap': {
			return {box, world, engine: new EventLoop(world, bursts, new Heap(threads + cpus))};
		}

		case 'flatqueue': {
			return {box, world, engine: new EventLoop(world, bursts, new FlatQueueOfEvents(threads + cpus))};
		}

		case 'wheel':
		case 'wheel without placement': {
			return {box, world, engine: createEngine(world, bursts)};
		}
	}
};

/** Bursts so far. */
export const burstsOf = ({counters}: World): number => counters.bursts.reduce((sum, value) => sum + value, 0);
