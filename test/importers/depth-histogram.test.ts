import test from 'ava';
import fc from 'fast-check';
import {DepthHistogram, quantilesOfBins} from '../../source/importers/depth-histogram.js';
import {percentile} from '../files/mark-model.js';

const rises = (values: readonly number[]): boolean => values.every((value, at) => at === 0 || value >= values[at - 1]!);

test('percentiles are those of the sorted depths', t => {
	fc.assert(fc.property(fc.array(fc.integer({min: 1, max: 2048}).map(words => words * 8), {minLength: 1}), depths => {
		const histogram = new DepthHistogram(16_384);
		for (const bytes of depths) {
			histogram.add(bytes);
		}

		const sorted = depths.toSorted((a, b) => a - b);
		for (const [percent, bytes] of histogram.quantiles()) {
			t.is(bytes, percentile(sorted, percent));
		}
	}));
});

test('a depth between two words counts as the deeper one', t => {
	const histogram = new DepthHistogram(16_384);
	histogram.add(1001);
	t.is(histogram.percentile(50), 1008);
});

test('quantiles of bins rise in both columns, from the first bin that holds a depth to the last', t => {
	const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(1_000_000)), {minLength: 1, maxLength: 64}).filter(list => list.some(count => count > 0));
	fc.assert(fc.property(counts, list => {
		const bins = list.map((count, at) => ({from: (at * 256) + 8, to: (at + 1) * 256, count}));
		const quantiles = [...quantilesOfBins(bins)];
		t.true(rises(quantiles.map(([percent]) => percent)));
		t.true(rises(quantiles.map(([, bytes]) => bytes)));
		t.is(quantiles.at(-1)![0], 100);
		t.is(quantiles.at(-1)![1], bins.findLast(bin => bin.count > 0)!.to);
	}));
});

test('nothing is put into the gap between two bins', t => {
	t.deepEqual([...quantilesOfBins([{from: 8, to: 1024, count: 1}, {from: 1032, to: 8192, count: 0}, {from: 8200, to: 16_384, count: 1}])], [
		[0, 8], [50, 1024], [50.0001, 8200], [100, 16_384],
	]);
});
