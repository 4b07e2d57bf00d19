import {failureKinds} from '../description.js';
import {kernelInterrupts} from '../policies/policy.js';
import type {SwitchRule} from '../policies/switches.js';
import {lowTicks, tickNs} from '../time/ticks.js';
import {scalar, type RunningPolicy, type World} from '../world.js';
import {depthUnitBytes} from '../layout.js';
import type {PolicyCpuColumns} from './policy-reading.js';
import type {CpuColumns} from './reading.js';
import type {ColumnSheet} from './sheet.js';
import type {CpuTotals} from './totals.js';

/** Adds a column to another. */
const add = (sums: Float64Array, column: Float64Array): void => {
	for (let cpu = 0; cpu < sums.length; cpu++) {
		sums[cpu] += column[cpu];
	}
};

/** What a policy counted CPU by CPU; `stream` has the totals of each. */
export const policyColumns = ({books, policy}: RunningPolicy, sheet: ColumnSheet, borrowed: Float64Array, stream: CpuTotals, rules: readonly SwitchRule[]): PolicyCpuColumns => {
	const {counts} = books;
	const columns = {
		stackPages: sheet.copy(counts.stackPages),
		faults: sheet.copy(counts.faults),
		pagesGrown: sheet.copy(counts.pagesGrown),
		demotions: sheet.column(),
		interruptsMoved: sheet.column(),
		levelSwitches: sheet.column(),
		pool: sheet.copy(books.pool),
		poolLowest: sheet.copy(books.poolLowest),
		poolEmpty: sheet.copy(counts.poolEmpty),
		refillFailures: sheet.copy(counts.refillFailures),
		waits: sheet.copy(counts.waits),
		failures: sheet.column(),
	};
	add(columns.stackPages, borrowed);
	for (const kind of failureKinds) {
		add(columns.failures, counts[kind]);
	}

	const own = {faults: 0};
	for (let cpu = 0; cpu < sheet.cpus; cpu++) {
		const totals = stream.of(cpu);
		own.faults = counts.faults[cpu];
		columns.demotions[cpu] = policy.demotions(totals);
		columns.interruptsMoved[cpu] = policy.interruptsMoved(totals);
		for (const rule of rules) {
			columns.levelSwitches[cpu] += 2 * rule.count(totals, own);
		}
	}

	return columns;
};

/** What does not depend on a policy, CPU by CPU. */
export const streamColumns = (world: World, sheet: ColumnSheet, stream: CpuTotals): CpuColumns => {
	const {counters} = world;
	const columns = {
		stacks: sheet.copy(counters.stacks),
		contextSwitches: sheet.copy(counters.contextSwitches),
		visits: sheet.copy(counters.visits),
		userFaults: sheet.copy(counters.userFaults),
		asyncPageFaults: sheet.copy(counters.asyncPageFaults),
		kernelInterrupts: sheet.column(),
		nmis: sheet.copy(counters.nmisKernel),
		forks: sheet.copy(counters.forks),
		exits: sheet.copy(counters.exits),
		migrations: sheet.copy(counters.migrations),
		busyNs: sheet.column(),
		deepestBytes: sheet.copy(world.deepest),
		online: sheet.copy(world.online),
	};
	add(columns.nmis, counters.nmisUser);
	for (let cpu = 0; cpu < sheet.cpus; cpu++) {
		columns.kernelInterrupts[cpu] = kernelInterrupts(stream.of(cpu));
		columns.deepestBytes[cpu] *= depthUnitBytes;
		columns.busyNs[cpu] = busyNs(world, cpu);
	}

	return columns;
};

/** Bursts are booked when their thread wakes; what a CPU has taken on but not worked off yet is not counted as busy time. */
const busyNs = ({counters, clock, scalars, skip}: World, cpu: number): number => {
	const ticks = counters.busyTicks[cpu];
	const now = scalars[scalar.now];
	// A batch of the skipping engine stands at the middle of what it stands for: as much of its work is over as is to come
	const ahead = skip.isSkipping[0] === 1 ? ticks - now : (clock[cpu] - lowTicks(now)) | 0;
	return (ticks - Math.max(0, ahead)) * tickNs;
};
