import type {ReactNode} from 'react';
import {Box} from 'ink';
import {compareHistory} from '../panes/compare-history.js';
import {compareTable} from '../panes/compare.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** The policies side by side; below, where there is room, the main figures over time. */
export function CompareView({rows, size, columns}: PageProps): ReactNode {
	const history = isFramed(size) ? 6 : (size === 'one' ? 3 : 0);
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Surface draw={compareTable} height={rows - history}/>
			{history > 0 && <Surface draw={compareHistory} height={history}/>}
		</Box>
	);
}
