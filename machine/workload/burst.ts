import type {Box} from '../boot.js';
import type {Stacks} from '../memory/stacks.js';
import * as randomModule from '../random.js';
import * as threadsModule from '../threads.js';
import * as ticksModule from '../time/ticks.js';
import * as worldModule from '../world.js';
import * as placementModule from './placement.js';
import * as tablesModule from './tables.js';

/*
How the hot code of the machine is written, for V8 (Node 20) and worth a third of its speed:
- As closures that are made once for a box. What such a closure closes over is constant to the compiler, with the address and length of each array and the target of each call;
  fields of `this` are looked up and checked at each use. A second box in the same thread runs too, a fifth slower.
- With constants and functions of other modules in this module's own scope: an import is read from its cell at each use, a constant of the module itself is folded into the code.
*/
const {exponential, hash32, slotCount} = randomModule;
const {aliveBit, classMask, cpuMask, cpuShift, lifeMask, limitMask, limitShift, markMask, noticedBit, pathShift, placedBit, silentBit} = threadsModule;
const {longestSleepOf, lowTicks} = ticksModule;
const {budgets, faultStream, interruptStream, nmiStream, rareStream} = worldModule;
const {createPlacement, patienceTicks, sliceTicks, takePicture} = placementModule;
const {depthUnitBytes, offsetUnitsMax, offsetUnitStep, pageUnitBits, pageUnits} = tablesModule;

const slotMask = slotCount - 1;
/** Longest wait for a CPU, 34 s: beyond it bursts take no time. */
const longestQueueTicks = 1 << 29;

/** What wake-ups do. */
export type Bursts = {
	readonly stacks: Stacks;
	/** To be called after the state was replaced or changed from outside, and when the tick counter turns over: `now` are the low bits of the tick, `turnSalt` the salt of its present 274 s turn, so that keys do not come back. */
	resume(turnSalt: number, now: number): void;
	/** Takes the scheduler's picture at `moment`, a full tick count. */
	lookAround(moment: number): void;
	/**
	Runs the burst of `thread` that wakes on `cpu` now and sets its next wake-up, `edge` at the earliest if that is on another CPU.
	`moment` is now as a full tick count. Gives the CPU the thread wakes on next.
	*/
	run(thread: number, cpu: number, edge: number, moment: number): number;
};

