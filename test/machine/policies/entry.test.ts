import test from 'ava';
import {Machine, type PolicyReading} from '../../../machine/index.js';
import {policyOf} from '../../../machine/policies/choice.js';
import {InputError} from '../../../source/files/input-error.js';
import {resolveScenario} from '../../../source/files/scenario.js';
import {billFor, books, cyclesOf, measured, stream} from '../../helpers/bill.js';
import {kernelClass, smallMachine, smallScenario, workerClass} from '../../helpers/scenario.js';
import {bench} from '../../helpers/site.js';

const sleeps = [
	{name: 'entry', isUser: true, restartable: true, holds: 0},
	{name: 'entry', isUser: true, restartable: false, holds: 4},
	{name: 'entry', isUser: false, restartable: true, holds: 4},
	{name: 'entry:keep=1', isUser: true, restartable: true, holds: 1},
	{name: 'entry:keep=1', isUser: true, restartable: false, holds: 4},
	{name: 'entry:restart=0', isUser: true, restartable: true, holds: 4},
	{name: 'entry:size=32', isUser: true, restartable: true, holds: 0},
	{name: 'entry:size=32', isUser: false, restartable: false, holds: 8},
] as const;

for (const {name, isUser, restartable, holds} of sleeps) {
	test(`${name}: a ${isUser ? 'user' : 'kernel'} thread in a wait that can${restartable ? '' : 'not'} be restarted holds ${holds} pages`, t => {
		t.is(policyOf(name, smallMachine).atRest!({pages: 1, isUser, restartable}), holds);
	});
}

test('15 pages are as many as can be given up', t => {
	t.is(policyOf('entry:size=60', smallMachine).sizePages, 15);
	t.is(policyOf('entry:keep=1:size=64', smallMachine).sizePages, 16);
	t.throws(() => policyOf('entry:size=64', smallMachine), {instanceOf: RangeError, message: /keep=1, or for a smaller size/});
	t.throws(() => policyOf('entry', {...smallMachine, threadSizeKiB: 64}), {instanceOf: RangeError});
	t.throws(() => resolveScenario({policies: ['entry:size=64']}), {instanceOf: InputError, message: /entry:size=64 cannot run on genoa-384/});
});

test('the stash is a whole stack, and serves kernel threads nothing', t => {
	const {policy, site, memory, fill} = bench('entry', {context: 'switch'});
	t.is(policy.poolPages, 4);
	t.is(bench('entry:keep=1').policy.poolPages, 3);
	memory.atomicAnswer = () => false;
	memory.atomicTicks = 9;
	fill(0);
	t.is(policy.arrive!(site, 4), 4);
	t.is(site.books.counts.waits[1], 0);
	t.is(policy.arrive!(site, 0), 0);
	t.is(site.books.counts.waits[1], 1);
	t.is(site.books.pool[1], 4);
	t.is(site.failed, undefined);
});

test('a thread that stops in a wait it cannot give up takes its stack to sleep, and returns it later', t => {
	const {policy, site} = bench('entry');
	const {pool, counts} = site.books;
	t.is(policy.leave!(site, 0, 0, 4), 4);
	t.is(pool[1], 0);
	t.true(policy.notices!(4, 0));
	t.is(policy.leave!(site, 4, 4, 0), 0);
	t.is(pool[1], 4);
	t.deepEqual([counts.pagesGrown[1], counts.pagesTakenBack[1], counts.pagesFreed[1]], [4, 4, 0]);
});

test('what is paid: the stack at every visit, and one call more for every wait that was given up', t => {
	const {steps} = measured;
	const visit = cyclesOf(billFor(policyOf('entry', smallMachine), {userVisits: 1})).likely;
	t.is(visit, 2 * steps.pool_take!.likely + 2 * steps.pte4_wr!.likely + 4 * steps.cmpxchg!.likely + 4 * steps.invlpg!.likely);
	const kept = cyclesOf(billFor(policyOf('entry:keep=1', smallMachine), {userVisits: 1})).likely;
	t.is(visit - kept, steps.cmpxchg!.likely + steps.invlpg!.likely);
	t.is(cyclesOf(billFor(policyOf('entry', smallMachine), {restartableWaits: 3})).likely, 3 * steps.futex_again!.likely);
	t.is(cyclesOf(billFor(policyOf('entry:restart=0', smallMachine), {restartableWaits: 3})).likely, 0);
	t.deepEqual(policyOf('entry', smallMachine).flushes(stream({userVisits: 5}), books()), {invalidations: 20, shootdowns: 0});
});

const boxes = [
	{what: 'all in restartable waits', classes: [workerClass], name: 'entry', held: 0},
	{what: 'with a page kept', classes: [workerClass], name: 'entry:keep=1', held: 1},
	{what: 'whose waits cannot be restarted', classes: [{...workerClass, restartableSleep: false}], name: 'entry', held: 4},
	{what: 'where nobody restarts', classes: [workerClass], name: 'entry:restart=0', held: 4},
	{what: 'of kernel threads', classes: [{...kernelClass, count: {share: 1}}], name: 'entry', held: 4},
] as const;

for (const {what, classes, name, held} of boxes) {
	test(`a box ${what} holds ${held} pages a sleeping thread under ${name}`, t => {
		const machine = new Machine(smallScenario({policies: [name], classes, events: {switches: {deepPerMillion: 0}}}));
		machine.advance(200e6);
		const [policy] = machine.read().policies as [PolicyReading];
		t.is(policy.stackKiB - policy.borrowedKiB, policy.stacks * held * 4);
		t.is(policy.withoutStack, held === 0 ? policy.stacks : 0);
		t.is(policy.failures, 0);
	});
}
