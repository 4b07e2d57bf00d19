import test from 'ava';
import fc from 'fast-check';
import {Machine, type PolicyReading} from '../../../machine/index.js';
import type {GrowthContext} from '../../../machine/policies/context.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {billFor, cyclesOf, sumNamed} from '../../helpers/bill.js';
import {smallEvents, smallMachine, smallScenario} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const asIntended = 'double-fault';
const asPosted = 'double-fault:posted=1';
const page = 4096;

type Row = {
	readonly name: string;
	readonly policy?: string;
	readonly context?: GrowthContext;
	readonly pool?: number;
	readonly jump?: boolean;
	readonly wanted: number;
	readonly after: number;
	readonly left: number;
	readonly faults: number;
	readonly failed?: string;
};

const rows: readonly Row[] = [
	{name: 'one page', wanted: 2, after: 2, left: 2, faults: 1},
	{name: 'all three pages', wanted: 4, after: 4, left: 0, faults: 3},
	{name: 'a jump of two pages is one fault that maps both', jump: true, wanted: 3, after: 3, left: 1, faults: 1},
	{name: 'as posted, a jump of two pages records one, and the next fault is fatal', policy: asPosted, jump: true, wanted: 3, after: 2, left: 2, faults: 1, failed: 'notHandled'},
	{name: 'as posted, a jump into the next page is harmless', policy: asPosted, jump: true, wanted: 2, after: 2, left: 2, faults: 1},
	{name: 'as posted, page after page is harmless', policy: asPosted, wanted: 3, after: 3, left: 1, faults: 2},
	{name: 'an empty pool is fatal where the kernel may sleep', pool: 0, wanted: 2, after: 1, left: 0, faults: 1, failed: 'poolEmpty'},
	{name: 'an empty pool is fatal under a lock', pool: 0, context: 'locked', wanted: 2, after: 1, left: 0, faults: 1, failed: 'poolEmpty'},
	{name: 'the pool runs dry on the way', pool: 1, wanted: 3, after: 2, left: 0, faults: 2, failed: 'poolEmpty'},
	{name: 'an NMI may grow a stack', context: 'nmi', wanted: 2, after: 2, left: 2, faults: 1},
	{name: 'in a switch', context: 'switch', wanted: 2, after: 2, left: 2, faults: 1},
	{name: 'as posted, `current` is wrong in a switch', policy: asPosted, context: 'switch', wanted: 2, after: 1, left: 3, faults: 0, failed: 'notHandled'},
	{name: 'a remote access is not for `current`', context: 'remote', wanted: 2, after: 1, left: 3, faults: 0, failed: 'notHandled'},
];

for (const {name, policy: kind = asIntended, context = 'task', pool = 3, jump = false, wanted, after, left, faults, failed} of rows) {
	test(`growth through #DF: ${name}`, t => {
		const {policy, site, fill} = bench(kind, {context, jump});
		const {books} = site;
		fill(pool);
		t.is(policy.grow(site, 1, wanted), after);
		t.is(books.pool[1], left);
		t.is(books.counts.faults[1], faults);
		t.is(books.counts.pagesGrown[1], after - 1);
		t.is(site.failed, failed as typeof site.failed);
	});
}

const interrupts = [
	{name: 'the frame of an interrupt that meets the hole', context: 'interrupt', callBytes: page - 100, lost: 1},
	{name: 'the same inside a context switch', context: 'switch', callBytes: page - 100, lost: 1},
	{name: 'an interrupt of calls that had gone into the page themselves', context: 'interrupt', callBytes: page + 100, lost: 0},
	{name: 'a call that goes deeper', context: 'task', callBytes: page - 100, lost: 0},
	{name: 'an NMI, which has delivered its frame at the top of the stack', context: 'nmi', callBytes: 0, lost: 0},
] as const;

for (const {name, context, callBytes, lost} of interrupts) {
	test(`${lost === 1 ? 'lost with its event' : 'no event is lost'}: ${name}`, t => {
		const {policy, site} = bench(asIntended, {context});
		site.callBytes = callBytes;
		t.is(policy.grow(site, 1, 2), 2);
		t.is(site.books.counts.eventsLost[1], lost);
	});
}

test('the refill sleeps in the scheduler, and counts every wait', t => {
	const {policy, site, memory, fill} = bench(asIntended);
	const {pool, counts} = site.books;
	fill(1);
	memory.atomicAnswer = () => false;
	memory.sleepTicks = 40;
	t.is(policy.leave!(site, 1, 3, 3), 3, 'what was grown stays');
	t.is(pool[1], 3);
	t.is(counts.waits[1], 2);
	t.is(counts.waitTicks[1], 80);
	t.is(counts.refillFailures[1], 0);
});

