import * as actionsModule from './actions.js';
import * as poolsModule from './memory/pools.js';
import * as shrinkerModule from './memory/shrinker.js';
import * as randomModule from './random.js';
import * as placementModule from './workload/placement.js';
import * as threadsModule from './threads.js';
import * as ticksModule from './time/ticks.js';
import * as wheelModule from './time/wheel.js';
import type {Bursts} from './workload/burst.js';
import * as worldModule from './world.js';
import type {World} from './world.js';

// In this module's own scope, as in `workload/burst.js`
const {hasTimed, takeBack} = actionsModule;
const {settleClaims} = poolsModule;
const {shrinkStacks} = shrinkerModule;
const {hashKey} = randomModule;
const {picturePeriod} = placementModule;
const {cpuMask, cpuShift} = threadsModule;
const {lowTicks, quantumBits, quantumTicks} = ticksModule;
const {lowestBit, wheelSlots} = wheelModule;
const {putInForce, scalar} = worldModule;

const quantumMask = quantumTicks - 1;
/** Quanta are counted modulo 2^25, like ticks modulo 2^32. */
const quantumCount = 0x2_00_00_00;

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

/** The engine of a box whose bursts are `bursts`. */
export const createEngine = (world: World, bursts: Bursts, order: CpuOrder = 'ascending'): Engine => {
	const {scenario, scalars, cpus, wheel, clock, nextTick, pictured, threads: {hot}, tables: {events: {tickPeriod}}} = world;
	const {near, nearCpus, cpuWords} = wheel;
	const isDescending = order === 'descending';
	const cpuOf = (thread: number): number => (hot[(thread << 2) + 2] >>> cpuShift) & cpuMask;

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

	/** Moves the clock; takes blocks of the wheel apart where one begins. */
	const moveTo = (ticks: number): void => {
		const before = scalars[scalar.now];
		scalars[scalar.now] = ticks;
		const quantum = Math.floor(ticks / quantumTicks);
		const left = Math.floor(before / quantumTicks);
		if (quantum === left) {
			return;
		}

		if (scalars[scalar.claimsPending] !== 0) {
			bursts.stacks.moment = (left + 1) * quantumTicks;
			settleClaims(bursts.stacks);
		}

		if ((quantum & (wheelSlots - 1)) !== 0) {
			return;
		}

		if (hasTimed(world)) {
			takeBack(world);
			resume();
		}

		shrinkStacks(world, bursts.stacks);
		const now = quantum % quantumCount;
		if ((now & 0xFF_FF) === 0) {
			resume();
			refreshClocks(lowTicks(ticks));
		}

		wheel.enterBlock(now, cpuOf);
	};

	/** One quantum, or its part below `limit` ticks from its start. */
	const runQuantum = (quantumFull: number, slot: number, limit: number): void => {
		const quantum = quantumFull % quantumCount;
		const start = quantumFull * quantumTicks;
		const edge = ((quantum + 1) << quantumBits) | 0;
		const period = Math.floor(quantumFull / picturePeriod) % 0x40_00_00_00 + 1;
		if (pictured[0] !== period) {
			pictured[0] = period;
			bursts.lookAround(start);
		}

		for (let i = 0; i < cpuWords; i++) {
			const word = isDescending ? cpuWords - 1 - i : i;
			// Nobody comes into this slot on another CPU while the quantum runs: what one CPU does to another lands on the edge
			let bits = nearCpus[slot * cpuWords + word];
			while (bits !== 0) {
				const bit = isDescending ? 31 - Math.clz32(bits) : lowestBit(bits);
				bits &= ~(1 << bit);
				const cpu = (word << 5) + bit;
				const head = slot * cpus + cpu;
				let thread = near[head];
				for (; thread >= 0; thread = near[head]) {
					const tick = hot[thread << 2] & quantumMask;
					if (tick >= limit) {
						break;
					}

					near[head] = hot[(thread << 2) + 1];
					wheel.insert(thread, bursts.run(thread, cpu, edge, start + tick), quantum);
				}

				if (thread < 0) {
					wheel.leftBy(slot, cpu);
				}
			}
		}

		wheel.settle(slot);
	};

	resume();
	return {
		resume,

		advance(until) {
			while (scalars[scalar.now] < until) {
				const quantum = Math.floor(scalars[scalar.now] / quantumTicks);
				const slot = quantum & (wheelSlots - 1);
				const busy = wheel.nextBusySlot(slot);
				if (busy > slot) {
					moveTo(Math.min(until, (quantum - slot + busy) * quantumTicks));
					continue;
				}

				const limit = Math.min((quantum + 1) * quantumTicks, until);
				runQuantum(quantum, slot, limit - quantum * quantumTicks);
				moveTo(limit);
			}
		},

		nextBurst(horizon) {
			while (scalars[scalar.now] < horizon) {
				const quantum = Math.floor(scalars[scalar.now] / quantumTicks);
				const slot = quantum & (wheelSlots - 1);
				const busy = wheel.nextBusySlot(slot);
				const start = (quantum - slot + busy) * quantumTicks;
				if (busy < wheelSlots) {
					return Math.min(horizon, start + wheel.earliest(busy) + 1);
				}

				moveTo(Math.min(horizon, start));
			}

			return horizon;
		},
	};
};
