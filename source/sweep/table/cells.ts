import type {Figure} from '../../../machine/index.js';
import {showValue, unitOf} from '../../report/compare-cells.js';
import {showCount} from '../../report/units.js';
import type {Estimate, SweepTable, TableRow} from './collect.js';

/** A column of a table for people. */
export type TextColumn = {
	readonly heading: string;
	/** Numbers stand to the right. */
	readonly right: boolean;
	readonly cells: readonly string[];
};

/** The mean of counts is seldom whole. */
const showMean = (figure: Figure, value: number): string => {
	if (figure.unit === 'percent' || figure.unit === 'ns') {
		return showValue(figure, value);
	}

	return Number.isInteger(value) || Math.abs(value) >= 100 ? showCount(value) : String(Number(value.toPrecision(2)));
};

/** How uneven an interval may be (of its half width) to be told as one number. */
const uneven = 1e-6;

/** `74.10 ±0.12`, or `0 (0 to 0.75)` where the interval is not even; of one seed the mean alone. */
export const showEstimate = (figure: Figure, estimate: Estimate | undefined): string => {
	if (estimate === undefined) {
		return '-';
	}

	const {mean, low, high} = estimate;
	const text = showMean(figure, mean);
	if (low === undefined || high === undefined) {
		return text;
	}

	const half = high - mean;
	return Math.abs(half - (mean - low)) <= uneven * half
		? `${text} ±${showMean(figure, half)}`
		: `${text} (${showMean(figure, low)} to ${showMean(figure, high)})`;
};

const column = (rows: readonly TableRow[], heading: string, cell: (row: TableRow) => string, right = false): TextColumn => ({heading, right, cells: rows.map(row => cell(row))});

/** What tells rows apart: settings that differ, policy, number of seeds, and the mark of the Pareto front. */
export const keyColumns = ({rows, varying}: SweepTable): TextColumn[] => [
	...varying.map(name => column(rows, name, ({settings}) => String(settings[name] ?? '-'))),
	column(rows, 'policy', ({policy}) => policy),
	column(rows, 'seeds', ({seeds}) => String(seeds), true),
	column(rows, 'Pareto', ({pareto}) => pareto ? 'yes' : 'no'),
];

/** A column a figure, with its unit in the heading. */
export const figureColumns = ({rows}: SweepTable, figures: readonly Figure[]): TextColumn[] => figures.map(figure => {
	const unit = unitOf(figure);
	const heading = unit === '' || figure.label.includes(unit) ? figure.label : `${figure.label}, ${unit}`;
	return column(rows, heading, ({figures: found}) => showEstimate(figure, found[figure.id]), true);
});
