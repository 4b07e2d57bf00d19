import type {Stacks} from '../memory/stacks.js';
import {exponential, expOne, hash32, hashKey, slotCount} from '../random.js';
import {aliveBit, classMask, lifeMask, limitMask, limitShift, markMask, noticedBit, pathShift, placedBit, silentBit} from '../threads.js';
import {longestSleepOf, quantumTicks} from '../time/ticks.js';
import {Bursts} from '../workload/burst.js';
import type {KernelEvents} from '../workload/kernel-events.js';
import type {Lives} from '../workload/lives.js';
import {sliceTicks} from '../workload/placement.js';
import {depthUnitBytes, offsetUnitsMax, offsetUnitStep, pageUnitBits, pageUnits} from '../workload/tables.js';
import {budgets, faultStream, interruptStream, nmiStream, rareStream, scalar, streamPurposes, type World} from '../world.js';
import {busyStart, delaySlots, movedStart, startBits, starts, type WaitLaw} from './law.js';

const slotMask = slotCount - 1;
/** Salts of draws that the exact engine makes otherwise. */
const depthSalt = 0x5D_E9;
const placeSalt = 0x5D_EA;
const awaySalt = 0x5D_EB;

/** Places in the sums of a batch; the last three say how its first burst begins if that is the first of a life. */
const sum = {
	s0: 0, s1: 1, bursts: 2, visits: 3, work: 4, elapsed: 5, switches: 6, idleStarts: 7, moves: 8, migrations: 9, markPages: 10, sleepBits: 11,
	ways: 12, from: 13, span: 14,
} as const;

/**
What one wake-up does under the skipping engine: a batch of bursts of one thread at once.

Every burst has its own visits, work, sleep and depths, drawn from the same laws as in the exact engine, and meets faults, interrupts, ticks, NMIs and policies one by one.
What is skipped is the queue: how long a burst waits for its CPU is drawn from the law that was learned, so a burst needs neither the clock of its CPU nor an event of its own.
Visits are drawn only where one could go deeper than the thread ever was. A batch stands at the moment of its middle: the thread's wake-up is put off by half a batch once, and brought forward when it ends.

While a CPU is away or forks storm the law does not hold; then bursts are simulated one by one.
*/
export class Batches extends Bursts {
	readonly #lead: Int32Array;
	readonly #ticksLeft: Int32Array;
	/** Place of each CPU in its complex. */
	readonly #seat: Int32Array;
	#holds = true;
	/** What the present batch adds up to, by `sum`. */
	readonly sums = new Int32Array(Object.keys(sum).length);

	constructor(world: World, stacks: Stacks, events: KernelEvents, lives: Lives, readonly law: WaitLaw) {
		super(world, stacks, events, lives);
		this.#lead = world.skip.lead;
		this.#ticksLeft = world.skip.ticksLeft;
		const {members, first} = world.complexes;
		this.#seat = new Int32Array(world.cpus);
		for (const [at, cpu] of members.entries()) {
			this.#seat[cpu] = at - first[cpu];
		}
	}

	/** To be called after the state was replaced or changed from outside. */
	override resume(): void {
		const {online, scalars} = this.world;
		this.#holds = scalars[scalar.forkTimes] === 1 && !online.includes(0);
	}

