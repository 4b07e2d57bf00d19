import {failureKinds} from '../description.js';
import {kernelInterrupts, type StreamTotals} from '../policies/policy.js';
import type {SwitchRule} from '../policies/switches.js';
import {lowTicks, tickNs} from '../time/ticks.js';
import {scalar, type RunningPolicy, type World} from '../world.js';
import {depthUnitBytes} from '../layout.js';
import type {PolicyCpuColumns} from './policy-reading.js';
import type {CpuColumns} from './reading.js';

/** One column that holds the sums of others. */
const sumOf = ([first, ...others]: readonly Float64Array[]): Float64Array => {
	const sums = first.slice();
	for (const column of others) {
		for (let cpu = 0; cpu < sums.length; cpu++) {
			sums[cpu] += column[cpu];
		}
	}

	return sums;
};

/** What a policy counted CPU by CPU; `stream` has the totals of each. */
export const policyColumns = (world: World, one: RunningPolicy, borrowed: Float64Array, stream: readonly StreamTotals[], rules: readonly SwitchRule[]): PolicyCpuColumns => {
	const {books, policy} = one;
	const column = (value: (cpu: number) => number): Float64Array => Float64Array.from({length: world.cpus}, (_, cpu) => value(cpu));
	const {counts} = books;
	return {
		stackPages: counts.stackPages.map((pages, cpu) => pages + borrowed[cpu]),
		faults: counts.faults.slice(),
		pagesGrown: counts.pagesGrown.slice(),
		demotions: column(cpu => policy.demotions(stream[cpu])),
		interruptsMoved: column(cpu => policy.interruptsMoved(stream[cpu])),
		levelSwitches: column(cpu => {
			const own = {faults: counts.faults[cpu]};
			let sum = 0;
			for (const rule of rules) {
				sum += 2 * rule.count(stream[cpu], own);
			}

			return sum;
		}),
		pool: Float64Array.from(books.pool),
		poolLowest: Float64Array.from(books.poolLowest),
		poolEmpty: counts.poolEmpty.slice(),
		refillFailures: counts.refillFailures.slice(),
		waits: counts.waits.slice(),
		failures: sumOf(failureKinds.map(kind => counts[kind])),
	};
};

/** What does not depend on a policy, CPU by CPU. */
export const streamColumns = (world: World, stream: readonly StreamTotals[]): CpuColumns => {
	const {counters} = world;
	return {
		stacks: counters.stacks.slice(),
		contextSwitches: counters.contextSwitches.slice(),
		visits: counters.visits.slice(),
		userFaults: counters.userFaults.slice(),
		asyncPageFaults: counters.asyncPageFaults.slice(),
		kernelInterrupts: Float64Array.from(stream, totals => kernelInterrupts(totals)),
		nmis: counters.nmisKernel.map((count, cpu) => count + counters.nmisUser[cpu]),
		forks: counters.forks.slice(),
		exits: counters.exits.slice(),
		migrations: counters.migrations.slice(),
		busyNs: busyNs(world),
		deepestBytes: Float64Array.from(world.deepest, units => units * depthUnitBytes),
		online: Float64Array.from(world.online),
	};
};

/** Bursts are booked when their thread wakes; what a CPU has taken on but not worked off yet is not counted as busy time. */
const busyNs = ({counters, clock, scalars, skip}: World): Float64Array => {
	const now = lowTicks(scalars[scalar.now]);
	// A batch of the skipping engine stands at the middle of what it stands for: as much of its work is over as is to come
	const ahead = skip.isSkipping[0] === 1 ? (ticks: number) => Math.max(0, ticks - scalars[scalar.now]) : (_: number, cpu: number) => Math.max(0, (clock[cpu] - now) | 0);
	return counters.busyTicks.map((ticks, cpu) => (ticks - ahead(ticks, cpu)) * tickNs);
};
