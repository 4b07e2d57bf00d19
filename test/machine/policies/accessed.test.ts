import test from 'ava';
import fc from 'fast-check';
import {Machine, type PolicyReading} from '../../../machine/index.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {billFor, books, cyclesOf, stream, sumNamed} from '../../helpers/bill.js';
import {smallMachine, smallScenario} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const reading = (machine: Machine, name: string): PolicyReading => machine.read().policies.find(one => one.name === name)!;

const shapes = [
	{name: 'accessed-switch', fork: 1, pool: 3, running: 'all'},
	{name: 'accessed-switch:size=32', fork: 1, pool: 7, running: 'all'},
	{name: 'accessed-shrinker', fork: 4, pool: 0, running: 'held'},
	{name: 'accessed-shrinker:size=64', fork: 16, pool: 0, running: 'held'},
] as const;

for (const {name, fork, pool, running} of shapes) {
	test(`${name} maps ${fork} pages at fork, keeps ${pool} in a stash, and maps ${running} while running`, t => {
		const {atForkPages, poolPages, mapsWhileRunning, needs} = policyOf(name, smallMachine);
		t.deepEqual([atForkPages, poolPages, mapsWhileRunning, needs], [fork, pool, running, undefined]);
	});
}

for (const context of ['task', 'interrupt', 'locked', 'nmi', 'switch'] as const) {
	test(`going deeper in context ${context} is no fault: the page is there, and latched`, t => {
		const {policy, site} = bench('accessed-switch', {context});
		const {counts} = site.books;
		t.is(policy.grow(site, 1, 3), 3);
		t.is(counts.pagesGrown[1], 2);
		t.is(counts.faults[1], 0);
		t.is(site.failed, undefined);
	});
}

test('who kept two pages more leaves the stash two short, and the next to come fills it', t => {
	const {policy, site} = bench('accessed-switch');
	const {pool, poolLowest, counts} = site.books;
	t.is(policy.leave!(site, 1, 3, 3), 3);
	t.is(pool[1], 1);
	t.is(poolLowest[1], 1);
	t.is(policy.arrive!(site, 1), 1);
	t.is(pool[1], 3);
	t.is(counts.refilledPages[1], 2);
	t.is(counts.pagesAllocated[1], 2);
	t.is(counts.waits[1], 0);
	t.is(pool[0], 3, 'another CPU\'s stash is not touched');
});

const arrivals = [
	{what: 'one that lacks less than is left comes at once', left: 2, held: 2, waits: 0, pool: 2, empty: 0},
	{what: 'one that lacks more waits for the rest', left: 1, held: 2, waits: 1, pool: 2, empty: 1},
	{what: 'one that lacks all of it waits too', left: 0, held: 1, waits: 1, pool: 3, empty: 1},
	{what: 'one that has all its pages needs none', left: 0, held: 4, waits: 0, pool: 0, empty: 0},
] as const;

for (const {what, left, held, waits, pool, empty} of arrivals) {
	test(`when atomic requests fail, ${what}, and nobody dies`, t => {
		const {policy, site, memory, fill} = bench('accessed-switch', {context: 'switch'});
		const {counts, emptyBy} = site.books;
		memory.atomicAnswer = () => false;
		memory.atomicTicks = 500;
		fill(left);
		t.is(policy.arrive!(site, held), held);
		t.is(counts.waits[1], waits);
		t.is(counts.waitTicks[1], 500 * waits);
		t.is(site.books.pool[1], pool);
		t.is(counts.refillFailures[1], 3 - left);
		t.is(emptyBy.reduce((sum, count) => sum + count, 0), empty);
		t.is(site.failed, undefined);
	});
}

test('pages that a thread keeps are charged to it', t => {
	const {policy, site, memory} = bench('accessed-switch');
	memory.chargeAnswer = false;
	policy.leave!(site, 1, 3, 3);
	t.is(site.books.counts.chargeFailures[1], 2);
});

const unlatched = [
	{what: 'grown in this stay: kept through one sleep', before: 1, held: 3, rest: 1, touched: 3, after: 3, pool: 1, taken: 0, cleared: 2},
	{what: 'not used since: gone', before: 3, held: 3, rest: 1, touched: 1, after: 1, pool: 3, taken: 2, cleared: 0},
	{what: 'used in part: kept in part', before: 3, held: 3, rest: 1, touched: 2, after: 2, pool: 3, taken: 1, cleared: 1},
	{what: 'asleep deep: kept whatever was used', before: 3, held: 3, rest: 3, touched: 1, after: 3, pool: 3, taken: 0, cleared: 0},
] as const;

