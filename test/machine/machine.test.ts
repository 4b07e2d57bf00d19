import test from 'ava';
import fc from 'fast-check';
import {Machine, type PolicyReading, type Reading} from '../../machine/index.js';
import {flatCosts, smallEvents, smallScenario, kernelClass, toolClass, workerClass} from '../helpers/scenario.js';

const hashes = (reading: Reading): string[] => [reading.digest, ...reading.policies.map(policy => policy.digest)];
const sum = (column: Iterable<number>): number => [...column].reduce((total, value) => total + value, 0);
const named = (reading: Reading, name: string): PolicyReading => reading.policies.find(policy => policy.name === name)!;

test('the same scenario gives the same bytes', t => {
	const readings = [1, 2].map(() => {
		const machine = new Machine(smallScenario());
		machine.advance(300e6);
		return machine.read();
	});
	t.deepEqual(readings[0], readings[1]);
	const other = new Machine(smallScenario({seed: 2}));
	other.advance(300e6);
	t.not(other.read().digest, readings[0]!.digest);
});

test('neither portions of time nor the order of CPUs matter', t => {
	const whole = new Machine(smallScenario());
	whole.advance(200e6);
	const pieces = new Machine(smallScenario(), 'descending');
	for (let time = 0; time < 200e6; time += 777_777) {
		pieces.advance(time);
	}

	pieces.advance(200e6);
	t.deepEqual(pieces.read(), whole.read());
});

test('how many policies run changes nothing for the stream or for each of them', t => {
	const three = new Machine(smallScenario());
	three.advance(400e6);
	const expected = three.read();
	for (const name of ['fred-pf', 'ist-pf', 'fixed'] as const) {
		const alone = new Machine(smallScenario({policies: [name]}));
		alone.advance(400e6);
		const reading = alone.read();
		t.is(reading.digest, expected.digest);
		t.deepEqual(reading.policies[0], named(expected, name));
	}
});

test('neither does it when allocations fail: each policy refills for its own growth only', t => {
	// Many atomic faults: fred-pf finishes them off the task stack, ist-pf does not, so the two grow at different moments
	const userFaults = {...smallEvents.userFaults, per1kVisits: 300, atomicShare: 0.5, handler: [{name: 'reclaim', bytes: 3200, weight: 1}]};
	const run = (policies: Array<'fred-pf' | 'ist-pf' | 'fixed'>): Reading => {
		const machine = new Machine(smallScenario({policies, events: {userFaults}, classes: [kernelClass, toolClass]}));
		machine.apply({kind: 'pressure', atomicFailShare: 0.8});
		machine.advance(2e9);
		return machine.read();
	};

	const together = run(['fred-pf', 'ist-pf', 'fixed']);
	t.not(named(together, 'fred-pf').pagesGrown, named(together, 'ist-pf').pagesGrown);
	for (const name of ['fred-pf', 'ist-pf'] as const) {
		t.true(named(together, name).refillFailures > 0);
		t.deepEqual(run([name]).policies[0], named(together, name));
	}
});

test('kernel threads are never hit in user mode', t => {
	const busy = {...kernelClass, count: {perCpu: 4}, sleepMs: 2, burstUs: 2000};
	const nmis = {perBusyCpuSecond: 500, fromUserDepthBins: [...Array.from({length: 16}, () => 0), 1]};
	const machine = new Machine(smallScenario({machine: {threads: 32, grownPages: 0}, classes: [busy], events: {nmis}}));
	machine.advance(1e9);
	const reading = machine.read();
	t.true(named(reading, 'fred-pf').nmis > 100);
	t.is(named(reading, 'fred-pf').failures, 0);
	for (let cpu = 0; cpu < 8; cpu++) {
		t.true(machine.core(cpu).events.every(event => event.interrupted !== 'user'));
	}
});

