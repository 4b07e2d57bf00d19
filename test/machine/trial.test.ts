import test from 'ava';
import {hotplugTimes, runTrial, type Condition} from '../../machine/index.js';
import {smallEvents, smallScenario} from '../helpers/scenario.js';

const plain: Condition = {failShare: undefined, chargeFailShare: undefined, forkTimes: 1, hotplug: false};
const forNs = 100_000_000;
const scenario = smallScenario();

const conditions: ReadonlyArray<readonly [name: string, condition: Condition]> = [
	['as it is', plain],
	['under pressure', {...plain, failShare: 0.2, chargeFailShare: 0.2}],
	['in a storm of forks', {...plain, forkTimes: 5}],
	['with CPUs going and coming', {...plain, hotplug: true}],
];

for (const [name, condition] of conditions) {
	test(`the same trial twice, to the end of its time: ${name}`, t => {
		const trial = runTrial(scenario, condition, forNs);
		t.deepEqual(trial, runTrial(scenario, condition, forNs));
		t.is(trial.boot.timeNs, 0);
		t.is(trial.end.timeNs, forNs);
	});
}

test('pressure holds from the end of boot on, and only when asked for', t => {
	t.is(runTrial(scenario, plain, forNs).end.memory.failShare, 0);
	const pressed = runTrial(scenario, {...plain, failShare: 0.2, chargeFailShare: 1}, forNs);
	t.is(pressed.end.memory.failShare, 0.2);
	t.true(pressed.end.policies[0]!.chargeFailures > 0);
	const own = smallScenario({events: {memory: {...smallEvents.memory, atomicFailShare: 0.3}}});
	t.is(runTrial(own, plain, forNs).end.memory.failShare, 0.3);
	t.is(runTrial(own, {...plain, failShare: 0}, forNs).end.memory.failShare, 0);
});

test('every CPU\'s deepest draw is counted once', t => {
	for (const {poolDraws, poolSize} of runTrial(scenario, plain, forNs).end.policies) {
		t.is(poolDraws.length, poolSize + 1);
		t.is(poolDraws.reduce((sum, cpus) => sum + cpus, 0), scenario.machine.cpus);
	}
});

test('under hotplug every CPU that comes online is filled, or short under pressure', t => {
	const calm = runTrial(scenario, {...plain, hotplug: true}, forNs);
	t.is(calm.end.policies[0]!.shortFills, 0);
	const starved = runTrial(scenario, {...plain, hotplug: true, failShare: 1}, forNs);
	t.is(starved.end.policies[0]!.shortFills, hotplugTimes);
});

test('a box with one CPU keeps it', t => {
	const alone = smallScenario({machine: {cpus: 1, threads: 20, grownPages: 0}});
	t.is(runTrial(alone, {...plain, hotplug: true, failShare: 1}, forNs).end.policies[0]!.shortFills, 0);
});