for (const {what, before, held, rest, touched, after, pool, taken, cleared} of unlatched) {
	test(`without the latch, pages ${what}`, t => {
		const {policy, site} = bench('accessed-switch:latch=0');
		const {counts} = site.books;
		site.touchedPages = touched;
		t.is(policy.leave!(site, before, held, rest), after);
		t.is(site.books.pool[1], pool);
		t.is(counts.pagesTakenBack[1], taken);
		t.is(counts.pagesFreed[1], Math.max(0, before - after), 'a full stash has no room for what comes back');
		t.is(counts.invalidations[1], cleared);
		t.is(policy.notices!(after, 1), after > 1);
	});
}

test('speculation keeps as many never-used pages as it is said to, the same ones whenever asked', t => {
	const {policy, site} = bench('accessed-switch:spurious=250:size=64');
	let kept = 0;
	for (let key = 0; key < 2000; key++) {
		site.key = key;
		const pages = policy.fromFork!(site, 1);
		t.is(policy.fromFork!(site, 1), pages);
		kept += pages - 1;
	}

	t.true(Math.abs(kept / 2000 / 15 - 0.25) < 0.01, `${kept / 2000 / 15} of never-used pages`);
	site.key = 7;
	t.true(policy.grow(site, 9, 10) >= 10);
});

test('speculation on every page leaves nothing to take', t => {
	const machine = new Machine(smallScenario({policies: ['accessed-switch:spurious=1000', 'fixed']}));
	machine.advance(300e6);
	t.is(reading(machine, 'accessed-switch:spurious=1000').savedPercent.gross, 0);
	t.is(billFor(policyOf('accessed-switch:spurious=1000', smallMachine), {bursts: 10, markPages: 10}).find(item => item.what === 'pages out and in')!.count, 0);
});

test('taking pages out interrupts other CPUs under one reading of the debate, and nobody under the other', t => {
	const told = (name: string, cpus: number, markPages: number): number => policyOf(name, {...smallMachine, cpus}).flushes(stream({bursts: 100, markPages}), books()).shootdowns;
	t.is(told('accessed-switch', 64, 100), 0);
	t.is(told('accessed-switch:shootdown=1', 64, 100), 100 * 63);
	t.is(told('accessed-switch:shootdown=1', 64, 400), 0, 'nothing is taken from stacks that were used whole');
	t.is(told('accessed-switch:shootdown=1', 1, 100), 0, 'there is no other CPU');
});

const shrinks = [
	{what: 'what was never used', held: 4, mark: 1, keeps: 1},
	{what: 'nothing from a stack that was used whole', held: 4, mark: 4, keeps: 4},
	{what: 'nothing twice', held: 1, mark: 1, keeps: 1},
	{what: 'not the first page', held: 4, mark: 0, keeps: 1},
] as const;

for (const {what, held, mark, keeps} of shrinks) {
	test(`the shrinker takes ${what}, and it comes back with its thread`, t => {
		const {policy, site} = bench('accessed-shrinker');
		const {counts} = site.books;
		t.is(policy.shrink!(site, held, mark), keeps);
		t.is(counts.pagesFreed[1], held - keeps);
		t.is(counts.pagesTakenBack[1], held - keeps);
		t.is(policy.notices!(keeps, 4), keeps < 4);
		t.is(policy.arrive!(site, keeps), 4);
		t.is(counts.pagesAllocated[1], 4 - keeps);
	});
}

test('who comes back while atomic requests fail waits once for all pages', t => {
	const {policy, site, memory} = bench('accessed-shrinker', {context: 'switch'});
	memory.atomicAnswer = nth => nth === 1;
	memory.atomicTicks = 70;
	t.is(policy.arrive!(site, 1), 4);
	const {counts} = site.books;
	t.deepEqual([counts.refillFailures[1], counts.waits[1], counts.waitTicks[1], counts.pagesAllocated[1]], [2, 1, 70, 3]);
	t.is(site.failed, undefined);
});

test('reaching into a stack that was shrunk finds no page and no handler', t => {
	const {policy, site} = bench('accessed-shrinker', {context: 'remote'});
	t.is(policy.grow(site, 1, 2), 1);
	t.is(site.failed, 'notHandled');
});

