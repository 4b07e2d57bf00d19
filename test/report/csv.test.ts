import test from 'ava';
import {Machine} from '../../machine/index.js';
import {parseCsv} from '../../source/files/csv.js';
import {csvLine} from '../../source/report/csv-line.js';
import {CsvReport} from '../../source/report/csv.js';
import {plainPolicy} from '../../source/report/plain.js';
import {smallScenario} from '../helpers/scenario.js';

const machine = new Machine(smallScenario({policies: ['fred-pf', 'fixed']}));
machine.advance(50_000_000);
const reading = machine.read();
const report = new CsvReport(reading);

const cells: ReadonlyArray<readonly [cell: string | number | boolean | undefined, text: string]> = [
	['plain', 'plain'], ['a,b', '"a,b"'], ['say "so"', '"say ""so"""'], ['two\nlines', '"two\nlines"'], ['\r', '"\r"'], [undefined, ''], [0.1, '0.1'], [-3, '-3'], [false, 'false'], [' ', ' '],
];
for (const [cell, text] of cells) {
	test(`a cell ${JSON.stringify(cell)} is written as ${JSON.stringify(text)}`, t => {
		t.is(csvLine([cell, 1]), `${text},1\r\n`);
	});
}

test('the columns', t => {
	t.snapshot(report.header().trimEnd().split(','));
});

/** A figure of the JSON report by the title of its column. */
const figureOf = (figures: Readonly<Record<string, unknown>>, title: string): unknown => {
	const [field, inner] = title.split('.') as [string, string?];
	return inner === undefined ? figures[field] : (figures[field] as Readonly<Record<string, unknown>> | undefined)?.[inner];
};

test('each cell is the figure of the JSON report', t => {
	const [header, ...rows] = parseCsv(`${report.header()}${report.rows(reading)}`, 'out.csv');
	const [time, ...titles] = header!.fields;
	t.is(time, 'timeNs');
	t.deepEqual(rows.map(({fields}) => fields), reading.policies.map(policy => {
		const figures = plainPolicy(policy);
		return ['50000000', ...titles.map(title => String((figureOf(figures, title) ?? '') as string | number))];
	}));
});

test('nothing that holds one value is left out', t => {
	const titles = new Set(report.header().trimEnd().split(',').map(title => title.split('.', 1)[0]));
	const leftOut = Object.keys(plainPolicy(reading.policies[0]!)).filter(field => !titles.has(field));
	t.deepEqual(leftOut, ['pagesPerStack', 'levelSwitchesBy', 'growthPerStay', 'bill', 'perCpu']);
});
