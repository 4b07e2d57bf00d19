import test from 'ava';
import {type Action, Machine, type Reading} from '../../machine/index.js';
import {smallScenario, workerClass, type ScenarioChanges} from '../helpers/scenario.js';

const second = 1e9;

/** A small box that ran for `seconds`. */
const booted = (changes: ScenarioChanges = {}, seconds = 0.2): Machine => {
	const machine = new Machine(smallScenario(changes));
	machine.advance(seconds * second);
	return machine;
};

const deepest = (machine: Machine): number => machine.threads({sort: 'high', descending: true, offset: 0, count: 1}).rows[0]!.tid;
const policy = (reading: Reading, name: string) => reading.policies.find(one => one.name === name)!;

const timed: ReadonlyArray<readonly [string, Action, (reading: Reading) => boolean]> = [
	['memory pressure', {kind: 'pressure', atomicFailShare: 0.5, forNs: 0.1 * second}, reading => reading.memory.failShare === 0.5],
	['a starved refill', {kind: 'starve-refill', on: true, forNs: 0.1 * second}, reading => reading.memory.starved],
	['a fork storm', {kind: 'fork-storm', times: 8, forNs: 0.1 * second}, reading => reading.forkTimes === 8],
];

for (const [what, action, isOn] of timed) {
	test(`${what} for 100 ms is taken back by the next 2.1 ms edge`, t => {
		const machine = booted();
		machine.apply(action);
		t.true(isOn(machine.read()));
		machine.advance(machine.timeNs + 0.1 * second - 1e6);
		t.true(isOn(machine.read()));
		machine.advance(machine.timeNs + 4e6);
		t.false(isOn(machine.read()));
	});
}

test('pressure on top of pressure goes back to what was before both', t => {
	const machine = booted({events: {memory: {atomicFailShare: 0.02, chargeFailShare: 0, asyncFaultsPerBusyCpuSecond: 0}}});
	machine.apply({kind: 'pressure', atomicFailShare: 0.5, forNs: second});
	machine.apply({kind: 'pressure', atomicFailShare: 0.9, forNs: 0.05 * second});
	t.is(machine.read().memory.failShare, 0.9);
	machine.advance(machine.timeNs + 0.1 * second);
	t.is(machine.read().memory.failShare, 0.02);
});

test('an NMI storm brings NMIs and ends', t => {
	const machine = booted();
	const rate = (): number => {
		const before = machine.read().totals.nmis;
		machine.advance(machine.timeNs + 0.2 * second);
		return machine.read().totals.nmis - before;
	};

	const calm = rate();
	machine.apply({kind: 'nmi-rate', perBusyCpuSecond: 10_000, forNs: 0.2 * second});
	const storm = rate();
	machine.advance(machine.timeNs + 0.01 * second);
	t.true(storm > 20 * (calm + 1), `${calm} then ${storm}`);
	t.true(rate() < storm / 20);
});

test('a fork storm forks many times as often', t => {
	const forks = (times: number): number => {
		const machine = booted();
		const before = machine.read().totals.forks;
		machine.apply({kind: 'fork-storm', times});
		machine.advance(machine.timeNs + 0.5 * second);
		return machine.read().totals.forks - before;
	};

	t.true(forks(8) > 3 * forks(1), `${forks(8)} against ${forks(1)}`);
});

test('a deep call grows the stack at once where it can grow, and is an overflow where the address space ends', t => {
	const machine = booted({policies: ['fred-pf', 'fixed', 'fixed:size=8']}, 0);
	machine.apply({kind: 'deep-call', tid: deepest(machine), depthBytes: 12_000});
	const reading = machine.read();
	t.is(policy(reading, 'fred-pf').pagesPerStack[2], 1);
	t.is(policy(reading, 'fred-pf').failures, 0);
	t.is(policy(reading, 'fixed').failures, 0);
	t.is(policy(reading, 'fixed:size=8').failuresBy.overflow, 1);
	t.like(policy(reading, 'fixed:size=8').firstFailure, {kind: 'overflow'});
	t.is(policy(reading, 'fixed').headroomBytes, 16_384 - 12_000);
	t.is(policy(reading, 'fixed:size=8').headroomBytes, 8192 - 12_000);
});

