import test from 'ava';
import fc from 'fast-check';
import {policyOf} from '../../../machine/policies/choice.js';
import {switchRules} from '../../../machine/policies/switches.js';
import {smallMachine} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const rows = [
	{name: 'one page', pool: 6, mapped: 1, wanted: 2, context: 'task', after: 2, left: 5, faults: 1, grown: 1, empty: 0},
	{name: 'three pages are three faults', pool: 6, mapped: 1, wanted: 4, context: 'task', after: 4, left: 3, faults: 3, grown: 3, empty: 0},
	{name: 'the pool runs dry on the way', pool: 1, mapped: 1, wanted: 3, context: 'task', after: 2, left: 0, faults: 2, grown: 1, empty: 1},
	{name: 'an empty pool is fatal', pool: 0, mapped: 1, wanted: 2, context: 'task', after: 1, left: 0, faults: 1, grown: 0, empty: 1},
	{name: 'interrupts may grow a stack', pool: 2, mapped: 1, wanted: 2, context: 'interrupt', after: 2, left: 1, faults: 1, grown: 1, empty: 0},
	{name: 'an NMI may not', pool: 6, mapped: 1, wanted: 2, context: 'nmi', after: 1, left: 6, faults: 0, grown: 0, empty: 0},
] as const;

for (const kind of ['fred-pf', 'ist-pf']) {
	for (const row of rows) {
		test(`${kind} grows: ${row.name}`, t => {
			const {policy, site, fill} = bench(kind, {context: row.context});
			const {books} = site;
			fill(row.pool);
			t.is(policy.grow(site, row.mapped, row.wanted), row.after);
			t.is(books.pool[1], row.left);
			t.is(books.counts.faults[1], row.faults);
			t.is(books.counts.pagesGrown[1], row.grown);
			t.is(books.counts.poolEmpty[1], row.empty);
			t.is(books.counts.growthInNmi[1], row.context === 'nmi' ? 1 : 0);
			t.is(books.poolLowest[1], row.left);
			t.is(books.pool[0], 6, 'another CPU\'s pool is not touched');
		});
	}

	test(`${kind}: a jump of two pages is one fault that maps both`, t => {
		const {policy, site} = bench(kind, {jump: true});
		t.is(policy.grow(site, 1, 3), 3);
		t.is(site.books.counts.faults[1], 1);
		t.is(site.books.counts.pagesGrown[1], 2);
	});
}

test('refill fills every empty slot, and leaves those that fail for the next task that grew', t => {
	const {policy, site, memory, fill} = bench('fred-pf');
	const {pool, counts} = site.books;
	fill(2);
	memory.atomicAnswer = nth => nth !== 3;
	t.is(policy.leave!(site, 1, 2, 2), 2, 'what was grown stays');
	t.is(pool[1], 5);
	t.is(counts.refillFailures[1], 1);
	t.is(counts.refilledPages[1], 3);
	memory.atomicAnswer = () => true;
	policy.leave!(site, 1, 2, 2);
	t.is(pool[1], 6);
});

test('a charge that fails is counted and the page used all the same', t => {
	const {policy, site, memory, fill} = bench('fred-pf');
	fill(5);
	memory.chargeAnswer = false;
	policy.leave!(site, 1, 2, 2);
	t.is(site.books.counts.chargeFailures[1], 1);
	t.is(site.books.pool[1], 6);
});

test('a CPU that comes online fills what it can get, and comes online with less', t => {
	const {policy, site, memory} = bench('fred-pf');
	t.is(policy.fillAtBringUp(site), 6);
	memory.atomicAnswer = nth => nth < 2;
	t.is(policy.fillAtBringUp(site), 2);
});

const sizes = [
	{name: 'fred-pf', size: 4, fork: 1, pool: 6},
	{name: 'fred-pf:pool=12', size: 4, fork: 1, pool: 12},
	{name: 'fred-pf:prealloc=2', size: 4, fork: 2, pool: 4},
	{name: 'ist-pf:size=32', size: 8, fork: 1, pool: 14},
	{name: 'fixed', size: 4, fork: 4, pool: 0},
	{name: 'fixed:size=8', size: 2, fork: 2, pool: 0},
	{name: 'fixed:size=12', size: 3, fork: 3, pool: 0},
	{name: 'fixed:size=32', size: 8, fork: 8, pool: 0},
] as const;

for (const {name, size, fork, pool} of sizes) {
	test(`${name} has ${size} pages, ${fork} at fork, ${pool} in a pool`, t => {
		const policy = policyOf(name, smallMachine);
		t.deepEqual([policy.sizePages, policy.atForkPages, policy.poolPages], [size, fork, pool]);
	});
}

test('pools stay within 0 and 6 and pages are never lost, whatever happens', t => {
	const happening = fc.oneof(
		fc.record({kind: fc.constant('grow' as const), mapped: fc.integer({min: 1, max: 4}), wanted: fc.integer({min: 1, max: 4})}),
		fc.record({kind: fc.constant('refill' as const), fails: fc.integer({min: 0, max: 7})}),
	);
	fc.assert(fc.property(fc.array(happening, {maxLength: 60}), list => {
		const {policy, site, memory} = bench('fred-pf');
		const {pool, counts} = site.books;
		for (const item of list) {
			if (item.kind === 'grow') {
				policy.grow(site, item.mapped, item.wanted);
			} else {
				memory.atomicAnswer = nth => nth < item.fails;
				policy.leave!(site, 1, 2, 2);
			}

			t.true(pool[1]! >= 0 && pool[1]! <= 6);
			t.is(pool[1]! + counts.pagesGrown[1]!, 6 + counts.refilledPages[1]!);
		}
	}));
});

test('fixed stacks never grow: they are mapped whole', t => {
	const {policy, site} = bench('fixed');
	t.is(policy.grow(site, 4, 4), 4);
	t.is(policy.atForkPages, 4);
});

test('kernel-mode page faults, interrupts and NMIs go to the levels and IST slots that the sources name', t => {
	const levels = (name: 'fred-pf' | 'ist-pf' | 'fixed', delivery: 'fred' | 'idt') =>
		Object.fromEntries(switchRules(policyOf(name, smallMachine), delivery).map(rule => [rule.vector, rule.to]));
	t.deepEqual(levels('fred-pf', 'fred'), {14: 1, 236: 1, 253: 1, 35: 1, 251: 1, 2: 2});
	t.deepEqual(levels('ist-pf', 'idt'), {14: 6, 236: 7, 253: 7, 35: 7, 251: 7, 2: 2});
	t.deepEqual(levels('fixed', 'fred'), {2: 2});
	t.deepEqual(levels('fixed', 'idt'), {2: 2});
});
