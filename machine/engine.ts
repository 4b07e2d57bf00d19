import type {Stacks} from './memory/stacks.js';
import {exponential, hash32, hashKey, slotCount} from './random.js';
import {aliveBit, classMask, cpuMask, cpuShift, lifeMask, limitMask, limitShift, markMask, pathShift, silentBit} from './threads.js';
import {longestSleepTicks, lowTicks, quantumBits, quantumTicks} from './time/ticks.js';
import {wheelSlots} from './time/wheel.js';
import type {KernelEvents} from './workload/kernel-events.js';
import type {Lives} from './workload/lives.js';
import {offsetUnitsMax, offsetUnitStep, pageUnits} from './workload/tables.js';
import {budgets, faultStream, interruptStream, nmiStream, rareStream, scalar, type World} from './world.js';

const slotMask = slotCount - 1;
const quantumMask = quantumTicks - 1;
/** Quanta are counted modulo 2^25, like ticks modulo 2^32. */
const quantumCountMask = 0x1_FF_FF_FF;

/** Order in which CPUs are advanced inside a quantum; results do not depend on it, and a test holds that. */
export type CpuOrder = 'ascending' | 'descending';

/**
The hot loop: quantum after quantum, CPU after CPU, wake-up after wake-up.

A burst is one event: a thread wakes, waits for its CPU if that is busy, makes its visits, sleeps again.
All its draws are keyed by (seed, thread, wake-up), so visits are drawn only where one of them could go deeper than the thread ever was,
or where a stack is not mapped down to its mark; what is skipped shifts nothing.
*/
export class Engine {
	/** Salt of this 274 s turn of the tick counter, so that keys do not come back. */
	#turnSalt = 0;

	constructor(readonly world: World, readonly stacks: Stacks, readonly events: KernelEvents, readonly lives: Lives, readonly order: CpuOrder = 'ascending') {
		this.resume();
	}

	/** To be called after the state was replaced. */
	resume(): void {
		this.#turnSalt = hashKey(this.world.scenario.seed, Math.floor(this.world.scalars[scalar.now] / 4_294_967_296), 0x70);
	}

	/** Runs every burst that wakes before tick `until` (full count). */
	advance(until: number): void {
		const {scalars, wheel} = this.world;
		while (scalars[scalar.now] < until) {
			const now = scalars[scalar.now];
			const quantum = Math.floor(now / quantumTicks);
			const slot = quantum & (wheelSlots - 1);
			const blockStart = (quantum - slot) * quantumTicks;
			// The next quantum of this block with anybody in it
			let busy = slot;
			while (busy < wheelSlots && wheel.nearCount[busy] === 0) {
				busy++;
			}

			if (busy > slot) {
				const next = Math.min(until, blockStart + busy * quantumTicks);
				this.#moveTo(next);
				continue;
			}

			const edge = blockStart + (slot + 1) * quantumTicks;
			const limit = Math.min(edge, until);
			this.#quantum(quantum, slot, limit - (blockStart + slot * quantumTicks));
			this.#moveTo(limit);
		}
	}

	/** Tick just after the next burst wakes, or `horizon` if none does before. */
	nextBurst(horizon: number): number {
		const {scalars, wheel} = this.world;
		while (scalars[scalar.now] < horizon) {
			const quantum = Math.floor(scalars[scalar.now] / quantumTicks);
			const slot = quantum & (wheelSlots - 1);
			const blockStart = (quantum - slot) * quantumTicks;
			for (let busy = slot; busy < wheelSlots; busy++) {
				if (wheel.nearCount[busy] > 0) {
					return Math.min(horizon, blockStart + busy * quantumTicks + wheel.earliest(busy) + 1);
				}
			}

			this.#moveTo(Math.min(horizon, blockStart + wheelSlots * quantumTicks));
		}

		return horizon;
	}

	/** Moves the clock; takes blocks of the wheel apart where one begins. */
	#moveTo(ticks: number): void {
		const {world} = this;
		const before = world.scalars[scalar.now];
		world.scalars[scalar.now] = ticks;
		const quantum = Math.floor(ticks / quantumTicks);
		if (quantum === Math.floor(before / quantumTicks) || (quantum & (wheelSlots - 1)) !== 0) {
			return;
		}

