import type {Scenario} from '../description.js';
import {boot, type Box} from '../boot.js';
import {createEngine} from '../engine.js';
import {expOne} from '../random.js';
import {createBursts, type Bursts} from '../workload/burst.js';
import {scalar, type World} from '../world.js';
import {aliveBit, classMask, placedBit, silentBit} from '../layout.js';
import {busyStart, lawOf, movedStart, type Pace, starts, type WaitLaw} from './law.js';

/** Seed of the box that is learned from: not the run's own, so that what all runs have in common does not vary with them. */
const learningSeed = 0x1E_A2_90;
/** Simulated time before anything is counted, in ticks: 0.25 s. */
const settleTicks = 0.25e9 / 64;
/** It is enough when so many bursts were seen, or so much simulated time is over: 100 s. */
const burstsEnough = 4_000_000;
const longestTicks = 100e9 / 64;
/** Looked at so often: every 16 ms. */
const portionTicks = 16e6 / 64;

/** Bursts one by one, with a note of how each began while `watching` says so: delays by row of the law and way, and how many. */
type WatchedBursts = Bursts & {
	watching: boolean;
	count: number;
	readonly seen: number[][][];
};

const watch = (box: Box): WatchedBursts => {
	const {threads: {hot}, clock, tables: {classes}} = box.world;
	const bursts = createBursts(box);
	/** When threads that were sent to another CPU woke first. */
	const woke = new Map<number, number>();
	const watched: WatchedBursts = {
		...bursts,
		watching: false,
		count: 0,
		seen: [false, true].flatMap(() => classes.map(() => Array.from({length: starts}, () => []))),

		run(thread, cpu, edge, moment) {
			const at = thread * 4;
			const wake = hot[at];
			const place = hot[at + 2];
			const until = clock[cpu];
			const goesTo = bursts.run(thread, cpu, edge, moment);
			if ((hot[at + 2] & placedBit) !== 0) {
				woke.set(thread, wake);
				return goesTo;
			}

			const moved = (place & placedBit) !== 0;
			const since = (moved ? woke.get(thread) : undefined) ?? wake;
			woke.delete(thread);
			if (watched.watching && (place & silentBit) === 0) {
				const isBusy = ((until - wake) | 0) > 0;
				watched.seen[(place & classMask) + ((place & aliveBit) === 0 ? classes.length : 0)][(isBusy ? busyStart : 0) + (moved ? movedStart : 0)].push(((isBusy ? until : wake) - since) | 0);
				watched.count++;
			}

			return goesTo;
		},
	};
	return watched;
};

/** How the classes of a box live, as long as nobody waits. */
export const pacesOf = ({tables, classRows}: World): Pace[] => tables.classes.map(({visitsPerBurst, lifeVisits}, item) => ({
	threads: classRows[item].count,
	meanTicks: expOne * (tables.sleepTickScale[item] + tables.visitTickScale[item] * visitsPerBurst) + 2,
	lifeBursts: lifeVisits > 0 ? lifeVisits / visitsPerBurst : Infinity,
}));

const learn = (scenario: Scenario): WaitLaw => {
	const box = boot({...scenario, engine: 'exact', seed: learningSeed, policies: ['fixed']});
	const {world} = box;
	const bursts = watch(box);
	const engine = createEngine(world, bursts);
	engine.advance(settleTicks);
	bursts.watching = true;
	while (bursts.count < burstsEnough && world.scalars[scalar.now] < settleTicks + longestTicks) {
		engine.advance(world.scalars[scalar.now] + portionTicks);
	}

	return lawOf(bursts.seen, pacesOf(world));
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
