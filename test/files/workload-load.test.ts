import test from 'ava';
import {Machine} from '../../machine/index.js';
import {listFixtures} from '../../source/files/find-fixture.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {saidLoad} from './said-load.js';

/** Percent of the CPU time that it uses on a small box, of all CPUs and of single ones; classes count by CPU, so it is that of a large one. */
const foundLoad = (workload: string): {readonly all: number; readonly least: number; readonly most: number} => {
	const choice = workload === 'android' ? {machine: 'phone'} : {cpus: 24, threads: 500};
	const machine = new Machine(resolveScenario({...choice, workload, policies: ['fixed']}));
	machine.advance(8e9);
	const {totals, timeNs, cpus, perCpu} = machine.read();
	const loads = [...perCpu.busyNs].map(busyNs => 100 * busyNs / timeNs);
	return {all: 100 * totals.busyNs / timeNs / cpus, least: Math.min(...loads), most: Math.max(...loads)};
};

/** How far the load of one CPU may be from the mean of all, as a share of it: threads move to where there is time. */
const farthestShare = 0.2;

const busy = listFixtures('workloads').map(name => ({name, said: saidLoad(name)})).filter(({said}) => said !== undefined);

test('every workload but the idle ones says what load it makes', t => {
	t.deepEqual(listFixtures('workloads').filter(name => !busy.some(item => item.name === name)), ['idle', 'sleepers']);
});

for (const {name, said} of busy) {
	test(`the load of ${name} is what it says`, t => {
		const {all, least, most} = foundLoad(name);
		t.true(Math.abs(all - said!) <= 3, `${all.toFixed(1)} % of the CPU time, said ${said} %`);
		t.true(least > all * (1 - farthestShare) && most < all * (1 + farthestShare), `CPUs from ${least.toFixed(1)} to ${most.toFixed(1)} % busy`);
	});
}

test('a phone in use saves the 65 to 70 % that were published, and goes on doing so', t => {
	const machine = new Machine(resolveScenario({machine: 'phone', workload: 'android', policies: ['fred-pf', 'fixed']}));
	for (const seconds of [0.01, 5, 20]) {
		machine.advance(seconds * 1e9);
		const {gross} = machine.read().policies[0]!.savedPercent;
		t.true(gross >= 65 && gross <= 70, `${gross} % after ${seconds} s more`);
	}
});
