import test from 'ava';
import fc from 'fast-check';
import {busyStart, delaySlots, isWorthwhile, lawOf, mostBurstsPerEvent, startBits, starts} from '../../../machine/skip/law.js';

const forEver = {threads: 1, meanTicks: 1000, lifeBursts: Infinity};
const many = (value: number, count = 2000): number[] => Array.from({length: count}, () => value);

test('slots have the mean of what was seen, whatever it was', t => {
	fc.assert(fc.property(fc.array(fc.integer({min: 0, max: 1_000_000}), {minLength: 1000, maxLength: 3000}), delays => {
		const {delay} = lawOf([[[], delays, [], []]], [forEver]);
		const slots = delay.subarray(busyStart * delaySlots, (busyStart + 1) * delaySlots);
		const mean = (values: Iterable<number>, count: number) => [...values].reduce((sum, value) => sum + value, 0) / count;
		t.true(Math.abs(mean(slots, delaySlots) - mean(delays, delays.length)) <= 0.51 / delaySlots + 1e-6);
		t.true([...slots].every((value, at) => at === 0 || value >= slots[at - 1]! - 1));
	}), {numRuns: 50});
});

test('ways are as likely as they were', t => {
	const {upTo} = lawOf([[many(0, 3000), many(9, 500), many(5, 400), many(7, 100)]], [forEver]);
	t.deepEqual([...upTo].map(limit => limit / (2 ** startBits)), [0.75, 0.875, 0.975, 1].map(share => Math.round(share * (2 ** startBits)) / (2 ** startBits)));
});

test('a class that was hardly seen takes the law of all together', t => {
	const rare = [[3], [], [], []];
	const common = [many(0), many(100), [], []];
	const {upTo} = lawOf([common, rare], [forEver, forEver]);
	t.true(Math.abs(upTo[starts]! - upTo[0]!) < (2 ** startBits) / 1000);
	t.is(upTo[(2 * starts) - 1], 2 ** startBits);
});

test('a batch is as long as 64 ms, 64 bursts or a sixteenth of a life allow', t => {
	const ofOne = (meanTicks: number, lifeBursts: number) => {
		const {batch, lead} = lawOf([[many(0), [], [], []]], [{threads: 1, meanTicks, lifeBursts}]);
		return [batch[0], lead[0]];
	};

	t.deepEqual(ofOne(100_000, Infinity), [10, 450_000]);
	t.deepEqual(ofOne(100, Infinity), [64, 3150]);
	t.deepEqual(ofOne(100, 160), [10, 450]);
	t.deepEqual(ofOne(100, 20), [1, 0]);
	t.deepEqual(ofOne(5_000_000, Infinity), [1, 0]);
});

test('first bursts of lives have rows of their own', t => {
	const {upTo, burstsPerEvent} = lawOf([[many(0), [], [], []], [[], many(50), [], []]], [forEver]);
	t.is(upTo[0], 2 ** startBits);
	t.is(upTo[starts], 0);
	t.is(burstsPerEvent, 64);
});

test('what one event can stand for at the most is known before anything is learned', t => {
	const often = {threads: 30, meanTicks: 100, lifeBursts: Infinity};
	const seldom = {threads: 10, meanTicks: 5_000_000, lifeBursts: Infinity};
	const shortLived = {threads: 10, meanTicks: 100, lifeBursts: 20};
	t.is(mostBurstsPerEvent([often]), 64);
	t.is(mostBurstsPerEvent([seldom]), 1);
	t.is(mostBurstsPerEvent([often, shortLived]), 40 / (30 / 64 + 10));
	t.true(isWorthwhile(mostBurstsPerEvent([often, shortLived])));
	t.false(isWorthwhile(mostBurstsPerEvent([seldom, shortLived])));
	t.false(isWorthwhile(mostBurstsPerEvent([])));
});
