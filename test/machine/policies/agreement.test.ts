import test from 'ava';
import fc from 'fast-check';
import {Machine, type PolicyReading, type Reading} from '../../../machine/index.js';
import {kernelClass, smallEvents, smallScenario, toolClass, workerClass} from '../../helpers/scenario.js';

const sum = (column: Iterable<number>): number => [...column].reduce((total, value) => total + value, 0);
const noNmis = {nmis: {...smallEvents.nmis, perBusyCpuSecond: 0}};

test('Accessed bits at the switch hold what v2 holds, and the unmapped pages of whoever runs', t => {
	const boxes = fc.record({
		seed: fc.integer({min: 0, max: 0xFF_FF_FF_FF}),
		cpus: fc.integer({min: 1, max: 16}),
		grownPages: fc.integer({min: 0, max: 60}),
		deepWeight: fc.double({min: 0, max: 1, noNaN: true}),
	});
	let lent = 0;
	fc.assert(fc.property(boxes, ({seed, deepWeight, ...machine}) => {
		const worker = {...workerClass, deep: [{path: 2, weight: 1}, {path: 4, weight: deepWeight}, {path: 5, weight: deepWeight / 2}], sleepMs: 2, burstUs: 200};
		const box = new Machine(smallScenario({policies: ['ist-pf', 'accessed-switch'], delivery: 'idt', events: noNmis, classes: [kernelClass, worker, toolClass], machine, seed}));
		for (let timeNs = 0; timeNs <= 60e6; timeNs += 7_700_777) {
			box.advance(timeNs);
			const [faulting, accessed] = box.read().policies as [PolicyReading, PolicyReading];
			t.is(faulting.failures + accessed.failures, 0);
			t.deepEqual(accessed.pagesPerStack, faulting.pagesPerStack);
			t.is(accessed.pagesGrown, faulting.pagesGrown);
			const {rows} = box.threads({sort: 'tid', descending: false, offset: 0, count: 1000});
			const unmapped = sum(rows.filter(({state}) => state === 'R').map(({pages: [held]}) => 4 - held!));
			t.is(accessed.stackKiB, faulting.stackKiB + 4 * unmapped);
			t.is(accessed.borrowedKiB, 4 * unmapped);
			lent += unmapped;
		}
	}), {numRuns: 15});
	t.true(lent > 100, 'some were running');
});

const lenders = ['accessed-switch', 'accessed-switch:latch=0', 'accessed-switch:spurious=300', 'accessed-shrinker', 'below-sp', 'entry', 'entry:keep=1'] as const;

/** The books of a policy agree with each other. */
const checkBooks = (t: {is(a: unknown, b: unknown, message?: string): void; true(value: boolean, message?: string): void}, reading: Reading, policy: PolicyReading): void => {
	const held = policy.pagesPerStack.reduce((total, count, index) => total + count * (index + 1), 0);
	const {name, perCpu} = policy;
	t.is(policy.stackKiB - policy.borrowedKiB, held * 4, name);
	t.is(sum(perCpu.stackPages) * 4, policy.stackKiB, name);
	t.is(sum(policy.pagesPerStack) + policy.withoutStack, policy.stacks, name);
	t.is(policy.stacks, sum(reading.perCpu.stacks), name);
	t.is(policy.pagesAllocated - policy.pagesFreed, held + sum(perCpu.pool) + policy.cachedKiB / 4, name);
	t.true(perCpu.poolLowest.every(level => level >= 0), name);
	t.true(perCpu.pool.every((level, cpu) => level <= policy.poolSize && (reading.perCpu.online[cpu] === 1 ? level >= perCpu.poolLowest[cpu]! : level === 0)), name);
	t.is(policy.failures, 0, name);
	t.is(policy.faults, 0, name);
	t.is(policy.demotions + policy.interruptsMoved, 0, name);
	t.true(policy.waits > 0 === policy.waitNs > 0, name);
	t.true(policy.stackKiB <= policy.fixedKiB, name);
	t.true(Number.isFinite(policy.costCycles.low) && policy.costPercent.low <= policy.costPercent.high, name);
};

test('books balance and nobody dies where no stack faults, on any box and however short memory is', t => {
	const boxes = fc.record({
		cpus: fc.integer({min: 2, max: 24}),
		threads: fc.integer({min: 1, max: 300}),
		grownPages: fc.integer({min: 0, max: 30}),
		threadSizeKiB: fc.constantFrom(16, 32),
		seed: fc.integer({min: 0, max: 0xFF_FF_FF_FF}),
		pressure: fc.constantFrom(0, 0.1, 0.6, 1),
		restartable: fc.boolean(),
	});
	fc.assert(fc.property(boxes, ({seed, pressure, restartable, ...machine}) => {
		const classes = [kernelClass, {...workerClass, restartableSleep: restartable}, toolClass];
		const box = new Machine(smallScenario({policies: lenders, machine, seed, classes, events: {switches: {deepPerMillion: 20_000}}}));
		const check = (): void => {
			const reading = box.read();
			for (const policy of reading.policies) {
				checkBooks(t, reading, policy);
			}
		};

		check();
		box.apply({kind: 'pressure', atomicFailShare: pressure});
		box.advance(40e6);
		check();
		box.apply({kind: 'cpu-offline', cpu: 1});
		box.apply({kind: 'cpu-online', cpu: 1});
		check();
		box.apply({kind: 'cpu-offline', cpu: 1});
		box.advance(60e6);
		check();
		box.apply({kind: 'cpu-online', cpu: 1});
		box.advance(100e6);
		check();
	}), {numRuns: 20});
});

test('what they hold depends neither on the order of CPUs, nor on portions of time, nor on who runs beside them', t => {
	const run = (policies: readonly string[], order: 'ascending' | 'descending', step: number): Reading => {
		const box = new Machine(smallScenario({policies, events: {switches: {deepPerMillion: 20_000}}}), order);
		box.apply({kind: 'pressure', atomicFailShare: 0.3});
		for (let timeNs = step; timeNs < 300e6; timeNs += step) {
			box.advance(timeNs);
		}

		box.advance(300e6);
		return box.read();
	};

	const together = run(lenders, 'ascending', 300e6);
	t.deepEqual(run(lenders, 'descending', 1_234_567), together);
	for (const name of lenders) {
		t.deepEqual(run([name], 'ascending', 300e6).policies[0], together.policies.find(policy => policy.name === name));
	}
});
