import path from 'node:path';
import fs from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import type {ActionRequest} from '../../source/files/action-request.js';
import {Machine, type PolicyName} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {createLocalFeed} from '../../source/player/local-feed.js';
import {openWorkerFeed} from '../../source/player/worker-feed.js';
import {burstsPerDigest} from '../../source/recordings/digest-times.js';
import {headerOf} from '../../source/recordings/record-scenario.js';
import {Recorder} from '../../source/recordings/recorder.js';
import {limits} from '../helpers/feed-limits.js';
import {type Doing, linesOf, readText, recordedChoice, recordRun, replayText, temporaryFolder} from '../helpers/recording.js';

const actions: readonly ActionRequest[] = [
	{kind: 'pressure', atomicFailShare: 0.6, forNs: 40_000_000},
	{kind: 'delivery', delivery: 'idt'},
	{kind: 'nmi-rate', perBusyCpuSecond: 800},
	{kind: 'starve-refill', on: true, forNs: 30_000_000},
	{kind: 'fork-storm', times: 20, forNs: 50_000_000},
	{kind: 'deep-call', tid: 'deepest', depthBytes: 9000, jump: false},
	{kind: 'cpu-offline', cpu: 1},
	{kind: 'cpu-online', cpu: 1},
	{kind: 'machine-check', cpu: 0},
	{kind: 'remote-access', tid: 'deepest'},
	{kind: 'scan-stacks'},
	{kind: 'stack-offset', on: false},
];
const doing: fc.Arbitrary<Doing> = fc.oneof(
	{weight: 5, arbitrary: fc.constantFrom(...actions).map((action): Doing => ({kind: 'action', action}))},
	{weight: 5, arbitrary: fc.integer({min: 1, max: 90_000_000}).map((timeNs): Doing => ({kind: 'advance', timeNs}))},
	fc.constantFrom<Doing>({kind: 'pause'}, {kind: 'resume'}, {kind: 'step'}, {kind: 'speed', speed: 4}, {kind: 'speed', speed: Infinity}),
);

/** Gaps become moments. */
const atMoments = (doings: readonly Doing[]): Doing[] => {
	let now = 0;
	return [...doings.map(one => {
		now += one.kind === 'advance' ? one.timeNs : 0;
		return one.kind === 'advance' ? {kind: 'advance', timeNs: now} as const : one;
	}), {kind: 'advance', timeNs: 1_300_000_000}];
};

test('whatever is done to a run, paused, stepped or at another speed: its replay has the same digests', async t => {
	await fc.assert(fc.asyncProperty(fc.array(doing, {minLength: 1, maxLength: 14}), async doings => {
		const text = recordRun(recordedChoice, atMoments(doings), {history: true});
		const {agreed, difference, whole} = await replayText(text);
		t.is(difference?.message, undefined);
		t.true(whole);
		t.true(agreed >= 3);
	}), {numRuns: 15});
});

test('the same run has the same bytes, however it was paced, cut into portions and looked at', t => {
	const [first, second] = [actions[0]!, actions[4]!];
	const plain = recordRun(recordedChoice, [
		{kind: 'advance', timeNs: 300_000_001},
		{kind: 'action', action: first},
		{kind: 'advance', timeNs: 700_000_000},
		{kind: 'action', action: second},
		{kind: 'advance', timeNs: 2_100_000_000},
	]);
	const paced = recordRun(recordedChoice, [
		{kind: 'speed', speed: 3},
		{kind: 'advance', timeNs: 123_456_789},
		{kind: 'pause'},
		{kind: 'threads', query: {sort: 'high', descending: true, offset: 0, count: 3}},
		{kind: 'resume'},
		{kind: 'advance', timeNs: 300_000_001},
		{kind: 'action', action: {...first}},
		{kind: 'action', action: {kind: 'machine-check', cpu: 99}},
		{kind: 'advance', timeNs: 700_000_000},
		{kind: 'action', action: Object.fromEntries(Object.entries(second).toReversed()) as ActionRequest},
		{kind: 'core', cpu: 1},
		{kind: 'advance', timeNs: 2_100_000_000},
	], {history: true});
	t.is(paced, plain);
	t.deepEqual(linesOf(plain).map(line => line.timeNs), [0, 300_000_000, 700_000_000, 1_000_000_000, 2_000_000_000, 2_100_000_000]);
});

const eight: readonly PolicyName[] = ['fred-pf', 'ist-pf', 'fixed', 'accessed-switch', 'fred-pf:pool=12', 'ist-pf:pool=12', 'fred-pf:size=32', 'fixed:size=32'];

test('one policy or eight: the same stream of events, and the same books for those that are in both', t => {
	const doings: Doing[] = [{kind: 'advance', timeNs: 200_000_000}, {kind: 'action', action: actions[4]!}, {kind: 'advance', timeNs: 1_500_000_000}];
	const one = linesOf(recordRun({...recordedChoice, policies: ['fred-pf']}, doings));
	const many = linesOf(recordRun({...recordedChoice, policies: eight}, doings));
	const shared = (lines: typeof one) => lines.map(({timeNs, action, stream, policies}) => ({timeNs, action, stream, book: (policies as Record<string, string> | undefined)?.['fred-pf']}));
	t.deepEqual(shared(many), shared(one));
	t.is(one.length, 4);
});