const bringUps = [
	{name: 'as intended fills what it can', kind: asIntended, had: [true, false, true], pages: 2},
	{name: 'as posted stops at the first failure', kind: asPosted, had: [true, false, true], pages: 1},
	{name: 'as posted gets all when memory is there', kind: asPosted, had: [true, true, true], pages: 3},
] as const;

for (const {name, kind, had, pages} of bringUps) {
	test(`a CPU that comes online ${name}`, t => {
		const {policy, site, memory} = bench(kind);
		memory.atomicAnswer = nth => had[nth]!;
		t.is(policy.fillAtBringUp(site), pages);
	});
}

for (const {kind, level} of [{kind: asIntended, level: 3}, {kind: asPosted, level: 1}]) {
	test(`${kind}: a pool that came up with one page is refilled to ${level}`, t => {
		const {policy, site, fill} = bench(kind);
		fill(1);
		policy.leave!(site, 1, policy.grow(site, 1, 2), 2);
		t.is(site.books.pool[1], level);
	});
}

const sizes = [
	{name: 'double-fault', size: 4, fork: 1, pool: 3},
	{name: 'double-fault:prealloc=2', size: 4, fork: 2, pool: 2},
	{name: 'double-fault:prealloc=16', size: 4, fork: 4, pool: 0},
	{name: 'double-fault:size=32', size: 8, fork: 1, pool: 7},
	{name: 'double-fault:pool=6', size: 4, fork: 1, pool: 6},
] as const;

for (const {name, size, fork, pool} of sizes) {
	test(`${name} has ${size} pages, ${fork} at fork, ${pool} in a pool`, t => {
		const policy = policyOf(name, smallMachine);
		t.deepEqual([policy.sizePages, policy.atForkPages, policy.poolPages], [size, fork, pool]);
	});
}

test('pages are never lost, and a refill leaves a full pool, whatever happens', t => {
	const step = fc.record({held: fc.integer({min: 1, max: 4}), wanted: fc.integer({min: 1, max: 4}), leaves: fc.boolean(), jump: fc.boolean()});
	fc.assert(fc.property(fc.array(step, {maxLength: 40}), list => {
		const {policy, site} = bench(asIntended);
		const {pool, counts} = site.books;
		for (const {held, wanted, leaves, jump} of list) {
			site.jump = jump;
			const now = policy.grow(site, held, Math.max(held, wanted));
			t.true(now >= held && now <= Math.max(held, wanted));
			if (leaves) {
				policy.leave!(site, held, now, now);
			}

			t.true(leaves ? pool[1] === 3 : pool[1]! >= 0);
			t.is(pool[1]! + counts.pagesGrown[1]!, 3 + counts.refilledPages[1]!);
		}
	}));
});

test('a fault costs what growth A of the cost table does, and cached stacks cost one page', t => {
	const policy = policyOf(asIntended, smallMachine);
	t.is(cyclesOf(billFor(policy, {}, {faults: 1})).likely, sumNamed('growth A: 2024 #DF, the fault itself').likely);
	t.is(cyclesOf(billFor(policy, {}, {cacheHits: 1})).likely, 140);
});

/** Arrivals in the last 256 bytes of the first page, and in the first of the second. */
const aroundTheEdge = [...Array.from({length: 15}, () => 0), 1, 1];

test('with pools that never run out it holds exactly what v2 holds, but loses events', t => {
	const machine = new Machine(smallScenario({
		policies: ['ist-pf:pool=1024', 'double-fault:pool=1024'],
		delivery: 'idt',
		events: {nmis: {...smallEvents.nmis, perBusyCpuSecond: 0}, interrupts: {...smallEvents.interrupts, eventPer1kVisits: 200, depthBins: aroundTheEdge}},
	}));
	machine.advance(2e9);
	const [v2, v1] = machine.read().policies as [PolicyReading, PolicyReading];
	t.true(v2.pagesGrown > 100);
	t.deepEqual(v1.pagesPerStack, v2.pagesPerStack);
	t.deepEqual(v1.perCpu.stackPages, v2.perCpu.stackPages);
	t.deepEqual(v1.perCpu.pagesGrown, v2.perCpu.pagesGrown);
	t.is(v1.faults, v2.faults);
	t.true(v1.eventsLost > 0 && v1.eventsLost < v1.growthBy.interrupt + v1.growthBy.switch);
	t.is(v2.eventsLost, 0);
});
