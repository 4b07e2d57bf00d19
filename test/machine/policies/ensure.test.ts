import test from 'ava';
import fc from 'fast-check';
import {Machine} from '../../../machine/index.js';
import type {GrowthContext} from '../../../machine/policies/context.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {billFor, books, cyclesOf, stream} from '../../helpers/bill.js';
import {smallEvents, smallMachine, smallScenario} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const page = 4096;

type Row = {
	readonly name: string;
	readonly policy?: string;
	readonly context?: GrowthContext;
	readonly held?: number;
	readonly callBytes: number;
	readonly depthBytes?: number;
	readonly after: number;
	readonly failed?: string;
};

const rows: readonly Row[] = [
	{name: 'a deep call gets its depth and the margin', callBytes: 4 * page - 1000, after: 5},
	{name: 'and no more than that', callBytes: 4 * page - 1024, after: 4},
	{name: 'never beyond the address space', callBytes: 8 * page, after: 8},
	{name: 'under a lock it has asked before', context: 'locked', callBytes: 3 * page + 1, after: 4},
	{name: 'with interrupts off too', context: 'irqs-off', callBytes: 3 * page + 1, after: 4},
	{name: 'unasked it dies', policy: 'ensure:covered=0', callBytes: 3 * page + 1, after: 3, failed: 'notEnsured'},
	{name: 'unasked it lives where only the margin is missing', policy: 'ensure:covered=0', callBytes: 3 * page - 100, after: 3},
	{name: 'an interrupt lives off the margin of the call', context: 'interrupt', callBytes: 3 * page - 100, depthBytes: 3 * page + 200, after: 4},
	{name: 'without a margin it does not', policy: 'ensure:margin=0', context: 'interrupt', callBytes: 3 * page - 100, depthBytes: 3 * page + 200, after: 3, failed: 'notEnsured'},
	{name: 'in a switch as well', context: 'switch', callBytes: 3 * page - 100, depthBytes: 3 * page + 200, after: 4},
	{name: 'a softirq on the empty stack has not asked', context: 'softirq', callBytes: 3 * page + 1, after: 3, failed: 'notEnsured'},
	{name: 'nor has an NMI', context: 'nmi', callBytes: 3 * page + 1, after: 3, failed: 'notEnsured'},
	{name: 'an NMI that fits needs no margin', context: 'nmi', callBytes: 3 * page - 1, after: 3},
	{name: 'nobody asks for another\'s stack', context: 'remote', callBytes: 4 * page, after: 3, failed: 'notEnsured'},
];

for (const {name, policy: kind = 'ensure', context = 'task', held = 3, callBytes, depthBytes = callBytes, after, failed} of rows) {
	test(`a request for stack: ${name}`, t => {
		const {policy, site} = bench(kind, {context});
		site.callBytes = callBytes;
		site.depthPages = Math.ceil(depthBytes / page);
		t.is(policy.grow(site, held, after), after);
		t.is(site.failed, failed as typeof site.failed);
		t.is(site.books.counts.pagesAllocated[1], after - held);
		t.is(site.books.counts.pagesGrown[1], after - held);
		t.is(site.books.counts.faults[1], 0, 'nothing ever faults');
	});
}

test('whoever asks may have to wait, and gets the pages', t => {
	const {policy, site, memory} = bench('ensure');
	memory.atomicAnswer = () => false;
	memory.sleepTicks = 40;
	site.callBytes = 4 * page;
	site.depthPages = 4;
	t.is(policy.grow(site, 3, 5), 5);
	t.is(site.books.counts.waits[1], 2);
	t.is(site.books.counts.waitTicks[1], 80);
	t.is(site.failed, undefined);
});

test('about the share of calls that is said to ask does ask', t => {
	const {policy, site, memory} = bench('ensure:covered=80');
	site.callBytes = 4 * page;
	site.depthPages = 4;
	let asked = 0;
	for (let moment = 0; moment < 2000; moment++) {
		memory.moment = moment * 1000;
		asked += policy.grow(site, 3, 5) === 5 ? 1 : 0;
	}

	t.true(Math.abs(asked - 1600) < 90, `${asked} of 2000`);
	t.is(site.books.counts.notEnsured[1], 2000 - asked);
});

const rests = [
	{name: 'in what is always mapped', pages: 1, held: 5, keeps: 3},
	{name: 'deep', pages: 4, held: 5, keeps: 4},
	{name: 'as deep as it went', pages: 5, held: 5, keeps: 5},
] as const;

for (const {name, pages, held, keeps} of rests) {
	test(`a thread that sleeps ${name} keeps ${keeps} of ${held} pages`, t => {
		const {policy, site} = bench('ensure');
		const {counts} = site.books;
		const rest = policy.atRest!({pages, isUser: true, restartable: true});
		t.is(policy.leave!(site, 3, held, rest), keeps);
		t.is(counts.pagesFreed[1], held - keeps);
		t.is(counts.pagesTakenBack[1], held - keeps);
		t.is(counts.invalidations[1], held - keeps);
		t.is(policy.notices!(keeps, 3), keeps !== 3);
	});
}

const sizes = [
	{name: 'ensure', size: 8, fork: 3},
	{name: 'ensure:size=16', size: 4, fork: 3},
	{name: 'ensure:size=8', size: 2, fork: 2},
	{name: 'ensure:populated=1', size: 8, fork: 1},
] as const;

for (const {name, size, fork} of sizes) {
	test(`${name} has ${size} pages, ${fork} of them mapped`, t => {
		const policy = policyOf(name, smallMachine);
		t.deepEqual([policy.sizePages, policy.atForkPages, policy.poolPages], [size, fork, 0]);
	});
}

test('a call that asked never dies, whatever it needs, and is never given less than it needs', t => {
	const contexts = fc.constantFrom<GrowthContext>('task', 'reclaim', 'locked', 'irqs-off');
	fc.assert(fc.property(contexts, fc.integer({min: 1, max: 8 * page}), fc.integer({min: 0, max: 4096}), (context, callBytes, margin) => {
		const {policy, site} = bench(`ensure:margin=${margin}`, {context});
		site.callBytes = callBytes;
		site.depthPages = Math.ceil(callBytes / page);
		const now = policy.grow(site, 3, 8);
		t.is(site.failed, undefined);
		t.is(now, Math.max(3, Math.min(8, Math.ceil((callBytes + margin) / page))));
	}));
});

test('four pages mapped cost at fork what fixed stacks do; the calls pay for the rest', t => {
	const policy = policyOf('ensure:populated=4', smallMachine);
	const forks = {cacheHits: 7, freshStacks: 3};
	const fixedForks = policy.bill(stream({}), books(forks), books(forks));
	t.true(Math.abs(cyclesOf(fixedForks).likely) < 1e-6);
	t.is(cyclesOf(billFor(policy, {}, {pagesTakenBack: 1})).likely, 18 + 216 + 110 + 30 + 75);
});

test('a box that goes deep dies of who does not ask, and only of that', t => {
	const run = (name: string) => {
		const machine = new Machine(smallScenario({policies: [name], events: {nmis: {...smallEvents.nmis, perBusyCpuSecond: 0}}}));
		machine.advance(1e9);
		return machine.read().policies[0]!;
	};

	const all = run('ensure:populated=1');
	t.true(all.pagesGrown > 100 && all.pagesTakenBack > 100);
	const some = run('ensure:populated=1:covered=50');
	t.true(some.failuresBy.notEnsured > 100);
	t.is(some.failures, some.failuresBy.notEnsured);
	t.true(some.pagesGrown < all.pagesGrown);
	t.is(run('ensure').failures, 0);
});
