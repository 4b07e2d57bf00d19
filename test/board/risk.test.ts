import test from 'ava';
import {growthContexts, Machine, type PolicyReading} from '../../machine/index.js';
import {atomicShare, contextRows} from '../../source/board/risk/contexts.js';
import {firstMoment, inAll, verdictOn} from '../../source/board/risk/verdict.js';
import {RateWindow} from '../../source/board/rates.js';
import type {Role} from '../../source/board/terminal/style.js';
import {chance, span} from '../../source/board/figures.js';
import type {FakeRun} from '../helpers/fake-feed.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';
import {smallScenario} from '../helpers/scenario.js';

const scenario = smallScenario({policies: ['fixed', 'fred-pf', 'entry'], delivery: 'fred'});
const machine = new Machine(scenario);
machine.advance(500_000_000);
const reading = machine.read();
const policyOf = (name: string) => reading.policies.find(policy => policy.name === name)!;

const by = (counts: Partial<PolicyReading['growthBy']>): PolicyReading['growthBy'] => ({...Object.fromEntries(growthContexts.map(context => [context, 0])) as PolicyReading['growthBy'], ...counts});

const calm: Partial<PolicyReading> = {faults: 348, growthBy: by({task: 298, locked: 50}), emptyBy: by({}), failures: 0, eventsLost: 0, waits: 0, firstFailure: undefined};

const verdicts: ReadonlyArray<readonly [name: string, policy: string, changes: Partial<PolicyReading>, role: Role, sentence: string, because: RegExp]> = [
	['nothing went wrong', 'fred-pf', calm, 'good', 'Has not failed in 348 growths: P(empty) below 0.99 % at 95 %.', /^That takes the 300 beyond full pools as independent/u],
	['one growth more bounds little', 'fred-pf', {...calm, growthBy: by({task: 49})}, 'good', 'Has not failed in 49 growths: P(empty) below 95.00 % at 95 %.', /^That takes the 1 beyond/u],
	['full pools were sure to serve them', 'fred-pf', {...calm, growthBy: by({task: 48})}, 'good', 'Has not failed in 48 growths: too few to use up full pools.', /^$/u],
	['nothing grew', 'fred-pf', {...calm, growthBy: by({})}, 'good', 'Has not failed; no stack had to grow.', /^$/u],
	[
		'some found nothing, and waited',
		'fred-pf',
		{...calm, emptyBy: by({task: 3}), waits: 3},
		'warn',
		'Has not failed in 348 growths: 0.86 % found no page, in bunches.',
		/^3 times somebody waited for one\./u,
	],
	['events were lost', 'fred-pf', {...calm, eventsLost: 1}, 'bad', 'Has not died in 348 growths, but lost events: P(empty) below 0.99 % at 95 %.', /^1 event was lost/u],
	[
		'it died',
		'fred-pf',
		{...calm, emptyBy: by({locked: 2}), failures: 2, firstFailure: {timeNs: 3_210_000_000, cpu: 12, tid: 77, kind: 'poolEmpty'}},
		'bad',
		'✗ Would have died 2 times, first at 3.210 s, CPU 12, TID 77: pool empty.',
		/^In 348 growths: 0\.57 % found no page, in bunches\. .* counts on as though/u,
	],
	[
		'it overflowed where nothing grows',
		'fixed',
		{failures: 1, firstFailure: {timeNs: 5_000_000, cpu: 0, tid: 0, kind: 'overflow'}},
		'bad',
		'✗ Would have died 1 time, first at 0.005 s, CPU 0: stack overflow.',
		/^No stack faults: stacks are mapped in full at fork\./u,
	],
	['fixed stacks', 'fixed', {}, 'good', 'Has not failed; no stack had to grow.', /^No stack faults: stacks are mapped in full at fork\.$/u],
	['all is mapped while it runs', 'entry', {}, 'good', 'Has not failed; no stack had to grow.', /^No stack faults: the whole stack is mapped while its thread runs\./u],
	[
		'waits that belong to no growth',
		'entry',
		{emptyBy: by({switch: 5}), waits: 5},
		'warn',
		'Has not failed; no stack had to grow.',
		/5 times there was no page, and 5 times somebody waited for one\.$/u,
	],
];