test('a checkpoint restores to the byte, whenever it was taken', t => {
	const machine = new Machine(smallScenario());
	machine.advance(50e6 + 12_345);
	const saved = machine.checkpoint();
	machine.advance(250e6);
	const before = machine.read();
	machine.restore(saved);
	machine.advance(250e6);
	t.deepEqual(machine.read(), before);
	t.throws(() => {
		machine.restore(new ArrayBuffer(8));
	}, {instanceOf: RangeError});
});

test('steps end where a straight run passes', t => {
	const stepped = new Machine(smallScenario());
	for (let i = 0; i < 500; i++) {
		const before = stepped.bursts;
		stepped.step(stepped.timeNs + 10e9);
		t.true(stepped.bursts > before);
	}

	const straight = new Machine(smallScenario());
	straight.advance(stepped.timeNs);
	t.deepEqual(straight.read(), stepped.read());
});

test('books balance, pools stay in bounds and savings below their ceiling, on any box', t => {
	const changes = fc.record({
		cpus: fc.integer({min: 1, max: 40}),
		threads: fc.integer({min: 1, max: 400}),
		grownPages: fc.integer({min: 0, max: 30}),
		threadSizeKiB: fc.constantFrom(8, 16, 32, 64),
		seed: fc.integer({min: 0, max: 0xFF_FF_FF_FF}),
		pressure: fc.constantFrom(0, 0.3, 1),
	});
	fc.assert(fc.property(changes, ({seed, pressure, ...machine}) => {
		const box = new Machine(smallScenario({machine, seed}));
		box.apply({kind: 'pressure', atomicFailShare: pressure});
		box.advance(60e6);
		const reading = box.read();
		const pages = machine.threadSizeKiB / 4;
		for (const policy of reading.policies) {
			const held = policy.pagesPerStack.reduce((total, count, index) => total + count * (index + 1), 0);
			t.is(held * 4, policy.stackKiB);
			t.is(sum(policy.perCpu.stackPages), held);
			t.is(sum(policy.pagesPerStack), policy.stacks);
			t.is(policy.pagesPerStack.length, pages);
			t.is(sum(reading.perCpu.stacks), policy.stacks);
			t.is(policy.pagesAllocated - policy.pagesFreed, held + (policy.poolKiB + policy.cachedKiB) / 4);
			t.true(policy.perCpu.pool.every((level, cpu) => level >= policy.perCpu.poolLowest[cpu]! && policy.perCpu.poolLowest[cpu]! >= 0 && level <= policy.poolSize));
			t.true(policy.savedPercent.gross >= 0 && policy.savedPercent.gross <= 100 * (1 - 1 / pages));
			t.true(policy.savedPercent.net <= policy.savedPercent.gross);
			t.is(sum(policy.perCpu.levelSwitches), policy.levelSwitches);
			t.is(sum(policy.perCpu.demotions), policy.demotions);
			t.is(policy.failures, sum(Object.values(policy.failuresBy)));
			t.is(policy.failures > 0, policy.firstFailure !== undefined);
			t.true(policy.costPercent.low <= policy.costPercent.likely && policy.costPercent.likely <= policy.costPercent.high);
			t.true(policy.levelSwitchesBy.every(({from, to}) => policy.delivery !== 'fred' || (from <= 3 && to <= 3)));
		}

		t.is(named(reading, 'fixed').stackKiB, named(reading, 'fixed').fixedKiB);
		t.deepEqual(named(reading, 'fixed').costPercent, {low: 0, likely: 0, high: 0});
		t.is(sum(reading.perCpu.forks) - sum(reading.perCpu.exits), named(reading, 'fixed').stacks);
	}), {numRuns: 25});
});

test('boot leaves exactly the calibrated number of grown pages', t => {
	const calm = {...workerClass, deep: [{path: 2, weight: 1}], rare: []};
	for (const grownPages of [0, 1, 17, 200, 250]) {
		const reading = new Machine(smallScenario({machine: {grownPages, threads: 200, cpus: 2}, classes: [calm]})).read();
		t.is(named(reading, 'fred-pf').stackKiB, (200 + grownPages) * 4);
		t.is(named(reading, 'fred-pf').pagesGrown, grownPages);
		t.is(named(reading, 'fred-pf').vmstat.nr_dynamic_stacks_faults, grownPages * 4);
	}
});

