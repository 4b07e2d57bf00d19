import {aliveBit, budgets, classMask, faultStream, interruptStream, lifeMask, limitMask, limitShift, markMask, nmiStream, noticedBit, offsetUnitsMax, offsetUnitStep, pageUnitBits, pageUnits, pathShift, placedBit, rareStream, silentBit, slotCount} from '../layout';
import {attention, budget, bursts, busyTicks, classBursts, classBusyTicks, clock, commonDepth, commonDepthMax, contextSwitches, cpus, deepestOf, deepIn65536, hot, idleInterrupts, interruptPerVisit, isBound, isUser, lastThread, life, lifeVisits, marginUnits, markPages, migrateIn65536, nextTick, offsetMask, pathDepth, rarePerVisit, respawnTickScale, restartableSleep, restartableWaits, sleepTickScale, sliceTicks, tickPeriod, userFaultPerVisit, userVisits, visitScale, visitsOf, visitTickScale} from './box';
import {exponential, hash32, scrambled, wholePart} from './draws';
import {interrupts, nmis, rarePaths, tick, userFaults} from './events';
import {arrive, exit, fork, leave, reach, touched} from './outside';
import {betterCpu, cpuOf, migrate, moveTo} from './place';

const slotMask = slotCount - 1;
/** Longest wait for a CPU, 34 s: beyond it bursts take no time. */
const longestQueueTicks = 1 << 29;

/** Salt of the present 274 s turn of the tick counter, so that keys do not come back. */
let turnSalt: i32 = 0;
/** How fast busy ticks use up the NMI budget; changes with the NMI rate. */
let nmiPerTick: f64 = 0;
/** Ticks that a thread waits for its CPU before it looks for another. */
let patience: i32 = 0;
/** Tick up to which some CPU has taken on work: beyond it all are idle. Follows from the clocks. */
export let busyUntil: i32 = 0;

export function setPatience(ticks: i32): void {
	patience = ticks;
}

/** To be called after the state was replaced or changed from outside, and when the tick counter turns over: `now` are the low bits of the tick. */
export function resumeBursts(salt: i32, perTick: f64, now: i32): void {
	turnSalt = salt;
	nmiPerTick = perTick;
	busyUntil = now;
	for (let cpu = 0; cpu < cpus; cpu++) {
		if (clock[cpu] - busyUntil > 0) {
			busyUntil = clock[cpu];
		}
	}
}

/** The timer ticks between start and end of a burst; none came while the CPU was idle. */
function ticks(thread: i32, cpu: i32, start: i32, end: i32, moment: f64): i32 {
	const behind = start - nextTick[cpu];
	if (behind > 0) {
		nextTick[cpu] += (behind + tickPeriod - 1) / tickPeriod * tickPeriod;
	}

	let mustLeave = 0;
	while (end - nextTick[cpu] > 0) {
		nextTick[cpu] += tickPeriod;
		mustLeave |= tick(thread, cpu, moment);
	}

	return mustLeave;
}