test('in the board\'s worker or headless: the same bytes', async t => {
	const scenario = resolveScenario(recordedChoice);
	const folder = temporaryFolder();
	const header = headerOf('1.2.3', scenario, recordedChoice);
	const file = path.join(folder, 'worker.ndjson');
	const feed = await openWorkerFeed(scenario, {...limits, endNs: 1_200_000_000, speed: Infinity, stopNs: 400_000_000, recording: {header, file}});
	await feed.stopAt(400_000_000);
	t.like(feed.latest().state.recording, {file, on: true, problem: undefined});
	feed.send({kind: 'action', action: actions[1]!});
	const {reading} = await feed.stopAt(1_200_000_000);
	t.is(reading.digest.length, 16);
	await feed.close();
	t.like(feed.latest().state.recording, {file, on: false, problem: undefined});
	const doings: Doing[] = [{kind: 'advance', timeNs: 400_000_000}, {kind: 'action', action: actions[1]!}, {kind: 'advance', timeNs: 1_200_000_000}];
	const headless = recordRun(recordedChoice, doings, {bursts: burstsPerDigest(scenario.machine)});
	t.is(fs.readFileSync(file, 'utf8'), headless);
});

test('a recording begun in the middle holds what was done before, and digests from then on', async t => {
	const scenario = resolveScenario(recordedChoice);
	const folder = temporaryFolder();
	const feed = createLocalFeed(new Machine(scenario), {journal: new Recorder(headerOf('1.2.3', scenario, recordedChoice), 0)});
	feed.send({kind: 'action', action: actions[4]!});
	feed.advance(500_000_000);
	feed.send({kind: 'action', action: actions[0]!});
	t.is(feed.latest().state.recording, undefined);
	feed.advance(1_500_000_000);
	const [first, second] = [path.join(folder, 'first.ndjson'), path.join(folder, 'second.ndjson')];
	feed.send({kind: 'record', file: first});
	t.deepEqual(feed.latest().state.recording, {file: first, on: true, problem: undefined});
	feed.advance(2_500_000_000);
	feed.send({kind: 'record', file: 'not begun'});
	t.deepEqual(feed.latest().state.recording, {file: first, on: false, problem: undefined});
	feed.advance(3_000_000_000);
	feed.send({kind: 'record', file: second});
	feed.send({kind: 'record', file: 'not begun'});
	for (const [file, digests, endNs] of [[first, 2, 2_500_000_000], [second, 1, 3_000_000_000]] as const) {
		const text = fs.readFileSync(file, 'utf8');
		const {happenings, cutOff} = await readText(text); // eslint-disable-line no-await-in-loop
		t.is(cutOff, undefined);
		t.deepEqual(happenings.slice(0, 2).map(({kind, timeNs}) => [kind, timeNs]), [['action', 0], ['action', 500_000_000]]);
		t.like(await replayText(text), {agreed: digests, reachedNs: endNs, whole: true, difference: undefined}); // eslint-disable-line no-await-in-loop
	}
});

test('a recording is asked for four times before anybody has seen a frame: two are made, one after the other', t => {
	const scenario = resolveScenario(recordedChoice);
	const folder = temporaryFolder();
	const feed = createLocalFeed(new Machine(scenario), {journal: new Recorder(headerOf('1.2.3', scenario, recordedChoice), 0)});
	for (const name of ['first', 'not begun', 'second', 'not begun']) {
		feed.send({kind: 'record', file: path.join(folder, name)});
	}

	t.deepEqual(fs.readdirSync(folder).sort(), ['first', 'second']);
	t.is(fs.readFileSync(path.join(folder, 'first'), 'utf8'), fs.readFileSync(path.join(folder, 'second'), 'utf8'));
});

test('a recording that cannot be begun while another is on: told, and the other is closed but once', t => {
	const folder = temporaryFolder();
	const recorder = new Recorder('{}\n', 0);
	const file = path.join(folder, 'one');
	recorder.start(file, {timeNs: 0});
	recorder.start(file, {timeNs: 0});
	t.like(recorder.recording, {on: false, problem: `${file}: the recording cannot be written: there is one already`});
});

test('what cannot be written is told, and the run goes on', t => {
	const scenario = resolveScenario(recordedChoice);
	const folder = temporaryFolder();
	const taken = path.join(folder, 'taken');
	fs.writeFileSync(taken, 'mine');
	const feed = createLocalFeed(new Machine(scenario), {journal: new Recorder('{}\n', 0)});
	for (const [file, reason] of [
		[taken, 'there is one already'],
		[folder, 'there is one already'],
		[path.join(taken, 'x'), 'no such folder'],
		[path.join(folder, 'no', 'x'), 'no such folder'],
	] as const) {
		feed.send({kind: 'record', file});
		t.deepEqual(feed.latest().state.recording, {file, on: false, problem: `${file}: the recording cannot be written: ${reason}`});
	}

	feed.advance(1_000_000_000);
	t.is(feed.latest().reading.timeNs, 1_000_000_000);
	t.is(fs.readFileSync(taken, 'utf8'), 'mine');
});
