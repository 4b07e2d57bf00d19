import {bookCounts, total} from '../books.js';
import {streamCounts, type StreamCount} from '../counters.js';
import type {BookTotals, StreamTotals} from '../policies/policy.js';
import type {RunningPolicy, World} from '../world.js';

/** Totals of the stream over all CPUs, since boot. */
export type Raw = Readonly<Record<StreamCount, number>>;

/** What totals are worked out from: one column a name, and what is taken off each sum, from place `first` of `off` on. */
type Summands<Name extends string> = {
	readonly columns: Readonly<Record<Name, Float64Array>>;
	readonly off: Float64Array | undefined;
	readonly first: number;
};

/** Totals by name, each added up when it is first asked for: of dozens of columns a reading asks for some, and adding up is most of what it costs. They are those of the moment, and must not be kept longer. */
const lazyTotals = <Name extends string>(names: readonly Name[]): ((summands: Summands<Name>) => Readonly<Record<Name, number>>) => {
	class Totals {
		readonly known = new Float64Array(names.length).fill(Number.NaN);
		constructor(readonly summands: Summands<Name>) {}
	}

	for (const [place, name] of names.entries()) {
		Object.defineProperty(Totals.prototype, name, {
			get(this: Totals): number {
				const {known, summands: {columns, off, first}} = this;
				if (Number.isNaN(known[place])) {
					known[place] = total(columns[name]) - (off === undefined ? 0 : off[first + place]);
				}

				return known[place];
			},
		});
	}

	return summands => new Totals(summands) as unknown as Readonly<Record<Name, number>>;
};

const streamSums = lazyTotals(streamCounts);
const bookSums = lazyTotals(bookCounts);

/** Those of the totals that policies ask about, put together as they ask. */
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

/** The same of one CPU after the other, in one record that is filled anew for each: this is done for every CPU of every reading. */
export class CpuTotals {
	readonly #totals = {
		bursts: 0, markPages: 0, visits: 0, userVisits: 0, restartableWaits: 0, asyncPageFaults: 0, userFaults: 0,
		atomicUserFaults: 0, timerTicks: 0, reschedules: 0, devices: 0, idleInterrupts: 0, nmisKernel: 0,
	};

	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	/** The totals of a CPU, until the next one is asked for. */
	of(cpu: number): StreamTotals {
		const {counters} = this.#world;
		const totals = this.#totals;
		totals.bursts = counters.bursts[cpu];
		totals.markPages = counters.markPages[cpu];
		totals.visits = counters.visits[cpu];
		totals.userVisits = counters.userVisits[cpu];
		totals.restartableWaits = counters.restartableWaits[cpu];
		totals.asyncPageFaults = counters.asyncPageFaults[cpu];
		totals.userFaults = counters.userFaults[cpu];
		totals.atomicUserFaults = counters.atomicUserFaults[cpu];
		totals.timerTicks = counters.ticksTask[cpu] + counters.ticksNested[cpu];
		totals.reschedules = counters.rescheduleTask[cpu];
		totals.devices = counters.deviceTask[cpu] + counters.deviceNested[cpu];
		totals.idleInterrupts = counters.idleInterrupts[cpu];
		totals.nmisKernel = counters.nmisKernel[cpu];
		return totals;
	}
}

/** Adds up the stream over all CPUs. */
export const rawTotal = ({counters}: World): Raw => streamSums({columns: counters, off: undefined, first: 0});

/** The same without what boot left. */
export const rawSinceBoot = ({counters, atBoot}: World): Raw => streamSums({columns: counters, off: atBoot, first: 0});

/** Adds up the books of a policy over all CPUs. */
export const booksTotal = ({books}: RunningPolicy): BookTotals => bookSums({columns: books.counts, off: undefined, first: 0});

/** Where the totals of the policy at a position begin among those that boot left; those of the stream come before. */
const firstAtBoot = (position: number): number => streamCounts.length + position * bookCounts.length;

/** The same without what boot left, of the policy at `position` among those that run. */
export const booksSinceBoot = ({running, atBoot}: World, position: number): BookTotals => bookSums({columns: running[position].books.counts, off: atBoot, first: firstAtBoot(position)});

/** Remembers all totals as boot leaves them: the bill begins there. */
export const markBootEnd = (world: World): void => {
	const {atBoot, counters, running} = world;
	for (const [place, name] of streamCounts.entries()) {
		atBoot[place] = total(counters[name]);
	}

	for (const [position, {books}] of running.entries()) {
		for (const [place, name] of bookCounts.entries()) {
			atBoot[firstAtBoot(position) + place] = total(books.counts[name]);
		}
	}
};