/**
Runs the burst of `thread` that wakes on `cpu` now and sets its next wake-up, `edge` at the earliest if that is on another CPU.
`moment` is now as a full tick count. Gives the CPU the thread wakes on next.

A burst is one event: a thread wakes, waits for its CPU if that is busy, makes its visits, meets what befalls it, and sleeps again.
All its draws are keyed by (seed, thread, wake-up). The sleep is drawn first and the visits last, so visits are drawn only where one of them
could go deeper than the thread ever was, or where a stack is not mapped down to its mark; what is skipped shifts nothing.
*/
export function run(thread: i32, cpu: i32, edge: i32, moment: f64): i32 {
	const at = thread << 2;
	const wake = hot[at];
	let place = hot[at + 2];
	const item = place & classMask;
	const wait = clock[cpu] - wake;
	if (wait > patience && (place & (silentBit | placedBit)) == 0 && isBound[item] == 0) {
		const to = betterCpu(thread, cpu, wake, wait, patience);
		if (to != cpu) {
			hot[at] = edge;
			hot[at + 2] = moveTo(thread, place, cpu, to) | placedBit;
			return to;
		}
	}

	// This burst's own generator (xoroshiro64**); its first output depends on s0 alone, so the moment goes in there
	let s1 = hash32(thread * <i32>0x9E_37_79_B9 ^ turnSalt) | 1;
	let s0 = hash32(wake ^ s1);
	const sleepBits = scrambled(s0);
	s1 ^= s0;
	s0 = rotl<i32>(s0, 26) ^ s1 ^ (s1 << 9);
	s1 = rotl<i32>(s1, 13);
	let isAlive = (place & aliveBit) != 0;
	let end = wake;
	if ((place & silentBit) == 0) {
		if (!isAlive) {
			fork(thread, item, cpu, moment);
			place = hot[at + 2];
			isAlive = true;
		}

		const visitBits = scrambled(s0);
		s1 ^= s0;
		s0 = rotl<i32>(s0, 26) ^ s1 ^ (s1 << 9);
		s1 = rotl<i32>(s1, 13);
		const timeBits = scrambled(s0);
		s1 ^= s0;
		s0 = rotl<i32>(s0, 26) ^ s1 ^ (s1 << 9);
		s1 = rotl<i32>(s1, 13);
		const visits = 1 + wholePart(<f64>exponential(visitBits) * visitScale[item]);
		const duration = 1 + wholePart(<f64>exponential(timeBits) * visitTickScale[item] * <f64>visits);

		const taken = clock[cpu];
		const idle = taken - wake <= 0;
		const start = idle ? wake : taken;
		// The queue of an overloaded CPU is cut where int32 differences would turn round
		end = start - wake > longestQueueTicks ? start : start + duration;
		clock[cpu] = end;
		if (end - busyUntil > 0) {
			busyUntil = end;
		}

		lastThread[cpu] = thread;
		bursts[cpu] += 1;
		visitsOf[cpu] += visits;
		busyTicks[cpu] += duration;
		classBusyTicks[item] += duration;
		classBursts[item] += 1;
		if (idle) {
			contextSwitches[cpu] += 2; // From the idle task, and back to it
			idleInterrupts[cpu] += 1; // Measured: about one event-driven interrupt a switch away from the idle task
		} else {
			// Others wait, or waited: who runs for longer than a slice is put aside for them and comes back
			contextSwitches[cpu] += duration < sliceTicks ? 1 : 1 + duration / sliceTicks;
		}

		const noticed = place & noticedBit;
		let mustLeave = noticed;
		if (noticed != 0 || attention[cpu] != 0) {
			mustLeave |= arrive(thread, cpu, moment);
		}

		const depthWord = hot[at + 3];
		const own = pathDepth[depthWord >>> pathShift];
		const mark = depthWord & markMask;
		const deepestCommon = commonDepthMax[item];
		const offsets = offsetMask[item];
		const bound = max(own, deepestCommon) + (offsets == 0 ? 0 : offsetUnitsMax);
		const limit = (((hot[at + 2] >>> limitShift) & limitMask) + 1) * pageUnits - marginUnits;
		if (bound > mark || mark > limit || noticed != 0) {
			const deepIn = deepIn65536[item];
			const first = item * slotCount;
			let deepest = 0;
			for (let visit = 0; visit < visits; visit++) {
				const bits = scrambled(s0);
				s1 ^= s0;
				s0 = rotl<i32>(s0, 26) ^ s1 ^ (s1 << 9);
				s1 = rotl<i32>(s1, 13);
				const depth = ((bits >>> 16) < deepIn ? own : commonDepth[first + ((bits >>> 6) & slotMask)]) + (bits & offsets) * offsetUnitStep;
				deepest = max(deepest, depth);
			}

			if (deepest > mark) {
				hot[at + 3] = (depthWord & ~markMask) | min(deepest, markMask);
				deepestOf[cpu] = max(deepestOf[cpu], deepest);
			}

			if (deepest > limit) {
				mustLeave |= reach(thread, cpu, deepest, moment);
			}

			if (noticed != 0) {
				touched(deepest);
			}
		}

		// Faults, interrupts, rare paths and NMIs: each eats from its budget, and few run out
		const hazards = cpu * budgets;
		if (isUser[item] == 1) {
			let left = budget[hazards + faultStream] - <f64>visits * userFaultPerVisit;
			budget[hazards + faultStream] = left;
			if (left < 0) {
				mustLeave |= userFaults(thread, cpu, moment);
			}

			left = budget[hazards + interruptStream] - <f64>visits * interruptPerVisit;
			budget[hazards + interruptStream] = left;
			if (left < 0) {
				mustLeave |= interrupts(thread, cpu, moment);
			}

			userVisits[cpu] += visits;
			restartableWaits[cpu] += restartableSleep[item];
		}

		let left = budget[hazards + rareStream] - <f64>visits * rarePerVisit[item];
		budget[hazards + rareStream] = left;
		if (left < 0) {
			mustLeave |= rarePaths(thread, cpu, item, moment);
		}

		left = budget[hazards + nmiStream] - <f64>duration * nmiPerTick;
		budget[hazards + nmiStream] = left;
		if (left < 0) {
			mustLeave |= nmis(thread, cpu, moment);
		}

		if (end - nextTick[cpu] > 0) {
			mustLeave |= ticks(thread, cpu, start, end, moment);
		}

		if (mustLeave != 0) {
			leave(thread, cpu, moment);
		}

		place = hot[at + 2];
		markPages[cpu] += ((hot[at + 3] & markMask) + pageUnits - 1) >> pageUnitBits;
		if (lifeVisits[item] > 0) {
			if ((life[thread] & lifeMask) > visits) {
				life[thread] -= visits;
			} else {
				exit(thread, cpu, moment);
				place = hot[at + 2];
				isAlive = false;
			}
		}

		if ((visitBits & 0xFF_FF) < migrateIn65536[item]) {
			place = migrate(thread, place, cpu, timeBits);
		}
	}

	const sleep = <f64>exponential(sleepBits) * (isAlive ? sleepTickScale[item] : respawnTickScale[item]);
	// As `longestSleepOf` of `../time/ticks.ts`
	const longest = 1_900_000_000 - ((thread * <i32>0x9E_37_79_B9) >>> 4);
	const isLong = sleep > <f64>longest;
	const next = end + 1 + (isLong ? longest : wholePart(sleep));
	place &= ~placedBit;
	const goesTo = cpuOf(place);
	// What one CPU does to another lands on the quantum's edge
	hot[at] = goesTo != cpu && next - edge < 0 ? edge : next;
	hot[at + 2] = isLong ? place | silentBit : place & ~silentBit;
	return goesTo;
}
