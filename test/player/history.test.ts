import test from 'ava';
import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {HistoryRecorder} from '../../source/player/history.js';
import {historyFigures} from '../../source/player/protocol.js';

const machine = new Machine(resolveScenario({
	machine: 'haswell-72', cpus: 1, threads: 200, policies: ['fred-pf', 'fixed'],
}));
const reading = machine.read();

/** A reading of a chosen moment; its counts stay those of the end of boot, with the moment as stack faults. */
const readingAt = (timeNs: number) => ({...reading, timeNs, policies: reading.policies.map(policy => ({...policy, faults: timeNs}))});

const record = (samples: number) => {
	const recorder = new HistoryRecorder();
	for (let count = 0; count < samples; count++) {
		recorder.record(readingAt(recorder.dueNs));
	}

	return recorder;
};

test('samples lie 100 ms apart and carry every figure of every policy', t => {
	const {stepNs, timeNs, userFaults, policies} = record(4).history();
	t.is(stepNs, 100_000_000);
	t.deepEqual(timeNs, [0, 100_000_000, 200_000_000, 300_000_000]);
	t.is(userFaults.length, 4);
	t.deepEqual(policies.map(columns => Object.keys(columns)), [[...historyFigures], [...historyFigures]]);
	t.deepEqual(policies[1]!.faults, timeNs);
	t.deepEqual(policies[1]!.stackKiB, Array.from({length: 4}, () => 3200));
});

test('the 600th sample halves them and doubles the step, and so on', t => {
	t.is(record(599).history().timeNs.length, 599);
	const once = record(600);
	t.is(once.history().timeNs.length, 300);
	t.is(once.history().stepNs, 200_000_000);
	t.is(once.dueNs, 60_000_000_000);
	const long = record(10_000).history();
	t.true(long.timeNs.length < 600);
	t.deepEqual(long.timeNs, Array.from(long.timeNs, (_, index) => index * long.stepNs));
	t.deepEqual(long.policies[0]!.faults, long.timeNs);
});

test('a history that was handed out does not change', t => {
	const recorder = record(2);
	const before = recorder.history();
	recorder.record(readingAt(200_000_000));
	t.is(before.timeNs.length, 2);
	t.is(before.policies[0]!.faults.length, 2);
});

test('a reading from after the sample is refused, one from before is taken', t => {
	const recorder = record(1);
	t.throws(() => {
		recorder.record(readingAt(100_000_064));
	}, {instanceOf: RangeError});
	recorder.record(readingAt(99_999_936));
	t.is(recorder.history().timeNs.at(-1), 100_000_000);
});
