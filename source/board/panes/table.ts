import type {Area} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {cutText, fitText} from '../terminal/width.js';

export type Column<Row> = {
	readonly head: string;
	readonly width: number;
	/** The higher, the sooner the column is left out. */
	readonly rank: number;
	readonly align?: 'left' | 'right';
	/** Takes the room that is left over. */
	readonly grows?: boolean;
	/** Name of the order it stands for. */
	readonly sort?: string;
	/** What stands in a row, in at most `width` columns. */
	readonly cell: (row: Row, width: number) => readonly [text: string, role: Role];
};

export type TableData<Row> = {
	readonly columns: ReadonlyArray<Column<Row>>;
	/** Rows to show, from the first visible one; undefined ones are not known yet. */
	readonly rows: ReadonlyArray<Row | undefined>;
	/** Index into `rows` of the marked one; -1: none. */
	readonly marked: number;
	readonly sort?: {readonly by: string; readonly descending: boolean};
	/** A sign of one column in front of a row, beside that of the marked one. */
	readonly sign?: (row: Row) => readonly [text: string, role: Role] | undefined;
};

const gap = 2;

/** The columns for which there is room, with the widths they get. */
function arranged<Row>(columns: ReadonlyArray<Column<Row>>, room: number): ReadonlyArray<{readonly column: Column<Row>; readonly width: number}> {
	let left = room;
	const chosen = new Set<Column<Row>>();
	for (const column of columns.toSorted((a, b) => a.rank - b.rank)) {
		if (column.width + gap <= left) {
			chosen.add(column);
			left -= column.width + gap;
		}
	}

	const growing = columns.filter(column => chosen.has(column) && column.grows).length;
	return columns.filter(column => chosen.has(column)).map(column => ({column, width: column.grows ? column.width + Math.floor(left / growing) : column.width}));
}

/** Draws a head and rows. The marked row has a sign in front of it as well as a ground behind it. */
export function drawTable<Row>(area: Area, {columns, rows, marked, sort, sign: signOf}: TableData<Row>) {
	const shown = arranged(columns, area.width - 2 + gap);
	const line = (y: number, write: (column: Column<Row>, width: number, x: number) => void) => {
		let x = 2;
		for (const {column, width} of shown) {
			write(column, width, x);
			x += width + gap;
		}

		return y;
	};

	area.bar(0, 'bar');
	line(0, (column, width, x) => {
		const sorted = sort !== undefined && column.sort === sort.by;
		const sign = sort?.descending ? '▼' : '▲';
		if (column.align === 'left') {
			area.text(x, 0, cutText(sorted ? `${column.head} ${sign}` : column.head, width), sorted ? 'accent' : 'dim', 'bar');
		} else {
			area.text(x, 0, fitText(column.head, width, 'right'), sorted ? 'accent' : 'dim', 'bar');
			area.text(x + width, 0, sorted ? sign : '', 'accent', 'bar');
		}
	});
	for (const [index, row] of rows.slice(0, Math.max(0, area.height - 1)).entries()) {
		const y = index + 1;
		const ground = index === marked ? 'mark' : 'none';
		if (index === marked) {
			area.bar(y, 'mark');
			area.text(0, y, '▸', 'accent', 'mark');
		}

		const sign = row === undefined ? undefined : signOf?.(row);
		if (sign) {
			area.text(1, y, sign[0], sign[1], ground);
		}

		line(y, (column, width, x) => {
			const [text, role] = row === undefined ? ['…', 'dim'] as const : column.cell(row, width);
			area.text(x, y, fitText(text, width, column.align ?? 'right'), role, ground);
		});
	}
}