	override run(thread: number, cpu: number, edge: number, moment: number): number {
		const {world} = this;
		const {tables, threads: {hot, life}} = world;
		const at = thread * 4;
		if (!this.#holds) {
			this.#lead[thread] = 0;
			return super.run(thread, cpu, edge, moment);
		}

		const wake = hot[at];
		const item = hot[at + 2] & classMask;
		const isSilent = (hot[at + 2] & silentBit) !== 0;
		const isBorn = !isSilent && (hot[at + 2] & aliveBit) === 0;
		const wasPlaced = (hot[at + 2] & placedBit) !== 0;
		if (isBorn) {
			if (!wasPlaced && this.#isSentAway(thread, wake, item)) {
				const to = this.#lessBusy(thread, wake, cpu);
				if (to !== cpu) {
					hot[at] = edge;
					hot[at + 2] = this.moveTo(thread, hot[at + 2], cpu, to) | placedBit;
					return to;
				}
			}

			this.stacks.moment = moment;
			this.lives.fork(thread, item, cpu);
		}

		const putOff = this.law.lead[item] - this.#lead[thread];
		if (putOff > 0 && !isSilent) {
			this.#lead[thread] = this.law.lead[item];
			hot[at] = (wake + putOff) | 0;
			return cpu;
		}

		const {sleepTickScale, respawnTickScale} = world.inForce;
		let sleepScale = (hot[at + 2] & aliveBit) === 0 ? respawnTickScale[item] : sleepTickScale[item];
		const {sums} = this;
		for (let i = 0; i < sums.length; i++) {
			sums[i] = 0;
		}

		const s1 = hash32(Math.imul(thread, 0x9E_37_79_B9) ^ this.turnSalt) | 1;
		sums[sum.s0] = hash32(wake ^ s1);
		sums[sum.s1] = s1;
		let elapsed = 0;
		let sleep = 0;
		if (isSilent) {
			const product = Math.imul(sums[sum.s0], 0x9E_37_79_BB);
			sleep = exponential(Math.imul((product << 5) | (product >>> 27), 5)) * sleepScale;
		} else {
			const isOver = this.#batch(thread, cpu, item, isBorn ? (wasPlaced ? 2 : 1) : 0, moment);
			this.#count(thread, cpu, item, wake, moment);
			if (isOver) {
				this.lives.exit(thread, cpu);
				sleepScale = respawnTickScale[item];
			}

			elapsed = sums[sum.elapsed];
			sleep = exponential(sums[sum.sleepBits]) * sleepScale;
		}

		const moves = sums[sum.moves];
		const migrations = sums[sum.migrations];
		let place = hot[at + 2] & ~placedBit;
		for (let i = 0; i < migrations; i++) {
			place = this.migrate(thread, place, this.cpuOf(place), hashKey(thread, wake, placeSalt, i));
		}

		if (moves > 0) {
			const from = this.cpuOf(place);
			// It ended where it was last: the stack it leaves to that CPU's cache is there when the row is forked again
			const to = (place & aliveBit) === 0 ? from : this.#lessBusy(thread, wake, from);
			place = this.moveTo(thread, place, from, to);
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
		const goesTo = this.cpuOf(place);
		hot[at] = goesTo !== cpu && ((next - edge) | 0) < 0 ? edge : next;
		hot[at + 2] = isLong ? place | silentBit : place & ~silentBit;
		return goesTo;
	}

	/** Works through a batch of bursts of one thread; `birth` is 1 in the batch after a fork, 2 if the thread was sent to another CPU for it. Gives whether the life of the thread is over. */
	#batch(thread: number, cpu: number, item: number, birth: number, moment: number): boolean {
		const {sums, world: {tables, threads: {hot, life}}} = this;
		const mortal = tables.lifeVisits[item] > 0;
		let lifeLeft = mortal ? life[thread] & lifeMask : Infinity;
		let left = this.law.batch[item];
		let visitsUntil = this.#visitsAllowed(cpu, item);
		let workUntil = this.#workAllowed(cpu);
		let bookedVisits = 0;
		let bookedWork = 0;
		let matters = this.#matters(thread, cpu, item);
		if (birth > 0) {
			this.#beBorn(item, birth === 2);
		}

		while (left > 0) {
			const before = sums[sum.visits];
			const sofar = sums[sum.bursts];
			this.#draw(item, matters ? 1 : left, Math.min(visitsUntil, before + lifeLeft - 1), workUntil);
			const visits = sums[sum.visits] - before;
			const done = sums[sum.bursts] - sofar;
			left -= done;
			if (matters) {
				this.#touch(thread, cpu, item, visits, hash32(sums[sum.s0] ^ depthSalt), moment, left);
			}

			if (sums[sum.visits] > visitsUntil || sums[sum.work] > workUntil) {
				this.#book(thread, cpu, item, sums[sum.visits] - bookedVisits, sums[sum.work] - bookedWork, moment);
				bookedVisits = sums[sum.visits];
				bookedWork = sums[sum.work];
				visitsUntil = bookedVisits + this.#visitsAllowed(cpu, item);
				workUntil = bookedWork + this.#workAllowed(cpu);
				matters = true;
			}

			sums[sum.markPages] += done * (((hot[thread * 4 + 3] & markMask) + pageUnits - 1) >> pageUnitBits);
			// Nothing else changes what a stack has been through
			matters &&= this.#matters(thread, cpu, item);
			lifeLeft -= visits;
			if (lifeLeft <= 0) {
				left = 0;
			}
		}

		if (mortal && lifeLeft > 0) {
			life[thread] = (life[thread] & ~lifeMask) | lifeLeft;
		}

		this.#book(thread, cpu, item, sums[sum.visits] - bookedVisits, sums[sum.work] - bookedWork, moment);
		return lifeLeft <= 0;
	}

