import test from 'ava';
import fc from 'fast-check';
import {Machine, type PolicyReading} from '../../../machine/index.js';
import type {GrowthContext} from '../../../machine/policies/context.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {billFor, cyclesOf, sumNamed} from '../../helpers/bill.js';
import {smallMachine, smallScenario} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const page = 4096;

type Row = {
	readonly name: string;
	readonly policy?: string;
	readonly context?: GrowthContext;
	readonly pool?: number;
	readonly callBytes: number;
	readonly depthBytes?: number;
	readonly after: number;
	readonly left: number;
	readonly waits?: number;
	readonly failed?: string;
};

const rows: readonly Row[] = [
	{name: 'a call', callBytes: page + 1, after: 2, left: 5},
	{name: 'a call that comes near the end of the page', callBytes: page - 500, after: 2, left: 5},
	{name: 'a call that leaves the margin', callBytes: page - 512, after: 1, left: 6},
	{name: 'never beyond the address space', callBytes: 4 * page, after: 4, left: 3},
	{name: 'an empty pool is a wait where the kernel may sleep', pool: 0, callBytes: page + 1, after: 2, left: 0, waits: 1},
	{name: 'in reclaim too', context: 'reclaim', pool: 1, callBytes: 2 * page + 1, after: 3, left: 0, waits: 1},
	{name: 'under a lock it is death', context: 'locked', pool: 0, callBytes: page + 1, after: 1, left: 0, failed: 'poolEmpty'},
	{name: 'with interrupts off it is death', context: 'irqs-off', pool: 1, callBytes: 2 * page + 1, after: 2, left: 0, failed: 'poolEmpty'},
	{name: 'in a softirq it is death', context: 'softirq', pool: 0, callBytes: page + 1, after: 1, left: 0, failed: 'poolEmpty'},
	{name: 'an NMI may not grow', context: 'nmi', callBytes: page + 1, after: 1, left: 6, failed: 'growthInNmi'},
	{name: 'nor probe into a page that is not there', context: 'nmi', callBytes: page - 100, after: 1, left: 6, failed: 'growthInNmi'},
	{name: 'an interrupt lives off the margin', context: 'interrupt', callBytes: page - 100, depthBytes: page + 200, after: 2, left: 5},
	{name: 'a margin smaller than its frame kills', policy: 'probe:margin=64', context: 'interrupt', callBytes: page - 100, depthBytes: page + 200, after: 1, left: 6, failed: 'notHandled'},
	{name: 'a remote access needs no margin', context: 'remote', callBytes: 2 * page, after: 2, left: 5},
];

for (const {name, policy: kind = 'probe', context = 'task', pool = 6, callBytes, depthBytes = callBytes, after, left, waits = 0, failed} of rows) {
	test(`a stack probe: ${name}`, t => {
		const {policy, site, memory, fill} = bench(kind, {context});
		const {books} = site;
		fill(pool);
		memory.atomicAnswer = () => false;
		memory.sleepTicks = 40;
		site.callBytes = callBytes;
		site.depthPages = Math.ceil(depthBytes / page);
		t.is(policy.grow(site, 1, after), after);
		t.is(books.pool[1], left);
		t.is(books.counts.waits[1], waits);
		t.is(books.counts.eventsLost[1], 0);
		t.is(site.failed, failed as typeof site.failed);
	});
}

for (const [name, bytes] of [['probe', 512], ['probe:margin=64', 64], ['ensure', 1024], ['ensure:margin=0', 0]] as const) {
	test(`${name} is asked ${bytes} bytes before the page is needed`, t => {
		t.is(policyOf(name, smallMachine).marginBytes, bytes);
	});
}

test('an empty pool is noted once a growth, by context, deadly or not', t => {
	const {policy, site, fill} = bench('probe');
	fill(0);
	site.callBytes = 3 * page;
	site.depthPages = 3;
	t.is(policy.grow(site, 1, 4), 4);
	t.deepEqual([...site.books.emptyBy].slice(0, 3), [1, 0, 0]);
	t.is(site.books.counts.poolEmpty[1], 0);
	t.is(site.books.counts.faults[1], 3);
});

test('pages are never lost, whatever happens', t => {
	const step = fc.record({
		context: fc.constantFrom<GrowthContext>('task', 'reclaim', 'locked', 'irqs-off', 'softirq', 'interrupt', 'switch', 'remote', 'nmi'),
		held: fc.integer({min: 1, max: 4}),
		callBytes: fc.integer({min: 1, max: 4 * page}),
		frameBytes: fc.integer({min: 0, max: 311}),
		fails: fc.integer({min: 0, max: 7}),
	});
	fc.assert(fc.property(fc.array(step, {maxLength: 40}), list => {
		const {policy, site, memory} = bench('probe');
		const {pool, counts} = site.books;
		for (const {context, held, callBytes, frameBytes, fails} of list) {
			site.context = context;
			site.callBytes = callBytes;
			site.depthPages = Math.min(4, Math.ceil((callBytes + (context === 'interrupt' ? frameBytes : 0)) / page));
			site.failed = undefined;
			const now = policy.grow(site, held, 4);
			t.true(now >= held && now <= 4);
			t.true(site.failed !== undefined || now >= site.depthPages);
			t.not(site.failed, 'notHandled', 'the margin holds any frame');
			memory.atomicAnswer = nth => nth < fails;
			policy.leave!(site, held, now, now);
			t.true(pool[1]! >= 0 && pool[1]! <= 6);
			t.is(pool[1]! + counts.pagesGrown[1]!, 6 + counts.refilledPages[1]!);
			t.is(counts.pagesAllocated[1], counts.refilledPages[1]);
		}
	}));
});

test('probes are paid at every call of every visit; a fault costs a missed line and growth D', t => {
	const policy = policyOf('probe:calls=10', smallMachine);
	t.is(cyclesOf(billFor(policy, {visits: 100})).likely, 1000);
	const growth = sumNamed('growth D: ordinary IDT #PF while RSP still has room (2024, or after a probe)');
	t.is(cyclesOf(billFor(policy, {}, {faults: 1})).likely, growth.likely + 364);
});

test('a box short of memory waits where v2 dies', t => {
	const machine = new Machine(smallScenario({policies: ['probe', 'ist-pf'], delivery: 'idt'}));
	machine.apply({kind: 'pressure', atomicFailShare: 1});
	machine.advance(1e9);
	const [probe, v2] = machine.read().policies as [PolicyReading, PolicyReading];
	t.true(v2.failuresBy.poolEmpty > 0);
	t.true(probe.waits > 0 && probe.emptyBy.task > 0);
	t.true(probe.failuresBy.poolEmpty < v2.failuresBy.poolEmpty);
	t.is(probe.emptyBy.locked + probe.emptyBy['irqs-off'] + probe.emptyBy.softirq + probe.emptyBy.interrupt + probe.emptyBy.switch, probe.failuresBy.poolEmpty);
	t.is(probe.demotions + probe.interruptsMoved + probe.eventsLost, 0);
});
