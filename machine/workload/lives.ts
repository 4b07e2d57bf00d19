import {kstackBucket} from '../counters.js';
import {fillPools, settleClaims} from '../memory/pools.js';
import {giveStack, takeStackBack} from '../memory/stack-lives.js';
import type {Stacks} from '../memory/stacks.js';
import {exponential, expOne, hashKey} from '../random.js';
import {bornTicks} from '../threads.js';
import {longestSleepOf, lowTicks} from '../time/ticks.js';
import {putInForce, scalar, type World} from '../world.js';
import {aliveBit, cpuShift, depthUnitBytes, generationShift, lifeMask, markMask, noticedBit, offsetUnitStep, pathShift, scannedBit, silentBit, slotCount} from '../layout.js';
import {homeCpu, spreadGrownPages} from './population.js';

/** Visits that a thread makes while the box boots: enough for the random offset to come near its maximum, as on a box that has been up for a while. */
const bootVisits = 16;

/** Salts of draws that happen once in a thread's life. */
const pathSalt = 0xD0;
const sleepSalt = 0xD2;
const visitSalt = 0xD3;
const lifeSalt = 0xE0;
const lifeParts = 4;

/** Birth, boot and death of threads. */
export class Lives {
	constructor(readonly world: World, readonly stacks: Stacks) {}

	/** Fills an empty world: pools, then every thread in turn, each run to its mark, then asleep. Time is 0 afterwards. */
	boot(): void {
		const {world, stacks} = this;
		const {scenario, tables, classRows, cpus, inner: {loop}} = world;
		const {machine, workload, seed, delivery} = scenario;
		loop.clear();
		world.lastThread.fill(-1);
		world.scalars[scalar.atomicFailShare] = 0; // Pressure begins after boot
		world.scalars[scalar.nmiPerSecond] = workload.events.nmis.perBusyCpuSecond;
		world.scalars[scalar.delivery] = delivery === 'fred' ? 1 : 0;
		world.scalars[scalar.forkTimes] = 1;
		world.scalars[scalar.offsetOn] = 1;
		world.online.fill(1);
		putInForce(world);
		stacks.silent = true;
		fillPools(world);
		const extra = spreadGrownPages(tables.classes, classRows, machine.grownPages, world.threadPages - 1, seed);
		for (const [item, rows] of classRows.entries()) {
			for (let i = 0; i < rows.count; i++) {
				const thread = rows.first + i;
				const cpu = homeCpu(tables.classes[item], i, thread, cpus, seed);
				world.threads.hot[thread * 4 + 2] = item | (cpu << cpuShift);
				this.fork(thread, item, cpu, this.#grownPath(thread, extra.get(thread) ?? 0));
				this.#runToMark(thread, item, cpu);
				this.#fallAsleep(thread, item);
				if (world.scalars[scalar.claimsPending] !== 0) {
					settleClaims(stacks); // Boot takes its time: the reserve is full again before the next thread grows
				}

				loop.insert(thread, cpu, 0);
			}
		}

		world.scalars[scalar.atomicFailShare] = workload.events.memory.atomicFailShare;
		putInForce(world);
		stacks.silent = false;
	}

	/** Brings a row to life on `cpu`; `path`: the deepest path it is given, or -1 to draw one from its class. */
	fork(thread: number, item: number, cpu: number, path = -1): void {
		const {world} = this;
		const {hot, life, born} = world.threads;
		const generation = life[thread] >>> generationShift;
		const slot = this.#birthDraw(thread, pathSalt) & (slotCount - 1);
		const own = path < 0 ? world.tables.deepPath[item * slotCount + slot] : path;
		const mean = world.tables.lifeVisits[item];
		const visits = mean > 0 ? Math.min(lifeMask, 1 + Math.round(this.#lifeDraw(thread) * mean)) : 0;
		hot[thread * 4 + 2] |= aliveBit;
		hot[thread * 4 + 3] = own << pathShift;
		life[thread] = (generation << generationShift) | visits;
		born[thread] = Math.floor(this.stacks.moment / bornTicks) | 0;
		giveStack(this.stacks, thread, item, cpu);
		world.counters.forks[cpu]++;
		world.counters.stacks[cpu]++;
	}

	/** The thread ends; its row is free for the next fork. */
	exit(thread: number, cpu: number): void {
		const {world} = this;
		const {hot, life} = world.threads;
		world.exitDepths[kstackBucket((hot[thread * 4 + 3] & markMask) * depthUnitBytes)]++;
		takeStackBack(this.stacks, thread, cpu);
		hot[thread * 4 + 2] &= ~(aliveBit | noticedBit | scannedBit);
		life[thread] = ((life[thread] >>> generationShift) + 1) << generationShift;
		world.counters.exits[cpu]++;
		world.counters.stacks[cpu]--;
	}

	/** Bits for the row that is born now: keyed by the moment, as generations come back after 4096 lives. */
	#birthDraw(thread: number, salt: number): number {
		const {moment} = this.stacks;
		return hashKey(this.world.scenario.seed, thread, salt + (Math.floor(moment / 4_294_967_296) * 0x1_00), lowTicks(moment));
	}

	/** Mean 1 with a spread of a half (Erlang of 4): measured lives of short tools lie close to their median of 31 calls. */
	#lifeDraw(thread: number): number {
		let sum = 0;
		for (let part = 0; part < lifeParts; part++) {
			sum += exponential(this.#birthDraw(thread, lifeSalt + part));
		}

		return sum / expOne / lifeParts;
	}

	#grownPath(thread: number, extraPages: number): number {
		const {firstGrownPath, grownVariants} = this.world.tables;
		return extraPages === 0 ? -1 : firstGrownPath + (extraPages - 1) * grownVariants + thread % grownVariants;
	}

	/** Some visits, one of them on the thread's own deepest path, so that the calibration holds exactly. */
	#runToMark(thread: number, item: number, cpu: number): void {
		const {world} = this;
		const {tables, threads: {hot}} = world;
		const {seed} = world.scenario;
		const own = tables.pathDepth[hot[thread * 4 + 3] >>> pathShift];
		let deepest = 0;
		for (let visit = 0; visit < bootVisits; visit++) {
			const bits = hashKey(seed, thread, visitSalt, visit);
			const isDeep = visit === 0 || (bits >>> 16) < tables.deepIn65536[item];
			const depth = isDeep ? own : tables.commonDepth[item * slotCount + ((bits >>> 6) & (slotCount - 1))];
			deepest = Math.max(deepest, depth + (bits & tables.offsetMask[item]) * offsetUnitStep);
		}

		hot[thread * 4 + 3] |= Math.min(markMask, deepest);
		this.stacks.reach(thread, cpu, deepest * depthUnitBytes, 'task');
		if (this.stacks.grew !== 0 || (hot[thread * 4 + 2] & noticedBit) !== 0) {
			this.stacks.touchedBytes = deepest * depthUnitBytes;
			this.stacks.leave(thread, cpu);
		}
	}

	/** Boot finds every thread asleep; what is left of an exponential sleep is as long as a whole one. */
	#fallAsleep(thread: number, item: number): void {
		const {hot} = this.world.threads;
		const draw = exponential(hashKey(this.world.scenario.seed, thread, sleepSalt)) * this.world.tables.sleepTickScale[item];
		const longest = longestSleepOf(thread);
		const isLong = draw > longest;
		hot[thread * 4] = 1 + Math.floor(isLong ? longest : draw);
		if (isLong) {
			hot[thread * 4 + 2] |= silentBit;
		}
	}
}
