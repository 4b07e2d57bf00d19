import test from 'ava';
import fc from 'fast-check';
import {Pace} from '../../source/player/pace.js';

const secondNs = 1_000_000_000;

test('simulated time follows real time at the speed wanted', t => {
	const pace = new Pace(2, 5000, secondNs);
	t.is(pace.dueNs(5000), secondNs);
	t.is(pace.dueNs(5500), 2 * secondNs);
	pace.restart(0.5, 6000, 3 * secondNs);
	t.is(pace.dueNs(7000), 3.5 * secondNs);
	t.is(new Pace(Infinity, 0, 0).dueNs(1), Infinity);
});

test('a machine that falls behind does not sprint afterwards', t => {
	const pace = new Pace(1, 0, 0);
	pace.reached(200, 0);
	t.is(pace.dueNs(200), 0.2 * secondNs);
	pace.reached(1000, 0.1 * secondNs);
	t.is(pace.dueNs(1000), 0.1 * secondNs);
	t.is(pace.dueNs(1100), 0.2 * secondNs);
});

test('the speed reached is that of the last second', t => {
	const pace = new Pace(Infinity, 0, 0);
	t.is(pace.realTimeFactor, 0);
	for (let ms = 0; ms <= 1000; ms += 100) {
		pace.reached(ms, ms * 1e6);
	}

	t.is(pace.realTimeFactor, 1);
	for (let ms = 1100; ms <= 3000; ms += 100) {
		pace.reached(ms, secondNs + ((ms - 1000) * 3e6));
	}

	t.is(pace.realTimeFactor, 3);
	pace.restart(Infinity, 3000, 7 * secondNs);
	t.is(pace.realTimeFactor, 0);
});

test('what is due never goes back while the clock does not', t => {
	t.notThrows(() => {
		fc.assert(fc.property(fc.array(fc.nat(400), {minLength: 1}), fc.nat(100), (gapsMs, percent) => {
			const pace = new Pace(4, 0, 0);
			let nowMs = 0;
			let reachedNs = 0;
			return gapsMs.every(gapMs => {
				nowMs += gapMs;
				const dueNs = pace.dueNs(nowMs);
				const goesOn = dueNs >= reachedNs;
				reachedNs += Math.floor((dueNs - reachedNs) * percent / 100);
				pace.reached(nowMs, reachedNs);
				return goesOn;
			});
		}));
	});
});
