import test from 'ava';
import fc from 'fast-check';
import {type Action, Machine, type PolicyReading, type Reading, type Scenario} from '../../machine/index.js';
import {kernelClass, smallEvents, smallScenario, toolClass, workerClass} from '../helpers/scenario.js';

/** Length of the quantum, after which what CPUs took from a reserve is settled. */
const quantumNs = 8192;

const policies = [
	'fred-pf',
	'fred-pf:pool=1',
	'ist-pf:pool=2',
	'ist-pf:prealloc=2',
	'double-fault',
	'double-fault:posted=1',
	'global-reserve',
	'global-reserve:pool=1:reserve=2',
	'accessed-switch',
	'accessed-switch:latch=0',
	'accessed-switch:latch=0:spurious=300',
	'accessed-switch:spurious=300',
	'accessed-shrinker',
	'accessed-shrinker:spurious=200',
	'below-sp',
	'below-sp:size=32',
	'entry',
	'entry:keep=1',
	'ensure',
	'ensure:populated=1:covered=70',
	'probe',
	'probe:pool=1:margin=2048',
	'fixed:size=32',
] as const;

const cpus = 4;
const cpu = fc.integer({min: 0, max: cpus - 1});
const forNs = fc.option(fc.integer({min: 1, max: 30e6}), {nil: undefined});
const share = fc.constantFrom(0, 0.2, 0.7, 1);

/** What is done to the box; `pick` chooses among those alive then. */
type Deed = Action | {readonly kind: 'deep' | 'remote'; readonly pick: number; readonly depthBytes: number; readonly jump: boolean};
const deed: fc.Arbitrary<Deed> = fc.oneof(
	fc.record({kind: fc.constant('delivery' as const), delivery: fc.constantFrom('fred' as const, 'idt' as const)}),
	fc.record({kind: fc.constant('pressure' as const), atomicFailShare: share, forNs}),
	fc.record({kind: fc.constant('nmi-rate' as const), perBusyCpuSecond: fc.constantFrom(0, 10, 3000), forNs}),
	fc.record({kind: fc.constant('starve-refill' as const), on: fc.boolean(), forNs}),
	fc.record({kind: fc.constant('fork-storm' as const), times: fc.constantFrom(1, 4), forNs}),
	fc.record({kind: fc.constant('cpu-offline' as const), cpu}),
	fc.record({kind: fc.constant('cpu-online' as const), cpu}),
	fc.record({kind: fc.constant('machine-check' as const), cpu}),
	fc.record({kind: fc.constant('scan-stacks' as const)}),
	fc.record({kind: fc.constant('stack-offset' as const), on: fc.boolean()}),
	fc.record({kind: fc.constantFrom('deep' as const, 'remote' as const), pick: fc.nat(), depthBytes: fc.integer({min: 8, max: 20_000}), jump: fc.boolean()}),
);

const plan = fc.array(fc.record({afterQuanta: fc.integer({min: 0, max: 2000}), deed}), {minLength: 1, maxLength: 12});

const boxes = fc.record({
	policies: fc.uniqueArray(fc.constantFrom(...policies), {minLength: 2, maxLength: 7}),
	seed: fc.integer({min: 0, max: 0xFF_FF_FF_FF}),
	threadSizeKiB: fc.constantFrom(16 as const, 32 as const),
	chargeFailShare: fc.constantFrom(0, 0.3),
	plan,
	where: fc.nat(),
});

const scenarioOf = ({policies: names, seed, threadSizeKiB, chargeFailShare}: {policies: readonly string[]; seed: number; threadSizeKiB: 16 | 32; chargeFailShare: number}): Scenario => smallScenario({
	policies: names,
	seed,
	machine: {cpus, coresPerSocket: 4, threads: 60, grownPages: 5, threadSizeKiB},
	classes: [{...kernelClass, count: {perCpu: 1}}, {...workerClass, sleepMs: 1, count: {share: 1}}, {...toolClass, sleepMs: 1, respawnMs: 1, count: {share: 1}}],
	events: {
		...smallEvents,
		interrupts: {...smallEvents.interrupts, switchWindowShare: 0.2},
		switches: {deepPerMillion: 20_000},
		nmis: {...smallEvents.nmis, perBusyCpuSecond: 200},
		memory: {atomicFailShare: 0, chargeFailShare, asyncFaultsPerBusyCpuSecond: 100},
	},
});

/** Carries out a deed, unless the box refuses it. */
const act = (box: Machine, one: Deed): void => {
	try {
		if (one.kind === 'deep' || one.kind === 'remote') {
			const {rows} = box.threads({sort: 'tid', descending: false, offset: 0, count: 1000});
			const {tid} = rows[one.pick % rows.length]!;
			box.apply(one.kind === 'deep' ? {kind: 'deep-call', tid, depthBytes: one.depthBytes, jump: one.jump} : {kind: 'remote-access', tid});
		} else {
			box.apply(one as Action);
		}
	} catch (error) {
		if (!(error instanceof RangeError)) {
			throw error;
		}
	}
};

type Plan = ReadonlyArray<{readonly afterQuanta: number; readonly deed: Deed}>;

