import {figureGroups, type ComparedPolicy, type Comparison, type Figure} from '../../machine/index.js';
import {showDelta, showValue, unitOf} from './compare-cells.js';

/** A value above, and below it how far it is from the first policy's, in a number and a word. */
type Cell = {readonly value: string; readonly delta?: readonly [number: string, word: string] | undefined};

/** `cell` undefined: a title over the rows that follow. */
type Row = {readonly label: string; readonly cell?: (policy: ComparedPolicy) => Cell};

type Column = {readonly heading: readonly string[]; readonly cells: ReadonlyArray<Cell | undefined>; readonly width: number};

const between = 2;
/** A space and the longest word: better. */
const wordWidth = 7;

/** The label with its unit, unless it says it already (pages grown). */
const labelled = (figure: Figure): string => {
	const unit = unitOf(figure);
	return unit === '' || figure.label.includes(unit) ? ` ${figure.label}` : ` ${figure.label}, ${unit}`;
};

const valueCell = (figure: Figure) => ({values, deltas}: ComparedPolicy): Cell => {
	const delta = deltas?.[figure.id];
	return {value: showValue(figure, values[figure.id]), delta: delta === undefined ? undefined : showDelta(figure, delta)};
};

const endCell = (figure: Figure, end: 'low' | 'high') => ({ranges}: ComparedPolicy): Cell => ({value: showValue(figure, ranges[figure.id]![end])});

const figureRows = (figure: Figure): Row[] => figure.range === undefined
	? [{label: labelled(figure), cell: valueCell(figure)}]
	: [
		{label: labelled(figure), cell: valueCell(figure)},
		{label: '   low', cell: endCell(figure, 'low')},
		{label: '   high', cell: endCell(figure, 'high')},
	];

const rowsOf = (figures: readonly Figure[]): Row[] => [
	...Object.entries(figureGroups).flatMap(([group, title]) => [
		{label: title},
		...figures.filter(figure => figure.group === group).flatMap(figure => figureRows(figure)),
	]),
	{label: 'All in all'},
	{label: ' on the Pareto front', cell: ({pareto}) => ({value: pareto ? 'yes' : 'no'})},
];

/** The name, a parameter a line. */
const headingOf = (name: string): string[] => name.split(/(?=:)/u);

const columnOf = (policy: ComparedPolicy, rows: readonly Row[]): Column => {
	const heading = headingOf(policy.name);
	const cells = rows.map(({cell}) => cell?.(policy));
	const numbers = cells.flatMap(cell => cell === undefined ? [] : [cell.value, cell.delta?.[0] ?? '']);
	return {heading, cells, width: between + Math.max(...[...heading, ...numbers].map(({length}) => length))};
};

/** The first policy has no deltas, so no words. */
const wordsOf = ({cells}: Column): number => cells.some(cell => cell?.delta !== undefined) ? wordWidth : 0;

const put = (column: Column, number: string, word = ''): string => number.padStart(column.width) + (word === '' ? '' : ` ${word}`).padEnd(wordsOf(column));

const line = (label: string, labelWidth: number, parts: readonly string[]): string => (label.padEnd(labelWidth) + parts.join('')).trimEnd();

const cellLines = (label: string, labelWidth: number, columns: readonly Column[], cells: readonly Cell[]): string[] => {
	const tells = cells.map(({delta}) => delta !== undefined && delta[0] !== '');
	// Where nothing differs, the word stands beside the value and needs no line of its own
	return [
		line(label, labelWidth, columns.map((column, at) => put(column, cells[at]!.value, tells[at] ? '' : cells[at]!.delta?.[1]))),
		...tells.includes(true) ? [line('', labelWidth, columns.map((column, at) => tells[at] ? put(column, ...cells[at]!.delta!) : put(column, '')))] : [],
	];
};

const blockLines = (columns: readonly Column[], rows: readonly Row[], labelWidth: number): string[] => [
	...Array.from({length: Math.max(...columns.map(({heading}) => heading.length))}, (_, at) =>
		line('', labelWidth, columns.map(column => put(column, column.heading[at] ?? '')))),
	...rows.flatMap(({label, cell}, at) => cell === undefined
		? [label]
		: cellLines(label, labelWidth, columns, columns.map(column => column.cells[at]!))),
];

/** The figures as lines: a column a policy, in as many blocks of columns as `width` asks for. */
export const comparisonColumns = ({figures, policies}: Comparison, width: number): string[][] => {
	const rows = rowsOf(figures);
	const labelWidth = Math.max(...rows.filter(({cell}) => cell !== undefined).map(({label}) => label.length));
	const blocks: Column[][] = [];
	let used = Infinity;
	for (const policy of policies) {
		const column = columnOf(policy, rows);
		const more = column.width + wordsOf(column);
		if (used + more > width) {
			blocks.push([]);
			used = labelWidth;
		}

		blocks.at(-1)!.push(column);
		used += more;
	}

	return blocks.map(columns => blockLines(columns, rows, labelWidth));
};
