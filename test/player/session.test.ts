import test from 'ava';
import {type Action, Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import type {ActionRequest} from '../../source/files/action-request.js';
import {createLocalFeed} from '../../source/player/local-feed.js';
import type {PlayerCommand} from '../../source/player/protocol.js';
import type {RunMoment} from '../../source/player/run-journal.js';
import {Session} from '../../source/player/session.js';

const scenario = resolveScenario({
	machine: 'haswell-72', workload: 'web', cpus: 2, threads: 300, policies: ['fred-pf', 'fixed'], seed: 7,
});
const create = (options = {}) => new Session(new Machine(scenario), options);

test('however it is cut into portions, a run ends the same, with the same history', t => {
	const whole = create();
	whole.advance(1_000_000_000);
	const cut = create();
	for (let ns = 0; ns < 1_000_000_000; ns += 7_777_777) {
		cut.advance(ns);
	}

	cut.advance(1_000_000_000);
	const bare = create({history: false});
	bare.advance(1_000_000_000);
	t.is(cut.read().digest, whole.read().digest);
	t.is(bare.read().digest, whole.read().digest);
	t.deepEqual(cut.read().policies.map(({digest}) => digest), whole.read().policies.map(({digest}) => digest));
	t.deepEqual(cut.frame().history, whole.frame().history);
	t.is(whole.frame().history.timeNs.length, 11);
	t.deepEqual(bare.frame().history.timeNs, []);
});

test('a run stops at its end, also where the machine\'s clock is coarser', t => {
	const session = create({endNs: 100_000_001});
	session.advance(50_000_000);
	t.false(session.ended);
	t.true(session.running);
	session.advance(Infinity);
	t.true(session.ended);
	t.false(session.running);
	t.is(session.timeNs, 100_000_000);
	t.true(session.frame().state.ended);
});

test('a run without an end must be told how far to go', t => {
	t.throws(() => {
		create().advance(Infinity);
	}, {instanceOf: RangeError});
});

test('commands: pause, step, resume, speed, threads', t => {
	const session = create({speed: 2});
	t.like(session.frame().state, {mode: 'live', speed: 2, ended: false});
	session.send({kind: 'pause'});
	t.is(session.mode, 'paused');
	t.false(session.running);
	const before = session.read().perCpu.contextSwitches.reduce((sum, count) => sum + count, 0);
	session.send({kind: 'step'});
	t.is(session.mode, 'step');
	t.true(session.timeNs > 0);
	t.true(session.read().perCpu.contextSwitches.reduce((sum, count) => sum + count, 0) > before);
	session.send({kind: 'resume'});
	t.is(session.mode, 'live');
	session.send({kind: 'speed', speed: 0.5});
	t.is(session.frame().state.speed, 0.5);
	t.is(session.frame().threads, undefined);
	const query = {sort: 'high', descending: true, offset: 10, count: 3} as const;
	session.send({kind: 'threads', query});
	t.is(session.frame().threads?.rows.length, 3);
	t.deepEqual(session.frame().threads?.query, query);
	session.send({kind: 'threads', query: undefined});
	t.is(session.frame().threads, undefined);
});

test('keys that come faster than frames: what each turns round or changes by a step is as it stands by then', t => {
	const session = create({speed: 2});
	const {delivery} = session.read();
	const clock: PlayerCommand = {kind: 'pause-or-resume'};
	const other: PlayerCommand = {kind: 'action', action: {kind: 'delivery', delivery: 'other'}};
	const speeds = (['faster', 'faster', 'slower'] as const).map(speed => ({kind: 'speed', speed} as const));
	for (const command of [clock, clock, clock, ...speeds, other, other, other]) {
		session.send(command);
	}

	t.is(session.mode, 'paused');
	t.is(session.speed, 4);
	t.not(session.read().delivery, delivery);
	t.like(session.lastAction, {number: 3, action: {kind: 'delivery', delivery: session.read().delivery}});
	session.send({kind: 'step'});
	session.send({kind: 'pause-or-resume'});
	t.is(session.mode, 'live');
});

test('who pauses a search stays where it has come to', t => {
	const session = create();
	session.send({kind: 'search', search: {what: 'poolEmpty', which: 'next', policy: 0}});
	t.is(session.mode, 'search');
	session.send({kind: 'pause-or-resume'});
	t.is(session.mode, 'paused');
});

test('backwards twice: paused', t => {
	const session = create({checkpointBytes: 1_000_000});
	session.advance(500_000_000);
	session.send({kind: 'backward'});
	t.is(session.mode, 'backward');
	session.send({kind: 'backward'});
	t.is(session.mode, 'paused');
	session.send({kind: 'backward'});
	session.send({kind: 'pause-or-resume'});
	t.is(session.mode, 'paused');
});

test('a replay that was paused goes on as a replay', t => {
	const session = create({mode: 'replay'});
	session.send({kind: 'pause'});
	session.send({kind: 'resume'});
	t.is(session.mode, 'replay');
});

test('a step over samples keeps them at equal distances', t => {
	const sleepy = resolveScenario({machine: 'haswell-72', cpus: 1, threads: 1});
	const session = new Session(new Machine(sleepy));
	for (let count = 0; count < 20; count++) {
		session.send({kind: 'step'});
	}

	session.send({kind: 'resume'});
	session.advance(session.timeNs + 500_000_000);
	const {timeNs, stepNs, policies} = session.frame().history;
	t.true(timeNs.length > 5);
	t.deepEqual(timeNs, Array.from(timeNs, (_, index) => index * stepNs));
	t.is(policies[0]!.stackKiB.length, timeNs.length);
});

test('what changes by itself while a step goes on is in the samples', t => {
	// Nobody runs for long, and the pressure on memory ends in the middle of a step
	const sleepy = resolveScenario({machine: 'haswell-72', cpus: 1, threads: 1});
	const create = () => {
		const session = new Session(new Machine(sleepy));
		session.send({kind: 'action', action: {kind: 'pressure', atomicFailShare: 0.5, forNs: 150_000_000}});
		return session;
	};

	const stepped = create();
	while (stepped.timeNs < 2_000_000_000) {
		stepped.send({kind: 'step'});
	}

	const straight = create();
	straight.advance(stepped.timeNs);
	const {history} = straight.frame();
	t.true(new Set(history.freeKiB).size > 1, 'memory does change');
	t.deepEqual(stepped.frame().history, history);
});

test('a step ends with the run, and where it has looked ahead for long enough', t => {
	const calm = () => {
		const machine = new Machine(resolveScenario({machine: 'haswell-72', cpus: 1, threads: 1}));
		machine.step = untilNs => {
			machine.advance(untilNs);
		};

		return Object.defineProperty(machine, 'bursts', {value: 0});
	};

	const endless = new Session(calm());
	endless.send({kind: 'step'});
	t.is(endless.timeNs, 10e9);
	t.is(endless.frame().history.timeNs.length, 101);
	t.false(endless.ended);
	const short = new Session(calm(), {endNs: 250_000_001});
	short.send({kind: 'step'});
	t.is(short.timeNs, 250_000_000);
	t.true(short.ended);
});

test('a run goes no further than where it is to halt: not by itself, not by steps, not to what is sought', t => {
	const session = create({endNs: 1_000_000_000});
	session.haltNs = 20_000_010;
	session.advance(5_000_000);
	for (let count = 0; count < 20_000 && !session.isAt(session.haltNs); count++) {
		session.send({kind: 'step'});
	}

	t.is(session.timeNs, 20_000_000);
	session.send({kind: 'step'});
	t.is(session.timeNs, 20_000_000);
	session.send({kind: 'seek-by', byNs: 50_000_000});
	session.advance(Infinity);
	t.is(session.timeNs, 20_000_000);
	t.is(session.mode, 'search');
	session.haltNs = Infinity;
	session.advance(Infinity);
	t.is(session.timeNs, 70_000_000);
	t.is(session.mode, 'paused');
	const straight = create();
	straight.advance(70_000_000);
	t.is(session.read().digest, straight.read().digest);
});

const jumps: ReadonlyArray<readonly [what: string, command: PlayerCommand]> = [
	['seek', {kind: 'seek', timeNs: 1_300_000_000}],
	['seek-by', {kind: 'seek-by', byNs: -700_000_000}],
	['step-back', {kind: 'step-back'}],
	['search', {kind: 'search', search: {what: 'fault', which: 'previous', policy: 0}}],
];

for (const [what, command] of jumps) {
	test(`where a run has jumped, a frame has the box a little before too: ${what}`, t => {
		const session = create({checkpointBytes: 1e8});
		session.advance(2_000_000_000);
		t.is(session.frame().before, undefined, 'the frames before tell');
		session.send(command);
		const {reading, before} = session.frame();
		t.true(reading.timeNs < 2_000_000_000);
		t.is(before?.timeNs, reading.timeNs - 500_000_000 - ((reading.timeNs - 500_000_000) % 64));
		const straight = create();
		straight.advance(before!.timeNs);
		t.deepEqual(before, straight.read({digest: false}));
		straight.advance(reading.timeNs);
		t.deepEqual(session.read(), straight.read());
		session.send({kind: 'resume'});
		session.advance(reading.timeNs + 10_000_000);
		t.is(session.frame().before, undefined, 'it goes on by itself');
	});
}

test('what was a little before is looked at once for moments close together, and anew after something was done', t => {
	const machine = new Machine(scenario);
	const session = new Session(machine, {checkpointBytes: 1e8});
	session.advance(2_000_000_000);
	session.send({kind: 'seek', timeNs: 1_000_000_000});
	const {before} = session.frame();
	session.send({kind: 'seek-by', byNs: 250_000_000});
	t.is(session.frame().before, before);
	session.send({kind: 'step-back'});
	t.is(session.frame().before, before);
	session.send({kind: 'action', action: {kind: 'nmi-rate', perBusyCpuSecond: 20_000}});
	t.is(session.frame().before, undefined);
	session.send({kind: 'seek', timeNs: 0});
	t.is(session.frame().before, undefined, 'nothing was before');
	session.send({kind: 'seek', timeNs: 100_000_000});
	t.is(session.frame().before?.timeNs, 0);
});

test('an action changes the run from its moment on', t => {
	const calm = create({history: false});
	const stormy = create({history: false});
	calm.advance(500_000_000);
	stormy.advance(500_000_000);
	stormy.send({kind: 'action', action: {kind: 'nmi-rate', perBusyCpuSecond: 50_000}});
	calm.advance(1_000_000_000);
	stormy.advance(1_000_000_000);
	t.true(stormy.read().policies[0]!.nmis > calm.read().policies[0]!.nmis + 100);
});

const refusals: ReadonlyArray<readonly [action: ActionRequest, refusal: RegExp]> = [
	[{kind: 'cpu-offline', cpu: 2}, /^no CPU 2 among 2$/u],
	[{kind: 'cpu-online', cpu: 1}, /^CPU 1 is online already$/u],
	[{kind: 'deep-call', tid: 4_000_000_000, depthBytes: 9000}, /^no thread 4000000000 is alive$/u],
];

for (const [action, refusal] of refusals) {
	test(`a refused action changes nothing and is told: ${String(refusal)}`, t => {
		const session = create({history: false});
		session.advance(100_000_000);
		const before = session.read().digest;
		session.send({kind: 'action', action});
		t.is(session.read().digest, before);
		t.regex(session.frame().state.lastAction?.refusal ?? '', refusal);
	});
}

test('the last CPU stays online', t => {
	const session = create({history: false});
	session.send({kind: 'action', action: {kind: 'cpu-offline', cpu: 0}});
	t.is(session.lastAction?.refusal, undefined);
	session.send({kind: 'action', action: {kind: 'cpu-offline', cpu: 1}});
	t.is(session.lastAction?.refusal, 'CPU 1 is the last one online');
	t.is(session.lastAction?.number, 2);
	session.advance(100_000_000);
	t.deepEqual([...session.read().perCpu.online], [0, 1]);
});

test('the deepest thread is found when the action is applied', t => {
	const machine = new Machine(scenario);
	const session = new Session(machine, {history: false});
	session.advance(300_000_000);
	const {tid} = machine.threads({sort: 'high', descending: true, offset: 0, count: 1}).rows[0]!;
	session.send({kind: 'action', action: {kind: 'deep-call', tid: 'deepest', depthBytes: 12_000}});
	t.deepEqual(session.lastAction, {number: 1, action: {kind: 'deep-call', tid, depthBytes: 12_000}, refusal: undefined, timeNs: 300_000_000});
	t.is(machine.threads({sort: 'high', descending: true, offset: 0, count: 1}).rows[0]!.highWaterBytes, 12_000);
});

test('what is wrong with the machine itself is not taken for a refusal', t => {
	const machine = new Machine(scenario);
	machine.apply = () => {
		throw new TypeError('broken');
	};

	t.throws(() => {
		new Session(machine).send({kind: 'action', action: {kind: 'scan-stacks'}});
	}, {instanceOf: TypeError});
});

test('the hashes are there when the run stands still, and left out while it runs', t => {
	const session = create();
	t.is(session.frame().reading.digest, '');
	session.send({kind: 'pause'});
	t.is(session.frame().reading.digest, session.read().digest);
	t.not(session.read().digest, '');
});

test('a local feed makes a frame when asked, and tells of every change', t => {
	const feed = createLocalFeed(new Machine(scenario));
	let told = 0;
	const leave = feed.subscribe(() => {
		told++;
	});
	const first = feed.latest();
	t.is(feed.latest(), first);
	feed.advance(1_000_000);
	t.is(feed.latest().reading.timeNs, 1_000_000);
	feed.send({kind: 'pause'});
	t.is(feed.latest().state.mode, 'paused');
	leave();
	feed.advance(2_000_000);
	t.is(told, 2);
	t.is(feed.scenario, scenario);
});

const watch = {alarms: [{text: 'timeNs >= 300_000_000', field: 'timeNs', operator: '>=', wanted: 300_000_000}], everyNs: 70_000_000} as const;

test('however it is cut into portions, a run is held against its alarms at the same times, and at its end', t => {
	const whole = create({endNs: 1_000_000_000, watch});
	whole.advance(1_000_000_000);
	const cut = create({endNs: 1_000_000_000, watch, history: false});
	for (let ns = 0; ns < 1_100_000_000; ns += 7_777_777) {
		cut.advance(ns);
	}

	cut.advance(Infinity);
	t.deepEqual(cut.alarms, whole.alarms);
	t.deepEqual(whole.alarms, [{text: 'timeNs >= 300_000_000', policy: 'fred-pf', readings: 15, hits: 11, first: {timeNs: 350_000_000, found: '350000000'}}]);
	t.is(whole.frame().history.timeNs.length, 11);
	t.is(whole.read().digest, cut.read().digest);
});

test('a step passes the times at which alarms are due', t => {
	const session = create({watch: {...watch, everyNs: 1000}});
	session.send({kind: 'step'});
	t.is(session.alarms[0]!.readings, Math.floor(session.timeNs / 1000));
	t.deepEqual(session.frame().state.alarms, session.alarms);
});

test('a journal is told what was done and given a reading with hashes whenever it wants one', t => {
	const told: Array<readonly [string, number, unknown]> = [];
	const journal = {
		dueNs: 20_000_000,
		look({timeNs, bursts, read}: RunMoment) {
			told.push([bursts > 0 ? 'digest' : 'nothing ran', timeNs, read().digest.length]);
			this.dueNs = timeNs < 40_000_000 ? 40_000_001 : Infinity;
		},
		applied(timeNs: number, action: Action) {
			told.push(['applied', timeNs, action.kind]);
		},
		rewound() {
			t.fail();
		},
		recording: undefined,
		start() {
			t.fail();
		},
		stop() {
			t.fail();
		},
	};
	const session = create({journal});
	session.advance(20_000_000);
	session.send({kind: 'action', action: {kind: 'scan-stacks'}});
	session.send({kind: 'action', action: {kind: 'machine-check', cpu: 99}});
	session.advance(39_999_990);
	session.send({kind: 'step'});
	session.send({kind: 'step'});
	session.send({kind: 'step'});
	session.send({kind: 'resume'});
	session.advance(60_000_000);
	t.deepEqual(told.slice(0, 2), [['digest', 20_000_000, 16], ['applied', 20_000_000, 'scan-stacks']]);
	t.deepEqual(told.slice(2), [['digest', 40_000_000, 16]], 'a step stops by where something is due');

	const straight = create();
	straight.advance(20_000_000);
	straight.send({kind: 'action', action: {kind: 'scan-stacks'}});
	straight.advance(60_000_000);
	t.is(session.read().digest, straight.read().digest);
});

test('a thread close up comes with each frame for as long as it is asked for', t => {
	const session = create({endNs: 1e9});
	t.is(session.frame().thread, undefined);
	session.send({kind: 'thread', tid: 5});
	session.advance(10e6);
	t.like(session.frame().thread, {tid: 5, row: {tid: 5}});
	session.send({kind: 'thread', tid: 4_000_000});
	t.like(session.frame().thread, {tid: 4_000_000, row: undefined});
	session.send({kind: 'thread', tid: undefined});
	t.is(session.frame().thread, undefined);
});
