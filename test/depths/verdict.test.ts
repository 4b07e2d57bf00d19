import fc from 'fast-check';
import test from 'ava';
import {bandChance, drawnChance, tooFarOut} from '../../source/depths/chance.js';
import {sampleInterval, tellsWithin} from '../../source/depths/sample-quantile.js';
import {judgeAll, type Verdict} from '../../source/depths/verdict.js';

/** Figures from 90 to 110 by their band; a chance of 0.001 is too far out alone, 0.04 among others is not. */
const verdicts: ReadonlyArray<readonly [measured: number, predicted: number, chance: number, verdict: Verdict]> = [
	[100, 100, 1, 'agrees'],
	[90, 100, 0.05, 'agrees'],
	[89, 95, 0.0001, 'near'],
	[80, 100, 0.04, 'unsure'],
	[80, 100, 0.0001, 'off'],
];

for (const [measured, predicted, chance, verdict] of verdicts) {
	test(`${measured} against ${predicted}, chance ${chance}: ${verdict}`, t => {
		const figure = (of: number) => ({measured, predicted, low: 90, high: 110, chance: of, tolerance: {share: 0.1}});
		t.is(judgeAll([figure(chance), ...Array.from({length: 9}, () => figure(1))])[0]![1], verdict);
	});
}

test('Holm: the smallest chance against the level over all, the next over one less, until one passes', t => {
	t.deepEqual(tooFarOut([0.012, 0.3, 0.001, 0.02], 0.05), [true, false, true, true]);
	t.deepEqual(tooFarOut([0.013, 0.03, 0.04, 0.02], 0.05), [false, false, false, false]);
	t.deepEqual(tooFarOut([], 0.05), []);
});

test('Holm names one of many figures wrongly in at most 5 of 100 comparisons where nothing is wrong', t => {
	let state = 1;
	const draw = (): number => {
		state = Math.imul(state ^ state >>> 15, 0x2C_1B_3C_6D) + 0x9E_37_79_B9 | 0;
		return ((state ^ state >>> 13) >>> 0) / 4_294_967_296;
	};

	const comparisons = 2000;
	const wrong = Array.from({length: comparisons}, () => tooFarOut(Array.from({length: 40}, () => draw()), 0.05).some(Boolean)).filter(Boolean).length;
	t.true(wrong > 0 && wrong <= 0.06 * comparisons, String(wrong));
});

test('a chance falls with the distance from the imagined runs, and never to nothing at once', t => {
	const drawn = Float64Array.from({length: 400}, (_, index) => 1000 + index);
	t.is(drawnChance(1200, drawn, 8), 1);
	const chances = [1010, 1001, 1405, 1450, 2000].map(measured => drawnChance(measured, drawn, 8));
	t.true(chances.every((chance, index) => chance > 0 && (index === 0 || chance < chances[index - 1]!)), chances.join(' '));
	t.is(drawnChance(1000, new Float64Array(400).fill(1000), 8), 1);
	t.true(drawnChance(1200, new Float64Array(400).fill(1000), 8) < 1e-9);
});

test('the chance of a band is that of a normal distribution', t => {
	const band = {predicted: 10, low: 6.08, high: 13.92};
	t.true(Math.abs(bandChance(13.92, band) - 0.05) < 1e-4);
	t.true(Math.abs(bandChance(4, band) - 0.0027) < 1e-4);
	t.is(bandChance(10, band), 1);
	t.is(bandChance(11, {predicted: 10, low: 10, high: 10}), 0);
});

const intervals: ReadonlyArray<readonly [count: number, share: number, low: number | undefined, high: number | undefined]> = [
	[4, 0.5, undefined, undefined],
	[5, 0.5, undefined, undefined],
	[6, 0.5, 0, 5],
	[16, 0.5, 3, 12],
	[46, 0.5, 15, 30],
	[35, 0.9, 27, undefined],
	[36, 0.9, 28, 35],
];

for (const [count, share, low, high] of intervals) {
	test(`${count} values hold their p${100 * share} between ranks ${low ?? 'none'} and ${high ?? 'none'}`, t => {
		t.deepEqual(sampleInterval(Array.from({length: count}, (_, index) => index), share), {low, high});
	});
}

/** Draws from 0 to 1, always the same for a seed. */
const drawsOf = (seed: number): (() => number) => {
	let state = seed;
	return () => {
		state = Math.imul(state ^ state >>> 15, 0x2C_1B_3C_6D) + 0x9E_37_79_B9 | 0;
		return ((state ^ state >>> 13) >>> 0) / 4_294_967_296;
	};
};

test('a percentile lies in the interval of its sample in 95 of 100 samples at least', t => {
	t.notThrows(() => {
		fc.assert(fc.property(fc.constantFrom(0.5, 0.9), fc.integer({min: 6, max: 80}), fc.integer({min: 1, max: 1_000_000}), (share, count, seed) => {
			const draw = drawsOf(seed);
			const held = Array.from({length: 400}, () => {
				const {low, high} = sampleInterval(Float64Array.from({length: count}, draw).sort(), share);
				return (low ?? 0) <= share && share <= (high ?? 1);
			}).filter(Boolean).length;
			// Four standard errors below 95 %
			return held >= 400 * 0.95 - 18;
		}), {numRuns: 40});
	});
});

test('a sample tells within a share of the value where both ends are that near', t => {
	t.true(tellsWithin({low: 95, high: 109}, 100, 0.1));
	t.false(tellsWithin({low: 89, high: 101}, 100, 0.1));
	t.false(tellsWithin({low: 95, high: undefined}, 100, 0.1));
});
