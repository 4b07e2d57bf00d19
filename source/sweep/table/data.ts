import type {Figure} from '../../../machine/index.js';
import {type Cell, csvLine} from '../../report/csv-line.js';
import {plain} from '../../report/plain.js';
import {figureColumns, keyColumns} from './cells.js';
import type {SweepTable, TableRow} from './collect.js';
import {noteText} from './text.js';

type FlatColumn = {readonly title: string; readonly value: (row: TableRow) => Cell};

/** One value a column, the same columns in every row: what data frames and Parquet want. */
const flatColumns = ({fields}: SweepTable, figures: readonly Figure[]): FlatColumn[] => [
	...fields.map(title => ({title, value: ({settings}: TableRow) => settings[title]})),
	{title: 'policy', value: ({policy}) => policy},
	{title: 'seeds', value: ({seeds}) => seeds},
	{title: 'pareto', value: ({pareto}) => pareto},
	...figures.flatMap(({id}): FlatColumn[] => [
		{title: id, value: ({figures: found}) => found[id]?.mean},
		{title: `${id}_low`, value: ({figures: found}) => found[id]?.low},
		{title: `${id}_high`, value: ({figures: found}) => found[id]?.high},
	]),
];

/** A table as CSV (RFC 4180): `_low` and `_high` are the interval over seeds. */
export const tableCsv = (table: SweepTable, figures: readonly Figure[]): string => {
	const columns = flatColumns(table, figures);
	return [
		csvLine(columns.map(({title}) => title)),
		...table.rows.map(row => csvLine(columns.map(({value}) => value(row)))),
	].join('');
};

/** A row a line, flat: the same keys in the same order in every line, each with values of one type or null. */
export const tableNdjson = (table: SweepTable, figures: readonly Figure[]): string => {
	const columns = flatColumns(table, figures);
	return table.rows.map(row => `${JSON.stringify(plain(Object.fromEntries(columns.map(({title, value}) => [title, value(row)]))))}\n`).join('');
};

/** One JSON object; ends in a line break. */
export const tableJson = ({title, hash, toolVersion, cells, found, rows}: SweepTable, figures: readonly Figure[]): string => {
	const shown = new Set(figures.map(({id}) => id));
	return `${JSON.stringify(plain({
		toolVersion,
		sweep: {title, hash, cells, found},
		figures: figures.map(({id, label, unit, better, basis}) => ({id, label, unit, better, basis})),
		rows: rows.map(row => ({...row, figures: Object.fromEntries(Object.entries(row.figures).filter(([id]) => shown.has(id)))})),
	}))}\n`;
};

const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`);

/** A table for a mail or a wiki. */
export const tableMarkdown = (table: SweepTable, figures: readonly Figure[]): string => {
	const columns = [...keyColumns(table), ...figureColumns(table, figures)];
	const line = (cells: readonly string[]): string => `| ${cells.map(cell => escaped(cell)).join(' | ')} |`;
	return [
		line(columns.map(({heading}) => heading)),
		line(columns.map(({right}) => right ? '---:' : '---')),
		...table.rows.map((_, at) => line(columns.map(({cells}) => cells[at]!))),
		'',
		noteText(),
		'',
	].join('\n');
};
