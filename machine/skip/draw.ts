import {exponential} from '../random.js';
import {sliceTicks} from '../workload/placement.js';
import type {World} from '../world.js';
import {busyStart, delaySlots, movedStart, startBits, starts, startValues, type WaitLaw} from './law.js';

/** Places in the sums of a batch, an `Int32Array`; the last three say how its first burst begins if that is the first of a life. */
export const sum = {
	s0: 0, s1: 1, bursts: 2, visits: 3, work: 4, elapsed: 5, switches: 6, idleStarts: 7, moves: 8, migrations: 9, markPages: 10, sleepBits: 11,
	ways: 12, from: 13, span: 14,
} as const;
export const sumCount = Object.keys(sum).length;

/** How the first burst of a life begins: whether the thread was sent to another CPU is known, so the first draw is moved into that part of its law, which stands in row `row`. */
export const beginLife = (sums: Int32Array, {upTo}: WaitLaw, row: number, wasPlaced: boolean): void => {
	sums[sum.ways] = row * starts;
	const stays = upTo[row * starts + movedStart - 1];
	sums[sum.from] = wasPlaced ? stays : 0;
	sums[sum.span] = wasPlaced ? startValues - stays : stays;
};

/**
Draws up to `most` bursts of a thread of class `item` and adds them to `sums`, until more than `visitsUntil` visits or `workUntil` ticks of work have come together.
The sleep after the last one is left to the caller: where a life ends it is another one.
*/
export const drawBursts = (sums: Int32Array, {tables, inForce}: World, {upTo, delay}: WaitLaw, item: number, most: number, visitsUntil: number, workUntil: number): void => {
	const visitScale = tables.visitScale[item];
	const visitTickScale = tables.visitTickScale[item];
	const migrateIn = tables.migrateIn65536[item];
	const sleepScale = inForce.sleepTickScale[item];
	const own = item * starts;
	let span = sums[sum.span];
	sums[sum.span] = 0;
	let ways = span === 0 ? own : sums[sum.ways];
	let up0 = upTo[ways];
	let up1 = upTo[ways + 1];
	let up2 = upTo[ways + 2];
	let left = most;
	let s0 = sums[sum.s0];
	let s1 = sums[sum.s1];
	let elapsed = sums[sum.elapsed];
	let visitSum = sums[sum.visits];
	let workSum = sums[sum.work];
	let switches = sums[sum.switches];
	let idleStarts = sums[sum.idleStarts];
	let moves = sums[sum.moves];
	let migrations = sums[sum.migrations];
	let sleepBits = sums[sum.sleepBits];
	if (sums[sum.bursts] > 0) {
		elapsed += (exponential(sleepBits) * sleepScale) | 0;
	}

	for (;;) {
		// Two draws a step, one of each word of the state: together they are as evenly spread as the state itself
		let product = Math.imul(s0, 0x9E_37_79_BB);
		sleepBits = Math.imul((product << 5) | (product >>> 27), 5);
		product = Math.imul(s1, 0x9E_37_79_BB);
		const visitBits = Math.imul((product << 5) | (product >>> 27), 5);
		s1 ^= s0;
		s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
		s1 = (s1 << 13) | (s1 >>> 19);
		product = Math.imul(s0, 0x9E_37_79_BB);
		const timeBits = Math.imul((product << 5) | (product >>> 27), 5);
		product = Math.imul(s1, 0x9E_37_79_BB);
		const startDraw = Math.imul((product << 5) | (product >>> 27), 5);
		s1 ^= s0;
		s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
		s1 = (s1 << 13) | (s1 >>> 19);

		const visits = 1 + ((exponential(visitBits) * visitScale) | 0);
		const duration = 1 + ((exponential(timeBits) * visitTickScale * visits) | 0);
		let likely = startDraw >>> (32 - startBits);
		if (span !== 0) {
			likely = sums[sum.from] + Math.floor(likely * span / startValues);
		}

		// Without a branch, as nobody could foretell it: one more for each limit that is not above
		const way = ((up0 - 1 - likely) >>> 31) + ((up1 - 1 - likely) >>> 31) + ((up2 - 1 - likely) >>> 31);
		elapsed += delay[(ways + way) * delaySlots + (startDraw & (delaySlots - 1))] + duration + 1;
		visitSum += visits;
		workSum += duration;
		const busy = way & busyStart;
		idleStarts += 1 - busy;
		switches += 2 - busy;
		if (duration >= sliceTicks) {
			switches += busy * ((duration / sliceTicks) | 0);
		}

		moves += way >> 1;
		migrations += (visitBits & 0xFF_FF) < migrateIn ? 1 : 0;
		if (span !== 0) {
			moves -= way >> 1; // It was moved before it was forked
			span = 0;
			ways = own;
			up0 = upTo[own];
			up1 = upTo[own + 1];
			up2 = upTo[own + 2];
		}

		left--;
		if (left === 0 || visitSum > visitsUntil || workSum > workUntil) {
			break;
		}

		elapsed += (exponential(sleepBits) * sleepScale) | 0;
	}

	sums[sum.s0] = s0;
	sums[sum.s1] = s1;
	sums[sum.elapsed] = elapsed;
	sums[sum.visits] = visitSum;
	sums[sum.work] = workSum;
	sums[sum.switches] = switches;
	sums[sum.idleStarts] = idleStarts;
	sums[sum.moves] = moves;
	sums[sum.migrations] = migrations;
	sums[sum.sleepBits] = sleepBits;
	sums[sum.bursts] += most - left;
};
