import test from 'ava';
import {Machine} from '../../machine/index.js';
import {loadCosts} from '../../source/files/costs.js';
import {listFixtures} from '../../source/files/find-fixture.js';
import {readMachine} from '../../source/files/machine.js';
import {loadWorkload} from '../../source/files/workload.js';

const boot = (machine: string, workload: string): Machine => new Machine({
	machine: readMachine(machine).description,
	workload: loadWorkload(workload),
	policies: ['fred-pf'],
	delivery: 'fred',
	seed: 1,
	costs: loadCosts(undefined),
});

const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);

for (const machine of listFixtures('machines')) {
	test(`idle on ${machine} holds the pages it booted with`, t => {
		const box = boot(machine, 'idle');
		const {pagesPerStack: booted} = box.read().policies[0]!;
		box.advance(5e9);
		t.deepEqual(box.read().policies[0]!.pagesPerStack, booted);
	});
}

test('idle on the default box switches 10 to 12 times a CPU a second', t => {
	const box = boot('genoa-384', 'idle');
	box.advance(10e9);
	const {perCpu} = box.read();
	const perSecond = sum(perCpu.contextSwitches) / 10 / perCpu.contextSwitches.length;
	t.true(perSecond > 10 && perSecond < 12, `${perSecond}`);
});

for (const workload of ['files', 'forks', 'swap', 'web']) {
	test(`${workload} keeps the default box between 35 and 70 % busy`, t => {
		const box = boot('genoa-384', workload);
		box.advance(1e8);
		const {perCpu} = box.read();
		const busy = sum(perCpu.busyNs) / perCpu.busyNs.length / 1e8;
		t.true(busy > 0.35 && busy < 0.7, `${busy}`);
	});
}

test('about as many stacks of a fork storm grow as were measured', t => {
	const box = boot('genoa-384', 'forks');
	const before = box.read();
	box.advance(3e8);
	const after = box.read();
	const grown = after.policies[0]!.pagesGrown - before.policies[0]!.pagesGrown;
	const forks = sum(after.perCpu.forks) - sum(before.perCpu.forks);
	// Measured: 1 of 1,244 (fork612_exits.csv)
	t.true(grown / forks > 0.0002 && grown / forks < 0.004, `${grown} of ${forks}`);
});
