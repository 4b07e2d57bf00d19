import {hasTimed, takeBack} from './actions.js';
import {settleClaims} from './memory/pools.js';
import {shrinkStacks} from './memory/shrinker.js';
import {hashKey} from './random.js';
import {lowTicks} from './time/ticks.js';
import type {Bursts} from './workload/burst.js';
import {putInForce, scalar, type World} from './world.js';

/** Order in which CPUs are advanced inside a quantum; results do not depend on it, and a test holds that. */
export type CpuOrder = 'ascending' | 'descending';

/** Drives time: block after block of the wheel, quantum after quantum, CPU after CPU, wake-up after wake-up. */
export type Engine = {
	/** To be called after the state was replaced or changed from outside. */
	resume(): void;
	/** Runs every burst that wakes before tick `until` (full count). */
	advance(until: number): void;
	/** Tick just after the next burst wakes, or `horizon` if none does before; time moves to the block it is in. */
	nextBurst(horizon: number): number;
};

/** The engine of a box whose bursts are `bursts`. Time itself runs in `inner-loop/time.ts`; here stands what comes between its blocks. */
export const createEngine = (world: World, bursts: Bursts, order: CpuOrder = 'ascending'): Engine => {
	const {scenario, scalars, cpus, clock, nextTick, inner: {loop, outside}, tables: {events: {tickPeriod}}} = world;

	const resume = (): void => {
		putInForce(world);
		const now = lowTicks(scalars[scalar.now]);
		bursts.resume(hashKey(scenario.seed, Math.floor(scalars[scalar.now] / 4_294_967_296), 0x70), now);
	};

	/** Clocks and timer ticks of long idle CPUs must not fall so far behind that an int32 difference turns round. */
	const refreshClocks = (now: number): void => {
		for (let cpu = 0; cpu < cpus; cpu++) {
			if (((clock[cpu] - now) | 0) < 0) {
				clock[cpu] = now;
			}

			const behind = (now - nextTick[cpu]) | 0;
			if (behind > 0) {
				nextTick[cpu] = (nextTick[cpu] + Math.ceil(behind / tickPeriod) * tickPeriod) | 0;
			}
		}
	};

	outside.settleClaims = moment => {
		bursts.stacks.moment = moment;
		settleClaims(bursts.stacks);
	};

	outside.enterBlock = (quantum, moment) => {
		if (hasTimed(world)) {
			takeBack(world);
			resume();
		}

		shrinkStacks(world, bursts.stacks);
		if ((quantum & 0xFF_FF) === 0) {
			resume();
			refreshClocks(lowTicks(moment));
		}
	};

	outside.wakeUp = (thread, cpu, edge, moment) => bursts.run(thread, cpu, edge, moment);
	outside.lookAround = moment => {
		bursts.lookAround(moment);
	};

	loop.setOrder(order === 'descending', bursts.run !== loop.run);
	resume();
	return {
		resume,
		advance(until) {
			loop.advance(until);
		},
		nextBurst: horizon => loop.nextBurst(horizon),
	};
};
