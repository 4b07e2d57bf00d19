import type {Box} from '../boot.js';
import type {Stacks} from '../memory/stacks.js';
import {exponential, hash32, hashKey} from '../random.js';
import {longestSleepOf} from '../time/ticks.js';
import {createBursts, type Bursts} from '../workload/burst.js';
import type {Lives} from '../workload/lives.js';
import {scalar, type World} from '../world.js';
import {aliveBit, classMask, cpuMask, cpuShift, lifeMask, markMask, pageUnitBits, pageUnits, placedBit, quantumTicks, silentBit} from '../layout.js';
import {Depths} from './depths.js';
import {beginLife, drawBursts, sum, sumCount} from './draw.js';
import {Hazards} from './hazards.js';
import {isWorthwhile, type WaitLaw} from './law.js';
import {Places} from './places.js';

/** Salts of draws that the exact engine makes otherwise. */
const depthSalt = 0x5D_E9;
const placeSalt = 0x5D_EA;
const seenSalt = 0x5D_EC;

/** CPU of a place word. */
const cpuOf = (place: number): number => (place >>> cpuShift) & cpuMask;

/**
What one wake-up does under the skipping engine: a batch of bursts of one thread at once.

Every burst has its own visits, work, sleep and depths, drawn from the same laws as in the exact engine, and meets faults, interrupts, ticks, NMIs and policies one by one.
What is skipped is the queue: how long a burst waits for its CPU is drawn from the law that was learned, so a burst needs neither the clock of its CPU nor an event of its own.
Visits are drawn only where one could go deeper than the thread ever was. A batch stands at the moment of its middle: the thread's wake-up is put off by half a batch once, and brought forward when it ends.

While a CPU is away or forks storm the law does not hold; then bursts are simulated one by one.
*/
export class Batches implements Bursts {
	readonly stacks: Stacks;
	readonly #world: World;
	readonly #lives: Lives;
	readonly #oneByOne: Bursts;
	readonly #lead: Int32Array;
	readonly #places: Places;
	readonly #depths: Depths;
	readonly #hazards: Hazards;
	#holds = true;
	/** What the present batch adds up to, by `sum`. */
	readonly #sums = new Int32Array(sumCount);

	#turnSalt = 0;
	#nmiPerTick = 0;

	constructor(readonly box: Box, readonly law: WaitLaw) {
		const {world, stacks, events, lives} = box;
		this.stacks = stacks;
		this.#world = world;
		this.#lives = lives;
		this.#oneByOne = createBursts(box);
		this.#lead = world.skip.lead;
		this.#places = new Places(world, law);
		this.#depths = new Depths(world, stacks, events);
		this.#hazards = new Hazards(world, stacks);
	}

	resume(turnSalt: number, now: number): void {
		this.#oneByOne.resume(turnSalt, now);
		this.#turnSalt = turnSalt;
		this.#nmiPerTick = this.box.events.nmiPerTick();
		const {online, scalars, skip} = this.#world;
		this.#holds = isWorthwhile(this.law.burstsPerEvent) && scalars[scalar.forkTimes] === 1 && !online.includes(0);
		skip.isSkipping[0] = this.#holds ? 1 : 0;
	}

