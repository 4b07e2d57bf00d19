import {cpuMetrics} from '../metrics.js';
import type {Column} from './table.js';

/** The columns of the table of threads, by the names that settings give them. */
export const threadColumnNames = ['tid', 'comm', 'class', 'cpu', 'state', 'pages', 'depth', 'high', 'sleep', 'faults', 'age', 'stack', 'deepest', 'path'] as const;

/** The columns of the table of cores: the number, the socket, each metric and the bars. */
export const coreColumns: readonly [string, ...string[]] = ['cpu', 'socket', ...cpuMetrics.map(({id}) => id), 'bars'];

/** The columns that were chosen, in that order, the last ones left out first; all of them as they are where nothing was chosen. */
export function chosenColumns<Row>(columns: ReadonlyArray<Column<Row>>, chosen: readonly string[] | undefined, names: readonly string[]): ReadonlyArray<Column<Row>> {
	return chosen?.flatMap((name, rank) => {
		const column = columns[names.indexOf(name)];
		return column ? [{...column, rank}] : [];
	}) ?? columns;
}
