import test from 'ava';
import fc from 'fast-check';
import {Machine, type Action, type Scenario} from '../../../machine/index.js';
import {resolveScenario} from '../../../source/files/scenario.js';

const web: Scenario = {...resolveScenario({machine: 'genoa-384', workload: 'web', cpus: 8, threads: 800}), engine: 'skip'};
const hashes = (machine: Machine): string[] => {
	const {digest, policies} = machine.read();
	return [digest, ...policies.map(policy => policy.digest)];
};

test('neither portions of time nor the order of CPUs matter', t => {
	const whole = new Machine(web);
	whole.advance(2e9);
	const pieces = new Machine(web, 'descending');
	for (let time = 0; time < 2e9; time += 7_777_777) {
		pieces.advance(time);
	}

	pieces.advance(2e9);
	t.deepEqual(pieces.read(), whole.read());
});

test('the stream is the same whichever policies run beside each other', t => {
	const digests = [['fixed'], ['fred-pf', 'accessed-switch', 'below-sp', 'entry', 'global-reserve', 'probe', 'double-fault']].map(policies => {
		const machine = new Machine({...web, policies});
		machine.advance(1e9);
		return machine.read().digest;
	});
	t.is(digests[0], digests[1]);
});

const actions: fc.Arbitrary<Action> = fc.oneof(
	fc.constant<Action>({kind: 'fork-storm', times: 4, forNs: 50e6}),
	fc.constant<Action>({kind: 'cpu-offline', cpu: 3}),
	fc.constant<Action>({kind: 'cpu-online', cpu: 3}),
	fc.constant<Action>({kind: 'pressure', atomicFailShare: 0.5, forNs: 100e6}),
	fc.constant<Action>({kind: 'nmi-rate', perBusyCpuSecond: 1000}),
	fc.constant<Action>({kind: 'stack-offset', on: false}),
);

/** Applies what can be: a CPU that is offline already cannot be taken away. */
const applyTo = (machine: Machine, action: Action): void => {
	try {
		machine.apply(action);
	} catch (error) {
		if (!(error instanceof RangeError)) {
			throw error;
		}
	}
};

test('a checkpoint goes on as the run it was taken of, whatever is done to the box', t => {
	fc.assert(fc.property(fc.array(fc.tuple(actions, fc.integer({min: 1, max: 300})), {maxLength: 6}), fc.integer({min: 0, max: 6}), (steps, at) => {
		const straight = new Machine(web);
		const back = new Machine(web);
		let timeNs = 0;
		let state: ArrayBuffer | undefined;
		for (const [index, [action, forMs]] of steps.entries()) {
			if (index === at) {
				state = straight.checkpoint();
			}

			timeNs += forMs * 1e6;
			for (const machine of state ? [straight] : [straight, back]) {
				machine.advance(timeNs);
				applyTo(machine, action);
			}
		}

		if (state) {
			back.advance(timeNs + 1e9);
			back.restore(state);
			timeNs = 0;
			for (const [index, [action, forMs]] of steps.entries()) {
				timeNs += forMs * 1e6;
				if (index >= at) {
					back.advance(timeNs);
					applyTo(back, action);
				}
			}
		}

		for (const machine of [straight, back]) {
			machine.advance(timeNs + 200e6);
		}

		t.deepEqual(hashes(back), hashes(straight));
	}), {numRuns: 12});
});

test('while the law does not hold, bursts are worked through one by one', t => {
	const machine = new Machine(web);
	const engineAt = (ms: number) => {
		machine.advance(ms * 1e6);
		return machine.read({digest: false}).engine;
	};

	t.is(engineAt(100), 'skip');
	machine.apply({kind: 'cpu-offline', cpu: 1});
	t.is(engineAt(200), 'exact');
	machine.apply({kind: 'cpu-online', cpu: 1});
	t.is(engineAt(300), 'skip');
	machine.apply({kind: 'fork-storm', times: 10, forNs: 50e6});
	t.is(engineAt(320), 'exact');
	t.is(engineAt(400), 'skip');
});

for (const [workload, why] of [['forks', 'most bursts begin or end a life'], ['idle', 'bursts are seconds apart']] as const) {
	test(`${workload}: nothing is skipped where ${why}, and the run is the exact one`, t => {
		const scenario = resolveScenario({machine: 'genoa-384', workload, cpus: 8, threads: 800});
		const [exact, skip] = [new Machine(scenario), new Machine({...scenario, engine: 'skip'})];
		for (const machine of [exact, skip]) {
			machine.advance(1e9);
		}

		const {digest, ...reading} = skip.read();
		const {digest: other, ...expected} = exact.read();
		t.is(reading.engine, 'exact');
		t.deepEqual(reading, expected);
		t.not(digest, ''); // Of what only the skipping engine has, too
		t.not(digest, other);
	});
}

test('pages are neither lost nor made up when bursts are skipped', t => {
	const machine = new Machine({...web, policies: ['fred-pf', 'below-sp', 'accessed-switch']});
	machine.apply({kind: 'pressure', atomicFailShare: 0.3});
	for (let time = 1; time <= 20; time++) {
		machine.advance(time * 100e6);
		for (const policy of machine.read({digest: false}).policies) {
			const mapped = policy.pagesPerStack.reduce((sum, count, at) => sum + (count * (at + 1)), 0);
			t.is(policy.stackKiB - policy.borrowedKiB, mapped * 4, policy.name);
		}
	}
});
