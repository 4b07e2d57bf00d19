import type {DepthRow} from '../depths/row.js';
import {band, signs, reportWidth} from './depths-signs.js';
import {alignColumns, wrap} from './layout.js';

/** One run: counts of pages and growth line by line, then a line for every class and its parts. */
export const runText = (rows: readonly DepthRow[]): string[] => {
	const {run, kernel, workload, basis} = rows[0]!;
	return [
		`${run}: ${workload === 'all' ? 'taken together' : `${workload}, kernel ${kernel}`}, ${basis}`,
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
		...wrap([
			`${part}: pages 1/2/3/4 ${pages.map(({measured}) => measured).join('/')},`,
			`predicted ${pages.map(({predicted}) => predicted.toFixed(1)).join('/')} ${pages.map(({verdict}) => signs[verdict]).join('')}${mean === undefined ? '' : ';'}`,
			...mean === undefined ? [] : [`mean ${mean.measured.toFixed(4)}, predicted ${mean.predicted.toFixed(4)} ${signs[mean.verdict]}`],
		].join(' '), reportWidth, '  ', '    '),
		...rest.map(row => `  ${row.figure}: ${row.measured.toFixed(1)}, predicted ${row.predicted.toFixed(1)}, 95 % ${band(row, 1)} ${signs[row.verdict]}`),
	];
};

const classTable = (rows: readonly DepthRow[]): string[] => {
	const classes = [...new Set(rows.flatMap(row => row.class ?? []))];
	return alignColumns([
		['    class', 'number', 'p50', 'p90', 'p99', 'max'],
		...classes.map(name => {
			const own = rows.filter(row => row.class === name);
			return [`    ${name.replace(/^.*: /u, '  ')}`, String(own[0]!.count), ...own.map(row => `${row.measured} / ${row.predicted} ${signs[row.verdict]}`)];
		}),
	], [18, 6, 14, 14, 14, 14]);
};
