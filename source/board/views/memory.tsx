import type {ReactNode} from 'react';
import {Box} from 'ink';
import {freeMemory} from '../panes/memory-free.js';
import {memoryParts} from '../panes/memory-parts.js';
import {memoryByPolicy} from '../panes/memory-policies.js';
import {pageRequests} from '../panes/memory-requests.js';
import {pagesPerStack, reserve} from '../panes/memory.js';
import {poolsByPolicy} from '../panes/pools-by-policy.js';
import {poolLows} from '../panes/risk-bars.js';
import {saved} from '../panes/saved.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** What stacks hold and what each policy does at the top; memory that is free and the pools in the middle; requests for pages below. */
function Grid({columns, rows, size}: PageProps): ReactNode {
	const full = size === 'full';
	const left = Math.round(columns * 0.62);
	const right = columns - left;
	const ring = full ? 26 : 0;
	const high = full ? (rows >= 52 ? 19 : 17) : 12;
	const low = full ? 14 : 9;
	const middle = rows - high - low;
	const pool = full && middle >= 16 ? 6 : 3;
	// The worst of the pools takes a line a page of a pool, mostly, and its frame
	const spare = middle - pool - 9;
	const isHigh = spare >= 6;
	const gauges = full ? (isHigh ? spare : 8) : 0;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Box height={high}>
				<Surface draw={memoryParts} width={left} height={high}/>
				<Surface draw={memoryByPolicy} width={right - ring} height={high}/>
				{ring > 0 && <Surface draw={saved} width={ring} height={high}/>}
			</Box>
			<Box height={middle}>
				<Surface draw={freeMemory} width={left} height={middle}/>
				<Box flexDirection='column' width={right}>
					<Surface draw={reserve} height={pool}/>
					{full && isHigh && <Surface draw={poolsByPolicy} height={gauges}/>}
					<Surface draw={poolLows} height={middle - pool - (isHigh ? gauges : 0)}/>
				</Box>
			</Box>
			<Box height={low}>
				<Surface draw={pageRequests} width={left} height={low}/>
				<Box flexDirection='column' width={right}>
					{full && !isHigh && <Surface draw={poolsByPolicy} height={gauges}/>}
					<Surface draw={pagesPerStack} height={low - (isHigh ? 0 : gauges)}/>
				</Box>
			</Box>
		</Box>
	);
}

/** One pane above the other: the parts, what is free, the requests; with more rows the policies too. */
function Stack({columns, rows}: PageProps): ReactNode {
	const parts = Math.min(9, rows - 3);
	const free = rows - parts >= 9 ? (rows >= 26 ? 9 : 4) : 0;
	const requests = rows - parts - free;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Surface draw={memoryParts} height={parts}/>
			{free > 0 && <Surface draw={freeMemory} height={free}/>}
			{requests > 0 && <Surface draw={pageRequests} height={requests}/>}
		</Box>
	);
}

/** Memory of kernel stacks, part by part, and the memory of the box that it comes from. */
export function MemoryView(page: PageProps): ReactNode {
	return isFramed(page.size) ? <Grid {...page}/> : <Stack {...page}/>;
}
