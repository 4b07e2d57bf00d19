import test from 'ava';
import {runTrial, type PolicyName, type Scenario} from '../../machine/index.js';
import type {Answer, Figure} from '../../source/report/questions/answer.js';
import {Evidence} from '../../source/report/questions/evidence.js';
import {answerQuestions} from '../../source/report/questions/index.js';
import {questionsJson} from '../../source/report/questions/json.js';
import {questionsMarkdown} from '../../source/report/questions/markdown.js';
import {conditions, planTrials} from '../../source/report/questions/plan.js';
import {showFigure, showFully, showRange} from '../../source/report/questions/show.js';
import {questionsText} from '../../source/report/questions/text.js';
import {kernelClass, smallEvents, smallScenario, toolClass, workerClass} from '../helpers/scenario.js';

const forNs = 200_000_000;
const seeds = 3;

const evidenceOf = (scenario: Scenario): Evidence => {
	const plan = planTrials(scenario);
	const trials = plan.experiments.map(({condition, policies}) =>
		Array.from({length: seeds}, (_, at) => runTrial({...scenario, seed: scenario.seed + at, policies}, conditions[condition], forNs)));
	return new Evidence(scenario, forNs, plan, trials);
};

/** Every short-lived thread goes two pages deep, so that pools are drawn on. */
const busy = smallScenario({classes: [kernelClass, workerClass, {...toolClass, deep: [{path: 5, weight: 1}], respawnMs: 0.5}]});
const evidence = evidenceOf(busy);
const answers = answerQuestions(evidence);
const report = {toolVersion: '0', scenario: busy, forNs, seeds, runs: evidence.trials.length * seeds, answers};

/** A box on which no stack grows: one kind of kernel thread that stays within a page. */
const quietScenario = smallScenario({
	machine: {grownPages: 0, threads: 16},
	classes: [{...kernelClass, common: [{path: 0, weight: 1}], deep: [{path: 0, weight: 1}]}],
	events: {nmis: {...smallEvents.nmis, perBusyCpuSecond: 0}},
});

const quiet = answerQuestions(evidenceOf(quietScenario));
const oneCpu = answerQuestions(evidenceOf(smallScenario({machine: {cpus: 1, threads: 40, grownPages: 0}})));

const cases: ReadonlyArray<readonly [name: string, answers: readonly Answer[]]> = [['a busy box', answers], ['a quiet box', quiet], ['a box with one CPU', oneCpu]];

for (const [name, found] of cases) {
	test(`${name}: sixteen answers in order, each with a verdict, and with figures or the reason why not`, t => {
		t.deepEqual(found.map(({number}) => number), Array.from({length: 16}, (_, at) => at + 1));
		for (const {number, verdict, figures, cannotAnswer, askedBy} of found) {
			t.regex(verdict, /\.$/u, `question ${number}`);
			t.notRegex(verdict, /undefined|NaN|Infinity/u, `question ${number}`);
			t.true(askedBy.length > 0 && (figures.length > 0 || cannotAnswer !== undefined), `question ${number}`);
		}
	});

	test(`${name}: figures are finite and inside their ranges`, t => {
		for (const {number, figures} of found) {
			for (const {label, value, low, high} of figures) {
				const known = [value, low, high].filter(one => one !== undefined);
				t.true(known.every(one => Number.isFinite(one)), `${number} ${label}`);
				t.true(value === undefined || low === undefined || high === undefined || (low <= value && value <= high), `${number} ${label}`);
			}
		}
	});

	test(`${name}: what was never seen is bounded above zero`, t => {
		const unseen = found.flatMap(({figures}) => figures).filter(({value, range, rests}) => value === 0 && range === 'chance' && rests !== undefined);
		t.true(unseen.length > 0);
		for (const figure of unseen) {
			t.true(figure.high! > 0, figure.label);
			t.is(showFigure(figure), 'none seen');
			t.regex(showRange(figure), /^at most /u);
		}
	});

	test(`${name}: the text fits 80 columns`, t => {
		const lines = questionsText({...report, answers: found}).split('\n');
		t.deepEqual(lines.filter(line => line.length > 80), []);
		t.deepEqual(lines.filter(line => line !== line.trimEnd()), []);
	});
}

const figure = (number: number, label: string, policy?: PolicyName): Figure => {
	const found = answers[number - 1]!.figures.find(one => one.label === label && (policy === undefined || one.policy === policy));
	if (found === undefined) {
		throw new Error(`question ${number} has no figure ${label} of ${policy ?? 'any policy'}`);
	}

	return found;
};