/** Runs the plan; `between` is called after each stretch of time, in which `portions` of it were taken. */
const run = (box: Machine, steps: Plan, {portions = 1, between}: {portions?: number; between?: (index: number) => void} = {}): Reading => {
	for (const [index, {afterQuanta, deed: one}] of steps.entries()) {
		const from = box.timeNs;
		for (let portion = 1; portion <= portions; portion++) {
			box.advance(from + afterQuanta * quantumNs * portion / portions);
		}

		act(box, one);
		between?.(index);
	}

	box.advance(box.timeNs + 200 * quantumNs);
	between?.(steps.length);
	return box.read();
};

const sum = (column: Iterable<number>): number => [...column].reduce((total, value) => total + value, 0);

/** Where the books of a policy do not agree with each other. */
const imbalances = (reading: Reading, policy: PolicyReading): string[] => {
	const held = policy.pagesPerStack.reduce((total, count, index) => total + count * (index + 1), 0);
	const {perCpu} = policy;
	const rules: Record<string, boolean> = {
		'pages of CPUs': sum(perCpu.stackPages) === held + policy.borrowedKiB / 4,
		'stacks by pages': sum(policy.pagesPerStack) + policy.withoutStack === policy.stacks,
		'no negative column': perCpu.stackPages.every(pages => pages >= 0) && policy.pagesPerStack.every(count => count >= 0),
		'stacks of CPUs': sum(reading.perCpu.stacks) === policy.stacks,
		'pages allocated are somewhere': policy.pagesAllocated - policy.pagesFreed === held + sum(perCpu.pool) + policy.reserve.now + policy.cachedKiB / 4,
		'pools within bounds': perCpu.pool.every((level, index) => level >= 0 && level <= policy.poolSize && (level >= perCpu.poolLowest[index]! || reading.perCpu.online[index] === 0)),
		'pools of CPUs that are there': perCpu.pool.every((level, index) => reading.perCpu.online[index] === 1 || level === 0),
		'failures by kind': policy.failures === sum(Object.values(policy.failuresBy)) && (policy.failures > 0) === (policy.firstFailure !== undefined),
		'waits take time': (policy.waits > 0) === (policy.waitNs > 0),
		'shortages take time': policy.shortages.totalNs >= 0 && (policy.shortages.count > 0 || policy.shortages.totalNs === 0),
		'busy time': reading.perCpu.busyNs.every(busy => busy >= 0 && busy <= reading.timeNs),
		bill: Number.isFinite(policy.costCycles.likely) && policy.bill.every(({count}) => count >= 0),
	};
	return Object.entries(rules).filter(([, holds]) => !holds).map(([rule]) => `${policy.name} at ${reading.timeNs}: ${rule}`);
};

/** Paths at which two values differ. */
const differences = (a: unknown, b: unknown, path = ''): string[] => {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
		return Object.is(a, b) ? [] : [`${path}: ${String(a)} and ${String(b)}`];
	}

	const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
	return [...keys].flatMap(key => differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`));
};

test('books balance under every policy, whatever is done to the box', t => {
	fc.assert(fc.property(boxes, box => {
		const machine = new Machine(scenarioOf(box));
		let before: Reading = machine.read();
		run(machine, box.plan, {
			between(index) {
				const reading = machine.read();
				t.deepEqual(reading.policies.flatMap(policy => imbalances(reading, policy)), [], `step ${index}`);
				t.true(reading.perCpu.busyNs.every((busy, at) => busy - before.perCpu.busyNs[at]! <= reading.timeNs - before.timeNs + 64), `busy for longer than it took, step ${index}`);
				before = reading;
			},
		});
	}), {numRuns: 60});
});

test('going back to a checkpoint and on again is a straight run, whatever is done to the box', t => {
	fc.assert(fc.property(boxes, box => {
		const scenario = scenarioOf(box);
		const straight = run(new Machine(scenario), box.plan);
		const machine = new Machine(scenario);
		let saved: ArrayBuffer | undefined;
		const kept = box.where % (box.plan.length + 1);
		run(machine, box.plan, {
			between(index) {
				saved = index === kept ? machine.checkpoint() : saved;
			},
		});
		machine.restore(saved!);
		const rest = box.plan.slice(kept + 1);
		const again = kept === box.plan.length ? machine.read() : run(machine, rest);
		t.deepEqual(differences(again, straight), []);
	}), {numRuns: 50});
});

test('each policy sees what it would see alone, in any order of CPUs and any portions of time, whatever is done to the box', t => {
	fc.assert(fc.property(boxes, box => {
		const together = run(new Machine(scenarioOf(box)), box.plan);
		t.deepEqual(differences(run(new Machine(scenarioOf(box), 'descending'), box.plan, {portions: 3}), together), [], 'order and portions');
		const name = box.policies[box.where % box.policies.length]!;
		const alone = run(new Machine(scenarioOf({...box, policies: [name]})), box.plan);
		t.is(alone.digest, together.digest, `the stream of ${name} alone`);
		t.deepEqual(differences(alone.policies[0], together.policies.find(policy => policy.name === name)), [], `${name} alone`);
	}), {numRuns: 50});
});
