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

/*
Constants and functions of the hot loop stand in this module's own scope: V8 reads an import from its cell at each use, and folds a constant of the module itself into the code.
Worth an eighth of a burst's time.
*/
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
export class Engine {
	constructor(readonly world: World, readonly bursts: Bursts, readonly order: CpuOrder = 'ascending') {
		this.resume();
	}

	/** To be called after the state was replaced or changed from outside. */
	resume(): void {
		const {scenario, scalars} = this.world;
		putInForce(this.world);
		this.bursts.turnSalt = hashKey(scenario.seed, Math.floor(scalars[scalar.now] / 4_294_967_296), 0x70);
		this.bursts.nmiPerTick = this.bursts.events.nmiPerTick();
		this.bursts.busyUntil = lowTicks(scalars[scalar.now]);
		for (const clock of this.world.clock) {
			if (((clock - this.bursts.busyUntil) | 0) > 0) {
				this.bursts.busyUntil = clock;
			}
		}

		this.bursts.resume();
	}

	/** Runs every burst that wakes before tick `until` (full count). */
	advance(until: number): void {
		const {scalars, wheel} = this.world;
		while (scalars[scalar.now] < until) {
			const quantum = Math.floor(scalars[scalar.now] / quantumTicks);
			const slot = quantum & (wheelSlots - 1);
			const busy = wheel.nextBusySlot(slot);
			if (busy > slot) {
				this.#moveTo(Math.min(until, (quantum - slot + busy) * quantumTicks));
				continue;
			}

			const limit = Math.min((quantum + 1) * quantumTicks, until);
			this.#quantum(quantum, slot, limit - quantum * quantumTicks);
			this.#moveTo(limit);
		}
	}

	/** Tick just after the next burst wakes, or `horizon` if none does before; time moves to the block it is in. */
	nextBurst(horizon: number): number {
		const {scalars, wheel} = this.world;
		while (scalars[scalar.now] < horizon) {
			const quantum = Math.floor(scalars[scalar.now] / quantumTicks);
			const slot = quantum & (wheelSlots - 1);
			const busy = wheel.nextBusySlot(slot);
			const start = (quantum - slot + busy) * quantumTicks;
			if (busy < wheelSlots) {
				return Math.min(horizon, start + wheel.earliest(busy) + 1);
			}

			this.#moveTo(Math.min(horizon, start));
		}

		return horizon;
	}

	/** Moves the clock; takes blocks of the wheel apart where one begins. */
	#moveTo(ticks: number): void {
		const {world} = this;
		const before = world.scalars[scalar.now];
		world.scalars[scalar.now] = ticks;
		const quantum = Math.floor(ticks / quantumTicks);
		const left = Math.floor(before / quantumTicks);
		if (quantum === left) {
			return;
		}

		if (world.scalars[scalar.claimsPending] !== 0) {
			this.bursts.stacks.moment = (left + 1) * quantumTicks;
			settleClaims(this.bursts.stacks);
		}

		if ((quantum & (wheelSlots - 1)) !== 0) {
			return;
		}

		if (hasTimed(world)) {
			takeBack(world);
			this.resume();
		}

		shrinkStacks(world, this.bursts.stacks);
		const now = quantum % quantumCount;
		if ((now & 0xFF_FF) === 0) {
			this.resume();
			this.#refreshClocks(lowTicks(ticks));
		}

		const {hot} = world.threads;
		world.wheel.enterBlock(now, thread => (hot[thread * 4 + 2] >>> cpuShift) & cpuMask);
	}

	/** Clocks and timer ticks of long idle CPUs must not fall so far behind that an int32 difference turns round. */
	#refreshClocks(now: number): void {
		const {clock, nextTick, cpus, tables} = this.world;
		const {tickPeriod} = tables.events;
		for (let cpu = 0; cpu < cpus; cpu++) {
			if (((clock[cpu] - now) | 0) < 0) {
				clock[cpu] = now;
			}

			const behind = (now - nextTick[cpu]) | 0;
			if (behind > 0) {
				nextTick[cpu] = (nextTick[cpu] + Math.ceil(behind / tickPeriod) * tickPeriod) | 0;
			}
		}
	}

	/** One quantum, or its part below `limit` ticks from its start. */
	#quantum(quantumFull: number, slot: number, limit: number): void {
		const {world, bursts} = this;
		const {cpus, wheel, threads: {hot}} = world;
		const {near} = wheel;
		const quantum = quantumFull % quantumCount;
		const start = quantumFull * quantumTicks;
		const edge = ((quantum + 1) << quantumBits) | 0;
		const period = Math.floor(quantumFull / picturePeriod) % 0x40_00_00_00 + 1;
		if (world.pictured[0] !== period) {
			world.pictured[0] = period;
			bursts.lookAround(start);
		}

		const {cpuWords, nearCpus} = wheel;
		const descending = this.order === 'descending';
		for (let i = 0; i < cpuWords; i++) {
			const word = descending ? cpuWords - 1 - i : i;
			// Nobody comes into this slot on another CPU while the quantum runs: what one CPU does to another lands on the edge
			let bits = nearCpus[slot * cpuWords + word];
			while (bits !== 0) {
				const bit = descending ? 31 - Math.clz32(bits) : lowestBit(bits);
				bits &= ~(1 << bit);
				const cpu = (word << 5) + bit;
				const head = slot * cpus + cpu;
				let thread = near[head];
				for (; thread >= 0; thread = near[head]) {
					const tick = hot[thread * 4] & quantumMask;
					if (tick >= limit) {
						break;
					}

					near[head] = hot[thread * 4 + 1];
					wheel.insert(thread, bursts.run(thread, cpu, edge, start + tick), quantum);
				}

				if (thread < 0) {
					wheel.leftBy(slot, cpu);
				}
			}
		}

		wheel.settle(slot);
	}
}
