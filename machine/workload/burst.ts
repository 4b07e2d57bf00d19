import type {Stacks} from '../memory/stacks.js';
import * as randomModule from '../random.js';
import * as threadsModule from '../threads.js';
import * as ticksModule from '../time/ticks.js';
import * as hotplugModule from '../hotplug.js';
import * as worldModule from '../world.js';
import type {World} from '../world.js';
import type {KernelEvents} from './kernel-events.js';
import type {Lives} from './lives.js';
import * as placementModule from './placement.js';
import * as tablesModule from './tables.js';

/*
Constants and functions of the hot loop stand in this module's own scope: V8 reads an import from its cell at each use, and folds a constant of the module itself into the code.
Worth an eighth of the time of a burst; that the budgets stand in `run` itself, another twentieth.
*/
const {exponential, hash32, slotCount} = randomModule;
const {aliveBit, classMask, cpuMask, cpuShift, lifeMask, limitMask, limitShift, markMask, noticedBit, pathShift, placedBit, silentBit} = threadsModule;
const {longestSleepOf, lowTicks} = ticksModule;
const {onlineFrom} = hotplugModule;
const {budgets, faultStream, interruptStream, nmiStream, rareStream} = worldModule;
const {betterCpu, patienceTicks, sliceTicks, takePicture} = placementModule;
const {depthUnitBytes, offsetUnitsMax, offsetUnitStep, pageUnitBits, pageUnits} = tablesModule;

const slotMask = slotCount - 1;
/** Longest wait for a CPU, 34 s: beyond it bursts take no time. */
const longestQueueTicks = 1 << 29;

/**
What one wake-up does: the hot code of the machine.

A burst is one event: a thread wakes, waits for its CPU if that is busy, makes its visits, meets what befalls it, and sleeps again.
All its draws are keyed by (seed, thread, wake-up). The sleep is drawn first and the visits last, so visits are drawn only where one of them
could go deeper than the thread ever was, or where a stack is not mapped down to its mark; what is skipped shifts nothing.
*/
export class Bursts {
	/** Salt of the present 274 s turn of the tick counter, so that keys do not come back. */
	turnSalt = 0;
	/** Ticks that a thread waits for its CPU before it looks for another; who drives bursts with queues of his own sets it beyond reach. */
	patience = patienceTicks;
	/** How fast busy ticks use up the NMI budget; changes with the NMI rate. */
	nmiPerTick = 0;
	/** Tick up to which some CPU has taken on work: beyond it all are idle. Follows from the clocks. */
	busyUntil = 0;
	/** The scheduler's picture shows no CPU with anything to do. */
	#pictureIsBlank = false;

	readonly #hot: Int32Array;
	readonly #life: Int32Array;
	readonly #clock: Int32Array;
	readonly #nextTick: Int32Array;
	readonly #lastThread: Int32Array;
	readonly #budget: Float64Array;
	readonly #bursts: Float64Array;
	readonly #visits: Float64Array;
	readonly #busyTicks: Float64Array;
	readonly #contextSwitches: Float64Array;
	readonly #idleInterrupts: Float64Array;
	readonly #markPages: Float64Array;
	readonly #classBusyTicks: Float64Array;
	readonly #classBursts: Float64Array;
	readonly #userVisits: Float64Array;
	readonly #restartableWaits: Float64Array;
	readonly #attention: Int32Array;
	readonly #deepest: Int32Array;
	readonly #offsetMask: Int32Array;
	readonly #sleepTickScale: Float64Array;
	readonly #respawnTickScale: Float64Array;
	readonly #marginUnits: number;

	constructor(readonly world: World, readonly stacks: Stacks, readonly events: KernelEvents, readonly lives: Lives) {
		const {threads, clock, nextTick, lastThread, budget, counters} = world;
		this.#hot = threads.hot;
		this.#life = threads.life;
		this.#clock = clock;
		this.#nextTick = nextTick;
		this.#lastThread = lastThread;
		this.#budget = budget;
		this.#bursts = counters.bursts;
		this.#visits = counters.visits;
		this.#busyTicks = counters.busyTicks;
		this.#contextSwitches = counters.contextSwitches;
		this.#idleInterrupts = counters.idleInterrupts;
		this.#markPages = counters.markPages;
		this.#classBusyTicks = world.classBusyTicks;
		this.#classBursts = world.classBursts;
		this.#userVisits = counters.userVisits;
		this.#restartableWaits = counters.restartableWaits;
		this.#attention = world.attention;
		this.#deepest = world.deepest;
		this.#offsetMask = world.inForce.offsetMask;
		this.#sleepTickScale = world.inForce.sleepTickScale;
		this.#respawnTickScale = world.inForce.respawnTickScale;
		this.#marginUnits = Math.ceil(world.marginBytes / depthUnitBytes);
	}