test('a larger reserve is never emptier, and holds more', t => {
	const shares = [3, 6, 12, 24].map(pages => figure(2, '10 % fail', `fred-pf:pool=${pages}`).value ?? 0);
	t.true(shares[0]! > 0, 'the smallest pool must be seen empty for the rest to mean anything');
	t.deepEqual(shares, shares.toSorted((a, b) => b - a));
	const reserves = [3, 6, 12, 24].map(pages => figure(10, 'pools of all CPUs', `fred-pf:pool=${pages}`).value!);
	t.deepEqual(reserves, [3, 6, 12, 24].map(pages => pages * 4 * busy.machine.cpus));
});

test('a chance counts each run up to its first death', t => {
	const samples = evidence.samples('high', 'fred-pf:pool=3');
	const died = samples.filter(({end}) => end.firstFailure?.kind === 'poolEmpty').length;
	const {value, rests} = figure(2, '10 % fail', 'fred-pf:pool=3');
	t.true(died > 0);
	t.is(value, died / rests!.count);
	const all = samples.reduce((sum, {end}) => sum + Object.values(end.growthBy).reduce((a, b) => a + b, 0), 0);
	t.true(rests!.count < all);
	t.is(figure(2, 'runs with a death, 10 % fail', 'fred-pf:pool=3').rests!.count, seeds);
});

test('growths that a full pool is sure to serve are no evidence', t => {
	const cpus = evidence.plan.experiments.map((_, at) => evidence.trials[at]![0]!.end.cpus)[0]!;
	for (const pages of [3, 6, 12, 24]) {
		const policy = `fred-pf:pool=${pages}`;
		const counted = evidence.samples('calm', policy).map(({boot, end}) => Object.values(end.growthBy).reduce((a, b) => a + b, 0) - Object.values(boot.growthBy).reduce((a, b) => a + b, 0));
		const {rests, value} = figure(2, 'no failures', policy);
		const left = counted.reduce((sum, growths) => sum + Math.max(0, growths - pages * cpus), 0);
		t.is(rests!.count, left);
		t.is(value, left === 0 ? undefined : 0);
	}
});

test('uses again: what they rest on over the time of all runs', t => {
	const {value, rests} = figure(7, 'stays that go deep again');
	t.true(rests!.count > 0);
	t.is(value, rests!.count / (seeds * forNs / 1e9));
});

test('no bound is put on what a policy takes as proven', t => {
	const {value, how, high} = figure(9, 'interrupts to other CPUs', 'accessed-switch');
	t.deepEqual([value, how, high], [0, 'assumed', undefined]);
	t.is(figure(9, 'interrupts to other CPUs', 'accessed-shrinker').how, 'simulated');
});

test('arithmetic: as many failed refills in a row as the pool has pages', t => {
	const {value, high, how} = figure(2, 'by arithmetic, 10 % fail', 'fred-pf:pool=3');
	t.true(Math.abs(value! - 0.001) < 1e-12);
	t.deepEqual([high, how], [0.1, 'derived']);
});

const billed: ReadonlyArray<readonly [number: number, label: string, policy: PolicyName]> = [
	[5, 'NMIs expected inside a stack fault', 'fred-pf'],
	[6, 'a moved fault', 'fred-pf'],
	[6, 'a moved interrupt', 'fred-pf'],
	[6, 'a moved fault', 'ist-pf'],
	[6, 'a moved interrupt', 'ist-pf'],
	[9, 'pages out and in at switches', 'accessed-switch'],
	[14, 'such an exit', 'fred-pf'],
	[14, 'such a fork', 'ist-pf'],
];

for (const [number, label, policy] of billed) {
	test(`question ${number} finds its line in the bill of ${policy}: ${label}`, t => {
		t.true(figure(number, label, policy).value! > 0);
	});
}

test('the share of RAM is that of the stacks', t => {
	t.is(figure(1, 'RAM').value, 1024 * 1024);
	const {fixedKiB} = evidence.samples('asIs', 'fred-pf')[0]!.end;
	t.true(Math.abs(figure(1, 'stacks of THREAD_SIZE, of RAM').value! - 100 * fixedKiB / 1_048_576) < 0.01);
});

test('shares of contexts add up to all growths', t => {
	const all = figure(11, 'growths', 'fred-pf').rests!.count;
	const byContext = answers[2]!.figures.filter(({label}) => label.startsWith('in '));
	t.is(byContext.reduce((sum, {rests}) => sum + rests!.count, 0), all);
	t.is(figure(3, 'of all growths', 'fred-pf').rests!.count, all);
});

test('hotplug under pressure brings CPUs online short of pages', t => {
	const {value, rests} = figure(4, 'CPU online with too few pages', 'fred-pf');
	t.is(rests!.count, seeds * 32);
	t.true(value! > 0 && value! < 1);
	t.regex(oneCpu[3]!.cannotAnswer!, /one CPU/u);
});

