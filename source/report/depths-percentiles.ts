import type {DepthRow} from '../depths/row.js';
import {tellsWithin} from '../depths/sample-quantile.js';
import {reportWidth} from './depths-signs.js';
import {alignColumns, wrap} from './layout.js';

/** Share of a measured p50 or p90 that a prediction is held to. */
const wanted = 0.1;

const explained = [
	`threads tell: so many threads tell their percentile to within ${wanted * 100} % at 95 % confidence, whatever the distribution`,
	'(ranks of a binomial distribution). A median takes six threads at least, a p90 takes 36;',
	'where depths lie in two heaps with the percentile between, more.',
].join(' ');

/** How many p50 and p90 of classes are predicted to within 10 %, of how many their own threads can tell to within 10 %, and why the others are not. */
export const percentileLines = (rows: readonly DepthRow[]): string[] => {
	const asked = rows.filter(({sample}) => sample !== undefined);
	const missed = asked.filter(row => !isWithin(row));
	return asked.length === 0
		? []
		: [
			...alignColumns([
				['Classes\' p50 and p90', 'figures', 'within 10 %', 'threads tell', 'of these within'],
				...kinds.flatMap(([name, has]) => {
					const here = asked.filter(row => has(row));
					const told = here.filter(row => tells(row));
					const counts = [here, here.filter(row => isWithin(row)), told, told.filter(row => isWithin(row))];
					return here.length === 0 ? [] : [[`  ${name}`, ...counts.map(({length}) => String(length))]];
				}),
			], [30, 9, 12, 13, 16]),
			...wrap(explained, reportWidth, '  '),
			...missed.length === 0 ? [] : ['Not within 10 %', ...missed.flatMap(row => wrap(missedLine(row), reportWidth, '  ', '    '))],
			'',
		];
};

const isPool = ({workload}: DepthRow): boolean => workload === 'all';
const isPart = ({class: name}: DepthRow): boolean => name?.includes(': ') ?? false;
const isWithin = ({measured, predicted}: DepthRow): boolean => Math.abs(predicted - measured) <= wanted * measured;
const tells = ({sample, measured}: DepthRow): boolean => tellsWithin(sample!, measured, wanted);

const kinds: ReadonlyArray<readonly [name: string, has: (row: DepthRow) => boolean]> = [
	['predicted runs', row => !isPool(row) && !isPart(row) && row.basis === 'predicted'],
	['calibrated runs', row => !isPool(row) && !isPart(row) && row.basis === 'calibrated'],
	['parts of classes', row => !isPool(row) && isPart(row)],
	['predicted runs together', row => isPool(row) && row.basis === 'predicted'],
	['calibrated runs together', row => isPool(row) && row.basis === 'calibrated'],
];

const missedLine = (row: DepthRow): string => {
	const {run, part, class: name, figure, count, measured, predicted, low, high} = row;
	return `${run} ${part} ${name!} ${figure}: ${measured}, predicted ${predicted} (${low}-${high}); ${whyMissed(row, count)}`;
};

const whyMissed = (row: DepthRow, count: number): string => {
	const {low, high} = row.sample!;
	if (low === undefined || high === undefined) {
		return `${count} thread${count === 1 ? '' : 's'}: too few for a ${row.figure}`;
	}

	return tells(row) ? `${count} threads tell it: the model is wrong here` : `${count} threads leave it between ${low} and ${high}`;
};
