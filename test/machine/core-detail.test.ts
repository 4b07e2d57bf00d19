import test from 'ava';
import {Machine} from '../../machine/index.js';
import {smallScenario, toolClass} from '../helpers/scenario.js';

test('each CPU remembers its newest events, in order', t => {
	const machine = new Machine(smallScenario());
	machine.advance(400e6);
	let seen = 0;
	for (let cpu = 0; cpu < 8; cpu++) {
		const {events, thread, path} = machine.core(cpu);
		seen += events.length;
		t.true(events.length <= 16);
		t.deepEqual(events.map(event => event.timeNs), events.map(event => event.timeNs).toSorted((a, b) => a - b));
		t.true(events.every(event => event.timeNs >= 0 && event.timeNs < machine.timeNs));
		t.true(events.every(event => event.interrupted === 'task' || event.depthBytes === 0));
		t.truthy(thread);
		t.true(path.length > 0);
	}

	t.true(seen > 16);
	t.throws(() => machine.core(8), {instanceOf: RangeError});
	t.throws(() => machine.core(-1), {instanceOf: RangeError});
});

test('the remembered events are part of a checkpoint', t => {
	const machine = new Machine(smallScenario());
	machine.advance(200e6);
	const saved = machine.checkpoint();
	const before = machine.core(2);
	machine.advance(400e6);
	t.notDeepEqual(machine.core(2), before);
	machine.restore(saved);
	t.deepEqual(machine.core(2), before);
});

test('an idle box has no thread on its CPUs yet', t => {
	const machine = new Machine(smallScenario());
	const {thread, running, events} = machine.core(0);
	t.is(thread, undefined);
	t.false(running);
	t.deepEqual(events, []);
});

test('an event keeps the id of the thread it met, even when its row lives anew', t => {
	const machine = new Machine(smallScenario({machine: {threads: 20, cpus: 2}, classes: [{...toolClass, lifeVisits: 3}]}));
	machine.advance(300e6);
	const before = machine.core(0).events;
	machine.advance(301e6);
	const after = machine.core(0).events;
	const shared = after.filter(event => before.some(other => other.timeNs === event.timeNs));
	for (const event of shared) {
		t.true(before.some(other => other.timeNs === event.timeNs && other.tid === event.tid));
	}

	t.true(new Set(before.map(event => event.tid)).size > 3);
});