	/** To be called after the state was replaced or changed from outside. */
	resume(): void {
		this.#pictureIsBlank = false;
	}

	/** Takes the scheduler's picture at `moment`, a full tick count. On an idle box one picture after the other is blank: it need not be taken again. */
	lookAround(moment: number): void {
		const now = lowTicks(moment);
		const isBlank = ((this.busyUntil - now) | 0) <= 0;
		if (!isBlank || !this.#pictureIsBlank) {
			takePicture(this.world, now);
		}

		this.#pictureIsBlank = isBlank;
	}

	/**
	Runs the burst of `thread` that wakes on `cpu` now and sets its next wake-up, `edge` at the earliest if that is on another CPU.
	`moment` is now as a full tick count. Gives the CPU the thread wakes on next.
	*/
	run(thread: number, cpu: number, edge: number, moment: number): number {
		const hot = this.#hot;
		const {tables} = this.world;
		const at = thread * 4;
		const wake = hot[at];
		let place = hot[at + 2];
		const item = place & classMask;
		const wait = (this.#clock[cpu] - wake) | 0;
		if (wait > this.patience && (place & (silentBit | placedBit)) === 0 && tables.isBound[item] === 0) {
			const to = betterCpu(this.world, thread, cpu, wake, wait);
			if (to !== cpu) {
				hot[at] = edge;
				hot[at + 2] = this.moveTo(thread, place, cpu, to) | placedBit;
				return to;
			}
		}

		// This burst's own generator (xoroshiro64**); its first output depends on s0 alone, so the moment goes in there
		let s1 = hash32(Math.imul(thread, 0x9E_37_79_B9) ^ this.turnSalt) | 1;
		let s0 = hash32(wake ^ s1);
		let product = Math.imul(s0, 0x9E_37_79_BB);
		const sleepBits = Math.imul((product << 5) | (product >>> 27), 5);
		s1 ^= s0;
		s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
		s1 = (s1 << 13) | (s1 >>> 19);
		let sleepScale = (place & aliveBit) === 0 ? this.#respawnTickScale[item] : this.#sleepTickScale[item];
		let end = wake;
		if ((place & silentBit) === 0) {
			if ((place & aliveBit) === 0) {
				this.stacks.moment = moment;
				this.lives.fork(thread, item, cpu);
				place = hot[at + 2];
				sleepScale = this.#sleepTickScale[item];
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

			const busyUntil = this.#clock[cpu];
			const idle = ((busyUntil - wake) | 0) <= 0;
			const start = idle ? wake : busyUntil;
			// The queue of an overloaded CPU is cut where int32 differences would turn round
			end = ((start - wake) | 0) > longestQueueTicks ? start : (start + duration) | 0;
			this.#clock[cpu] = end;
			if (((end - this.busyUntil) | 0) > 0) {
				this.busyUntil = end;
			}

			this.#lastThread[cpu] = thread;
			this.#bursts[cpu]++;
			this.#visits[cpu] += visits;
			this.#busyTicks[cpu] += duration;
			this.#classBusyTicks[item] += duration;
			this.#classBursts[item]++;
			if (idle) {
				this.#contextSwitches[cpu] += 2; // From the idle task, and back to it
				this.#idleInterrupts[cpu]++; // Measured: about one event-driven interrupt a switch away from the idle task
			} else {
				// Others wait, or waited: who runs for longer than a slice is put aside for them and comes back
				this.#contextSwitches[cpu] += 1 + ((duration / sliceTicks) | 0);
			}

			const noticed = (place & noticedBit) !== 0;
			if (noticed || this.#attention[cpu] !== 0) {
				this.stacks.moment = moment;
				this.stacks.arrive(thread, cpu);
			}

			const depthWord = hot[at + 3];
			const own = tables.pathDepth[depthWord >>> pathShift];
			const mark = depthWord & markMask;
			const deepestCommon = tables.commonDepthMax[item];
			const offsets = this.#offsetMask[item];
			const bound = (own > deepestCommon ? own : deepestCommon) + (offsets === 0 ? 0 : offsetUnitsMax);
			const limit = (((hot[at + 2] >>> limitShift) & limitMask) + 1) * pageUnits - this.#marginUnits;
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
					if (deepest > this.#deepest[cpu]) {
						this.#deepest[cpu] = deepest;
					}
				}

				if (deepest > limit) {
					this.stacks.moment = moment;
					this.stacks.reach(thread, cpu, deepest * depthUnitBytes, this.events.contextOfCall(thread, moment));
				}

				if (noticed) {
					this.stacks.touchedBytes = deepest * depthUnitBytes;
				}
			}

			// Faults, interrupts, rare paths and NMIs: each eats from its budget, and few run out
			this.stacks.moment = moment;
			const budget = this.#budget;
			const hazards = cpu * budgets;
			if (tables.isUser[item] === 1) {
				budget[hazards + faultStream] -= visits * tables.events.userFaultPerVisit;
				if (budget[hazards + faultStream] < 0) {
					this.events.userFaults(thread, cpu);
				}

				budget[hazards + interruptStream] -= visits * tables.events.interruptPerVisit;
				if (budget[hazards + interruptStream] < 0) {
					this.events.interrupts(thread, cpu);
				}

				this.#userVisits[cpu] += visits;
				this.#restartableWaits[cpu] += tables.restartableSleep[item];
			}

			budget[hazards + rareStream] -= visits * tables.rarePerVisit[item];
			if (budget[hazards + rareStream] < 0) {
				this.events.rarePaths(thread, cpu, item);
			}

			budget[hazards + nmiStream] -= duration * this.nmiPerTick;
			if (budget[hazards + nmiStream] < 0) {
				this.events.nmis(thread, cpu);
			}

			if (((end - this.#nextTick[cpu]) | 0) > 0) {
				this.#ticks(thread, cpu, start, end);
			}

			if (noticed || this.stacks.grew !== 0 || this.stacks.leavesAt !== 0) {
				this.stacks.leave(thread, cpu);
			}

			place = hot[at + 2];
			this.#markPages[cpu] += ((hot[at + 3] & markMask) + pageUnits - 1) >> pageUnitBits;
			if (tables.lifeVisits[item] > 0) {
				if ((this.#life[thread] & lifeMask) > visits) {
					this.#life[thread] -= visits;
				} else {
					this.lives.exit(thread, cpu);
					place = hot[at + 2];
					sleepScale = this.#respawnTickScale[item];
				}
			}

			if ((visitBits & 0xFF_FF) < tables.migrateIn65536[item]) {
				place = this.migrate(thread, place, cpu, timeBits);
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
	}

	/** The timer ticks between start and end of a burst; none came while the CPU was idle. */
	#ticks(thread: number, cpu: number, start: number, end: number): void {
		const {tickPeriod} = this.world.tables.events;
		const nextTick = this.#nextTick;
		const behind = (start - nextTick[cpu]) | 0;
		if (behind > 0) {
			nextTick[cpu] = (nextTick[cpu] + Math.ceil(behind / tickPeriod) * tickPeriod) | 0;
		}

		while (((end - nextTick[cpu]) | 0) > 0) {
			nextTick[cpu] = (nextTick[cpu] + tickPeriod) | 0;
			this.events.tick(thread, cpu);
		}
	}

	/** CPU of a place word. */
	protected cpuOf(place: number): number {
		return (place >>> cpuShift) & cpuMask;
	}

	/** Sends the thread to another CPU, chosen by `bits`; gives its new place word. */
	protected migrate(thread: number, place: number, from: number, bits: number): number {
		const to = onlineFrom(this.world.online, Math.floor((hash32(bits) >>> 0) / 4_294_967_296 * this.world.cpus));
		return this.moveTo(thread, place, from, to);
	}

	/** Files the thread under CPU `to`; gives its new place word. */
	protected moveTo(thread: number, place: number, from: number, to: number): number {
		const {world, stacks} = this;
		if (to !== from && (place & aliveBit) !== 0) {
			stacks.move(thread, from, to);
			world.counters.stacks[from]--;
			world.counters.stacks[to]++;
			world.counters.migrations[from]++;
		}

		return (place & ~(cpuMask << cpuShift)) | (to << cpuShift);
	}
}
