import test from 'ava';
import {Machine} from '../../../machine/index.js';
import {complexesOf} from '../../../machine/workload/placement.js';
import {createWorld} from '../../../machine/world.js';
import {kernelClass, smallScenario, workerClass, type ScenarioChanges} from '../../helpers/scenario.js';

const second = 1e9;

const ran = (changes: ScenarioChanges): Machine => {
	const machine = new Machine(smallScenario({policies: ['fixed'], ...changes}));
	machine.advance(second);
	return machine;
};

/** Threads that keep eight CPUs half busy and never leave theirs of their own accord. */
const loyal = {...workerClass, migrateShare: 0, sleepMs: 200 / 8 * 0.2 / 0.5, burstUs: 200};

test('every CPU is in its complex, and complexes are whole', t => {
	const world = createWorld(smallScenario({machine: {cpus: 12, coresPerSocket: 6, threadsPerCore: 2, coresPerComplex: 3}}));
	const {members, first, size} = complexesOf(world);
	t.deepEqual([...members].sort((a, b) => a - b), Array.from({length: 12}, (_, cpu) => cpu));
	for (let cpu = 0; cpu < 12; cpu++) {
		t.true(members.subarray(first[cpu], first[cpu]! + size[cpu]!).includes(cpu));
	}
});

test('threads that find their CPU busy go to one that is not: no CPU starves beside an idle one', t => {
	const {perCpu, totals} = ran({classes: [loyal]}).read();
	t.true(totals.migrations > 100, `${totals.migrations} migrations`);
	const busy = [...perCpu.busyNs].map(ns => ns / second);
	t.true(Math.max(...busy) - Math.min(...busy) < 0.2, busy.join(' '));
});

test('where nobody waits for long, nobody moves', t => {
	t.is(ran({classes: [{...loyal, sleepMs: 5000, burstUs: 5}]}).read().totals.migrations, 0);
});

test('threads that are bound to a CPU stay on it, however long they wait', t => {
	const bound = {...kernelClass, sleepMs: 0.01, burstUs: 500};
	t.is(ran({classes: [bound], machine: {threads: 40}}).read().totals.migrations, 0);
});

test('time is told by class, and adds up to that of the CPUs and what still waits', t => {
	const {classes, perCpu, totals} = ran({}).read();
	t.deepEqual(classes.map(({name}) => name), ['kworker', 'worker', 'tool']);
	const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
	t.is(sum(classes.map(({bursts}) => bursts)), totals.bursts);
	t.is(sum(classes.map(({rows}) => rows)), 200);
	const taken = sum(classes.map(({busyNs}) => busyNs));
	t.true(taken >= sum(perCpu.busyNs) && taken < sum(perCpu.busyNs) + 8 * 50e6);
});

test('who runs for longer than a slice while others wait is put aside for them', t => {
	const switches = (burstUs: number): number => {
		const {totals} = ran({classes: [{...loyal, burstUs, sleepMs: 1}], machine: {cpus: 1, threads: 8}}).read();
		return totals.contextSwitches / totals.bursts;
	};

	t.true(switches(20_000) > 3, String(switches(20_000)));
	t.true(switches(200) < 1.5, String(switches(200)));
});