/**
Bursts one by one: the exact engine's.

A burst is one event: a thread wakes, waits for its CPU if that is busy, makes its visits, meets what befalls it, and sleeps again.
All its draws are keyed by (seed, thread, wake-up). The sleep is drawn first and the visits last, so visits are drawn only where one of them
could go deeper than the thread ever was, or where a stack is not mapped down to its mark; what is skipped shifts nothing.

`patience`: ticks that a thread waits for its CPU before it looks for another; who drives bursts with queues of his own sets it beyond reach.
*/
export const createBursts = ({world, stacks, events, lives}: Box, patience = patienceTicks): Bursts => {
	const {tables, clock, nextTick, lastThread, budget, counters, attention, classBusyTicks, classBursts, deepest: deepestOf, threads: {hot, life}, inForce: {offsetMask, sleepTickScale, respawnTickScale}} = world;
	const {tickPeriod} = tables.events;
	const marginUnits = Math.ceil(world.marginBytes / depthUnitBytes);
	const placement = createPlacement(world, stacks);
	let turnSalt = 0;
	/** How fast busy ticks use up the NMI budget; changes with the NMI rate. */
	let nmiPerTick = 0;
	/** Tick up to which some CPU has taken on work: beyond it all are idle. Follows from the clocks. */
	let busyUntil = 0;
	/** The scheduler's picture shows no CPU with anything to do. */
	let pictureIsBlank = false;

	/** The timer ticks between start and end of a burst; none came while the CPU was idle. */
	const ticks = (thread: number, cpu: number, start: number, end: number): void => {
		const behind = (start - nextTick[cpu]) | 0;
		if (behind > 0) {
			nextTick[cpu] = (nextTick[cpu] + Math.ceil(behind / tickPeriod) * tickPeriod) | 0;
		}

		while (((end - nextTick[cpu]) | 0) > 0) {
			nextTick[cpu] = (nextTick[cpu] + tickPeriod) | 0;
			events.tick(thread, cpu);
		}
	};

	const run = (thread: number, cpu: number, edge: number, moment: number): number => {
		const at = thread * 4;
		const wake = hot[at];
		let place = hot[at + 2];
		const item = place & classMask;
		const wait = (clock[cpu] - wake) | 0;
		if (wait > patience && (place & (silentBit | placedBit)) === 0 && tables.isBound[item] === 0) {
			const to = placement.betterCpu(thread, cpu, wake, wait);
			if (to !== cpu) {
				hot[at] = edge;
				hot[at + 2] = placement.moveTo(thread, place, cpu, to) | placedBit;
				return to;
			}
		}

		// This burst's own generator (xoroshiro64**); its first output depends on s0 alone, so the moment goes in there
		let s1 = hash32(Math.imul(thread, 0x9E_37_79_B9) ^ turnSalt) | 1;
		let s0 = hash32(wake ^ s1);
		let product = Math.imul(s0, 0x9E_37_79_BB);
		const sleepBits = Math.imul((product << 5) | (product >>> 27), 5);
		s1 ^= s0;
		s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
		s1 = (s1 << 13) | (s1 >>> 19);
		let sleepScale = (place & aliveBit) === 0 ? respawnTickScale[item] : sleepTickScale[item];
		let end = wake;
		if ((place & silentBit) === 0) {
			if ((place & aliveBit) === 0) {
				stacks.moment = moment;
				lives.fork(thread, item, cpu);
				place = hot[at + 2];
				sleepScale = sleepTickScale[item];
			}

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
			const visits = 1 + ((exponential(visitBits) * tables.visitScale[item]) | 0);
			const duration = 1 + ((exponential(timeBits) * tables.visitTickScale[item] * visits) | 0);

			const taken = clock[cpu];
			const idle = ((taken - wake) | 0) <= 0;
			const start = idle ? wake : taken;
			// The queue of an overloaded CPU is cut where int32 differences would turn round
			end = ((start - wake) | 0) > longestQueueTicks ? start : (start + duration) | 0;
			clock[cpu] = end;
			if (((end - busyUntil) | 0) > 0) {
				busyUntil = end;
			}

			lastThread[cpu] = thread;
			counters.bursts[cpu]++;
			counters.visits[cpu] += visits;
			counters.busyTicks[cpu] += duration;
			classBusyTicks[item] += duration;
			classBursts[item]++;
			if (idle) {
				counters.contextSwitches[cpu] += 2; // From the idle task, and back to it
				counters.idleInterrupts[cpu]++; // Measured: about one event-driven interrupt a switch away from the idle task
			} else {
				// Others wait, or waited: who runs for longer than a slice is put aside for them and comes back
				counters.contextSwitches[cpu] += 1 + ((duration / sliceTicks) | 0);
			}

			const noticed = (place & noticedBit) !== 0;
			if (noticed || attention[cpu] !== 0) {
				stacks.moment = moment;
				stacks.arrive(thread, cpu);
			}

			const depthWord = hot[at + 3];
			const own = tables.pathDepth[depthWord >>> pathShift];
			const mark = depthWord & markMask;
			const deepestCommon = tables.commonDepthMax[item];
			const offsets = offsetMask[item];
			const bound = (own > deepestCommon ? own : deepestCommon) + (offsets === 0 ? 0 : offsetUnitsMax);
			const limit = (((hot[at + 2] >>> limitShift) & limitMask) + 1) * pageUnits - marginUnits;
			if (bound > mark || mark > limit || noticed) {
				const {commonDepth} = tables;
				const deepIn = tables.deepIn65536[item];
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
					if (deepest > deepestOf[cpu]) {
						deepestOf[cpu] = deepest;
					}
				}

				if (deepest > limit) {
					stacks.moment = moment;
					stacks.reach(thread, cpu, deepest * depthUnitBytes, events.contextOfCall(thread, moment));
				}

				if (noticed) {
					stacks.touchedBytes = deepest * depthUnitBytes;
				}
			}

			// Faults, interrupts, rare paths and NMIs: each eats from its budget, and few run out
			stacks.moment = moment;
			const hazards = cpu * budgets;
			if (tables.isUser[item] === 1) {
				budget[hazards + faultStream] -= visits * tables.events.userFaultPerVisit;
				if (budget[hazards + faultStream] < 0) {
					events.userFaults(thread, cpu);
				}

				budget[hazards + interruptStream] -= visits * tables.events.interruptPerVisit;
				if (budget[hazards + interruptStream] < 0) {
					events.interrupts(thread, cpu);
				}

				counters.userVisits[cpu] += visits;
				counters.restartableWaits[cpu] += tables.restartableSleep[item];
			}

			budget[hazards + rareStream] -= visits * tables.rarePerVisit[item];
			if (budget[hazards + rareStream] < 0) {
				events.rarePaths(thread, cpu, item);
			}

			budget[hazards + nmiStream] -= duration * nmiPerTick;
			if (budget[hazards + nmiStream] < 0) {
				events.nmis(thread, cpu);
			}

			if (((end - nextTick[cpu]) | 0) > 0) {
				ticks(thread, cpu, start, end);
			}

			if (noticed || stacks.grew !== 0 || stacks.leavesAt !== 0) {
				stacks.leave(thread, cpu);
			}

			place = hot[at + 2];
			counters.markPages[cpu] += ((hot[at + 3] & markMask) + pageUnits - 1) >> pageUnitBits;
			if (tables.lifeVisits[item] > 0) {
				if ((life[thread] & lifeMask) > visits) {
					life[thread] -= visits;
				} else {
					lives.exit(thread, cpu);
					place = hot[at + 2];
					sleepScale = respawnTickScale[item];
				}
			}

			if ((visitBits & 0xFF_FF) < tables.migrateIn65536[item]) {
				place = placement.migrate(thread, place, cpu, timeBits);
			}
		}

		const sleep = exponential(sleepBits) * sleepScale;
		const longest = longestSleepOf(thread);
		const isLong = sleep > longest;
		const next = (end + 1 + (isLong ? longest : sleep | 0)) | 0;
		place &= ~placedBit;
		const goesTo = (place >>> cpuShift) & cpuMask;
		// What one CPU does to another lands on the quantum's edge
		hot[at] = goesTo !== cpu && ((next - edge) | 0) < 0 ? edge : next;
		hot[at + 2] = isLong ? place | silentBit : place & ~silentBit;
		return goesTo;
	};

	return {
		stacks,
		run,

		resume(salt, now) {
			turnSalt = salt;
			nmiPerTick = events.nmiPerTick();
			busyUntil = now;
			for (const until of clock) {
				if (((until - busyUntil) | 0) > 0) {
					busyUntil = until;
				}
			}

			pictureIsBlank = false;
		},

		lookAround(moment) {
			const now = lowTicks(moment);
			const isBlank = ((busyUntil - now) | 0) <= 0;
			// On an idle box one picture after the other is blank: it need not be taken again
			if (!isBlank || !pictureIsBlank) {
				takePicture(world, now);
			}

			pictureIsBlank = isBlank;
		},
	};
};
