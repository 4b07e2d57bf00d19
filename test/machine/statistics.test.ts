import test from 'ava';
import fc from 'fast-check';
import {
	binomialInterval, clusteredRate, clusteredShare, meanInterval, poissonInterval,
} from '../../machine/statistics.js';
import {binomialUpTo, poissonUpTo} from '../../machine/tails.js';

/** Agrees to six significant digits. */
const near = (found: number, wanted: number): boolean => Math.abs(found - wanted) <= 1e-6 * Math.max(1e-300, Math.abs(wanted));

type Row = readonly [events: number, trials: number, low: number, high: number];

/** Clopper-Pearson as published tables and R's binom.test have it; one-sided (1 - 0.05^(1/n)) where nothing or everything happened. */
const binomials: readonly Row[] = [
	[0, 0, 0, 1],
	[0, 1, 0, 0.95],
	[0, 100, 0, 0.029_513_049_6],
	[100, 100, 0.970_486_950_4, 1],
	[1, 10, 0.002_528_578_54, 0.445_016_117],
	[5, 100, 0.016_431_879_2, 0.112_834_912],
	[50, 100, 0.398_321_133, 0.601_678_867],
];

for (const [events, trials, low, high] of binomials) {
	test(`${events} of ${trials}: ${low} to ${high}`, t => {
		const found = binomialInterval(events, trials);
		t.true(near(found.low, low), String(found.low));
		t.true(near(found.high, high), String(found.high));
	});
}

/** Garwood's interval; one-sided (-ln 0.05) for no event. */
const poissons: ReadonlyArray<readonly [events: number, low: number, high: number]> = [
	[0, 0, 2.995_732_27],
	[1, 0.025_317_808, 5.571_643_39],
	[5, 1.623_486_39, 11.668_332_1],
	[10, 4.795_388_7, 18.390_356],
	[100, 81.363_953_7, 121.626_793_8],
];

for (const [events, low, high] of poissons) {
	test(`a count of ${events}: ${low} to ${high}`, t => {
		const found = poissonInterval(events);
		t.true(near(found.low, low), String(found.low));
		t.true(near(found.high, high), String(found.high));
	});
}

test('rare events among a billion trials keep their digits', t => {
	const {high} = binomialInterval(0, 1_000_000_000);
	t.true(near(high, 2.995_732_269e-9), String(high));
	const many = binomialInterval(1_000_000, 1_000_000_000);
	// The normal approximation is good to a part in a thousand of its half width here
	t.true(Math.abs(many.high - (0.001 + 1.96 * Math.sqrt(0.001 * 0.999 / 1e9))) < 5e-9);
});

/** The ends of the score interval lie where the exact tails are 2.5 %. */
test('beyond a hundred thousand events the tails are still 2.5 %', t => {
	const holds = (tail: number): boolean => Math.abs(tail - 0.025) < 1e-4;
	const count = poissonInterval(100_001);
	t.true(holds(poissonUpTo(100_001, count.high)));
	t.true(holds(1 - poissonUpTo(100_000, count.low)));
	const share = binomialInterval(100_001, 400_000);
	t.true(holds(binomialUpTo(100_001, 400_000, share.high)));
	t.true(holds(1 - binomialUpTo(100_000, 400_000, share.low)));
});

test('distribution functions against sums by hand', t => {
	t.true(near(binomialUpTo(1, 3, 0.5), 0.5));
	t.true(near(binomialUpTo(2, 4, 0.25), 0.949_218_75));
	t.true(near(poissonUpTo(0, 2), 0.135_335_283));
	t.true(near(poissonUpTo(2, 2), 0.676_676_416));
});

const tally = fc.integer({min: 1, max: 400}).chain(trials => fc.integer({min: 0, max: trials}).map(events => ({events, trials})));

test('an interval holds what was seen, mirrors its complement and moves with the count', t => {
	fc.assert(fc.property(tally, ({events, trials}) => {
		const {low, high} = binomialInterval(events, trials);
		const mirror = binomialInterval(trials - events, trials);
		t.true(low <= events / trials && events / trials <= high);
		t.true(Math.abs(mirror.low - (1 - high)) < 1e-9 && Math.abs(mirror.high - (1 - low)) < 1e-9);
		const next = binomialInterval(Math.min(events + 1, trials), trials);
		t.true(events === trials || (next.low > low && next.high > high));
	}), {numRuns: 100});
});

test('bunched events widen the interval, equal clusters do not', t => {
	const even = clusteredShare([{events: 10, trials: 100}, {events: 10, trials: 100}]);
	t.is(even.effect, 1);
	t.deepEqual({low: even.low, high: even.high}, binomialInterval(20, 200));
	const bunched = clusteredShare([{events: 20, trials: 100}, {events: 0, trials: 100}]);
	t.is(bunched.share, even.share);
	t.true(bunched.effect > 10);
	t.true(bunched.low < even.low && bunched.high > even.high);
});

test('no event in any cluster: the bound of all trials together', t => {
	const none = clusteredShare([{events: 0, trials: 60}, {events: 0, trials: 40}]);
	t.is(none.high, binomialInterval(0, 100).high);
	t.deepEqual(clusteredShare([]), {events: 0, trials: 0, share: 0, effect: 1, low: 0, high: 1});
});

test('rates: the same over the exposure', t => {
	const none = clusteredRate([0, 0], 10);
	t.true(near(none.high, 0.299_573_227));
	const even = clusteredRate([5, 5], 4);
	t.is(even.rate, 2.5);
	t.is(even.high, poissonInterval(10).high / 4);
	t.true(clusteredRate([10, 0], 4).high > even.high);
	t.throws(() => clusteredRate([1], 0), {instanceOf: RangeError});
});

test('means: Student\'s interval, and none for one value', t => {
	t.deepEqual(meanInterval([3]), {mean: 3, interval: undefined});
	const {mean, interval} = meanInterval([1, 2, 3, 4]);
	t.is(mean, 2.5);
	t.true(near(interval!.high, 2.5 + 3.182 * 1.290_994_449 / 2));
	t.deepEqual(meanInterval([7, 7, 7]).interval, {low: 7, high: 7});
	t.throws(() => meanInterval([]), {instanceOf: RangeError});
});

test('counts that cannot be are refused', t => {
	for (const [events, trials] of [[2, 1], [-1, 1], [0.5, 1]] as const) {
		t.throws(() => binomialInterval(events, trials), {instanceOf: RangeError});
	}
});

// Source: the usual table of Student's t at 97.5 %
for (const [freedom, quantile] of [[31, 2.0395], [40, 2.0211], [60, 2.0003], [120, 1.9799]] as const) {
	test(`the interval of a mean of ${freedom + 1} figures goes by Student's t`, t => {
		const values = Array.from({length: freedom + 1}, (_, index) => index);
		const {mean, interval} = meanInterval(values);
		const variance = values.reduce((sum, value) => sum + ((value - mean) * (value - mean)), 0) / freedom;
		t.true(Math.abs(((interval!.high - mean) / Math.sqrt(variance / (freedom + 1))) - quantile) < 0.001);
	});
}
