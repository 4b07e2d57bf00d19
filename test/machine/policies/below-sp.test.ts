import test from 'ava';
import {Machine, type PolicyReading} from '../../../machine/index.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {billFor, books, cyclesOf, stream, sumNamed} from '../../helpers/bill.js';
import {smallEvents, smallMachine, smallScenario, workerClass} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const sleeps = [
	{what: 'in the first page', pages: 1, keeps: 1},
	{what: 'three pages deep', pages: 3, keeps: 3},
	{what: 'nowhere', pages: 0, keeps: 1},
] as const;

for (const {what, pages, keeps} of sleeps) {
	test(`a thread asleep ${what} holds ${keeps}`, t => {
		t.is(policyOf('below-sp', smallMachine).atRest!({pages, isUser: true, restartable: true}), keeps);
	});
}

test('a thread that leaves deep takes pages from the stash, and brings them back when it sleeps as usual', t => {
	const {policy, site} = bench('below-sp');
	const {pool, counts} = site.books;
	t.is(policy.leave!(site, 1, 1, 3), 3);
	t.is(pool[1], 1);
	t.is(counts.pagesGrown[1], 2);
	t.true(policy.notices!(3, 1));
	t.is(policy.arrive!(site, 3), 3);
	t.is(pool[1], 3, 'the stash is filled for whoever comes next');
	t.is(policy.leave!(site, 3, 3, 1), 1);
	t.is(pool[1], 3);
	t.is(counts.pagesFreed[1], 2, 'a full stash frees what comes back');
	t.is(counts.pagesTakenBack[1], 2);
	t.false(policy.notices!(1, 1));
});

test('an empty stash is a wait, also when nobody saw the thread come', t => {
	const {policy, site, memory, fill} = bench('below-sp');
	fill(0);
	memory.atomicAnswer = () => false;
	memory.atomicTicks = 40;
	t.is(policy.leave!(site, 1, 1, 2), 2);
	t.is(site.books.pool[1], 2, 'it got the three it lacked and kept one');
	t.is(site.books.counts.waits[1], 1);
	t.is(site.failed, undefined);
});

const flushes = [
	{flush: 0, cpus: 8, invalidations: 0, shootdowns: 0},
	{flush: 1, cpus: 8, invalidations: 300, shootdowns: 0},
	{flush: 2, cpus: 8, invalidations: 0, shootdowns: 100},
	{flush: 3, cpus: 8, invalidations: 0, shootdowns: 700},
	{flush: 2, cpus: 1, invalidations: 0, shootdowns: 0},
	{flush: 3, cpus: 1, invalidations: 0, shootdowns: 0},
] as const;

for (const {flush, cpus, ...expected} of flushes) {
	test(`flush=${flush} on ${cpus} CPUs: ${expected.invalidations} invalidations and ${expected.shootdowns} interrupts in 100 switches`, t => {
		const policy = policyOf(`below-sp:flush=${flush}`, {...smallMachine, cpus});
		t.deepEqual(policy.flushes(stream({bursts: 100}), books()), expected);
	});
}

const bills = [
	{what: 'RSP-cut, 3 pages, local INVLPG only', flush: 1, cpus: 8, off: 0},
	{what: 'RSP-cut, 3 pages, one-CPU shootdown', flush: 2, cpus: 8, off: 0},
	{what: 'RSP-cut, 3 pages, shootdown to 64 CPUs', flush: 3, cpus: 64, off: 0.02},
] as const;

for (const {what, flush, cpus, off} of bills) {
	test(`the CPU that switches pays the row "${what}"; those it interrupts pay besides`, t => {
		const policy = policyOf(`below-sp:flush=${flush}`, {...smallMachine, cpus});
		const lines = billFor(policy, {bursts: 1});
		const own = lines.filter(line => !line.what.endsWith('work of the CPUs interrupted'));
		t.true(Math.abs(cyclesOf(own).likely / sumNamed(what).likely - 1) <= off);
		t.is(cyclesOf(lines).likely - cyclesOf(own).likely, policy.flushes(stream({bursts: 1}), books()).shootdowns * 1600);
	});
}

test('a box whose threads sleep in their first page holds one page a thread, whatever they use awake', t => {
	const plain = {...smallEvents, switches: {deepPerMillion: 0}};
	const machine = new Machine(smallScenario({policies: ['below-sp', 'ist-pf'], events: plain}));
	machine.advance(1e9);
	const [belowSp, growing] = machine.read().policies as [PolicyReading, PolicyReading];
	t.deepEqual(belowSp.pagesPerStack, [belowSp.stacks, 0, 0, 0]);
	t.true(growing.stackKiB > belowSp.stackKiB - belowSp.borrowedKiB);
});

test('threads that leave deep hold more for a while', t => {
	const deep = {...workerClass, deep: [{path: 5, weight: 1}]};
	const machine = new Machine(smallScenario({policies: ['below-sp'], classes: [deep], events: {switches: {deepPerMillion: 100_000}}}));
	machine.advance(1e9);
	const [policy] = machine.read().policies as [PolicyReading];
	t.true(policy.pagesPerStack[2]! > 0);
	t.true(policy.pagesTakenBack > 0 && policy.pagesGrown >= policy.pagesTakenBack);
	t.is(policy.failures, 0);
});
