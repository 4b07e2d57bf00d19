/** How a burst begins, as two bits: whether its CPU was at work when the thread came, and whether the thread was sent to another CPU first. */
export const busyStart = 1;
export const movedStart = 2;
/** Ways to begin a burst. */
export const starts = 4;

/** Slots of a law's delays: few, so that they stay in the nearest cache. */
export const delaySlots = 256;

/** Random bits that choose the way, of 32; the others choose the slot. */
export const startBits = 22;
export const startValues = 1 << startBits;

/** Bursts of a class that must have been seen for a law of its own. */
const enough = 1000;

/** Bursts of a life that one event stands for at most: a sixteenth, so that a life does not begin and end in one. */
const ofLife = 1 / 16;

/** Longest time that one event of the skipping engine stands for: 64 ms, in ticks; and the most bursts. */
const batchTicks = 64e6 / 64;
const batchMost = 64;

/**
How long threads wait for a CPU, as learned from a box that was simulated burst by burst: the only thing that the skipping engine takes from statistics.
By class: how likely each way to begin a burst is, how long the delay from the wake-up to the start then is, and how many bursts go into one event.
The first burst of a life has rows of its own, `classes` after those of the class: it comes where another life ended.
*/
export type WaitLaw = {
	/** Upper limits of the ways by [row * starts + way], of 2^22 equally likely values. */
	readonly upTo: Int32Array;
	/** Delays in ticks by [(row * starts + way) * delaySlots + slot], all slots equally likely. */
	readonly delay: Int32Array;
	/** Bursts that one event stands for, 1 or more. */
	readonly batch: Int32Array;
	/** Ticks from the first wake-up of a batch to its middle: the event stands there, so that counts run neither ahead nor behind. */
	readonly lead: Int32Array;
	/** Bursts from which the law was learned. */
	readonly bursts: number;
	/** Of these, those that one event would have stood for on average. */
	readonly burstsPerEvent: number;
};

/** What was seen of one class: the delays in ticks, by way. */
export type Seen = ReadonlyArray<readonly number[]>;

/** Delays as equally likely slots: each slot is the mean of its share of the sorted delays, and what rounding takes from one the next one gets. */
const slotsOf = (delays: readonly number[]): Int32Array => {
	const slots = new Int32Array(delaySlots);
	if (delays.length === 0) {
		return slots;
	}

	const sorted = Float64Array.from(delays).sort();
	let carried = 0;
	for (let slot = 0; slot < delaySlots; slot++) {
		const from = slot * sorted.length / delaySlots;
		const to = (slot + 1) * sorted.length / delaySlots;
		let sum = 0;
		for (let i = Math.floor(from); i < to; i++) {
			sum += sorted[i] * (Math.min(to, i + 1) - Math.max(from, i));
		}

		const exact = sum / (to - from) + carried;
		slots[slot] = Math.round(exact);
		carried = exact - slots[slot];
	}

	return slots;
};

const sum = (values: readonly number[]): number => {
	let total = 0;
	for (const value of values) {
		total += value;
	}

	return total;
};

const count = (of: Seen): number => sum(of.map(delays => delays.length));

/** One row of the law. */
type Summary = {readonly upTo: Int32Array; readonly delay: Int32Array; readonly meanDelay: number};

const summaryOf = (seen: Seen): Summary => {
	const all = Math.max(1, count(seen));
	const upTo = new Int32Array(starts);
	const delay = new Int32Array(starts * delaySlots);
	let below = 0;
	for (const [way, delays] of seen.entries()) {
		below += delays.length;
		upTo[way] = Math.round(below / all * startValues);
		delay.set(slotsOf(delays), way * delaySlots);
	}

	return {upTo, delay, meanDelay: sum(seen.map(delays => sum(delays))) / all};
};

/** A class as far as the law must know it: its threads, mean sleep and work of a burst in ticks, and the bursts of a life (`Infinity`: for ever). */
export type Pace = {readonly threads: number; readonly meanTicks: number; readonly lifeBursts: number};

/** Bursts of a class that one event stands for, if they come every `cycle` ticks. */
const batchOf = (cycle: number, lifeBursts: number): number => Math.max(1, Math.floor(Math.min(batchMost, batchTicks / cycle, lifeBursts * ofLife)));

/** Whether one event stands for enough bursts on average; where it does not, most of them begin or end a life, or come too seldom, and they are simulated one by one. */
export const isWorthwhile = (burstsPerEvent: number): boolean => burstsPerEvent >= 3;

/** The most bursts that one event can stand for on average: as many as if nobody ever waited. */
export const mostBurstsPerEvent = (paces: readonly Pace[]): number => {
	const bursts = sum(paces.map(({threads, meanTicks}) => threads / meanTicks));
	const events = sum(paces.map(({threads, meanTicks, lifeBursts}) => threads / meanTicks / batchOf(meanTicks, lifeBursts)));
	return bursts / events;
};

/** Makes the law of what was seen, by row: of each class, then of the first bursts of each. What was seen too seldom takes the law of its class, or of all together. */
export const lawOf = (seen: readonly Seen[], paces: readonly Pace[]): WaitLaw => {
	const together = Array.from({length: starts}, (_, way) => seen.flatMap(one => one[way]));
	const law = {
		upTo: new Int32Array(seen.length * starts),
		delay: new Int32Array(seen.length * starts * delaySlots),
		batch: new Int32Array(paces.length),
		lead: new Int32Array(paces.length),
		bursts: sum(together.map(delays => delays.length)),
	};
	let events = 0;
	const summed = new Map<Seen, Summary>();
	for (const [row, own] of seen.entries()) {
		const ofClass = seen[row % paces.length];
		const known = [own, ofClass].find(one => count(one) >= enough) ?? together;
		const summary = summed.get(known) ?? summaryOf(known);
		summed.set(known, summary);
		law.upTo.set(summary.upTo, row * starts);
		law.delay.set(summary.delay, row * starts * delaySlots);

		const item = row % paces.length;
		if (row === item) {
			const {meanTicks, lifeBursts} = paces[item];
			const cycle = meanTicks + summary.meanDelay;
			law.batch[item] = batchOf(cycle, lifeBursts);
			law.lead[item] = Math.round((law.batch[item] - 1) / 2 * cycle);
		}

		events += count(own) / law.batch[item];
	}

	return {...law, burstsPerEvent: law.bursts / Math.max(1, events)};
};