for (const [name, policy, changes, role, sentence, because] of verdicts) {
	test(`the verdict when ${name}`, t => {
		const verdict = verdictOn({...policyOf(policy), ...changes}, scenario.machine);
		t.is(verdict.sentence, sentence);
		t.is(verdict.role, role);
		t.regex(verdict.because.join(' '), because);
	});
}

test('a verdict is reached once a reading', t => {
	const policy = policyOf('fred-pf');
	t.is(verdictOn(policy, scenario.machine), verdictOn(policy, scenario.machine));
	t.not(verdictOn({...policy}, scenario.machine), verdictOn(policy, scenario.machine));
});

test('the first moment is told only where there is one', t => {
	t.is(firstMoment({...policyOf('fred-pf'), firstFailure: undefined}), undefined);
});

test('the contexts add up to all growths, and where nothing can sleep to their share', t => {
	const rates = new RateWindow();
	rates.observe(reading);
	const policy = {...policyOf('fred-pf'), growthBy: by({task: 6, reclaim: 1, locked: 2, nmi: 1}), emptyBy: by({nmi: 1})};
	const rows = contextRows({reading, policy, policyIndex: 1, rates});
	t.deepEqual(rows.map(({context}) => context), [...growthContexts]);
	t.is(rows.reduce((sum, {growths}) => sum + growths, 0), inAll(policy.growthBy));
	t.is(rows.reduce((sum, {share}) => sum + share!, 0).toFixed(9), '1.000000000');
	t.is(atomicShare(rows), 0.3);
	t.deepEqual(rows.filter(({empty}) => empty > 0).map(({context}) => context), ['nmi']);
	t.is(atomicShare(contextRows({reading, policy: {...policy, growthBy: by({})}, policyIndex: 1, rates})), undefined);
});

const chances: ReadonlyArray<readonly [share: number, text: string]> = [[0, '0 %'], [0.5, '50.00 %'], [0.006, '0.60 %'], [0.000_003, '0.00030 %'], [3e-10, '3.0e-8 %']];
for (const [share, text] of chances) {
	test(`a chance of ${share} is written ${text}`, t => {
		t.is(chance(share), text);
	});
}

const spans: ReadonlyArray<readonly [ns: number, text: string]> = [
	[0, '0'], [640, '640 ns'], [1250, '1.25 us'], [999_960, '1.00 ms'], [36_200_000, '36.2 ms'], [4_080_000_000, '4.08 s'], [120e9, '120 s'],
];
for (const [ns, text] of spans) {
	test(`${ns} ns are written ${text}`, t => {
		t.is(span(ns), text);
	});
}

const screens: ReadonlyArray<readonly [name: string, columns: number, rows: number, run: FakeRun, keys: readonly string[]]> = [
	['60x15', 60, 15, {}, []],
	['everything failing at 60x15', 60, 15, {failing: true}, []],
	['everything failing at 80x24', 80, 24, {failing: true}, []],
	['everything failing at 120x36', 120, 36, {failing: true}, []],
	['everything failing at 200x60', 200, 60, {failing: true}, []],
	['fixed stacks', 80, 24, {}, ['p', 'p']],
	['nothing grown', 100, 30, {nothingGrown: true}, []],
	['all mapped while running', 120, 36, {policies: ['entry']}, []],
];

for (const [name, columns, rows, run, keys] of screens) {
	test.serial(`the risk: ${name}`, async t => {
		const {board} = await openTestBoard({view: 'risk', columns, rows}, run);
		for (const key of keys) {
			await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		}

		t.snapshot(pictureOf(board));
		board.close();
	});
}

test.serial('a verdict is never cut off in the middle of a sentence', async t => {
	for (const run of [{}, {failing: true}, {nothingGrown: true}]) {
		for (const [columns, rows] of [[60, 15], [80, 24], [120, 36]] as const) {
			const {board} = await openTestBoard({view: 'risk', columns, rows}, run); // eslint-disable-line no-await-in-loop -- one board after the other
			const lines = board.rows().slice(3, 6).map(row => row.replaceAll(/^[│ ]+|[│ ]+$/gu, '')).filter(row => row !== '' && !row.startsWith('╰'));
			t.regex(lines.join(' ').replace(/ ─.*/u, ''), /\.$/u, `${columns}x${rows}`);
			board.close();
		}
	}
});
