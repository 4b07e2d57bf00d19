import test from 'ava';
import {cpuMetrics, coreSorts, mapMetrics} from '../../source/board/metrics.js';
import {compact, count, ends, factor, known, moment, percent, size, sizeText, speed} from '../../source/board/figures.js';
import {RateWindow, ratePerSecond, rateSeries} from '../../source/board/rates.js';
import {ChartPace} from '../../source/board/chart-pace.js';
import {summary} from '../../source/board/summary.js';
import {costText, failureText, savedText} from '../../source/board/truth.js';
import {fakeFeed} from '../helpers/fake-feed.js';

const written: ReadonlyArray<readonly [written: string, expected: string]> = [
	[count(0), '0'],
	[count(61), '61'],
	[count(3.21), '3.2'],
	[count(999), '999'],
	[count(999.6), '1.0 k'],
	[count(2449), '2.4 k'],
	[count(241_000), '241 k'],
	[count(999_999), '1.0 M'],
	[count(2.5e12), '2.5 T'],
	[count(-2400), '-2.4 k'],
	[compact(2449), '2.4k'],
	[percent(74.7384), '74.74 %'],
	[percent(-3.1), '-3.10 %'],
	[sizeText(212), '212 KiB'],
	[sizeText(92_576), '90.4 MiB'],
	[sizeText(16_000_000), '15.3 GiB'],
	[size(500, 92_576).number, '0.5'],
	[moment(12_400_000_000), '12.4 s'],
	[moment(12_400_131_000, 6), '12.400131 s'],
	[moment(187_200_000_000), '3:07.2'],
	[moment(7_387_000_000_000), '2:03:07'],
	[speed(1), '1x'],
	[speed(1 / 8), '1/8x'],
	[speed(Infinity), 'max'],
	[factor(3.12), '3.1x'],
	[factor(0.0213), '0.021x'],
	[factor(120), '120x'],
	[ends({low: 0.021, high: 0.108}), '0.02-0.11'],
	[ends({low: 0.000_31, high: 0.001_12}), '0.0003-0.0011'],
	[ends({low: 0, high: 0}), '0.00-0.00'],
	[ends({low: -0.021, high: 0.108}), '-0.02 to 0.11'],
	[known(undefined), '–'],
	[known(5), '5'],
];

for (const [text, expected] of written) {
	test(`a figure reads ${expected}`, t => {
		t.is(text, expected);
	});
}

test('a rate is a difference by simulated time', t => {
	t.is(ratePerSecond(100, 150, 500_000_000), 100);
	t.is(ratePerSecond(100, 150, 0), undefined);
	t.deepEqual(rateSeries([0, 10, 10, 40], [0, 1e9, 2e9, 3e9]), [10, 0, 30]);
});

test('the window of rates looks back one to two windows, and starts anew when time goes back', t => {
	const feed = fakeFeed({samples: 0, timeNs: 0});
	const rates = new RateWindow();
	const time = () => rates.perSecond(reading => reading.timeNs);
	const readings = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(() => {
		const {reading} = feed.latest();
		feed.advance(100_000_000);
		return reading;
	});
	rates.observe(readings[0]!);
	t.is(time(), undefined);
	for (const reading of readings.slice(1)) {
		rates.observe(reading);
		t.is(time(), 1e9, 'simulated nanoseconds pass at a thousand million a second');
	}

	t.is(rates.perSecond(reading => reading === readings[5] ? 0 : 1), 1e9 / (readings[12]!.timeNs - readings[5]!.timeNs));
	rates.observe(readings[2]!);
	t.is(time(), undefined);
});

test('where the run has jumped, rates are counted from the box a little before, and then on from there', t => {
	const feed = fakeFeed({samples: 0, timeNs: 0});
	const rates = new RateWindow();
	const readings = Array.from({length: 30}, () => {
		const {reading} = feed.latest();
		feed.advance(100_000_000);
		return reading;
	});
	const base = () => readings.findIndex(reading => rates.perSecond(one => Number(one !== reading)) !== 0 && rates.perSecond(one => Number(one === reading)) !== 0);
	rates.observe(readings[20]!);
	rates.observe(readings[8]!, readings[3]);
	const {epoch} = rates;
	t.is(base(), 3);
	rates.observe({...readings[8]!}, {...readings[3]!});
	t.is(rates.epoch, epoch, 'the same moment is nothing new');
	rates.observe(readings[9]!, readings[3]);
	t.is(rates.epoch, epoch + 1);
	for (const reading of readings.slice(10, 14)) {
		rates.observe(reading);
	}

	t.is(base(), 3);
	rates.observe(readings[14]!);
	t.is(base(), 9, 'the moment of the jump becomes the base');
});

test('charts keep their pace while the machine runs, and are exact when it stands', t => {
	const feed = fakeFeed({timeNs: 60_000_000_000});
	const slow = new ChartPace(3);
	const drawn = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(() => {
		slow.observe(feed.latest());
		feed.advance(1_000_000_000);
		return slow.epoch;
	});
	t.deepEqual(drawn, [0, 0, 1, 1, 1, 2, 2, 2, 3]);
	slow.observe(feed.latest());
	t.is(slow.epoch, 3);
	feed.set({mode: 'paused'});
	slow.observe(feed.latest());
	t.is(slow.epoch, 4);
	slow.observe(feed.latest());
	t.is(slow.epoch, 4);
});

test('the truth is said in the same words everywhere', t => {
	const {scenario, latest} = fakeFeed({failing: true, cpus: 4});
	const [policy] = latest().reading.policies;
	t.regex(savedText(policy!), /^[\d.]+ of 92\.2 MiB saved$/u);
	t.is(costText(policy!, scenario.costs), 'cost 0.02-0.11 % CPU (assumed steps)');
	t.is(costText(policy!, {}), 'cost 0.02-0.11 % CPU');
	t.regex(failureText(policy!), /^would have crashed \d+ times, first at 3\.2 s \(pool empty, CPU 3\)$/u);
	t.is(failureText({...policy!, failures: 1, firstFailure: undefined}), 'would have crashed 1 time');
});

test('the run is summed up in five lines', t => {
	for (const failing of [true, false]) {
		const feed = fakeFeed({failing});
		const lines = summary(feed.scenario, feed.latest(), 0);
		t.is(lines.length, 5);
		t.snapshot(lines.join('\n'));
	}
});

test('every figure of a core has a name of its own, and each that the map shows is a column', t => {
	const ids = cpuMetrics.map(metric => metric.id);
	t.is(new Set(ids).size, ids.length);
	t.deepEqual(coreSorts, ['cpu', 'pressure', ...ids]);
	t.true(mapMetrics.every(metric => ids.includes(metric.id)));
});
