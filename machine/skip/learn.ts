import type {Scenario} from '../description.js';
import {Engine} from '../engine.js';
import {Stacks} from '../memory/stacks.js';
import {expOne} from '../random.js';
import {aliveBit, classMask, placedBit, silentBit} from '../threads.js';
import {Bursts} from '../workload/burst.js';
import {KernelEvents} from '../workload/kernel-events.js';
import {Lives} from '../workload/lives.js';
import {createWorld, scalar} from '../world.js';
import {busyStart, lawOf, movedStart, starts, type WaitLaw} from './law.js';

/** Seed of the box that is learned from: not the run's own, so that what all runs have in common does not vary with them. */
const learningSeed = 0x1E_A2_90;
/** Simulated time before anything is counted, in ticks: 0.25 s. */
const settleTicks = 0.25e9 / 64;
/** It is enough when so many bursts were seen, or so much simulated time is over: 100 s. */
const burstsEnough = 4_000_000;
const longestTicks = 100e9 / 64;
/** Looked at so often: every 16 ms. */
const portionTicks = 16e6 / 64;

/** Bursts, with a note of how each began. */
class WatchedBursts extends Bursts {
	/** Delays by row of the law and way. */
	readonly seen: number[][][] = [false, true].flatMap(() => this.world.tables.classes.map(() => Array.from({length: starts}, () => [])));
	count = 0;
	watching = false;
	/** When threads that were sent to another CPU woke first. */
	readonly #woke = new Map<number, number>();

	override run(thread: number, cpu: number, edge: number, moment: number): number {
		const {threads: {hot}, clock, tables: {classes}} = this.world;
		const at = thread * 4;
		const wake = hot[at];
		const place = hot[at + 2];
		const until = clock[cpu];
		const goesTo = super.run(thread, cpu, edge, moment);
		if ((hot[at + 2] & placedBit) !== 0) {
			this.#woke.set(thread, wake);
			return goesTo;
		}

		const moved = (place & placedBit) !== 0;
		const since = (moved ? this.#woke.get(thread) : undefined) ?? wake;
		this.#woke.delete(thread);
		if (this.watching && (place & silentBit) === 0) {
			const isBusy = ((until - wake) | 0) > 0;
			this.seen[(place & classMask) + ((place & aliveBit) === 0 ? classes.length : 0)][(isBusy ? busyStart : 0) + (moved ? movedStart : 0)].push(((isBusy ? until : wake) - since) | 0);
			this.count++;
		}

		return goesTo;
	}
}

const learn = (scenario: Scenario): WaitLaw => {
	const world = createWorld({...scenario, engine: 'exact', seed: learningSeed, policies: ['fixed']});
	const stacks = new Stacks(world);
	const events = new KernelEvents(world, stacks);
	const lives = new Lives(world, stacks);
	lives.boot();
	events.start();
	const bursts = new WatchedBursts(world, stacks, events, lives);
	const engine = new Engine(world, bursts);
	engine.advance(settleTicks);
	bursts.watching = true;
	while (bursts.count < burstsEnough && world.scalars[scalar.now] < settleTicks + longestTicks) {
		engine.advance(world.scalars[scalar.now] + portionTicks);
	}

	const {tables} = world;
	return lawOf(bursts.seen, tables.classes.map(({visitsPerBurst, lifeVisits}, item) => ({
		meanTicks: expOne * (tables.sleepTickScale[item] + tables.visitTickScale[item] * visitsPerBurst) + 2,
		lifeBursts: lifeVisits > 0 ? lifeVisits / visitsPerBurst : Infinity,
	})));
};

/** Laws by workload, with the machine they are of: two boxes of one process mostly differ in seed and policies only, and neither matters here. */
const learned = new WeakMap<Scenario['workload'], {readonly machine: Scenario['machine']; readonly law: WaitLaw}>();

/** How threads of this scenario wait for their CPUs, learned from four million bursts (or 100 s) of the same box with another seed. The same machine and workload give the same law. */
export const waitLawOf = (scenario: Scenario): WaitLaw => {
	const known = learned.get(scenario.workload);
	if (known?.machine === scenario.machine) {
		return known.law;
	}

	const law = learn(scenario);
	learned.set(scenario.workload, {machine: scenario.machine, law});
	return law;
};