test('a remote access below what is mapped grows the stack of a task that does not run (v2), and nothing else', t => {
	const machine = booted({}, 0);
	const {tid} = machine.threads({sort: 'high', descending: false, offset: 0, count: 1}).rows[0]!;
	const before = machine.read();
	machine.apply({kind: 'remote-access', tid});
	const after = machine.read();
	t.is(policy(after, 'fred-pf').growthBy.remote, 1);
	t.is(policy(after, 'fred-pf').pagesGrown, policy(before, 'fred-pf').pagesGrown + 1);
	t.is(policy(after, 'fred-pf').failures, 0);
	t.is(policy(after, 'fixed').failures, 0);
});

test('without the random offset no stack goes as deep', t => {
	const machine = booted({}, 1);
	machine.apply({kind: 'stack-offset', on: false});
	t.false(machine.read().stackOffset);
	const sleeping = (): number => Math.max(...machine.threads({sort: 'sleep', descending: true, offset: 0, count: 5}).rows.map(row => row.sleepDepthBytes));
	t.is(sleeping(), 1504, 'the sleeping path alone');
	machine.apply({kind: 'stack-offset', on: true});
	t.true(sleeping() > 1504);
});

test('a machine check is delivered on the CPU it hits, and kills nobody', t => {
	const machine = booted();
	machine.apply({kind: 'machine-check', cpu: 3});
	const reading = machine.read();
	t.is(reading.totals.machineChecks, 1);
	t.is(machine.core(3).events.at(-1)!.vector, 18);
	t.true(reading.log.some(({kind, cpu}) => kind === 'machineCheck' && cpu === 3));
	t.true(reading.policies.every(one => one.failures === 0));
});

test('a CPU goes offline with its threads moved and its pool freed, and comes back', t => {
	const machine = booted();
	const {threads} = machine.read().totals;
	machine.apply({kind: 'cpu-offline', cpu: 2});
	const off = machine.read();
	t.is(off.perCpu.online[2], 0);
	t.is(policy(off, 'fred-pf').perCpu.pool[2], 0);
	const bound = 2; // Its two kworkers are parked on it
	t.is(off.perCpu.stacks[2], bound);
	const {bursts} = machine;
	machine.advance(machine.timeNs + second);
	const later = machine.read();
	t.true(machine.bursts > bursts);
	t.is(later.perCpu.stacks[2], bound, 'nobody migrates to a CPU that is not there');
	t.is(later.perCpu.busyNs[2], off.perCpu.busyNs[2]);
	machine.apply({kind: 'cpu-online', cpu: 2});
	t.is(policy(machine.read(), 'fred-pf').perCpu.pool[2], 6);
	machine.advance(machine.timeNs + second);
	const end = machine.read();
	t.true(end.perCpu.busyNs[2]! > later.perCpu.busyNs[2]!);
	t.true(end.perCpu.stacks[2]! > bound);
	t.true(Math.abs(end.totals.threads - threads) < threads / 4);
});

test('a CPU that comes online while memory is out comes with an empty pool, and nobody is told but the books', t => {
	const machine = booted();
	machine.apply({kind: 'cpu-offline', cpu: 2});
	machine.apply({kind: 'starve-refill', on: true});
	machine.apply({kind: 'cpu-online', cpu: 2});
	const {perCpu, shortFills, poolLowest} = policy(machine.read(), 'fred-pf');
	t.is(perCpu.pool[2], 0);
	t.is(poolLowest, 0);
	t.is(shortFills, 1);
	t.is(policy(machine.read(), 'fixed').shortFills, 0);
});

const refused: ReadonlyArray<readonly [string, Action]> = [
	['a CPU that the box has not', {kind: 'cpu-offline', cpu: 8}],
	['a fraction of a CPU', {kind: 'machine-check', cpu: 0.5}],
	['a CPU that is online already', {kind: 'cpu-online', cpu: 1}],
	['a thread that nobody is', {kind: 'deep-call', tid: 4_000_000, depthBytes: 100}],
	['a thread id of 0', {kind: 'remote-access', tid: 0}],
];

for (const [what, action] of refused) {
	test(`${what} is refused and changes nothing`, t => {
		const machine = booted();
		const {digest} = machine.read();
		t.throws(() => {
			machine.apply(action);
		}, {instanceOf: RangeError});
		t.is(machine.read().digest, digest);
	});
}