test('a box without growth says so, and claims nothing', t => {
	t.regex(quiet[1]!.verdict, /No stack had to grow/u);
	t.regex(quiet[6]!.verdict, /No stack had to grow/u);
	t.deepEqual(quiet.map(({verdict}) => verdict).filter(verdict => verdict.includes('nothing to count')), []);
	t.true(quiet[1]!.figures.filter(({label}) => label === '10 % fail').every(({value}) => value === undefined));
});

test('policies are not asked what makes no sense for them, with the reason', t => {
	t.deepEqual(answers[7]!.notAsked.map(({policy}) => policy), ['fred-pf', 'ist-pf']);
	t.true(answers[7]!.notAsked.every(({because}) => because.length > 0));
	t.deepEqual(answers[5]!.notAsked, []);
});

test('the base is the first policy with a pool, with its own parameters', t => {
	const plan = planTrials(smallScenario({policies: ['fixed', 'ist-pf:prealloc=2', 'fred-pf']}));
	t.deepEqual(plan.asked, ['ist-pf:prealloc=2', 'fred-pf']);
	t.deepEqual(plan.pools.map(({policy}) => policy), [3, 6, 12, 24].map(pages => `ist-pf:prealloc=2:pool=${pages}`));
	t.deepEqual(planTrials(smallScenario({policies: ['fixed']})).asked, ['fred-pf']);
});

test('a workload with pressure of its own is also run with memory at ease', t => {
	const pressed = smallScenario({events: {memory: {...smallEvents.memory, atomicFailShare: 0.05}}});
	t.true(planTrials(pressed).experiments.some(({condition}) => condition === 'calm'));
	const charged = smallScenario({events: {memory: {...smallEvents.memory, atomicFailShare: 0, chargeFailShare: 0.05}}});
	t.true(planTrials(charged).experiments.some(({condition}) => condition === 'calm'));
	t.false(evidence.plan.experiments.some(({condition}) => condition === 'calm'));
});

test('JSON: sixteen questions, every field of a figure always there', t => {
	const {questions, schemaVersion} = JSON.parse(questionsJson({...report, scenario: {...busy, costs: {}}})) as {schemaVersion: number; questions: Array<{figures: Array<Record<string, unknown>>}>};
	t.is(schemaVersion, 1);
	t.is(questions.length, 16);
	for (const {figures} of questions) {
		for (const one of figures) {
			t.deepEqual(Object.keys(one), ['label', 'policy', 'value', 'unit', 'low', 'high', 'range', 'how', 'rests']);
		}
	}
});

test('Markdown: a heading a question, tables of six columns', t => {
	const lines = questionsMarkdown(report).split('\n');
	t.is(lines.filter(line => /^## \d/u.test(line)).length, 16);
	const cells = lines.filter(line => line.startsWith('|')).map(line => line.replaceAll(String.raw`\|`, '').split('|').length);
	t.true(cells.length > 16);
	t.deepEqual(new Set(cells), new Set([8]));
	t.is(
		lines.filter(line => line.length > 0 && !/^(?:#|\||Asked by: |\*\*|- (?:Assumed|Cannot)|- .* is not asked: )/u.test(line)).length,
		3,
		'beside the answers: what ran, how to read it, the version',
	);
	t.is(lines.filter(line => line.startsWith('- Assumed: ')).length, answers.flatMap(({assumed}) => assumed).length);
});

const shown: ReadonlyArray<readonly [Figure, string]> = [
	[{label: '', value: 0, unit: 'chance', low: 0, high: 0.003, range: 'chance', how: 'simulated'}, 'none seen (at most 0.3 %)'],
	[{label: '', value: 0.0123, unit: 'chance', low: 0.01, high: 0.02, range: 'chance', how: 'simulated'}, '1.23 % (1 to 2 %)'],
	[{label: '', value: 318, unit: 'cycles', low: 210, high: 818, range: 'costs', how: 'assumed'}, '318 cycles (~ 210 to 818 cycles)'],
	[{label: '', value: undefined, unit: '/s', how: 'simulated'}, 'nothing to count'],
	[{label: '', value: 1, unit: 'pages', how: 'simulated'}, '1 page'],
	[{label: '', value: 1.5e6, unit: 'ns', low: 900_000, high: 2e6, range: 'chance', how: 'simulated'}, '1.50 ms (900 us to 2.00 ms)'],
	[{label: '', value: 4, unit: 'KiB', low: 4, high: 4, range: 'chance', how: 'simulated'}, '4 KiB'],
];

for (const [one, words] of shown) {
	test(`shown as: ${words}`, t => {
		t.is(showFully(one), words);
	});
}
