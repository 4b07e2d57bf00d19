import test from 'ava';
import {Machine} from '../../machine/index.js';
import {listFixtures} from '../../source/files/find-fixture.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {saidLoad} from './said-load.js';

/** Percent of the CPU time that it uses on a small box; classes count by CPU, so it is that of a large one. */
const foundLoad = (workload: string): number => {
	const choice = workload === 'android' ? {machine: 'phone'} : {cpus: 24, threads: 500};
	const machine = new Machine(resolveScenario({...choice, workload, policies: ['fixed']}));
	machine.advance(3e9);
	const {totals, timeNs, cpus} = machine.read();
	return 100 * totals.busyNs / timeNs / cpus;
};

const busy = listFixtures('workloads').map(name => ({name, said: saidLoad(name)})).filter(({said}) => said !== undefined);

test('every workload but the idle ones says what load it makes', t => {
	t.deepEqual(listFixtures('workloads').filter(name => !busy.some(item => item.name === name)), ['idle', 'sleepers']);
});

for (const {name, said} of busy) {
	test(`the load of ${name} is what it says`, t => {
		const found = foundLoad(name);
		t.true(Math.abs(found - said!) <= 3, `${found.toFixed(1)} % of the CPU time, said ${said} %`);
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
