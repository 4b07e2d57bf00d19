import {bookCounts, total} from '../books.js';
import {streamCounts, type StreamCount} from '../counters.js';
import type {BookTotals, StreamTotals} from '../policies/policy.js';
import type {RunningPolicy, World} from '../world.js';

/** Totals of the stream over all CPUs, since boot. */
export type Raw = Readonly<Record<StreamCount, number>>;

/** Those of them that policies ask about, put together as they ask. */
export const streamTotals = (raw: Raw): StreamTotals => ({
	bursts: raw.bursts,
	markPages: raw.markPages,
	visits: raw.visits,
	userVisits: raw.userVisits,
	restartableWaits: raw.restartableWaits,
	asyncPageFaults: raw.asyncPageFaults,
	userFaults: raw.userFaults,
	atomicUserFaults: raw.atomicUserFaults,
	timerTicks: raw.ticksTask + raw.ticksNested,
	reschedules: raw.rescheduleTask,
	devices: raw.deviceTask + raw.deviceNested,
	idleInterrupts: raw.idleInterrupts,
	nmisKernel: raw.nmisKernel,
});

/** The same of one CPU. Written out, because it is done for every CPU of every reading: fields picked by name take ten times as long. */
export const streamOf = ({counters}: World, cpu: number): StreamTotals => ({
	bursts: counters.bursts[cpu],
	markPages: counters.markPages[cpu],
	visits: counters.visits[cpu],
	userVisits: counters.userVisits[cpu],
	restartableWaits: counters.restartableWaits[cpu],
	asyncPageFaults: counters.asyncPageFaults[cpu],
	userFaults: counters.userFaults[cpu],
	atomicUserFaults: counters.atomicUserFaults[cpu],
	timerTicks: counters.ticksTask[cpu] + counters.ticksNested[cpu],
	reschedules: counters.rescheduleTask[cpu],
	devices: counters.deviceTask[cpu] + counters.deviceNested[cpu],
	idleInterrupts: counters.idleInterrupts[cpu],
	nmisKernel: counters.nmisKernel[cpu],
});

/** Adds up the stream over all CPUs. */
export const rawTotal = (world: World): Raw => Object.fromEntries(streamCounts.map(name => [name, total(world.counters[name])])) as Raw;

/** Adds up the books of a policy over all CPUs. */
export const booksTotal = ({books}: RunningPolicy): BookTotals => Object.fromEntries(bookCounts.map(name => [name, total(books.counts[name])])) as BookTotals;
