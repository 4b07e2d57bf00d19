import type {Comparison, DepthRow} from '../depths/row.js';
import {offLevel} from '../depths/verdict.js';
import {percentileLines} from './depths-percentiles.js';
import {runText} from './depths-runs.js';
import {band, reportWidth, signs} from './depths-signs.js';
import {alignColumns, wrap} from './layout.js';

/** What stands above the rows. */
const legend = [
	'Drawn from who was there (names and counts of threads, kernel version, workload) and from fitted call paths; the marks of a predicted run were not used.',
	'= agrees: the measured figure lies where 95 % of 400 imagined runs of the same size lie (fewer where there are very many threads).',
	'~ near: it does not, but within 1.0 point (saving), 10 % (p50, p90, rates, shares) or 15 % (p99, max: a few stacks).',
	'? unsure: neither, but among so many figures one as far out may come by chance.',
	`! off: neither, and too far out for chance (Holm's method: the chance that even one figure is called off wrongly is at most ${offLevel * 100} %; `
	+ 'pools and parts, which tell the same stacks again, are judged apart).',
].join(' ');

/** Rows of a comparison for a person, predicted runs told apart from those that the model was made of. */
export const depthsText = (comparison: Comparison, folder: string): string => {
	const {rows, unpredicted, notes} = comparison;
	const runs = [...new Set(rows.filter(({part}) => part !== 'events').map(({run, basis}) => `${basis}\t${run}`))];
	const events = rows.filter(({part}) => part === 'events');
	return [
		`Stack depths, measured against predicted (${folder})`,
		'',
		...wrap(legend, reportWidth),
		'',
		...notes.length === 0 ? [] : ['Notes', ...notes.flatMap(note => wrap(note, reportWidth, '  ', '    ')), ''],
		...savingTable(rows),
		'',
		...runs.flatMap(name => runText(rows.filter(({run, basis, part}) => `${basis}\t${run}` === name && part !== 'events'))),
		...eventTables(events),
		...percentileLines(comparison),
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

	return [...runs].flatMap(([why, names]) => wrap(`${why} (${names.join(', ')})`, reportWidth, '  ', '    '));
};

const savingTable = (rows: readonly DepthRow[]): string[] => alignColumns([
	['run               stacks', 'number', 'measured', 'predicted', '95 % of runs', 'error', ''],
	...rows.filter(({figure}) => figure === 'saving').map(row => [
		`${row.run.padEnd(18)}${row.part}`,
		String(row.count),
		`${row.measured.toFixed(2)} %`,
		`${row.predicted.toFixed(2)} %`,
		band(row, 2),
		(row.predicted - row.measured).toFixed(2),
		`${signs[row.verdict]} ${row.basis === 'predicted' ? 'P' : 'c'}`,
	]),
], [24, 7, 9, 10, 13, 7, 5]).concat(['P: predicted, c: the model was calibrated on this run']);

const eventTables = (events: readonly DepthRow[]): string[] => {
	const runs = [...new Set(events.map(({run}) => run))];
	return runs.flatMap(name => [
		...alignColumns([
			[`${name}: events`, 'measured', 'predicted', '95 % of runs', ''],
			...events.filter(({run}) => run === name).map(row => [
				`  ${row.figure}${unitsAfter[row.unit] ?? ''}`,
				showFigure(row.measured, row),
				showFigure(row.predicted, row),
				`${showFigure(row.low, row)}-${showFigure(row.high, row)}`,
				signs[row.verdict],
			]),
		], [44, 8, 10, 15, 2]),
		'',
	]);
};

/** Units as they stand behind a figure's name. */
const unitsAfter: Readonly<Record<string, string>> = {'per 1,000 calls': ' /1,000', B: ', B', '%': ', %'};

const showFigure = (value: number, {unit}: DepthRow): string => unit === 'B' ? String(Math.round(value)) : value.toFixed(unit === '%' ? 1 : 2);

/** Totals: what was predicted counts apart from what the model was made of; every figure that is off or unsure by name. */
const verdictLines = (rows: readonly DepthRow[]): string[] => (['predicted', 'calibrated'] as const).flatMap(basis => {
	const here = rows.filter(row => row.basis === basis);
	const count = (verdict: DepthRow['verdict']): number => here.filter(row => row.verdict === verdict).length;
	const known = here.filter(row => row.known !== undefined).length;
	return here.length === 0
		? []
		: [
			`${basis}: ${here.length} figures, ${count('agrees')} agree, ${count('near')} near, ${count('unsure')} unsure, ${count('off')} off${known === 0 ? '' : ` (${known} known)`}`,
			...here.filter(({verdict}) => verdict === 'off' || verdict === 'unsure').flatMap(row => wrap(strayLine(row), reportWidth, '  ', '    ')),
		];
});

const showChance = (chance: number): string => chance < 1e-6 ? 'below 0.000001' : Number(chance.toPrecision(2)).toFixed(6).replace(/0+$/u, '');

const strayLine = (row: DepthRow): string => [
	`${signs[row.verdict]} ${row.run}: ${row.part === 'events' ? '' : `${row.part} `}${row.class === undefined ? '' : `${row.class} `}${row.figure}`,
	`measured ${showFigure(row.measured, row)}, predicted ${showFigure(row.predicted, row)}, chance ${showChance(row.chance)}`,
	...row.known === undefined ? [] : [`known, ${row.known}`],
].join(': ');
