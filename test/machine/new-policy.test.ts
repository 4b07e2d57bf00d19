import test from 'ava';
import {Machine, type Scenario} from '../../machine/index.js';
import {policyOf, readPolicyChoice} from '../../machine/policies/choice.js';
import {family, size, valuesOf, type Family} from '../../machine/policies/family.js';
import {families} from '../../machine/policies/index.js';
import {growFromPool, poolPages, refillPool, sharedBill} from '../../machine/policies/stack-fault.js';
import {books, measured, stream} from '../helpers/bill.js';
import {smallMachine, smallScenario} from '../helpers/scenario.js';

/** A new policy: two pages at fork, faults like v2. This is all that its file would hold. */
const twoPages = family({
	kind: 'two-pages',
	title: 'v2 with two pages at fork',
	source: 'this test',
	models: 'Two pages at fork, growth from a pool as in v2.',
	leavesOut: 'Everything about where the fault arrives.',
	hardware: 'either',
	notAsked: [{question: 9, because: 'it takes no page back'}],
	parameters: {size, pool: {about: 'pages in each CPU\'s pool; 0: twice the growable pages', least: 0, most: 64, fallback: 0}},
	build: values => ({
		sizePages: values.size / 4,
		atForkPages: 2,
		poolPages: poolPages({...values, prealloc: 2}),
		grow: growFromPool,
		leave(site, _before, held) {
			refillPool(site);
			return held;
		},
		bill: (_totals, own, baseline) => sharedBill(own, baseline, 2),
	}),
});

// The one line that a new policy needs elsewhere
(families as unknown as Family[]).push(twoPages);

/** Paths in a reading that end in a number which is none. */
const notFinite = (value: unknown, path = ''): string[] => {
	if (typeof value === 'number') {
		return Number.isFinite(value) ? [] : [path];
	}

	return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, item]) => notFinite(item, `${path}.${key}`)) : [];
};

/** A small busy box at the program's own costs. */
const busy = (policies: string[]): Scenario => ({...smallScenario({policies, delivery: 'idt'}), costs: measured.steps});

for (const one of families as readonly Family[]) {
	const {kind, parameters, notAsked} = one;

	test(`${kind}: each parameter can be named, at its least and at its most`, t => {
		const defaults = valuesOf(one, {}, smallMachine);
		for (const [name, {least, most}] of Object.entries(parameters)) {
			for (const value of [least, most]) {
				const choice = readPolicyChoice(` ${kind}:${name}=${value} `);
				t.is(choice.family, one);
				t.is(choice.name, `${kind}:${name}=${value}`);
				t.is(readPolicyChoice(choice.name).name, choice.name);
				t.deepEqual(valuesOf(one, choice.given, smallMachine), {...defaults, [name]: value});
			}

			t.true(defaults[name]! >= least && defaults[name]! <= most, name);
			t.throws(() => readPolicyChoice(`${kind}:${name}=${most + 1}`));
		}
	});

	test(`${kind}: it says what it is, and which questions make no sense for it`, t => {
		t.deepEqual(Object.values({title: one.title, source: one.source, models: one.models, leavesOut: one.leavesOut}).filter(text => text.length < 8), []);
		const questions = notAsked.map(({question}) => question);
		t.is(new Set(questions).size, questions.length);
		t.true(questions.every(question => Number.isInteger(question) && question >= 1 && question <= 16));
		t.is(families.filter(other => other.kind === kind).length, 1);
	});

	test(`${kind}: the policy is within what thread records hold`, t => {
		const policy = policyOf(kind, smallMachine);
		t.is(policy.name, kind);
		t.true(policy.atForkPages >= policy.fewestPages && policy.atForkPages <= policy.sizePages);
		t.true(policy.sizePages - policy.fewestPages <= 15);
		t.true(policy.poolPages >= 0 && policy.reservePages >= 0 && policy.marginBytes >= 0);
	});

	test(`${kind}: each step of its bill is in the cost table`, t => {
		const policy = policyOf(kind, smallMachine);
		const some = Object.fromEntries(Object.keys(books()).map(name => [name, 1000]));
		const items = policy.bill(stream(Object.fromEntries(Object.keys(stream({})).map(name => [name, 1000]))), books(some), books(some));
		t.deepEqual(items.flatMap(({steps}) => Object.keys(steps)).filter(step => !Object.hasOwn(measured.steps, step)), []);
		t.deepEqual(notFinite(items), []);
		t.is(new Set(items.map(({what}) => what)).size, items.length, 'lines have names of their own');
	});

	test(`${kind}: a busy second with trouble leaves balanced books and whole numbers`, t => {
		const machine = new Machine(busy([kind]));
		machine.advance(300e6);
		machine.apply({kind: 'pressure', atomicFailShare: 0.5});
		machine.advance(600e6);
		machine.apply({kind: 'cpu-offline', cpu: 3});
		machine.advance(700e6);
		machine.apply({kind: 'cpu-online', cpu: 3});
		machine.advance(1e9);
		const reading = machine.read();
		const policy = reading.policies[0]!;
		t.deepEqual(notFinite(policy), []);
		t.is((policy.pagesAllocated - policy.pagesFreed) * 4, policy.stackKiB + policy.poolKiB + policy.cachedKiB);
		t.is(policy.withoutStack + policy.pagesPerStack.reduce((sum, count) => sum + count, 0), policy.stacks);
		t.true(policy.perCpu.pool.every(level => level >= 0 && level <= policy.poolSize));
		t.true(policy.reserve.now >= 0 && policy.reserve.now <= policy.reserve.size);
		t.true(policy.costPercent.low <= policy.costPercent.likely && policy.costPercent.likely <= policy.costPercent.high);
		t.is(policy.failures, Object.values(policy.failuresBy).reduce((sum, count) => sum + count, 0));
		t.is(policy.failures > 0, policy.firstFailure !== undefined);
		const again = new Machine(busy([kind === 'fixed' ? 'fred-pf' : 'fixed', kind]), 'descending');
		again.advance(300e6);
		const plain = new Machine(busy([kind]));
		plain.advance(300e6);
		t.deepEqual(again.read().policies[1], plain.read().policies[0], 'neither the order of CPUs nor company matters');
	});
}

test('the new policy runs beside the others and grows less often than v2', t => {
	const machine = new Machine(smallScenario({policies: ['fred-pf', 'two-pages'], events: {nmis: {perBusyCpuSecond: 0, fromUserDepthBins: [1]}}}));
	machine.advance(1e9);
	const [v2, two] = machine.read().policies;
	t.true(two!.stackKiB > v2!.stackKiB && two!.stackKiB < v2!.fixedKiB);
	t.true(two!.pagesGrown > 0 && two!.pagesGrown < v2!.pagesGrown);
});