test('the shrinker saves nothing while memory is plenty, and much when it is short, without a death', t => {
	const machine = new Machine(smallScenario({policies: ['accessed-shrinker']}));
	machine.advance(500e6);
	t.is(reading(machine, 'accessed-shrinker').savedPercent.gross, 0);
	machine.apply({kind: 'pressure', atomicFailShare: 0.15});
	machine.advance(1500e6);
	const shrunk = reading(machine, 'accessed-shrinker');
	t.true(shrunk.savedPercent.gross > 20, `${shrunk.savedPercent.gross} %`);
	t.is(shrunk.failures, 0);
	t.true(shrunk.waits > 0 && shrunk.waitNs > 0);
	t.is(shrunk.shootdowns, Math.ceil(shrunk.pagesTakenBack / 512) * 7);
	machine.apply({kind: 'pressure', atomicFailShare: 0});
	machine.advance(10e9);
	t.true(reading(machine, 'accessed-shrinker').savedPercent.gross < shrunk.savedPercent.gross, 'threads that ran have their pages again');
});

test('the latch holds more than pages that go again when they are not used', t => {
	const machine = new Machine(smallScenario({policies: ['accessed-switch', 'accessed-switch:latch=0']}));
	machine.advance(2e9);
	const [latched, unlatched] = machine.read().policies as [PolicyReading, PolicyReading];
	t.true(unlatched.stackKiB < latched.stackKiB);
	t.true(unlatched.pagesTakenBack > 0 && unlatched.invalidations > 0);
	t.is(latched.pagesTakenBack, 0);
	t.is(latched.faults + unlatched.faults, 0);
});

const bills = [
	{what: 'A-sw, switch-out+in, nothing left to take (all pages latched)', name: 'accessed-switch', counts: {bursts: 1, markPages: 4}, own: {}},
	{what: 'A-sw, 3 never-used pages taken out and put back', name: 'accessed-switch', counts: {bursts: 1, markPages: 1}, own: {}},
	{what: 'shrinker, per reclaimed page, no shootdown (A=0 is proof)', name: 'accessed-shrinker:shootdown=0', counts: {}, own: {pagesTakenBack: 1}},
	{what: 'giving the page back at schedule-in', name: 'accessed-shrinker', counts: {}, own: {refilledPages: 1}},
	{what: 'deferred, per grown page: refill + charge (all fault designs)', name: 'accessed-switch', counts: {}, own: {refilledPages: 1, pagesAllocated: 1}},
] as const;

for (const {what, name, counts, own} of bills) {
	test(`the bill of ${name} is the row "${what}"`, t => {
		const cycles = cyclesOf(billFor(policyOf(name, smallMachine), counts, own));
		t.is(Math.round(cycles.likely), Math.round(sumNamed(what).likely));
		t.true(cycles.low >= sumNamed(what).low && cycles.high <= sumNamed(what).high);
	});
}

test('a flush of 512 pages on 64 CPUs costs a page what the table says, to 3 %', t => {
	const policy = policyOf('accessed-shrinker', {...smallMachine, cpus: 64});
	const perPage = cyclesOf(billFor(policy, {}, {pagesTakenBack: 51_200})).likely / 51_200;
	t.true(Math.abs(perPage / sumNamed('shrinker, per reclaimed page, batched shootdown (512 pages, 64 CPUs)').likely - 1) < 0.03, `${perPage} cycles`);
});

test('a stash stays within bounds and loses no page, whatever comes and goes', t => {
	const stays = fc.record({before: fc.integer({min: 1, max: 4}), grows: fc.integer({min: 0, max: 3}), served: fc.integer({min: 0, max: 4}), seen: fc.boolean()});
	fc.assert(fc.property(fc.array(stays, {maxLength: 40}), list => {
		const {policy, site, memory} = bench('accessed-switch');
		const {pool, counts} = site.books;
		for (const {before, grows, served, seen} of list) {
			memory.atomicAnswer = nth => nth < served;
			const has = pool[1]!;
			const allocated = counts.pagesAllocated[1]!;
			const freed = counts.pagesFreed[1]!;
			t.is(seen ? policy.arrive!(site, before) : before, before);

			const after = policy.leave!(site, before, Math.min(4, before + grows), Math.min(4, before + grows));
			t.is(pool[1]! + after, has + before + counts.pagesAllocated[1]! - allocated - (counts.pagesFreed[1]! - freed));
			t.true(pool[1]! >= 0 && pool[1]! <= 3);
			t.true(site.books.poolLowest[1]! <= pool[1]!);
			t.is(site.failed, undefined);
		}
	}));
});
