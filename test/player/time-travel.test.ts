import test from 'ava';
import fc from 'fast-check';
import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import type {ActionRequest, PlayerCommand} from '../../source/player/protocol.js';
import {Session} from '../../source/player/session.js';

const small = (policies: readonly string[]) => resolveScenario({
	machine: 'haswell-72', workload: 'web', cpus: 2, threads: 120, policies: [...policies], seed: 7,
});
const scenarios = [small(['fred-pf']), small(['fred-pf', 'ist-pf', 'fred-pf:pool=1', 'fred-pf:pool=2', 'fred-pf:pool=12', 'ist-pf:pool=1', 'ist-pf:pool=2', 'fixed'])];
const scenario = scenarios[0]!;
/** So little that only a few checkpoints are kept. */
const scarce = 1;
const create = (box = scenario, options = {}) => new Session(new Machine(box), {checkpointBytes: scarce, ...options});

const digests = (session: Session) => {
	const {timeNs, digest, policies} = session.read();
	return [timeNs, digest, ...policies.map(policy => policy.digest)];
};

const actions: readonly ActionRequest[] = [
	{kind: 'nmi-rate', perBusyCpuSecond: 20_000},
	{kind: 'pressure', atomicFailShare: 0.5, forNs: 150_000_000},
	{kind: 'cpu-offline', cpu: 1},
	{kind: 'cpu-online', cpu: 1},
	{kind: 'deep-call', tid: 'deepest', depthBytes: 12_000},
	{kind: 'scan-stacks'},
];

type Deed = {readonly kind: 'advance'; readonly byNs: number} | {readonly kind: 'command'; readonly command: PlayerCommand};

const command = (kinds: fc.Arbitrary<PlayerCommand>): fc.Arbitrary<Deed> => kinds.map(command => ({kind: 'command', command}));
const deeds: fc.Arbitrary<Deed> = fc.oneof(
	{weight: 4, arbitrary: fc.integer({min: 1, max: 300_000_000}).map(byNs => ({kind: 'advance', byNs} as const))},
	{weight: 3, arbitrary: command(fc.constantFrom(...actions).map(action => ({kind: 'action', action})))},
	{weight: 4, arbitrary: command(fc.integer({min: -500_000_000, max: 100_000_000}).map(byNs => ({kind: 'seek-by', byNs})))},
	{weight: 2, arbitrary: command(fc.integer({min: 0, max: 900_000_000}).map(timeNs => ({kind: 'seek', timeNs})))},
	{weight: 4, arbitrary: command(fc.constantFrom<PlayerCommand>(
		{kind: 'step'},
		{kind: 'step-back'},
		{kind: 'now'},
		{kind: 'pause'},
		{kind: 'resume'},
		{kind: 'pause-or-resume'},
		{kind: 'speed', speed: 4},
		{kind: 'backward'},
	))},
	{weight: 2, arbitrary: command(fc.constantFrom('fault' as const, 'demotion' as const, 'poolEmpty' as const).chain(what =>
		fc.constantFrom('next' as const, 'previous' as const, 'first' as const).map(which => ({kind: 'search', search: {what, which, policy: 0}}))))},
);

const endNs = 1_500_000_000;

for (const [index, box] of scenarios.entries()) {
	test(`wherever one goes in time, ${index === 0 ? 'one policy' : 'eight policies'}: the state, the hashes and the history are those of a straight run with the same actions`, t => {
		fc.assert(fc.property(fc.array(deeds, {minLength: 1, maxLength: 14}), wanted => {
			let done: Array<{readonly timeNs: number; readonly action: ActionRequest}> = [];
			const session = create(box, {endNs, journal: {
				dueNs: Infinity, look() {/* Nothing is due */}, recording: undefined, start() {/* Not recorded */}, stop() {/* Not recorded */},
				applied(timeNs: number, action: ActionRequest) {
					done.push({timeNs, action});
				},
				rewound(timeNs: number) {
					done = done.filter(one => one.timeNs <= timeNs);
				},
			}});
			for (const deed of wanted) {
				if (deed.kind === 'advance') {
					session.advance(session.timeNs + deed.byNs);
				} else {
					session.send(deed.command);
				}

				if (session.mode === 'backward') {
					session.runBack(session.timeNs - 30_000_000);
				}

				for (let slice = 0; session.mode === 'search' && slice < 4; slice++) {
					session.advance(session.timeNs + 70_000_000);
				}
			}

			const straight = create(box, {endNs, checkpointBytes: undefined});
			const {timeNs} = session;
			const until = (limitNs: number) => {
				for (const {timeNs: atNs, action} of done.splice(0, done.findLastIndex(one => one.timeNs <= limitNs) + 1)) {
					straight.advance(atNs);
					straight.send({kind: 'action', action});
				}

				straight.advance(limitNs);
			};

			until(timeNs);
			t.deepEqual(digests(session), digests(straight));
			t.true(session.behindNs >= 0);
			session.send({kind: 'now'});
			until(endNs);
			session.advance(endNs);
			t.deepEqual(digests(session), digests(straight));
			t.deepEqual(session.frame().history, straight.frame().history);
			t.true(session.ended);
		}), {numRuns: index === 0 ? 60 : 15});
	});
}

