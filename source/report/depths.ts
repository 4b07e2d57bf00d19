import type {Comparison} from '../depths/compare-runs.js';
import type {DepthRow} from '../depths/row.js';
import {alignColumns, wrap} from './layout.js';

const width = 110;

/** Signs beside the words of the legend: colour says nothing here. */
const signs = {agrees: '=', near: '~', off: '!'} as const;

/** What stands above the rows. */
const legend = [
	'Drawn from who was there (names and counts of threads, kernel version, workload) and from fitted call paths; the marks of a predicted run were not used.',
	'= agrees: the measured figure lies where 95 % of 400 imagined runs of the same size lie. ~ near: it does not, but within 1.0 point (saving), 10 % (p50, p90, rates, shares)',
	'or 15 % (p99, max: a few stacks). ! off: neither.',
].join(' ');

/** Rows of a comparison for a person, predicted runs told apart from those that the model was made of. */
export const depthsText = ({rows, unpredicted, notes}: Comparison, folder: string): string => {
	const runs = [...new Set(rows.filter(({part}) => part !== 'events').map(({run}) => run))];
	const events = rows.filter(({part}) => part === 'events');
	return [
		`Stack depths, measured against predicted (${folder})`,
		'',
		...wrap(legend, width),
		'',
		...savingTable(rows),
		'',
		...runs.flatMap(run => runText(rows.filter(row => row.run === run && row.part !== 'events'))),
		...events.length === 0 ? [] : eventTable(events),
		...notes.length === 0 ? [] : ['Stood in', ...notes.flatMap(note => wrap(note, width, '  ')), ''],
		...unpredicted.length === 0 ? [] : ['Not predicted', ...unpredictedLines(unpredicted), ''],
		...verdictLines(rows),
		'',
	].join('\n');
};

/** What is not predicted, runs with the same reason together. */
const unpredictedLines = (unpredicted: Comparison['unpredicted']): string[] => {
	const runs = new Map<string, string[]>();
	for (const {run, figure, reason} of unpredicted) {
		const key = `${figure}: ${reason}`;
		runs.set(key, [...runs.get(key) ?? [], run]);
	}

	return [...runs].flatMap(([why, names]) => wrap(`${why} (${names.join(', ')})`, width, '  ', '    '));
};

const savingTable = (rows: readonly DepthRow[]): string[] => alignColumns([
	['run               stacks', 'number', 'measured', 'predicted', '95 % of runs', 'error', '', 'model'],
	...rows.filter(({figure}) => figure === 'saving').map(row => [
		`${row.run.padEnd(18)}${row.part}`,
		String(row.count),
		`${row.measured.toFixed(2)} %`,
		`${row.predicted.toFixed(2)} %`,
		band(row, 2),
		(row.predicted - row.measured).toFixed(2),
		`${signs[row.verdict]} ${row.verdict}`,
		row.basis,
	]),
], [25, 13]);

/** One run: counts of pages and growth line by line, then a line for every class. */
const runText = (rows: readonly DepthRow[]): string[] => {
	const {run, kernel, workload, basis} = rows[0]!;
	return [
		`${run}: ${workload}, kernel ${kernel}, ${basis}`,
		...(['live', 'ended'] as const).flatMap(part => {
			const here = rows.filter(row => row.part === part);
			return here.length === 0 ? [] : [...allStacks(here, part), ...classTable(here)];
		}),
		'',
	];
};

const allStacks = (rows: readonly DepthRow[], part: string): string[] => {
	const all = rows.filter(row => row.class === undefined);
	const pages = all.filter(({unit}) => unit === 'stacks');
	const mean = all.find(({figure}) => figure === 'mean pages');
	const rest = all.filter(({unit, figure}) => unit === '' && figure !== 'mean pages');
	return [
		[
			`  ${part}: pages 1/2/3/4 ${pages.map(({measured}) => measured).join('/')},`,
			`predicted ${pages.map(({predicted}) => predicted.toFixed(1)).join('/')} ${pages.map(({verdict}) => signs[verdict]).join('')}${mean === undefined ? '' : ';'}`,
			...mean === undefined ? [] : [`mean ${mean.measured.toFixed(4)}, predicted ${mean.predicted.toFixed(4)} ${signs[mean.verdict]}`],
		].join(' '),
		...rest.map(row => `  ${row.figure}: ${row.measured.toFixed(1)}, predicted ${row.predicted.toFixed(1)} ${band(row, 1)} ${signs[row.verdict]}`),
	];
};

const classTable = (rows: readonly DepthRow[]): string[] => {
	const classes = [...new Set(rows.flatMap(row => row.class ?? []))];
	return alignColumns([
		['    class: measured / predicted B', 'number', 'p50', 'p90', 'p99', 'max'],
		...classes.map(name => {
			const own = rows.filter(row => row.class === name);
			return [`    ${name}`, String(own[0]!.count), ...own.map(row => `${row.measured} / ${row.predicted} ${signs[row.verdict]}`)];
		}),
	], [34, 15]);
};

const eventTable = (rows: readonly DepthRow[]): string[] => [
	'What happens to stacks (event-mix.csv), predicted',
	...alignColumns([
		['  workload, kernel', '', 'measured', 'predicted', '95 % of runs', ''],
		...rows.map(row => [
			`  ${row.run.padEnd(14)}${row.figure}`,
			row.unit === 'per 1,000 calls' ? '/1,000 calls' : row.unit,
			showFigure(row.measured, row),
			showFigure(row.predicted, row),
			`${showFigure(row.low, row)}-${showFigure(row.high, row)}`,
			`${signs[row.verdict]} ${row.verdict}`,
		]),
	], [66, 14]),
	'',
];

const showFigure = (value: number, {unit}: DepthRow): string => unit === 'B' ? String(value) : value.toFixed(unit === '%' ? 1 : 2);

const band = ({low, high}: DepthRow, digits: number): string => `${low.toFixed(digits)}-${high.toFixed(digits)}`;

/** Totals: what was predicted counts apart from what the model was made of. */
const verdictLines = (rows: readonly DepthRow[]): string[] => (['predicted', 'calibrated'] as const).flatMap(basis => {
	const here = rows.filter(row => row.basis === basis);
	const count = (verdict: DepthRow['verdict']): number => here.filter(row => row.verdict === verdict).length;
	const off = here.filter(({verdict}) => verdict === 'off');
	return here.length === 0
		? []
		: [
			`${basis}: ${here.length} figures, ${count('agrees')} agree, ${count('near')} near, ${off.length} off`,
			...off.map(({run, part, class: name, figure}) => `  ! ${run}: ${part === 'events' ? '' : `${part} `}${name === undefined ? '' : `${name} `}${figure}`),
		];
});
