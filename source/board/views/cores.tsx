import type {ReactNode} from 'react';
import {Box} from 'ink';
import {coreEvents} from '../panes/core-events.js';
import {coreMap} from '../panes/core-map.js';
import {coreDetail} from '../panes/core-detail.js';
import {coreStacks} from '../panes/core-stacks.js';
import {coreTable} from '../panes/cores.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

export type CoresProps = PageProps & {
	/** Rows that a map of all cores takes of a rectangle. */
	readonly mapRows: (columns: number, rows: number) => number;
	readonly cpus: number;
};

/** Rows that a core close up needs to be worth its place. */
const leastCloseUp = 14;

/** The cores: a map of all of them, rows for what fits, and everything about the marked one; a box of few CPUs leaves room for its stacks too. */
export function CoresView({columns, rows, size, mapRows, cpus}: CoresProps): ReactNode {
	const frame = isFramed(size) ? 2 : 1;
	const roomy = rows >= 18;
	const most = Math.floor(rows * 0.42) - frame - 1;
	const map = roomy ? mapRows(columns - (frame === 2 ? 4 : 2), most) + 1 + frame : 0; // And a line for the legend
	const detail = rows >= 12 ? frame + 3 : 0;
	// A head and two rows to spare for groups
	const spare = rows - map - detail - frame - cpus - 3;
	const closeUp = isFramed(size) && spare >= leastCloseUp ? spare : 0;
	const left = Math.round(columns * 0.58);
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			{map > 0 && <Surface draw={coreMap} height={map}/>}
			<Surface draw={coreTable} height={rows - map - detail - closeUp}/>
			{detail > 0 && <Surface draw={coreDetail} height={detail}/>}
			{closeUp > 0 && (
				<Box height={closeUp}>
					<Surface draw={coreStacks} width={left} height={closeUp}/>
					<Surface draw={coreEvents} width={columns - left} height={closeUp}/>
				</Box>
			)}
		</Box>
	);
}