test('steps back visit the moments that steps forward did', t => {
	const session = create();
	session.advance(200_000_000);
	const visited = Array.from({length: 12}, () => {
		session.send({kind: 'step'});
		return session.timeNs;
	});
	const back = [session.timeNs];
	for (let count = 1; count < visited.length; count++) {
		session.send({kind: 'step-back'});
		back.push(session.timeNs);
	}

	t.deepEqual(back.toReversed(), visited);
	t.like(session.frame().state, {mode: 'step', behindNs: visited.at(-1)! - visited[0]!});
});

test('going back leaves the history whole; doing something there forgets what came after, and tells the journal', t => {
	const rewound: number[] = [];
	const session = create(scenario, {journal: {
		dueNs: Infinity, look() {/* Nothing is due */}, applied() {/* Looked at elsewhere */}, rewound: (timeNs: number) => rewound.push(timeNs),
		recording: undefined, start() {/* Not recorded */}, stop() {/* Not recorded */},
	}});
	session.advance(1_000_000_000);
	session.send({kind: 'seek', timeNs: 400_000_000});
	t.like(session.frame().state, {mode: 'paused', behindNs: 600_000_000});
	t.is(session.frame().history.timeNs.length, 11);
	session.send({kind: 'action', action: {kind: 'cpu-offline', cpu: 7}});
	t.is(session.behindNs, 600_000_000, 'what was refused forgets nothing');
	t.deepEqual(rewound, []);
	session.send({kind: 'action', action: {kind: 'scan-stacks'}});
	t.is(session.behindNs, 0);
	t.deepEqual(rewound, [400_000_000]);
	t.is(session.frame().history.timeNs.length, 5);
});

test('now is where the run was left, and goes on as it did', t => {
	const session = create();
	session.advance(300_000_000);
	session.send({kind: 'seek-by', byNs: -100_000_000});
	t.is(session.mode, 'paused');
	session.send({kind: 'now'});
	t.is(session.timeNs, 300_000_000);
	t.is(session.mode, 'live');
	session.send({kind: 'pause'});
	session.send({kind: 'step-back'});
	session.send({kind: 'now'});
	t.is(session.timeNs, 300_000_000);
	t.is(session.mode, 'paused');
});

test('events are found before and after this moment, to the tick', t => {
	const session = create();
	session.advance(500_000_000);
	const faults = () => session.read({digest: false}).policies[0]!.faults;
	const now = faults();
	session.send({kind: 'search', search: {what: 'fault', which: 'previous', policy: 0}});
	const found = session.frame().state.lastSearch!;
	t.is(found.foundNs, session.timeNs);
	t.true(session.behindNs > 0);
	t.is(faults(), now);
	session.send({kind: 'seek-by', byNs: -64});
	t.true(faults() < now, 'a tick before it had not happened');
	session.send({kind: 'search', search: {what: 'fault', which: 'next', policy: 0}});
	t.is(session.timeNs, found.foundNs!);
	session.send({kind: 'now'});
	session.send({kind: 'search', search: {what: 'fault', which: 'next', policy: 0}});
	t.is(session.mode, 'search');
	while (session.mode === 'search') {
		session.advance(session.timeNs + 50_000_000);
	}

	t.is(session.mode, 'paused');
	t.true(faults() > now);
	t.is(session.behindNs, 0, 'nothing beyond it is known');
	session.send({kind: 'search', search: {what: 'failure', which: 'previous', policy: 0}});
	t.is(session.frame().state.lastSearch!.foundNs, undefined);
});

test('what lies ahead is run to, and a search ends with the next command', t => {
	const session = create();
	session.send({kind: 'seek', timeNs: 250_000_000});
	t.is(session.mode, 'search');
	session.advance(1_000_000_000);
	t.is(session.timeNs, 250_000_000);
	t.is(session.mode, 'paused');
	session.send({kind: 'search', search: {what: 'failure', which: 'first', policy: 0}});
	session.advance(300_000_000);
	t.is(session.mode, 'search');
	session.send({kind: 'pause'});
	t.is(session.mode, 'paused');
	t.like(session.frame().state.lastSearch, {what: 'failure', foundNs: undefined, reachedNs: 300_000_000});
});
