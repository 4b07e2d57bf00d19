import type {ReactNode} from 'react';
import {Box} from 'ink';
import {coreMap} from '../panes/core-map.js';
import {coreDetail} from '../panes/core-detail.js';
import {coreTable} from '../panes/cores.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** The cores: a map of all of them, rows for what fits, and everything about the marked one. */
export function CoresView({columns, rows, size, mapRows}: PageProps & {readonly mapRows: (columns: number, rows: number) => number}): ReactNode {
	const frame = isFramed(size) ? 2 : 1;
	const roomy = rows >= 18;
	const most = Math.floor(rows * 0.42) - frame - 1;
	const map = roomy ? mapRows(columns - (frame === 2 ? 4 : 2), most) + 1 + frame : 0; // And a line for the legend
	const detail = rows >= 12 ? frame + 3 : 0;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			{map > 0 && <Surface draw={coreMap} height={map}/>}
			<Surface draw={coreTable} height={rows - map - detail}/>
			{detail > 0 && <Surface draw={coreDetail} height={detail}/>}
		</Box>
	);
}