test('sleeps differ from burst to burst: wake-ups come at the rate that the class describes', t => {
	const plain = {...workerClass, sleepMs: 20, burstUs: 5, migrateShare: 0};
	const machine = new Machine(smallScenario({machine: {threads: 100, cpus: 4}, classes: [plain]}));
	machine.advance(20e9);
	const rate = machine.bursts / 20 / 100;
	t.true(Math.abs(rate - 1000 / 20.005) < 1, `${rate} wake-ups a second and thread`);
});

test('sleeps longer than the wheel reaches are continued, not cut', t => {
	const slow = {...workerClass, sleepMs: 200_000, migrateShare: 0};
	const machine = new Machine(smallScenario({machine: {threads: 2000, cpus: 4}, classes: [slow]}));
	machine.advance(600e9);
	const rate = machine.bursts / 2000 / 600;
	t.true(Math.abs(rate * 200 - 1) < 0.06, `${rate * 200} of the rate wanted`);
});

test('busy time follows visits, and short-lived threads come and go', t => {
	const machine = new Machine(smallScenario({classes: [toolClass]}));
	machine.advance(2e9);
	const reading = machine.read();
	t.true(sum(reading.perCpu.exits) > 1000);
	const perLife = sum(reading.perCpu.visits) / sum(reading.perCpu.exits);
	t.true(perLife > 25 && perLife < 38, `${perLife} visits a life`);
	t.true(named(reading, 'fixed').stacks <= 200);
	const depthsAtExit = Object.entries(named(reading, 'fixed').vmstat).filter(([name]) => name.startsWith('kstack_'));
	t.is(depthsAtExit.length, 8);
	t.is(sum(depthsAtExit.map(([, count]) => count)), sum(reading.perCpu.exits));
});

test('when atomic allocations fail, pools run empty and the kernel would die, but not with fixed stacks', t => {
	const machine = new Machine(smallScenario());
	machine.apply({kind: 'pressure', atomicFailShare: 1});
	machine.advance(1e9);
	const reading = machine.read();
	for (const name of ['fred-pf', 'ist-pf']) {
		const policy = named(reading, name);
		t.true(policy.poolEmpty > 0 && policy.refillFailures > 0);
		t.is(policy.firstFailure?.kind, 'poolEmpty');
		t.true(policy.firstFailure!.timeNs <= 1e9);
		t.true(policy.perCpu.poolLowest.includes(0));
	}

	t.is(named(reading, 'fixed').failures, 0);
	t.true(reading.log.some(entry => entry.kind === 'poolEmpty'));
});

test('NMIs that need more than is mapped are fatal for growing stacks only', t => {
	const deepNmis = {nmis: {perBusyCpuSecond: 2000, fromUserDepthBins: [...Array.from({length: 16}, () => 0), 1]}};
	const machine = new Machine(smallScenario({events: deepNmis}));
	machine.advance(500e6);
	const reading = machine.read();
	t.true(named(reading, 'fred-pf').failuresBy.growthInNmi > 0);
	t.is(named(reading, 'fixed').failures, 0);
});

test('a stack too small for its paths overflows under every policy', t => {
	const machine = new Machine(smallScenario({machine: {threadSizeKiB: 8, grownPages: 0}}));
	machine.advance(1e9);
	for (const policy of machine.read().policies) {
		t.true(policy.failuresBy.overflow > 0, policy.name);
	}
});

test('changing the delivery changes what the baseline uses, not the stream', t => {
	const machine = new Machine(smallScenario());
	machine.apply({kind: 'delivery', delivery: 'idt'});
	machine.advance(100e6);
	const reading = machine.read();
	t.is(named(reading, 'fixed').delivery, 'idt');
	t.is(named(reading, 'fred-pf').delivery, 'fred');
	t.is(reading.delivery, 'idt');
});

