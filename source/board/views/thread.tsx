import type {ReactNode} from 'react';
import {Box} from 'ink';
import {threadDeepest, threadPath} from '../panes/thread-path.js';
import {threadPolicies} from '../panes/thread-policies.js';
import {threadStack} from '../panes/thread-stack.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** Lines for the list of policies with its head, by the least rows of the page from which on there is room for them. */
const policyLines = [[40, 10], [20, 7], [14, 3]] as const;

/** One thread close up: its stack to scale, the path it is on, and what each policy has mapped of it. */
export function ThreadView({columns, rows, size}: PageProps): ReactNode {
	const frame = isFramed(size) ? 2 : 1;
	const lines = policyLines.find(([least]) => rows >= least)?.[1] ?? 0;
	const low = lines > 0 ? frame + lines : 0;
	const path = columns >= 70 ? Math.round(columns * 0.4) : 0;
	const high = rows - low;
	const deepest = high >= 16 ? Math.floor(high * 0.6) : 0;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Box height={high}>
				<Surface draw={threadStack} width={columns - path} height={high}/>
				{path > 0 && (
					<Box flexDirection='column' width={path}>
						<Surface draw={threadPath} height={high - deepest}/>
						{deepest > 0 && <Surface draw={threadDeepest} height={deepest}/>}
					</Box>
				)}
			</Box>
			{low > 0 && <Surface draw={threadPolicies} height={low}/>}
		</Box>
	);
}
