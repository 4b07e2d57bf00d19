import test from 'ava';
import fc from 'fast-check';
import {Machine} from '../../../machine/index.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {billFor, cyclesOf, sumNamed} from '../../helpers/bill.js';
import {smallMachine, smallScenario} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const growths = [
	{name: 'the pool first', pool: 3, reserve: 8, claimed: 0, wanted: 3, after: 3, left: 1, claims: 0, faults: 2},
	{name: 'the reserve when the pool is empty', pool: 0, reserve: 8, claimed: 0, wanted: 2, after: 2, left: 0, claims: 1, faults: 1},
	{name: 'half from each', pool: 1, reserve: 8, claimed: 0, wanted: 4, after: 4, left: 0, claims: 2, faults: 3},
	{name: 'its own claims of this quantum count', pool: 0, reserve: 2, claimed: 1, wanted: 4, after: 2, left: 0, claims: 2, faults: 2, failed: 'poolEmpty'},
	{name: 'both empty is death', pool: 0, reserve: 0, claimed: 0, wanted: 2, after: 1, left: 0, claims: 0, faults: 1, failed: 'poolEmpty'},
	{name: 'a jump is one fault, wherever the pages come from', pool: 1, reserve: 8, claimed: 0, wanted: 4, after: 4, left: 0, claims: 2, faults: 1, jump: true},
	{name: 'a remote access is not handled', pool: 3, reserve: 8, claimed: 0, wanted: 2, after: 1, left: 3, claims: 0, faults: 0, context: 'remote', failed: 'notHandled'},
] as const;

for (const row of growths) {
	test(`taking pages: ${row.name}`, t => {
		const {policy, site, fill} = bench('global-reserve', {context: 'context' in row ? row.context : 'task', jump: 'jump' in row});
		const {books} = site;
		fill(row.pool);
		books.reserve.fill(row.reserve);
		books.claims[1] = row.claimed;
		t.is(policy.grow(site, 1, row.wanted), row.after);
		t.is(books.pool[1], row.left);
		t.is(books.claims[1], row.claims);
		t.is(books.reserve[0], row.reserve, 'other CPUs see it as it was until the quantum ends');
		t.is(books.counts.faults[1], row.faults);
		t.is(site.failed, 'failed' in row ? row.failed : undefined);
	});
}

const settlements = [
	{name: 'claims within the reserve', had: 8, claims: [2, 3], atomic: false, now: 3, lowest: 3, taken: [2, 3], deaths: [0, 0], refillFailures: 5},
	{name: 'the refill brings it back', had: 8, claims: [2, 3], atomic: true, now: 8, lowest: 3, taken: [2, 3], deaths: [0, 0], refillFailures: 0},
	{name: 'the last CPU finds nothing', had: 4, claims: [3, 3], atomic: false, now: 0, lowest: 0, taken: [3, 1], deaths: [0, 2], refillFailures: 8},
	{name: 'exactly enough', had: 6, claims: [3, 3], atomic: false, now: 0, lowest: 0, taken: [3, 3], deaths: [0, 0], refillFailures: 8},
] as const;

for (const row of settlements) {
	test(`the quantum ends: ${row.name}`, t => {
		const {policy, site, memory} = bench('global-reserve');
		const {books} = site;
		books.reserve.fill(row.had);
		books.claims.set(row.claims);
		memory.atomicAnswer = () => row.atomic;
		site.cpu = 0;
		policy.settle!(site);
		t.deepEqual([...books.reserve], [row.now, row.lowest]);
		t.deepEqual([...books.counts.reserveTaken], [...row.taken]);
		t.deepEqual([...books.counts.poolEmpty], [...row.deaths]);
		t.is(books.counts.refillFailures[0], row.refillFailures);
		t.is(site.failed, row.deaths[1] > 0 ? 'poolEmpty' : undefined);
		t.is(site.cpu, row.deaths[1] > 0 ? 1 : 0);
	});
}

test('whatever CPUs claim, every page that a stack holds came from somewhere', t => {
	const counts = fc.tuple(fc.integer({min: 0, max: 12}), fc.integer({min: 0, max: 12}));
	fc.assert(fc.property(fc.integer({min: 0, max: 16}), counts, fc.integer({min: 0, max: 16}), (had, claims, had2) => {
		const {policy, site, memory} = bench('global-reserve:reserve=16');
		const {books: {counts: {pagesAllocated, poolEmpty, reserveTaken}, reserve, claims: claimed}} = site;
		reserve.fill(had);
		claimed.set(claims);
		memory.atomicAnswer = nth => nth < had2;
		policy.settle!(site);
		const sum = (column: Float64Array): number => column[0]! + column[1]!;
		t.true(reserve[0]! >= 0 && reserve[0]! <= 16 && reserve[1]! <= had);
		t.is(sum(reserveTaken) + sum(poolEmpty), claims[0] + claims[1]);
		t.is(had + sum(pagesAllocated), reserve[0]! + claims[0] + claims[1]);
	}));
});

test('on a box where a CPU comes up with nothing, the reserve carries it on', t => {
	const run = (name: string) => {
		const machine = new Machine(smallScenario({policies: [name], delivery: 'idt'}));
		machine.apply({kind: 'cpu-offline', cpu: 3});
		machine.apply({kind: 'starve-refill', on: true});
		machine.apply({kind: 'cpu-online', cpu: 3});
		machine.apply({kind: 'starve-refill', on: false});
		machine.advance(1e9);
		return machine.read().policies[0]!;
	};

	t.true(run('global-reserve:reserve=0').failuresBy.poolEmpty > 0);
	const carried = run('global-reserve');
	t.is(carried.failures, 0);
	t.true(carried.reserve.taken > 0 && carried.reserve.lowest < 8);
	t.is(carried.reserve.now, 8);
});

test('a page from the reserve costs what the cost table says', t => {
	const sum = sumNamed('Linus Walleij\'s global pool, per page taken (lock + irq_work + refill)');
	t.is(cyclesOf(billFor(policyOf('global-reserve', smallMachine), {}, {reserveTaken: 1})).likely, sum.likely);
});
