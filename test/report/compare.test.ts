import fc from 'fast-check';
import test from 'ava';
import {comparedFigures, comparePolicies, type PolicyReading, type Reading} from '../../machine/index.js';
import {parseCsv} from '../../source/files/csv.js';
import {showDelta, showSpan, showValue} from '../../source/report/compare-cells.js';
import {comparisonCsv} from '../../source/report/compare-csv.js';
import {comparisonJson} from '../../source/report/compare-json.js';
import {comparisonText} from '../../source/report/compare-text.js';
import {fakeFeed} from '../helpers/fake-feed.js';

const eight = ['fixed', 'fred-pf', 'ist-pf', 'fred-pf:pool=12', 'fred-pf:pool=12:size=32', 'ist-pf:prealloc=2', 'fixed:size=8', 'fixed:size=32'];

/** Made-up readings of the three best known kinds, under the names asked for. */
const made = (names: readonly string[], failing = false) => {
	const feed = fakeFeed({policies: ['fixed', 'fred-pf', 'ist-pf'], failing});
	const {reading} = feed.latest();
	const policies = names.map(name => ({...reading.policies.find(({kind}) => kind === name.split(':')[0])!, name}));
	return {reading: {...reading, policies}, header: {toolVersion: '1.2.3', scenario: feed.scenario}};
};

const textOf = ({reading, header}: ReturnType<typeof made>, width: number): string => comparisonText(comparePolicies(reading.policies), reading, header, width);

const figure = (id: string) => comparedFigures.find(one => one.id === id)!;

test('three policies in 80 columns', t => {
	t.snapshot(textOf(made(['fixed', 'fred-pf', 'ist-pf'], true), 80));
});

test('five policies with parameters in 80 columns', t => {
	t.snapshot(textOf(made(eight.slice(0, 5)), 80));
});

test('who dominates is told, with the event delivery where it is another', t => {
	const {reading, header} = made(['fixed', 'fred-pf', 'ist-pf']);
	const [fixed, fred, ist] = reading.policies.map(policy => ({...policy, netKiB: 100, failures: 0})) as [PolicyReading, PolicyReading, PolicyReading];
	const policies = [fixed, {...fred, netKiB: 120}, {...ist, netKiB: 110}];
	const text = comparisonText(comparePolicies(policies), {...reading, policies}, header, 80);
	t.true(text.includes('\nfred-pf is dominated by fixed (on the IDT), ist-pf (on the IDT).\nist-pf is dominated by fixed.\n'));
	t.false(text.includes('fixed is dominated'));
});

test('whatever the width, no line is longer, and every policy and figure stands there', t => {
	fc.assert(fc.property(fc.integer({min: 60, max: 220}), fc.integer({min: 2, max: 8}), fc.boolean(), (width, count, failing) => {
		const policies = eight.slice(0, count);
		const text = textOf(made(policies, failing), width);
		t.deepEqual(text.split('\n').filter(line => line.length > width), []);
		for (const {label} of comparedFigures) {
			t.true(text.includes(label), label);
		}

		t.is(text.split('Memory now\n').slice(0, -1).flatMap(block => block.split('\n\n').at(-1)!.split(/\s+|(?=:)/u).filter(word => /^(?:fixed|fred-pf|ist-pf)$/u.test(word))).length, count);
	}), {numRuns: 40});
});

const values: ReadonlyArray<readonly [id: string, value: number | undefined, wanted: string]> = [
	['savedNetPercent', -12.345, '-12.35'],
	['costPercent', 0, '0'],
	['costPercent', 0.000_424, '0.00042'],
	['costPercent', 0.0264, '0.026'],
	['costPercent', 3.456, '3.46'],
	['faults', 1_234_567, '1 234 567'],
	['poolLowest', undefined, '-'],
	['waitNs', 8_400_000, '8.40 ms'],
];

for (const [id, value, wanted] of values) {
	test(`${id} of ${value} reads ${wanted}`, t => {
		t.is(showValue(figure(id), value), wanted);
	});
}

const deltas: ReadonlyArray<readonly [id: string, delta: number, wanted: readonly [string, string]]> = [
	['savedNetPercent', 12.5, ['+12.50', 'better']],
	['savedNetKiB', -4096, ['-4 096', 'worse']],
	['faults', 3, ['+3', 'worse']],
	['pagesGrown', 3, ['+3', 'more']],
	['pagesGrown', -3, ['-3', 'less']],
	['waitNs', -1500, ['-1.50 us', 'better']],
	['failures', 0, ['', 'same']],
];

