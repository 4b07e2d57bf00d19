import type {Comparison, Figure} from '../../machine/index.js';
import {type Cell, csvLine} from './csv-line.js';

const ends = ['low', 'likely', 'high'] as const;

/** One row, or three for a figure with a range: `.low`, `.likely` and `.high`. */
const rowsOf = (figure: Figure, {policies}: Comparison): Cell[][] => {
	const {id, label, unit} = figure;
	return figure.range === undefined
		? [[id, label, unit, ...policies.map(policy => policy.values[id])]]
		: ends.map(end => [`${id}.${end}`, `${label}, ${end}`, unit, ...policies.map(policy => policy.ranges[id]![end])]);
};

/**
A comparison as CSV: a row a figure (id, label, unit), a column a policy, numbers in full; empty where a policy has nothing of the kind.
The last row counts the policies that dominate each; 0: it is on the Pareto front. Lines end as RFC 4180 wants it.
*/
export const comparisonCsv = (comparison: Comparison): string => [
	['id', 'label', 'unit', ...comparison.policies.map(({name}) => name)],
	...comparison.figures.flatMap(figure => rowsOf(figure, comparison)),
	['dominatedBy', 'policies that dominate it', 'count', ...comparison.policies.map(({dominatedBy}) => dominatedBy.length)],
].map(row => csvLine(row)).join('');
