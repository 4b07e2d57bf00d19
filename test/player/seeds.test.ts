import test from 'ava';
import {runTrial, type Condition} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {runSeeds} from '../../source/player/seeds.js';

const scenario = resolveScenario({machine: 'haswell-72', cpus: 4, threads: 100, workload: 'swap'});
const condition: Condition = {failShare: 0.1, chargeFailShare: 0.1, forkTimes: 2, hotplug: true};
const forNs = 50_000_000;
const tasks = [4, 2, 3].map(seed => ({seed, policies: ['fred-pf', 'fred-pf:pool=3'], condition}));

test('trials come back in the order of the tasks, as if run here', async t => {
	const done: number[] = [];
	const trials = await runSeeds(tasks, {
		scenario, forNs, jobs: 2, onDone(count) {
			done.push(count);
		},
	});
	t.deepEqual(trials, tasks.map(({seed, policies}) => runTrial({...scenario, seed, policies}, condition, forNs)));
	t.deepEqual(done, [1, 2, 3]);
});

test('a trial that cannot be run ends all of them with its reason', async t => {
	await t.throwsAsync(runSeeds([{seed: 1, policies: ['no-such'], condition}, ...tasks], {scenario, forNs, jobs: 2}), {any: true, message: /no-such/u});
});

test('no tasks, no workers', async t => {
	t.deepEqual(await runSeeds([], {scenario, forNs, jobs: 2}), []);
});