test('what FRED would do on a box without it is called a what-if', t => {
	const reading = new Machine(smallScenario({machine: {hasFred: false}})).read();
	t.true(named(reading, 'fred-pf').whatIf);
	t.false(named(reading, 'ist-pf').whatIf);
});

test('the thread list is sorted, whole, and windowed', t => {
	// No atomic faults: fred-pf finishes them off the task stack, so the baseline's mark may lie below what it has mapped
	const machine = new Machine(smallScenario({events: {userFaults: {...smallEvents.userFaults, atomicShare: 0}}}));
	machine.advance(200e6);
	const all = machine.threads({sort: 'high', descending: true, offset: 0, count: 1000});
	t.is(all.rows.length, all.total);
	t.deepEqual(all.rows.map(row => row.highWaterBytes), all.rows.map(row => row.highWaterBytes).toSorted((a, b) => b - a));
	t.deepEqual(machine.threads({sort: 'high', descending: true, offset: 20, count: 7}).rows, all.rows.slice(20, 27));
	const byTid = machine.threads({sort: 'tid', descending: true, offset: 0, count: 3}).rows;
	t.true(byTid.length === 3);
	for (const sort of ['pages', 'sleep', 'cpu'] as const) {
		const rows = machine.threads({sort, descending: false, offset: 0, count: 1000}).rows.map(row => ({pages: row.pages[0]!, sleep: row.sleepDepthBytes, cpu: row.cpu}[sort]));
		t.deepEqual(rows, rows.toSorted((a, b) => a - b));
	}

	for (const row of all.rows) {
		t.true(row.highWaterBytes <= row.pages[0]! * 4096);
	}
});

test('thread ids are unique among the living and stay below the kernel\'s limit', t => {
	const machine = new Machine(smallScenario({machine: {threads: 4000, cpus: 8}, classes: [{...toolClass, lifeVisits: 2, respawnMs: 0.1}]}));
	machine.advance(8e9);
	const {rows} = machine.threads({sort: 'tid', descending: false, offset: 0, count: 4000});
	t.is(new Set(rows.map(row => row.tid)).size, rows.length);
	t.true(Math.max(...rows.map(row => row.tid)) < 4_194_304);
	t.true(Math.max(...rows.map(row => row.tid)) > 4000);
});

test('a demotion is told as a share of the whole fault under the workload\'s mix', t => {
	const mix = {...smallEvents.userFaults, kinds: [{kind: 'zero_rd', weight: 1}, {kind: 'major', weight: 3}]} as const;
	const costs = {...flatCosts};
	const machine = new Machine({...smallScenario({events: {userFaults: mix}}), costs: new Proxy(costs, {
		get: (_, step) => ({
			kpf_zero_rd: {low: 900, likely: 1000, high: 1100, status: 'assumed', source: 'test'},
			kpf_major: {low: 8000, likely: 9000, high: 9999, status: 'assumed', source: 'test'},
		}[String(step)]
		?? {low: 50, likely: 100, high: 200, status: 'assumed', source: 'test'}),
	})});
	const reading = machine.read();
	t.is(named(reading, 'fred-pf').demotionPercent.likely, 100 * 7 * 100 / 7000); // Seven steps of 100 on a fault of 7000
	t.deepEqual(named(reading, 'fixed').demotionPercent, {low: 0, likely: 0, high: 0});
});

test('no CPU is busy for longer than the time that has passed, however many want it', t => {
	const machine = new Machine(smallScenario({machine: {cpus: 2, threads: 4000}}));
	for (const seconds of [0.1, 0.5, 1]) {
		machine.advance(seconds * 1e9);
		const {perCpu: {busyNs}, timeNs} = machine.read();
		t.true(busyNs.every(busy => busy > 0.99 * timeNs && busy <= timeNs), `${[...busyNs].join(', ')} of ${timeNs}`);
	}
});
