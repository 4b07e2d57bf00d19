import {bookCounts, total} from '../books.js';
import {streamCounts, type StreamCount} from '../counters.js';
import type {BookTotals, StreamTotals} from '../policies/policy.js';
import type {RunningPolicy, World} from '../world.js';

/** Totals of the stream over all CPUs, since boot. */
export type Raw = Readonly<Record<StreamCount, number>>;

/** What totals are worked out from: one column a name. */
type Columns<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** Totals by name. */
type Sums<Name extends string> = Readonly<Record<Name, number>>;

/** What boot left of each of some totals, from place `first` of `values` on. */
type AtBoot = {readonly values: Float64Array; readonly first: number};

/** Ways to add up columns of some names. */
type Adder<Name extends string> = {
	/** Totals, each added up when it is first asked for: of dozens of columns a reading asks for some, and adding up is most of what it costs. They are those of the moment, and must not be kept longer. */
	readonly of: (columns: Columns<Name>) => Sums<Name>;
	/** The same without what boot left. */
	readonly since: (sums: Sums<Name>, atBoot: AtBoot) => Sums<Name>;
};

const adder = <Name extends string>(names: readonly Name[]): Adder<Name> => {
	class Totals {
		readonly known = new Float64Array(names.length).fill(Number.NaN);
		constructor(readonly columns: Columns<Name>) {}
	}

	class Since {
		constructor(readonly sums: Sums<Name>, readonly atBoot: AtBoot) {}
	}

	for (const [place, name] of names.entries()) {
		Object.defineProperty(Totals.prototype, name, {
			get(this: Totals): number {
				const {known, columns} = this;
				if (Number.isNaN(known[place])) {
					known[place] = total(columns[name]);
				}

				return known[place];
			},
		});
		Object.defineProperty(Since.prototype, name, {
			get(this: Since): number {
				const {sums, atBoot: {values, first}} = this;
				return sums[name] - values[first + place];
			},
		});
	}

	return {
		of: columns => new Totals(columns) as unknown as Sums<Name>,
		since: (sums, atBoot) => new Since(sums, atBoot) as unknown as Sums<Name>,
	};
};

const stream = adder(streamCounts);
const books = adder(bookCounts);

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
export const rawTotal = ({counters}: World): Raw => stream.of(counters);

/** The same without what boot left. */
export const rawSinceBoot = ({atBoot}: World, all: Raw): Raw => stream.since(all, {values: atBoot, first: 0});

/** Adds up the books of a policy over all CPUs. */
export const booksTotal = (one: RunningPolicy): BookTotals => books.of(one.books.counts);

/** Where the totals of the policy at a position begin among those that boot left; those of the stream come before. */
const firstAtBoot = (position: number): number => streamCounts.length + position * bookCounts.length;

/** The same without what boot left, of the policy at `position` among those that run. */
export const booksSinceBoot = ({atBoot}: World, position: number, own: BookTotals): BookTotals => books.since(own, {values: atBoot, first: firstAtBoot(position)});

/** Remembers all totals as boot leaves them: the bill begins there. */
export const markBootEnd = (world: World): void => {
	const {atBoot, counters, running} = world;
	for (const [place, name] of streamCounts.entries()) {
		atBoot[place] = total(counters[name]);
	}

	for (const [position, {books: {counts}}] of running.entries()) {
		for (const [place, name] of bookCounts.entries()) {
			atBoot[firstAtBoot(position) + place] = total(counts[name]);
		}
	}
};