for (const [id, delta, wanted] of deltas) {
	test(`a difference of ${delta} in ${id} reads ${wanted.join(' ').trim()}`, t => {
		t.deepEqual(showDelta(figure(id), delta), wanted);
	});
}

const spans: ReadonlyArray<readonly [ns: number, wanted: string]> = [
	[0, '0'], [64, '64.0 ns'], [640, '640 ns'], [1250, '1.25 us'], [36_200_000, '36.2 ms'], [4_080_000_000, '4.08 s'], [3_600_000_000_000, '3600 s'], [-1500, '-1.50 us'],
];

for (const [ns, wanted] of spans) {
	test(`a span of ${ns} ns reads ${wanted}`, t => {
		t.is(showSpan(ns), wanted);
	});
}

test('CSV has a row a figure, three where it is a range, and a column a policy, in full', t => {
	const {reading} = made(eight, true);
	const comparison = comparePolicies(reading.policies);
	const text = comparisonCsv(comparison);
	t.true(text.endsWith('\r\n'));
	t.is(text.split('\n').length, text.split('\r\n').length);
	const [head, ...rows] = parseCsv(text, 'comparison').map(({fields}) => fields);
	t.deepEqual(head, ['id', 'label', 'unit', ...eight]);
	const cells = new Map(rows.map(([id, label, unit, ...numbers]) => [id!, {label, unit, numbers}]));
	t.is(cells.size, rows.length);
	for (const {id, label, unit, range} of comparison.figures) {
		const wanted = range === undefined
			? [[id, label, comparison.policies.map(policy => policy.values[id] ?? '')] as const]
			: (['low', 'likely', 'high'] as const).map(end => [`${id}.${end}`, `${label}, ${end}`, reading.policies.map(policy => range(policy)[end])] as const);
		for (const [key, name, numbers] of wanted) {
			t.deepEqual(cells.get(key), {label: name, unit, numbers: numbers.map(String)});
		}
	}

	t.deepEqual(cells.get('dominatedBy')!.numbers, comparison.policies.map(({dominatedBy}) => String(dominatedBy.length)));
});

type Json = {
	readonly scenario: {readonly machine: {readonly name: string}};
	readonly comparison: {
		readonly figures: ReadonlyArray<{readonly id: string}>;
		readonly policies: ReadonlyArray<{readonly name: string; readonly values: Record<string, unknown>; readonly deltas: Record<string, unknown> | undefined; readonly dominatedBy: unknown}>;
	};
} & Record<string, unknown>;

test('JSON holds the comparison and what ran; every figure has its key', t => {
	const {reading, header} = made(['fixed', 'fred-pf', 'ist-pf'], true);
	const comparison = comparePolicies(reading.policies);
	const text = comparisonJson(comparison, reading, header);
	t.is(text.indexOf('\n'), text.length - 1);
	const json = JSON.parse(text) as Json;
	const ran: ReadonlyArray<keyof Reading> = ['timeNs', 'digest', 'seed', 'engine', 'machine', 'workload', 'delivery', 'cpus'];
	t.deepEqual(Object.keys(json), ['schemaVersion', 'toolVersion', 'scenario', ...ran, 'comparison']);
	for (const field of ran) {
		t.is(json[field], reading[field]);
	}

	t.is(json.scenario.machine.name, reading.machine);
	const ids = comparedFigures.map(({id}) => id);
	t.deepEqual(json.comparison.figures.map(({id}) => id), ids);
	const none: unknown = JSON.parse('null');
	for (const [at, policy] of json.comparison.policies.entries()) {
		const {values, deltas, ranges, name, dominatedBy} = comparison.policies[at]!;
		t.like(policy, {name, ranges});
		t.deepEqual(policy.dominatedBy, dominatedBy);
		t.deepEqual(policy.values, Object.fromEntries(ids.map(id => [id, values[id] ?? none])));
		t.deepEqual(policy.deltas, deltas === undefined ? none as undefined : Object.fromEntries(ids.map(id => [id, deltas[id] ?? none])));
	}
});
