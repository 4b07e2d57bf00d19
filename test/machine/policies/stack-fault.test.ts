import test from 'ava';
import fc from 'fast-check';
import {carve} from '../../../machine/arena.js';
import {cutBooks, type Books} from '../../../machine/books.js';
import {policies} from '../../../machine/policies/index.js';
import {switchRules} from '../../../machine/policies/switches.js';

const books = (pool: number): Books => {
	const {views} = carve(arena => cutBooks(arena, 1, 2, 6));
	views.pool.fill(pool);
	views.poolLowest.fill(pool);
	return views;
};

const policy = policies['fred-pf'];

const rows = [
	{name: 'one page', pool: 6, mapped: 1, wanted: 2, context: 'task', after: 2, left: 5, faults: 1, grown: 1, empty: 0},
	{name: 'three pages are three faults', pool: 6, mapped: 1, wanted: 4, context: 'task', after: 4, left: 3, faults: 3, grown: 3, empty: 0},
	{name: 'the pool runs dry on the way', pool: 1, mapped: 1, wanted: 3, context: 'task', after: 2, left: 0, faults: 2, grown: 1, empty: 1},
	{name: 'an empty pool is fatal', pool: 0, mapped: 1, wanted: 2, context: 'task', after: 1, left: 0, faults: 1, grown: 0, empty: 1},
	{name: 'interrupts may grow a stack', pool: 2, mapped: 1, wanted: 2, context: 'interrupt', after: 2, left: 1, faults: 1, grown: 1, empty: 0},
	{name: 'an NMI may not', pool: 6, mapped: 1, wanted: 2, context: 'nmi', after: 1, left: 6, faults: 0, grown: 0, empty: 0},
] as const;

for (const row of rows) {
	test(`growth: ${row.name}`, t => {
		const of = books(row.pool);
		t.is(policy.grow(of, 1, row.mapped, row.wanted, row.context), row.after);
		t.is(of.pool[1], row.left);
		t.is(of.counts.faults[1], row.faults);
		t.is(of.counts.pagesGrown[1], row.grown);
		t.is(of.counts.poolEmpty[1], row.empty);
		t.is(of.counts.growthInNmi[1], row.context === 'nmi' ? 1 : 0);
		t.is(of.poolLowest[1], row.left);
		t.is(of.pool[0], row.pool, 'another CPU\'s pool is not touched');
	});
}

test('refill fills every empty slot, and leaves those that fail for the next task that grew', t => {
	const of = books(2);
	policy.switchOutGrown(of, 1, (_cpu, nth) => nth !== 3);
	t.is(of.pool[1], 5);
	t.is(of.counts.refillFailures[1], 1);
	t.is(of.counts.refilledPages[1], 3);
	policy.switchOutGrown(of, 1, () => true);
	t.is(of.pool[1], 6);
});

test('pools stay within 0 and 6 and pages are never lost, whatever happens', t => {
	const happening = fc.oneof(
		fc.record({kind: fc.constant('grow' as const), mapped: fc.integer({min: 1, max: 4}), wanted: fc.integer({min: 1, max: 4})}),
		fc.record({kind: fc.constant('refill' as const), fails: fc.integer({min: 0, max: 7})}),
	);
	fc.assert(fc.property(fc.array(happening, {maxLength: 60}), list => {
		const of = books(6);
		let given = 6;
		for (const item of list) {
			if (item.kind === 'grow') {
				policy.grow(of, 0, item.mapped, item.wanted, 'task');
			} else {
				policy.switchOutGrown(of, 0, (_cpu, nth) => nth < item.fails);
			}

			given = 6 + of.counts.refilledPages[0]!;
			t.true(of.pool[0]! >= 0 && of.pool[0]! <= 6);
			t.is(of.pool[0]! + of.counts.pagesGrown[0]!, given);
		}
	}));
});

test('fixed stacks never grow: they are mapped whole', t => {
	t.is(policies.fixed.grow(books(0), 0, 4, 4, 'task'), 4);
	t.is(policies.fixed.preallocatedPages, undefined);
});

test('kernel-mode page faults, interrupts and NMIs go to the levels and IST slots that the sources name', t => {
	const levels = (name: 'fred-pf' | 'ist-pf' | 'fixed', delivery: 'fred' | 'idt') =>
		Object.fromEntries(switchRules(policies[name], delivery).map(rule => [rule.vector, rule.to]));
	t.deepEqual(levels('fred-pf', 'fred'), {14: 1, 236: 1, 253: 1, 35: 1, 251: 1, 2: 2});
	t.deepEqual(levels('ist-pf', 'idt'), {14: 6, 236: 7, 253: 7, 35: 7, 251: 7, 2: 2});
	t.deepEqual(levels('fixed', 'fred'), {2: 2});
	t.deepEqual(levels('fixed', 'idt'), {2: 2});
});
