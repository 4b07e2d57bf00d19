import test from 'ava';
import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import type {PlayerFrame} from '../../source/player/protocol.js';
import {Session} from '../../source/player/session.js';
import {type WorkerFeed, openWorkerFeed} from '../../source/player/worker-feed.js';
import {limits} from '../helpers/feed-limits.js';

const scenario = resolveScenario({
	machine: 'haswell-72', workload: 'web', cpus: 4, threads: 300, policies: ['fred-pf', 'fixed'], seed: 7,
});

/** The first frame for which `wanted` holds. */
const until = async (feed: WorkerFeed, wanted: (frame: PlayerFrame) => boolean): Promise<PlayerFrame> => new Promise(resolve => {
	const look = () => {
		if (wanted(feed.latest())) {
			leave();
			resolve(feed.latest());
		}
	};

	const leave = feed.subscribe(look);
	look();
});

const digests = ({digest, policies}: PlayerFrame['reading']) => [digest, ...policies.map(policy => policy.digest)];

test('in the worker and out of it: equal digests and history', async t => {
	const here = new Session(new Machine(scenario), {endNs: 2_000_000_000});
	here.advance(Infinity);
	const feed = await openWorkerFeed(scenario, {...limits, endNs: 2_000_000_000, speed: Infinity});
	const frame = await until(feed, ({state}) => state.ended);
	await feed.close();
	t.deepEqual(digests(frame.reading), digests(here.read()));
	t.deepEqual(frame.history, here.frame().history);
	t.deepEqual(frame.reading.perCpu, here.read().perCpu);
});

test('stops and actions between them land at their exact moment', async t => {
	const action = {kind: 'nmi-rate', perBusyCpuSecond: 20_000} as const;
	const here = new Session(new Machine(scenario), {mode: 'replay'});
	here.advance(300_000_000);
	here.send({kind: 'action', action});
	here.advance(700_000_000);

	const feed = await openWorkerFeed(scenario, {
		...limits, endNs: 700_000_000, speed: Infinity, mode: 'replay', stopNs: 0,
	});
	const start = await feed.stopAt(0);
	const middle = await feed.stopAt(300_000_000);
	t.is(start.reading.timeNs, 0);
	t.is(middle.reading.timeNs, 300_000_000);
	feed.send({kind: 'action', action});
	const end = await feed.stopAt(700_000_000);
	await feed.close();
	t.is(end.state.mode, 'replay');
	t.true(end.state.ended);
	t.deepEqual(digests(end.reading), digests(here.read()));
});

test('a stop that was told late does not end the wait for the next one', async t => {
	for (let round = 0; round < 8; round++) {
		const feed = await openWorkerFeed(scenario, {...limits, speed: Infinity, stopNs: 20_000_000}); // eslint-disable-line no-await-in-loop
		for (const timeNs of [20_000_000, 20_000_000, 60_000_000, 90_000_000]) {
			const {reading} = await feed.stopAt(timeNs); // eslint-disable-line no-await-in-loop
			t.is(reading.timeNs, timeNs);
		}

		await feed.close(); // eslint-disable-line no-await-in-loop
	}
});

test('steps come to a stop too, whether the clock of the machine has it or not', async t => {
	const sleepy = resolveScenario({machine: 'haswell-72', cpus: 1, threads: 1});
	const feed = await openWorkerFeed(sleepy, {...limits, speed: Infinity, stopNs: 0});
	await feed.stopAt(0);
	for (const stopNs of [10_000_000, 20_000_001]) {
		feed.send({kind: 'pause'});
		const stopped = feed.stopAt(stopNs);
		const timer = setInterval(() => {
			feed.send({kind: 'step'});
		}, 1);
		const {reading, state} = await stopped; // eslint-disable-line no-await-in-loop -- one stop after the other
		clearInterval(timer);
		t.is(reading.timeNs, stopNs - (stopNs % 64));
		t.is(state.mode, 'step');
	}

	await feed.close();
});

test('pause, step, resume and thread rows', async t => {
	const feed = await openWorkerFeed(scenario, {...limits, speed: 1});
	feed.send({kind: 'pause'});
	const paused = await until(feed, ({state}) => state.mode === 'paused');
	feed.send({kind: 'step'});
	const stepped = await until(feed, ({state}) => state.mode === 'step');
	t.true(stepped.reading.timeNs > paused.reading.timeNs);
	t.not(stepped.reading.digest, '');
	feed.send({
		kind: 'threads', query: {
			sort: 'tid', descending: false, offset: 0, count: 5,
		},
	});
	const listed = await until(feed, ({threads}) => threads !== undefined);
	t.is(listed.threads?.rows.length, 5);
	feed.send({kind: 'resume'});
	const resumed = await until(feed, ({state, reading}) => state.mode === 'live' && reading.timeNs > stepped.reading.timeNs);
	t.is(resumed.state.speed, 1);
	await feed.close();
});

test('a refused action does not end the worker', async t => {
	const feed = await openWorkerFeed(scenario, {...limits, speed: 1});
	feed.send({kind: 'action', action: {kind: 'cpu-offline', cpu: 400}});
	const refused = await until(feed, ({state}) => state.lastAction !== undefined);
	t.is(refused.state.lastAction?.refusal, 'no CPU 400 among 4');
	feed.send({kind: 'action', action: {kind: 'cpu-offline', cpu: 1}});
	const done = await until(feed, ({state}) => state.lastAction?.number === 2);
	t.is(done.state.lastAction?.refusal, undefined);
	t.is(done.reading.perCpu.online[1], 0);
	await feed.close();
});

test('a machine that cannot be built rejects', async t => {
	const impossible = {...scenario, machine: {...scenario.machine, cpus: -1}};
	// The error was made in another thread, so it is no instance of this one's Error.
	await t.throwsAsync(openWorkerFeed(impossible, {...limits, speed: 1}), {any: true, message: /array length/u});
});
