import test from 'ava';
import fc from 'fast-check';
import {type Figures, followedFigures, Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {HistoryListener, HistoryTeller} from '../../source/player/history-news.js';
import {HistoryRecorder, lookNs} from '../../source/player/history.js';

const machine = new Machine(resolveScenario({
	machine: 'haswell-72', cpus: 1, threads: 200, policies: ['fred-pf', 'fixed'],
}));
const figures = machine.figures();

/** Figures of a chosen moment; they stay those of the end of boot, with the moment as stack faults. */
const figuresAt = (timeNs: number, more: Partial<Figures['policies'][number]> = {}): Figures => ({
	...figures,
	timeNs,
	policies: figures.policies.map(policy => ({...policy, faults: timeNs, ...more})),
});

const record = (samples: number) => {
	const recorder = new HistoryRecorder();
	for (let count = 0; count < samples; count++) {
		recorder.record(figuresAt(recorder.dueNs));
	}

	return recorder;
};

test('samples lie 100 ms apart and carry every figure of every policy', t => {
	const {stepNs, timeNs, userFaults, policies} = record(4).history();
	t.is(stepNs, 100_000_000);
	t.deepEqual(timeNs, [0, 100_000_000, 200_000_000, 300_000_000]);
	t.is(userFaults.length, 4);
	t.deepEqual(policies.map(columns => Object.keys(columns)), [[...followedFigures], [...followedFigures]]);
	t.deepEqual(policies[1]!.faults, timeNs);
	t.deepEqual(policies[1]!.stackKiB, Array.from({length: 4}, () => 3200));
});

test('the 600th sample halves them and doubles the step, and so on', t => {
	t.is(record(599).history().timeNs.length, 599);
	const once = record(600);
	t.is(once.history().timeNs.length, 300);
	t.is(once.history().stepNs, 200_000_000);
	t.is(once.dueNs, 60_000_000_000, 'the machine is looked at as often as before');
	const long = record(10_000).history();
	t.true(long.timeNs.length < 600);
	t.deepEqual(long.timeNs, Array.from(long.timeNs, (_, index) => index * long.stepNs));
	t.deepEqual(long.policies[0]!.faults, long.timeNs);
});

test('a history that was handed out does not change', t => {
	const recorder = record(2);
	const before = recorder.history();
	recorder.record(figuresAt(200_000_000));
	t.is(before.timeNs.length, 2);
	t.is(before.policies[0]!.faults.length, 2);
});

test('figures of another time than the sample are refused', t => {
	const recorder = record(1);
	for (const timeNs of [99_999_936, 100_000_064]) {
		t.throws(() => {
			recorder.record(figuresAt(timeNs));
		}, {instanceOf: RangeError});
	}

	recorder.record(figuresAt(100_000_000));
	t.is(recorder.history().timeNs.at(-1), 100_000_000);
});

test('a spike between two samples stays, of sizes as a size, of counts as the growth from one look to the next', t => {
	const recorder = record(2001);
	const spikeNs = recorder.dueNs;
	recorder.record(figuresAt(spikeNs, {stackKiB: 9999, faults: spikeNs + 5}));
	for (let count = 0; count < 3000; count++) {
		recorder.record(figuresAt(recorder.dueNs));
	}

	const {timeNs, stepNs, policies, least, most} = recorder.history();
	t.false(policies[0]!.stackKiB.includes(9999));
	const at = most.policies[0]!.stackKiB.indexOf(9999);
	t.true(timeNs[at]! - stepNs < spikeNs && spikeNs <= timeNs[at]!);
	t.is(least.policies[0]!.stackKiB[at], figures.policies[0]!.stackKiB);
	t.is(Math.max(...most.policies[0]!.faults), 100_000_005);
	t.is(Math.min(...least.policies[0]!.faults.slice(1)), 99_999_995);
});

test('a history whose end is forgotten and seen once more is that of a run which never went so far', t => {
	fc.assert(fc.property(fc.integer({min: 1, max: 3000}), fc.integer({min: 0, max: 3000}), (looks, kept) => {
		const keptNs = Math.min(looks - 1, kept) * lookNs;
		const long = record(looks);
		long.forgetAfter(keptNs);
		while (long.dueNs <= keptNs) {
			long.record(figuresAt(long.dueNs));
		}

		const short = record(keptNs / lookNs + 1);
		t.deepEqual(long.history(), short.history());
		for (let count = 0; count < 700; count++) {
			long.record(figuresAt(long.dueNs));
			short.record(figuresAt(short.dueNs));
		}

		t.deepEqual(long.history(), short.history());
	}), {numRuns: 25});
});

test('a history told in news is the history, wherever it is gone back in between, and each sample is told once', t => {
	const change = fc.oneof(
		fc.record({kind: fc.constant('on' as const), looks: fc.integer({min: 0, max: 900})}),
		fc.record({kind: fc.constant('back' as const), share: fc.double({min: 0, max: 1, noNaN: true})}),
	);
	fc.assert(fc.property(fc.array(change, {maxLength: 8}), changes => {
		const recorder = record(1);
		const teller = new HistoryTeller();
		const listener = new HistoryListener();
		const heard = [];
		for (const one of changes) {
			if (one.kind === 'on') {
				for (let look = 0; look < one.looks; look++) {
					recorder.record(figuresAt(recorder.dueNs));
				}
			} else {
				recorder.forgetAfter(Math.floor(one.share * recorder.dueNs / lookNs) * lookNs);
			}

			const history = listener.hear(teller.news(recorder.level));
			t.deepEqual(history, recorder.history());
			heard.push([history, recorder.history()] as const);
			t.is(teller.news(recorder.level), undefined);
			t.is(listener.hear(undefined), history);
		}

		for (const [before, then] of heard) {
			t.deepEqual(before, then);
		}
	}), {numRuns: 25});
});

test('of a history that has grown only what is new is told', t => {
	const recorder = record(500);
	const teller = new HistoryTeller();
	const whole = teller.news(recorder.level)!;
	recorder.record(figuresAt(recorder.dueNs));
	const more = teller.news(recorder.level)!;
	t.is(more.kept, 500);
	t.is(more.values.length, whole.values.length / 500);
});
