import {comparedFigures, comparisonAxes, type Figure} from '../../../machine/index.js';
import {wrap} from '../../report/layout.js';
import {plural} from '../../report/units.js';
import {figureColumns, keyColumns, type TextColumn} from './cells.js';
import type {SweepTable} from './collect.js';

/** A column laid out: its lines of heading, and how wide it is. */
type Laid = TextColumn & {readonly lines: readonly string[]; readonly width: number};

const gap = 2;
/** A heading is broken between words where its cells are narrower, but not below this. */
const leastHeading = 8;
const lay = (column: TextColumn): Laid => {
	const cells = Math.max(...column.cells.map(({length}) => length));
	const words = column.heading.split(' ').map(({length}) => length);
	const lines = wrap(column.heading, Math.max(cells, leastHeading, ...words));
	return {...column, lines, width: Math.max(cells, ...lines.map(({length}) => length))};
};

const widthOf = (columns: readonly Laid[]): number => {
	let width = -gap;
	for (const column of columns) {
		width += column.width + gap;
	}

	return width;
};

const cut = (text: string, width: number): string => text.length > width ? `${text.slice(0, width - 1)}…` : text;

const put = ({right, width}: Laid, text: string): string => right ? cut(text, width).padStart(width) : cut(text, width).padEnd(width);

const blockLines = (columns: readonly Laid[], rows: number): string[] => {
	const height = Math.max(...columns.map(({lines}) => lines.length));
	const line = (cell: (column: Laid) => string): string => columns.map(column => put(column, cell(column))).join(' '.repeat(gap)).trimEnd();
	return [
		// Headings stand on their values
		...Array.from({length: height}, (_, at) => line(({lines}) => lines[at - height + lines.length] ?? '')),
		...Array.from({length: rows}, (_, at) => line(({cells}) => cells[at]!)),
	];
};

/** Columns in as many blocks as the width asks for; `keys` stand in each. What is wider than the width by itself is cut. */
const inBlocks = (keys: readonly Laid[], columns: readonly Laid[], width: number): Laid[][] => {
	const found: Laid[][] = [];
	const room = width - widthOf(keys) - gap;
	for (const column of columns) {
		const last = found.at(-1);
		if (last !== undefined && widthOf([...keys, ...last, column]) <= width) {
			last.push(column);
		} else {
			found.push([{...column, width: Math.min(column.width, room)}]);
		}
	}

	return found.map(block => [...keys, ...block]);
};

/** Where keys and the widest figure have no room side by side, rows are numbered, and the keys come in blocks of their own. */
const blocksOf = (keys: readonly Laid[], figures: readonly Laid[], rows: number, width: number): Laid[][] => {
	if (figures.every(figure => widthOf([...keys, figure]) <= width)) {
		return inBlocks(keys, figures, width);
	}

	const number = lay({heading: '#', right: true, cells: Array.from({length: rows}, (_, at) => String(at + 1))});
	return [...inBlocks([number], keys, width), ...inBlocks([number], figures, width)];
};

/** A table for a person, `width` columns wide (40 at least). */
export const tableText = (table: SweepTable, figures: readonly Figure[], width: number): string => {
	const {toolVersion, title, cells, found, fields, varying, rows} = table;
	const laid = figureColumns(table, figures).map(column => lay(column));
	const keys = keyColumns(table).map(column => lay(column));
	const common = fields.filter(field => !varying.includes(field)).map(field => `${field} ${String(rows[0]!.settings[field])}`);
	return [
		...wrap(`kstacktop ${toolVersion}: ${title}, ${found === cells ? plural(cells, 'cell') : `${found} of ${plural(cells, 'cell')}`}`, width, '', '  '),
		...wrap(`everywhere: ${common.join(', ')}`, width, '  ', '    '),
		...blocksOf(keys, laid, rows.length, width).flatMap(columns => ['', ...blockLines(columns, rows.length)]),
		'',
		...wrap(noteText(), width),
		'',
	].join('\n');
};

/** What the numbers and marks of a table mean. */
export const noteText = (): string => [
	'Means over seeds, with what they leave possible at 95 % (Student\'s t; of failures a Poisson interval, which is a bound where there was none).',
	'Pareto: under the same settings no other policy is at least as good in the mean in all of these and better in one:',
	`${comparedFigures.filter(({id}) => comparisonAxes.includes(id)).map(({label}) => label).join('; ')}.`,
	'Costs are likely values of a range that does not narrow with seeds.',
].join(' ');