	/** How the first burst of a life begins: whether the thread was sent to another CPU is known, so the first draw is moved into that part of its law. */
	#beBorn(item: number, wasPlaced: boolean): void {
		const row = this.world.tables.classes.length + item;
		this.sums[sum.ways] = row * starts;
		const stays = this.law.upTo[row * starts + movedStart - 1];
		this.sums[sum.from] = wasPlaced ? stays : 0;
		this.sums[sum.span] = wasPlaced ? 2 ** startBits - stays : stays;
	}

	/**
	Draws up to `most` bursts of a thread of class `item` and adds them up, until more than `visitsUntil` visits or `workUntil` ticks of work have come together.
	The sleep after the last one is left to the caller: where a life ends it is another one.
	*/
	#draw(item: number, most: number, visitsUntil: number, workUntil: number): void {
		const {sums, world: {tables, inForce}, law: {upTo, delay}} = this;
		const visitScale = tables.visitScale[item];
		const visitTickScale = tables.visitTickScale[item];
		const migrateIn = tables.migrateIn65536[item];
		const sleepScale = inForce.sleepTickScale[item];
		const own = item * starts;
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
			let product = Math.imul(s0, 0x9E_37_79_BB);
			sleepBits = Math.imul((product << 5) | (product >>> 27), 5);
			s1 ^= s0;
			s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
			s1 = (s1 << 13) | (s1 >>> 19);
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
			product = Math.imul(s0, 0x9E_37_79_BB);
			const startDraw = Math.imul((product << 5) | (product >>> 27), 5);
			s1 ^= s0;
			s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
			s1 = (s1 << 13) | (s1 >>> 19);

			const visits = 1 + ((exponential(visitBits) * visitScale) | 0);
			const duration = 1 + ((exponential(timeBits) * visitTickScale * visits) | 0);
			let likely = startDraw >>> (32 - startBits);
			let ways = own;
			if (sums[sum.span] !== 0) {
				likely = sums[sum.from] + Math.floor(likely * sums[sum.span] / 2 ** startBits);
				ways = sums[sum.ways];
				sums[sum.span] = 0;
				moves -= likely >= upTo[ways + movedStart - 1] ? 1 : 0; // It was moved before it was forked
			}

			let way = 0;
			while (likely >= upTo[ways + way]) {
				way++;
			}

			elapsed += delay[(ways + way) * delaySlots + (startDraw & (delaySlots - 1))] + duration + 1;
			visitSum += visits;
			workSum += duration;
			if ((way & busyStart) === 0) {
				switches += 2;
				idleStarts++;
			} else {
				switches += 1 + ((duration / sliceTicks) | 0);
			}

			moves += way >> 1;
			migrations += (visitBits & 0xFF_FF) < migrateIn ? 1 : 0;
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
	}

	/** Books what a batch adds up to. */
	#count(thread: number, cpu: number, item: number, wake: number, moment: number): void {
		const {sums, world} = this;
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

		this.#ticks(thread, cpu, work, moment);
		const start = ((clock[cpu] - wake) | 0) > 0 ? clock[cpu] : wake;
		clock[cpu] = (start + work) | 0;
		world.lastThread[cpu] = thread;
	}

	/** Whether a row that is to be forked anew is sent to another CPU first, because its own is at work. */
	#isSentAway(thread: number, wake: number, item: number): boolean {
		return this.world.tables.isBound[item] === 0 && (hashKey(thread, wake, awaySalt) >>> (32 - startBits)) >= this.law.upTo[(this.world.tables.classes.length + item) * starts + movedStart - 1];
	}

	/** Visits of class `item` that CPU `cpu` makes before the next fault, interrupt or rare path. */
	#visitsAllowed(cpu: number, item: number): number {
		const {budget, tables} = this.world;
		const first = cpu * budgets;
		const rare = tables.rarePerVisit[item];
		let visits = rare > 0 ? budget[first + rareStream] / rare : Infinity;
		if (tables.isUser[item] === 1) {
			const {userFaultPerVisit, interruptPerVisit} = tables.events;
			visits = Math.min(visits, userFaultPerVisit > 0 ? budget[first + faultStream] / userFaultPerVisit : Infinity, interruptPerVisit > 0 ? budget[first + interruptStream] / interruptPerVisit : Infinity);
		}

		return visits;
	}

	/** Work of CPU `cpu` in ticks before the next NMI. */
	#workAllowed(cpu: number): number {
		return this.nmiPerTick > 0 ? this.world.budget[cpu * budgets + nmiStream] / this.nmiPerTick : Infinity;
	}

	/** Whether a burst may deepen the stack of a thread, or some policy looks at it. */
	#matters(thread: number, cpu: number, item: number): boolean {
		const {tables, threads: {hot}, attention} = this.world;
		const place = hot[thread * 4 + 2];
		const depthWord = hot[thread * 4 + 3];
		const own = tables.pathDepth[depthWord >>> pathShift];
		const deepestCommon = tables.commonDepthMax[item];
		const bound = (own > deepestCommon ? own : deepestCommon) + (this.offsetMask[item] === 0 ? 0 : offsetUnitsMax);
		const limit = (((place >>> limitShift) & limitMask) + 1) * pageUnits - this.marginUnits;
		const mark = depthWord & markMask;
		return bound > mark || mark > limit || (place & noticedBit) !== 0 || attention[cpu] !== 0;
	}

	/** A burst that matters: it may deepen a stack, or some policy looks at it. */
	#touch(thread: number, cpu: number, item: number, visits: number, key: number, moment: number, burst: number): void {
		const {stacks, world} = this;
		const {tables, threads: {hot}} = world;
		const at = thread * 4;
		const noticed = (hot[at + 2] & noticedBit) !== 0;
		stacks.moment = moment;
		if (noticed || world.attention[cpu] !== 0) {
			stacks.arrive(thread, cpu);
		}

		const depthWord = hot[at + 3];
		const mark = depthWord & markMask;
		const own = tables.pathDepth[depthWord >>> pathShift];
		const offsets = this.offsetMask[item];
		const deepIn = tables.deepIn65536[item];
		const first = item * slotCount;
		let s0 = key;
		let s1 = hash32(key) | 1;
		let deepest = 0;
		for (let visit = 0; visit < visits; visit++) {
			const product = Math.imul(s0, 0x9E_37_79_BB);
			const bits = Math.imul((product << 5) | (product >>> 27), 5);
			s1 ^= s0;
			s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
			s1 = (s1 << 13) | (s1 >>> 19);
			const depth = ((bits >>> 16) < deepIn ? own : tables.commonDepth[first + ((bits >>> 6) & slotMask)]) + (bits & offsets) * offsetUnitStep;
			if (depth > deepest) {
				deepest = depth;
			}
		}

		if (deepest > mark) {
			hot[at + 3] = (depthWord & ~markMask) | (deepest < markMask ? deepest : markMask);
			if (deepest > world.deepest[cpu]) {
				world.deepest[cpu] = deepest;
			}
		}

		if (deepest > (((hot[at + 2] >>> limitShift) & limitMask) + 1) * pageUnits - this.marginUnits) {
			stacks.reach(thread, cpu, deepest * depthUnitBytes, this.events.contextOfCall(thread, moment + burst));
		}

		if (noticed) {
			stacks.touchedBytes = deepest * depthUnitBytes;
		}

		if (noticed || stacks.grew !== 0 || stacks.leavesAt !== 0) {
			stacks.leave(thread, cpu);
		}
	}

	/** Takes what the last bursts used up from the budgets; who runs out meets what comes then. */
	#book(thread: number, cpu: number, item: number, visits: number, work: number, moment: number): void {
		const {stacks, events, world: {budget, tables}} = this;
		const first = cpu * budgets;
		stacks.moment = moment;
		if (tables.isUser[item] === 1) {
			budget[first + faultStream] -= visits * tables.events.userFaultPerVisit;
			if (budget[first + faultStream] < 0) {
				events.userFaults(thread, cpu);
			}

			budget[first + interruptStream] -= visits * tables.events.interruptPerVisit;
			if (budget[first + interruptStream] < 0) {
				events.interrupts(thread, cpu);
			}
		}

		budget[first + rareStream] -= visits * tables.rarePerVisit[item];
		if (budget[first + rareStream] < 0) {
			events.rarePaths(thread, cpu, item);
		}

		budget[first + nmiStream] -= work * this.nmiPerTick;
		if (budget[first + nmiStream] < 0) {
			events.nmis(thread, cpu);
		}

		this.#settle(thread, cpu);
	}

	/**
	The timer ticks that find a CPU in the `work` ticks of time that it worked.
	The timer comes regularly and finds the CPU at work with chance p, its busy share so far: in terms of work, p * (a geometric number of periods) lie between two that do.
	That number is drawn as an exponential of the same mean and variance.
	*/
	#ticks(thread: number, cpu: number, work: number, moment: number): void {
		const {world, stacks} = this;
		const left = this.#ticksLeft;
		left[cpu] -= work;
		while (left[cpu] < 0) {
			const idle = Math.max(0, 1 - world.counters.busyTicks[cpu] / (moment + 1));
			const draw = exponential(world.streams.bits(cpu * streamPurposes + interruptStream)) / expOne;
			left[cpu] += Math.max(1, Math.round(world.tables.events.tickPeriod * (1 + Math.sqrt(idle) * (draw - 1))));
			stacks.moment = moment;
			this.events.tick(thread, cpu);
			this.#settle(thread, cpu);
		}
	}

	/** A thread that grew leaves its CPU before anything else happens to it. */
	#settle(thread: number, cpu: number): void {
		if (this.stacks.grew !== 0 || this.stacks.leavesAt !== 0) {
			this.stacks.leave(thread, cpu);
		}
	}

	/** Where a thread of CPU `cpu` goes that had to wait: of two other CPUs drawn from its complex (or, where it is alone in that, from the box) the one that has worked less so far. */
	#lessBusy(thread: number, wake: number, cpu: number): number {
		const {complexes: {members, first, size}, counters: {busyTicks}, cpus} = this.world;
		const draw = hashKey(thread, wake, 0x5C_ED);
		const isAlone = size[cpu] === 1;
		const [from, count] = isAlone ? [0, cpus] : [first[cpu], size[cpu]];
		// Those after it in the ring, without itself
		const own = isAlone ? cpu : this.#seat[cpu];
		const other = (bits: number): number => {
			const at = count === 1 ? own : (own + 1 + bits % (count - 1)) % count;
			return isAlone ? at : members[from + at];
		};

		const a = other(draw >>> 16);
		const b = other(draw & 0xFF_FF);
		return busyTicks[b] < busyTicks[a] ? b : a;
	}
}
