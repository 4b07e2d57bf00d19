import test from 'ava';
import fc from 'fast-check';
import {exponential, expOne, hash32, hashKey, naturalLog, spreadWeights, Streams} from '../../machine/random.js';
import {slotCount} from '../../machine/layout.js';
import {createWorld} from '../../machine/world.js';
import {smallScenario} from '../helpers/scenario.js';

test('naturalLog agrees with the engine\'s own logarithm', t => {
	for (const x of [1e-9, 0.1, 0.5, 1, 1.5, 2, Math.E, 10, 12_345.678, 1e12]) {
		t.true(Math.abs(naturalLog(x) - Math.log(x)) < 1e-12 * Math.max(1, Math.abs(Math.log(x))), String(x));
	}

	for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
		t.throws(() => naturalLog(x), {instanceOf: RangeError});
	}
});

test('an exponential draw is -ln of its bits, to a few millionths', t => {
	fc.assert(fc.property(fc.integer({min: 1, max: 0xFF_FF_FF_FF}), bits => {
		const exact = -Math.log(bits / 4_294_967_296);
		return Math.abs(exponential(bits | 0) / expOne - exact) < 2e-5;
	}), {numRuns: 5000});
	t.pass();
});

test('exponential draws have mean 1 and variance 1, and never fall below 0', t => {
	let sum = 0;
	let squares = 0;
	const draws = 400_000;
	for (let i = 0; i < draws; i++) {
		const draw = exponential(hash32(i)) / expOne;
		t.true(draw >= 0);
		sum += draw;
		squares += draw * draw;
	}

	const mean = sum / draws;
	t.true(Math.abs(mean - 1) < 0.006, String(mean));
	t.true(Math.abs(squares / draws - mean * mean - 1) < 0.02);
});

test('weights fill all slots, each within one of its share', t => {
	const weights = fc.array(fc.double({min: 0, max: 1000, noNaN: true}), {minLength: 1, maxLength: 40}).filter(list => list.some(weight => weight > 1e-3));
	fc.assert(fc.property(weights, list => {
		const slots = spreadWeights(list);
		const total = list.reduce((sum, weight) => sum + weight, 0);
		const counts = list.map((_, index) => slots.filter(slot => slot === index).length);
		return counts.reduce((sum, count) => sum + count, 0) === slotCount
			&& counts.every((count, index) => Math.abs(count - list[index]! / total * slotCount) < 1);
	}));
	t.throws(() => spreadWeights([0, 0]), {instanceOf: RangeError});
});

test('streams of different CPUs and seeds do not repeat each other', t => {
	const first = new Streams(new Int32Array(16));
	const second = new Streams(new Int32Array(16));
	first.seed(1);
	second.seed(2);
	const seen = new Set<number>();
	for (let stream = 0; stream < 8; stream++) {
		for (let i = 0; i < 100; i++) {
			seen.add(first.bits(stream));
			seen.add(second.bits(stream));
		}
	}

	t.true(seen.size > 1590); // A few of 1600 32-bit values may fall together by chance
});

test('hashKey uses each of its four words', t => {
	const base = hashKey(1, 2, 3, 4);
	for (const other of [hashKey(9, 2, 3, 4), hashKey(1, 9, 3, 4), hashKey(1, 2, 9, 4), hashKey(1, 2, 3, 9)]) {
		t.not(other, base);
	}
});

test('the inner loop draws as everybody else does', t => {
	const {inner: {loop}} = createWorld(smallScenario({}));
	fc.assert(fc.property(fc.integer(), fc.integer(), fc.integer(), (a, b, c) => {
		t.is(loop.hash32(a), hash32(a));
		t.is(loop.hashKey(a, b, c), hashKey(a, b, c));
		t.is(loop.exponential(a), exponential(a));
	}));
	for (const bits of [0, 1, 2, 3, -1, 0x7F_FF_FF_FF, -0x80_00_00_00]) {
		t.is(loop.exponential(bits), exponential(bits));
	}
});