		const now = (quantum % (quantumCountMask + 1)) | 0;
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
		const {world, stacks, events, lives} = this;
		const {cpus, tables, wheel, clock, nextTick, lastThread, budget, counters, threads: {hot, life}} = world;
		const {near, nearCount} = wheel;
		const {bursts, visits: visitCount, busyTicks, contextSwitches, idleInterrupts} = counters;
		const {commonDepth, commonDepthMax, pathDepth, deepIn65536, offsetMask, visitScale, visitTickScale,
			sleepTickScale, lifeVisits, respawnTickScale, migrateIn65536, rarePerVisit, isUser} = tables;
		const {userFaultPerVisit, interruptPerVisit, tickPeriod} = tables.events;
		const nmiPerTick = events.nmiPerTick();
		const turnSalt = this.#turnSalt;
		const quantum = (quantumFull % (quantumCountMask + 1)) | 0;
		const quantumStart = quantumFull * quantumTicks;
		const edge = ((quantum + 1) << quantumBits) | 0;
		const descending = this.order === 'descending';
		for (let i = 0; i < cpus; i++) {
			const cpu = descending ? cpus - 1 - i : i;
			const head = slot * cpus + cpu;
			for (let thread = near[head]; thread >= 0; thread = near[head]) {
				const at = thread * 4;
				const wake = hot[at];
				if ((wake & quantumMask) >= limit) {
					break;
				}

				near[head] = hot[at + 1];
				nearCount[slot]--;
				let place = hot[at + 2];
				const item = place & classMask;

				// This burst's own generator (xoroshiro64**); the sleep is drawn first and the visits last, because visits may be skipped
				let s0 = hash32(Math.imul(thread, 0x9E_37_79_B9) ^ turnSalt);
				let s1 = hash32(wake ^ s0) | 1;
				let product = Math.imul(s0, 0x9E_37_79_BB);
				const sleepBits = Math.imul((product << 5) | (product >>> 27), 5);
				s1 ^= s0;
				s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
				s1 = (s1 << 13) | (s1 >>> 19);
				let sleepScale = (place & aliveBit) === 0 ? respawnTickScale[item] : sleepTickScale[item];
				let end = wake;
				if ((place & silentBit) === 0) {
					if ((place & aliveBit) === 0) {
						lives.fork(thread, item, cpu);
						place = hot[at + 2];
						sleepScale = sleepTickScale[item];
					}

					// Draws: visits, time, migration
					product = Math.imul(s0, 0x9E_37_79_BB);
					const visitBits = Math.imul((product << 5) | (product >>> 27), 5);
					s1 ^= s0;
					s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
					s1 = (s1 << 13) | (s1 >>> 19);
					product = Math.imul(s0, 0x9E_37_79_BB);
					const timeBits = Math.imul((product << 5) | (product >>> 27), 5);
					s1 ^= s0;
					s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
					s1 = (s1 << 13) | (s1 >>> 19);
					const visits = 1 + ((exponential(visitBits) * visitScale[item]) | 0);
					const duration = 1 + ((exponential(timeBits) * visitTickScale[item] * visits) | 0);
					const busyUntil = clock[cpu];
					const idle = ((busyUntil - wake) | 0) <= 0;
					const start = idle ? wake : busyUntil;
					end = (start + duration) | 0;
					clock[cpu] = end;
					lastThread[cpu] = thread;
					bursts[cpu]++;
					visitCount[cpu] += visits;
					busyTicks[cpu] += duration;
					if (idle) {
						contextSwitches[cpu] += 2; // From the idle task, and back to it
						idleInterrupts[cpu]++; // Measured: about one event-driven interrupt a switch away from the idle task
					} else {
						contextSwitches[cpu]++;
					}

					// Visits: only where one of them could matter
					const depthWord = hot[at + 3];
					const own = pathDepth[depthWord >>> pathShift];
					const mark = depthWord & markMask;
					const deepestCommon = commonDepthMax[item];
					const offsets = offsetMask[item];
					const bound = (own > deepestCommon ? own : deepestCommon) + (offsets === 0 ? 0 : offsetUnitsMax);
					const limitUnits = (((place >>> limitShift) & limitMask) + 1) * pageUnits;
					if (bound > mark || mark > limitUnits) {
						const deepIn = deepIn65536[item];
						const first = item * slotCount;
						let deepest = 0;
						for (let visit = 0; visit < visits; visit++) {
							product = Math.imul(s0, 0x9E_37_79_BB);
							const bits = Math.imul((product << 5) | (product >>> 27), 5);
							s1 ^= s0;
							s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
							s1 = (s1 << 13) | (s1 >>> 19);
							const depth = ((bits >>> 16) < deepIn ? own : commonDepth[first + ((bits >>> 6) & slotMask)]) + (bits & offsets) * offsetUnitStep;
							if (depth > deepest) {
								deepest = depth;
							}
						}

						if (deepest > mark) {
							hot[at + 3] = (depthWord & ~markMask) | (deepest < markMask ? deepest : markMask);
						}

						if (deepest > limitUnits) {
							stacks.moment = quantumStart + (wake & quantumMask);
							stacks.reach(thread, cpu, deepest * 8, 'task');
						}
					}

					// What befalls the thread on the way
					const hazards = cpu * budgets;
					if (isUser[item] === 1) {
						budget[hazards + faultStream] -= visits * userFaultPerVisit;
						if (budget[hazards + faultStream] < 0) {
							stacks.moment = quantumStart + (wake & quantumMask);
							events.userFaults(thread, cpu);
						}

						budget[hazards + interruptStream] -= visits * interruptPerVisit;
						if (budget[hazards + interruptStream] < 0) {
							stacks.moment = quantumStart + (wake & quantumMask);
							events.interrupts(thread, cpu);
						}
					}

					budget[hazards + rareStream] -= visits * rarePerVisit[item];
					if (budget[hazards + rareStream] < 0) {
						stacks.moment = quantumStart + (wake & quantumMask);
						events.rarePaths(thread, cpu, item);
					}

					budget[hazards + nmiStream] -= duration * nmiPerTick;
					if (budget[hazards + nmiStream] < 0) {
						stacks.moment = quantumStart + (wake & quantumMask);
						events.nmis(thread, cpu);
					}

					if (((end - nextTick[cpu]) | 0) > 0) {
						const behind = (start - nextTick[cpu]) | 0;
						if (behind > 0) {
							nextTick[cpu] = (nextTick[cpu] + Math.ceil(behind / tickPeriod) * tickPeriod) | 0; // No ticks while idle
						}

						while (((end - nextTick[cpu]) | 0) > 0) {
							nextTick[cpu] = (nextTick[cpu] + tickPeriod) | 0;
							stacks.moment = quantumStart + (wake & quantumMask);
							events.tick(thread, cpu);
						}
					}

					if (stacks.grew) {
						stacks.switchOutGrown(cpu);
					}

					place = hot[at + 2];
					if (lifeVisits[item] > 0) {
						if ((life[thread] & lifeMask) > visits) {
							life[thread] -= visits;
						} else {
							lives.exit(thread, cpu);
							place = hot[at + 2];
							sleepScale = respawnTickScale[item];
						}
					}

					const migrate = migrateIn65536[item];
					if (migrate > 0 && (visitBits & 0xFF_FF) < migrate) {
						place = this.#migrate(thread, place, cpu, timeBits);
					}
				}

				// Sleep
				const sleep = exponential(sleepBits) * sleepScale;
				const isLong = sleep > longestSleepTicks;
				let next = (end + 1 + (isLong ? longestSleepTicks : sleep | 0)) | 0;
				const goesTo = (place >>> cpuShift) & cpuMask;
				if (goesTo !== cpu && ((next - edge) | 0) < 0) {
					next = edge; // What one CPU does to another lands on the quantum's edge
				}

				hot[at] = next;
				hot[at + 2] = isLong ? place | silentBit : place & ~silentBit;
				wheel.insert(thread, goesTo, quantum);
			}
		}
	}

	/** Sends the thread to another CPU, chosen by `bits`; gives its new place word. */
	#migrate(thread: number, place: number, from: number, bits: number): number {
		const {world, stacks} = this;
		const to = Math.floor((hash32(bits) >>> 0) / 4_294_967_296 * world.cpus);
		if (to !== from && (place & aliveBit) !== 0) {
			stacks.move(thread, from, to);
			world.counters.stacks[from]--;
			world.counters.stacks[to]++;
		}

		const moved = (place & ~(cpuMask << cpuShift)) | (to << cpuShift);
		world.threads.hot[thread * 4 + 2] = moved;
		return moved;
	}
}