	lookAround(moment: number): void {
		(this.#holds ? this.#places : this.#oneByOne).lookAround(moment);
	}

	run(thread: number, cpu: number, edge: number, moment: number): number {
		const world = this.#world;
		const {tables, threads: {hot, life}} = world;
		const at = thread * 4;
		if (!this.#holds) {
			this.#lead[thread] = 0;
			return this.#oneByOne.run(thread, cpu, edge, moment);
		}

		const wake = hot[at];
		const item = hot[at + 2] & classMask;
		const isSilent = (hot[at + 2] & silentBit) !== 0;
		const isBorn = !isSilent && (hot[at + 2] & aliveBit) === 0;
		const wasPlaced = (hot[at + 2] & placedBit) !== 0;
		if (isBorn) {
			if (!wasPlaced && this.#places.isSentAway(thread, wake, item)) {
				const to = this.#places.lessBusy(thread, wake, cpu);
				if (to !== cpu) {
					hot[at] = edge;
					hot[at + 2] = world.inner.loop.moveTo(thread, hot[at + 2], cpu, to) | placedBit;
					return to;
				}
			}

			this.stacks.moment = moment;
			this.#lives.fork(thread, item, cpu);
		}

		const putOff = this.law.lead[item] - this.#lead[thread];
		if (putOff > 0 && !isSilent) {
			this.#lead[thread] = this.law.lead[item];
			hot[at] = (wake + putOff) | 0;
			return cpu;
		}

		const {sleepTickScale, respawnTickScale} = world.inForce;
		let sleepScale = (hot[at + 2] & aliveBit) === 0 ? respawnTickScale[item] : sleepTickScale[item];
		const sums = this.#sums;
		for (let i = 0; i < sums.length; i++) {
			sums[i] = 0;
		}

		const key = hash32(Math.imul(thread, 0x9E_37_79_B9) ^ this.#turnSalt) | 1;
		sums[sum.s0] = hash32(wake ^ key);
		sums[sum.s1] = hash32(sums[sum.s0] ^ key);
		let elapsed = 0;
		let sleep = 0;
		if (isSilent) {
			const product = Math.imul(sums[sum.s0], 0x9E_37_79_BB);
			sleep = exponential(Math.imul((product << 5) | (product >>> 27), 5)) * sleepScale;
		} else {
			const isOver = this.#batch(thread, cpu, item, isBorn ? (wasPlaced ? 2 : 1) : 0, moment);
			this.#count(thread, cpu, item, wake, moment);
			if (isOver) {
				this.#lives.exit(thread, cpu);
				sleepScale = respawnTickScale[item];
			}

			elapsed = sums[sum.elapsed];
			sleep = exponential(sums[sum.sleepBits]) * sleepScale;
		}

		const moves = sums[sum.moves];
		const migrations = sums[sum.migrations];
		let place = hot[at + 2] & ~placedBit;
		for (let i = 0; i < migrations; i++) {
			place = world.inner.loop.migrate(thread, place, cpuOf(place), hashKey(thread, wake, placeSalt, i));
		}

		if (moves > 0) {
			const from = cpuOf(place);
			// It ended where it was last: the stack it leaves to that CPU's cache is there when the row is forked again
			const to = (place & aliveBit) === 0 ? from : this.#places.lessBusy(thread, wake, from);
			place = world.inner.loop.moveTo(thread, place, from, to);
			world.counters.migrations[from] += to === from ? moves : moves - 1;
		}

		const longest = longestSleepOf(thread);
		const isLong = sleep > longest;
		let ahead = (elapsed > 0 ? elapsed : 1) + (isLong ? longest : sleep | 0);
		if ((place & aliveBit) === 0 && this.#lead[thread] > 0) {
			const back = Math.min(this.#lead[thread], ahead - quantumTicks);
			if (back > 0) {
				ahead -= back;
				this.#lead[thread] -= back;
			}
		}

		const next = (wake + ahead) | 0;
		const goesTo = cpuOf(place);
		hot[at] = goesTo !== cpu && ((next - edge) | 0) < 0 ? edge : next;
		hot[at + 2] = isLong ? place | silentBit : place & ~silentBit;
		return goesTo;
	}

	/** Works through a batch of bursts of one thread; `birth` is 1 in the batch after a fork, 2 if the thread was sent to another CPU for it. Gives whether the life of the thread is over. */
	#batch(thread: number, cpu: number, item: number, birth: number, moment: number): boolean {
		const world = this.#world;
		const nmiPerTick = this.#nmiPerTick;
		const sums = this.#sums;
		const {tables, threads: {hot, life}} = world;
		const mortal = tables.lifeVisits[item] > 0;
		let lifeLeft = mortal ? life[thread] & lifeMask : Infinity;
		let left = this.law.batch[item];
		let visitsUntil = this.#hazards.visitsAllowed(cpu, item);
		let workUntil = this.#hazards.workAllowed(cpu, nmiPerTick);
		let bookedVisits = 0;
		let bookedWork = 0;
		let matters = this.#depths.matters(thread, cpu, item);
		if (birth > 0) {
			beginLife(sums, this.law, tables.classes.length + item, birth === 2);
		}

		while (left > 0) {
			const before = sums[sum.visits];
			const sofar = sums[sum.bursts];
			drawBursts(sums, world, this.law, item, matters ? 1 : left, Math.min(visitsUntil, before + lifeLeft - 1), workUntil);
			const visits = sums[sum.visits] - before;
			const done = sums[sum.bursts] - sofar;
			left -= done;
			if (matters) {
				this.#depths.touch(thread, cpu, item, visits, hash32(sums[sum.s0] ^ depthSalt), moment, left);
			}

			if (sums[sum.visits] > visitsUntil || sums[sum.work] > workUntil) {
				this.#hazards.book(thread, cpu, item, sums[sum.visits] - bookedVisits, sums[sum.work] - bookedWork, nmiPerTick, moment);
				bookedVisits = sums[sum.visits];
				bookedWork = sums[sum.work];
				visitsUntil = bookedVisits + this.#hazards.visitsAllowed(cpu, item);
				workUntil = bookedWork + this.#hazards.workAllowed(cpu, nmiPerTick);
				matters = true;
			}

			sums[sum.markPages] += done * (((hot[thread * 4 + 3] & markMask) + pageUnits - 1) >> pageUnitBits);
			// Nothing else changes what a stack has been through
			matters &&= this.#depths.matters(thread, cpu, item);
			lifeLeft -= visits;
			if (lifeLeft <= 0) {
				left = 0;
			}
		}

		if (mortal && lifeLeft > 0) {
			life[thread] = (life[thread] & ~lifeMask) | lifeLeft;
		}

		this.#hazards.book(thread, cpu, item, sums[sum.visits] - bookedVisits, sums[sum.work] - bookedWork, nmiPerTick, moment);
		return lifeLeft <= 0;
	}

	/** Books what a batch adds up to. */
	#count(thread: number, cpu: number, item: number, wake: number, moment: number): void {
		const world = this.#world;
		const sums = this.#sums;
		const {counters, clock, tables} = world;
		const bursts = sums[sum.bursts];
		const work = sums[sum.work];
		counters.bursts[cpu] += bursts;
		counters.visits[cpu] += sums[sum.visits];
		counters.busyTicks[cpu] += work;
		counters.contextSwitches[cpu] += sums[sum.switches];
		counters.idleInterrupts[cpu] += sums[sum.idleStarts];
		counters.markPages[cpu] += sums[sum.markPages];
		world.classBusyTicks[item] += work;
		world.classBursts[item] += bursts;
		if (tables.isUser[item] === 1) {
			counters.userVisits[cpu] += sums[sum.visits];
			counters.restartableWaits[cpu] += bursts * tables.restartableSleep[item];
		}

		this.#hazards.ticks(thread, cpu, work, moment);

		// Batches of several threads overlap: the CPU is seen with one of them as likely as its share of the work that is left
		const start = ((clock[cpu] - wake) | 0) > 0 ? clock[cpu] : wake;
		clock[cpu] = (start + work) | 0;
		const left = (clock[cpu] - wake) | 0;
		if ((hashKey(thread, wake, seenSalt) >>> 0) / 4_294_967_296 * left < work) {
			world.lastThread[cpu] = thread;
		}
	}
}
