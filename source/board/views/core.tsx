import type {ReactNode} from 'react';
import {Box} from 'ink';
import {callPath} from '../panes/call-path.js';
import {coreEvents} from '../panes/core-events.js';
import {coreStacks} from '../panes/core-stacks.js';
import {coreLog} from '../panes/log.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** One core close up: its stacks to scale, the path that reached deepest, and its last events. */
export function CoreView({columns, rows, size}: PageProps): ReactNode {
	const frame = isFramed(size) ? 2 : 1;
	// Four lines around stacks of as many rows a page as there is room for
	const high = Math.min(rows - 4, frame + 4 + (4 * Math.max(1, Math.floor(((rows * 0.7) - frame - 4) / 4))));
	const path = columns >= 70 ? Math.round(columns * (columns >= 150 ? 0.3 : 0.36)) : 0;
	const log = isFramed(size) ? Math.floor(high * 0.4) : 0;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Box height={high}>
				<Surface draw={coreStacks} width={columns - path} height={high}/>
				{path > 0 && (
					<Box flexDirection='column' width={path}>
						<Surface draw={callPath} height={high - log}/>
						{log > 0 && <Surface draw={coreLog} height={log}/>}
					</Box>
				)}
			</Box>
			<Surface draw={coreEvents} height={rows - high}/>
		</Box>
	);
}