test('the last CPU stays', t => {
	const machine = booted({machine: {cpus: 2, threads: 40}});
	machine.apply({kind: 'cpu-offline', cpu: 0});
	t.throws(() => {
		machine.apply({kind: 'cpu-offline', cpu: 1});
	}, {message: /last one online/});
	machine.advance(machine.timeNs + second / 10);
	t.is(machine.read().perCpu.stacks[0], 2);
});

const everything: readonly Action[] = [
	{kind: 'pressure', atomicFailShare: 0.3, forNs: 0.05 * second},
	{kind: 'cpu-offline', cpu: 5},
	{kind: 'nmi-rate', perBusyCpuSecond: 500, forNs: 0.03 * second},
	{kind: 'fork-storm', times: 4, forNs: 0.02 * second},
	{kind: 'cpu-online', cpu: 5},
	{kind: 'stack-offset', on: false},
	{kind: 'scan-stacks'},
	{kind: 'starve-refill', on: true, forNs: 0.01 * second},
	{kind: 'delivery', delivery: 'idt'},
];

/** Applies everything, 40 ms apart, each stretch in `portions`. */
const digestOf = (portions: number, options: {order?: 'descending'; policies?: readonly string[]; throughCheckpoints?: boolean} = {}): string => {
	const {order, policies = ['fred-pf'], throughCheckpoints} = options;
	const scenario = smallScenario({policies});
	let machine = new Machine(scenario, order);
	for (const action of everything) {
		const from = machine.timeNs;
		for (let portion = 1; portion <= portions; portion++) {
			machine.advance(from + 0.04 * second * portion / portions);
			if (throughCheckpoints) {
				const state = machine.checkpoint();
				machine = new Machine(scenario, order);
				machine.restore(state);
			}
		}

		machine.advance(from + 0.04 * second);
		machine.apply(action);
	}

	machine.advance(machine.timeNs + 0.1 * second);
	const {digest, policies: books} = machine.read();
	return digest + books[0]!.digest;
};

test('with every action on the way, portions of time, order of CPUs, checkpoints and other policies change nothing', t => {
	const straight = digestOf(1);
	t.is(digestOf(7), straight, 'portions');
	t.is(digestOf(1, {order: 'descending'}), straight, 'order of CPUs');
	t.is(digestOf(2, {throughCheckpoints: true}), straight, 'checkpoints');
	t.is(digestOf(1, {policies: ['fred-pf', 'ist-pf:pool=3', 'fixed:size=32']}), straight, 'other policies beside');
});

test('a CPU that goes and comes back in one moment is not busy for longer than it took', t => {
	const busy = {...workerClass, burstUs: 20_000, sleepMs: 1, migrateShare: 0};
	const machine = new Machine(smallScenario({machine: {cpus: 2, threads: 30}, classes: [busy]}));
	machine.advance(0.1 * second);
	const {perCpu: {busyNs: before}} = machine.read();
	t.true(before[1]! > 0.09 * second, 'it has more to do than it can');
	machine.apply({kind: 'cpu-offline', cpu: 1});
	machine.apply({kind: 'cpu-online', cpu: 1});
	machine.advance(0.1 * second + 1e6);
	t.true(machine.read().perCpu.busyNs[1]! - before[1]! <= 1e6);
});

test('a CPU that goes and comes back before it ever worked was busy for no time', t => {
	const machine = new Machine(smallScenario({machine: {cpus: 2, threads: 30}, classes: [workerClass]}));
	machine.apply({kind: 'cpu-offline', cpu: 1});
	machine.apply({kind: 'cpu-online', cpu: 1});
	t.is(machine.read().perCpu.busyNs[1], 0);
	machine.advance(0.01 * second);
	const {timeNs, perCpu: {busyNs}} = machine.read();
	t.true(busyNs[1]! >= 0 && busyNs[1]! <= timeNs);
});

test('what is set for no time at all, at the very beginning, is not set for ever', t => {
	const machine = booted({}, 0);
	machine.apply({kind: 'pressure', atomicFailShare: 0.5, forNs: 0});
	machine.advance(5e6);
	t.is(machine.read().memory.failShare, 0);
});
