import {isTold, isWithin, wantedShare} from '../depths/percentiles.js';
import type {Comparison, DepthRow} from '../depths/row.js';
import {reportWidth} from './depths-signs.js';
import {alignColumns, wrap} from './layout.js';

const explained = [
	`threads tell: so many threads tell their percentile to within ${wantedShare * 100} % at 95 % confidence, whatever the distribution`,
	'(ranks of a binomial distribution). A median takes six threads at least, a p90 takes 36;',
	'where depths lie in two heaps with the percentile between, more.',
].join(' ');

/** How many p50 and p90 of classes are predicted to within 10 %, of how many their own threads can tell to within 10 %, and why the others are not. */
export const percentileLines = ({rows, percentiles}: Comparison): string[] => {
	const missed = rows.filter(row => row.sample !== undefined && !isWithin(row));
	return percentiles.length === 0
		? []
		: [
			...alignColumns([
				['Classes\' p50 and p90', 'figures', 'within 10 %', 'threads tell', 'of these within'],
				...percentiles.map(({of, figures, within, told, toldWithin}) => [`  ${of}`, ...[figures, within, told, toldWithin].map(String)]),
			], [30, 9, 12, 13, 16]),
			...wrap(explained, reportWidth, '  '),
			...missed.length === 0 ? [] : ['Not within 10 %', ...missed.flatMap(row => wrap(missedLine(row), reportWidth, '  ', '    '))],
			'',
		];
};

const missedLine = (row: DepthRow): string => {
	const {run, part, class: name, figure, measured, predicted, low, high} = row;
	return `${run} ${part} ${name!} ${figure}: ${measured}, predicted ${predicted} (${low}-${high}); ${whyMissed(row)}`;
};

const whyMissed = (row: DepthRow): string => {
	const {low, high} = row.sample!;
	if (low === undefined || high === undefined) {
		return `${row.count} thread${row.count === 1 ? '' : 's'}: too few for a ${row.figure}`;
	}

	return isTold(row) ? `${row.count} threads tell it: the model is wrong here` : `${row.count} threads leave it between ${low} and ${high}`;
};
