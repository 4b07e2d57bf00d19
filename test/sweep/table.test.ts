import test from 'ava';
import {comparedFigures, meanInterval, poissonInterval} from '../../machine/index.js';
import {InputError} from '../../source/files/input-error.js';
import type {Cell} from '../../source/report/csv-line.js';
import {showEstimate} from '../../source/sweep/table/cells.js';
import {collectTable, sortRows, type SweepTable} from '../../source/sweep/table/collect.js';
import {tableCsv, tableJson, tableMarkdown, tableNdjson} from '../../source/sweep/table/data.js';
import {tableText} from '../../source/sweep/table/text.js';
import {openScratchFolder} from '../helpers/scratch-folder.js';
import {linesOfSweep} from './lines.js';

const scratch = openScratchFolder();
test.after.always(() => {
	scratch.remove();
});

const lines = linesOfSweep(`title: Two policies
scenario: {machine: haswell-72, threads: 60, for: 50ms, workload: swap}
grid:
  cpus: [2, 4]
  policies: ["fixed, fred-pf", "ist-pf:pool=3:size=32"]
  seed: 1..3
`);
const file = scratch.write('two.ndjson', lines.join(''));
const figure = (id: string) => comparedFigures.find(one => one.id === id)!;
const figures = ['savedNetPercent', 'costPercent', 'failuresAndLosses', 'waitNs', 'poolLowest'].map(id => figure(id));

type Parsed = {
	readonly settings: {readonly cpus: number; readonly seed: number};
	readonly policies: ReadonlyArray<{readonly name: string; readonly savedPercent: {readonly net: number}; readonly failures: number}>;
};
const parsed = lines.map(line => JSON.parse(line) as Parsed);

test('a row a policy and setting, with the mean of its seeds and what they leave possible', async t => {
	const {rows, varying, fields, cells, found} = await collectTable(file);
	t.deepEqual([cells, found, varying], [12, 12, ['cpus']]);
	t.deepEqual(fields, ['machine', 'workload', 'delivery', 'cpus', 'threads', 'for']);
	t.deepEqual(rows.map(({settings, policy}) => `${String(settings.cpus)} ${policy}`).toSorted((a, b) => a < b ? -1 : 1), [
		'2 fixed', '2 fred-pf', '2 ist-pf:size=32:pool=3', '4 fixed', '4 fred-pf', '4 ist-pf:size=32:pool=3',
	].map(name => name.replace('size=32:pool=3', parsed[3]!.policies[0]!.name.replace('ist-pf:', ''))));
	for (const {settings, policy, seeds, figures: shown} of rows) {
		const own = parsed.filter(one => one.settings.cpus === settings.cpus).flatMap(({policies}) => policies.filter(({name}) => name === policy));
		t.is(seeds, 3);
		const {mean, interval} = meanInterval(own.map(({savedPercent}) => savedPercent.net));
		t.deepEqual(shown.savedNetPercent, {mean, low: interval!.low, high: interval!.high});
		t.deepEqual(own.map(({failures}) => failures), [0, 0, 0]);
		t.deepEqual(shown.failures, {mean: 0, low: 0, high: poissonInterval(0).high / 3});
	}
});

test('marks of the Pareto front are those of the rule, policy against policy of one setting', async t => {
	const {rows} = await collectTable(file);
	const better = {savedNetKiB: 1, costPercent: -1, failuresAndLosses: -1, waitNs: -1, headroomBytes: 1} as const;
	for (const row of rows) {
		const others = rows.filter(other => other.settings.cpus === row.settings.cpus);
		const above = others.filter(other => {
			const leads = Object.entries(better).map(([id, sign]) => sign * (other.figures[id]!.mean - row.figures[id]!.mean));
			return leads.every(lead => lead >= 0) && leads.some(lead => lead > 0);
		});
		t.deepEqual(row.dominatedBy, above.map(({policy}) => policy).filter(policy => row.dominatedBy.includes(policy)));
		t.is(row.pareto, above.length === 0);
	}

	t.true(rows.some(({pareto}) => pareto));
	const order = rows.filter(({settings}) => settings.cpus === 2).map(({pareto}) => pareto);
	t.deepEqual(order, order.toSorted((a, b) => Number(b) - Number(a)));
});

test('sorted by a figure, the best comes first; who has none of it last', async t => {
	const table = await collectTable(file);
	const cost = sortRows(table, figure('costPercent')).rows.map(({figures: shown}) => shown.costPercent!.mean);
	t.deepEqual(cost, cost.toSorted((a, b) => a - b));
	const lowest = sortRows(table, figure('poolLowest')).rows;
	t.deepEqual(lowest.slice(-2).map(({policy}) => policy), ['fixed', 'fixed']);
	t.true(lowest[0]!.figures.poolLowest!.mean > lowest[3]!.figures.poolLowest!.mean);
});

for (const width of [40, 80, 200]) {
	test(`a text fits ${width} columns and has every figure of every row`, async t => {
		const table = await collectTable(file);
		const text = tableText(table, figures, width);
		for (const line of text.split('\n')) {
			t.true(line.length <= width, line);
		}

		for (const {figures: shown} of table.rows) {
			for (const one of figures) {
				t.true(text.includes(showEstimate(one, shown[one.id])), one.id);
			}
		}
	});
}

test('CSV, NDJSON and JSON hold the same figures; flat rows have the same keys, one value each', async t => {
	const table = await collectTable(file);
	const flat = tableNdjson(table, figures).trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, Cell>);
	const [head, ...rows] = tableCsv(table, figures).trimEnd().split('\r\n').map(line => line.split(','));
	t.is(flat.length, table.rows.length);
	for (const [at, row] of flat.entries()) {
		t.deepEqual(Object.keys(row), head);
		t.deepEqual(Object.values(row).map(value => String(value ?? '')), rows[at]);
		t.true(Object.values(row).every(value => typeof value !== 'object' || value === null));
	}

	const {rows: full} = JSON.parse(tableJson(table, figures)) as {rows: Array<{policy: string; figures: Record<string, {mean: number}>}>};
	t.deepEqual(full.map(({policy, figures: shown}) => [policy, shown.costPercent!.mean]), flat.map(row => [row.policy, row.costPercent]));
	t.is(full.find(({policy}) => policy === 'fixed')!.figures.poolLowest, undefined);
});

/** Of fixed figures, whatever the model says. */
const drawn: SweepTable = {
	title: 'Drawn', hash: '0', toolVersion: '1.0.0', cells: 8, found: 7, fields: ['machine', 'workload', 'steps'], varying: ['workload', 'steps'],
	rows: [
		{
			settings: {machine: 'phone', workload: 'web', steps: 'at 200ms: pressure 50% for 200ms, fork-storm 4 for 200ms'},
			policy: 'fred-pf:pool=12',
			seeds: 4,
			figures: {
				savedNetPercent: {mean: 74.5, low: 74.25, high: 74.75},
				costPercent: {mean: 0.0312, low: 0.031, high: 0.0314},
				failuresAndLosses: {mean: 0, low: 0, high: 0.75},
				waitNs: {mean: 134_000, low: -183_000, high: 451_000},
				poolLowest: {mean: 10.75, low: 9.95, high: 11.55},
			},
			pareto: true,
			dominatedBy: [],
		},
		{
			settings: {machine: 'phone', workload: 'idle'},
			policy: 'fixed',
			seeds: 1,
			figures: {
				savedNetPercent: {mean: 0, low: undefined, high: undefined},
				costPercent: {mean: 0, low: undefined, high: undefined},
				failuresAndLosses: {mean: 2.5, low: 1.5, high: 4},
				waitNs: {mean: 0, low: undefined, high: undefined},
			},
			pareto: false,
			dominatedBy: ['fred-pf'],
		},
	],
};

for (const width of [40, 80, 120]) {
	test(`a text of fixed figures, ${width} columns wide`, t => {
		t.snapshot(tableText(drawn, figures, width));
	});
}

test('Markdown of fixed figures', t => {
	t.snapshot(tableMarkdown(drawn, figures));
});

test('one seed gives a mean alone, but of failures a bound', async t => {
	const {rows: [row]} = await collectTable(scratch.write('one.ndjson', lines[0]!));
	t.is(row!.figures.savedNetPercent!.low, undefined);
	t.is(showEstimate(figure('failures'), row!.figures.failures), '0 (0 to 3)');
});

const broken: ReadonlyArray<readonly [what: string, text: string, message: RegExp]> = [
	['nothing', '\n', /has no line of a sweep$|is empty$/u],
	['no JSON', `${lines[0]!}oops\n`, /:2: is not JSON: a line of a sweep was expected$/u],
	['a line without figures', lines[0]!.replace('"savedPercent"', '"sevadPercent"'), /:1: lacks figures of a policy/u],
	['another sweep', `${lines[0]!}${lines[1]!.replace(/"hash":"[^"]*"/u, '"hash":"0"')}`, /:2: is of another sweep/u],
];

for (const [at, [what, text, message]] of broken.entries()) {
	test(`refused: ${what}`, async t => {
		const error = await t.throwsAsync(collectTable(scratch.write(`broken-${at}.ndjson`, text)), {instanceOf: InputError});
		t.regex(error.toLine(), message);
	});
}
