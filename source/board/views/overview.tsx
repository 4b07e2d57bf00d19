import type {ReactNode} from 'react';
import {Box} from 'ink';
import {coreMap} from '../panes/core-map.js';
import {eventLog} from '../panes/log.js';
import {pagesPerStack, reserve} from '../panes/memory.js';
import {rates} from '../panes/rates.js';
import {saved} from '../panes/saved.js';
import {savings} from '../panes/savings.js';
import {textPanel} from '../panes/text-panel.js';
import {deepest} from '../panes/threads.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** Two columns; with room to spare also what is saved, as a ring and in large figures. */
function Grid({columns, rows, size}: PageProps): ReactNode {
	const left = Math.round(columns * 0.58);
	const right = columns - left;
	const share = size === 'full' ? 56 : 0;
	const facts = size === 'full' ? Math.min(52, Math.floor(right * 0.62)) : right;
	const middle = size === 'full' ? 12 : 9;
	const low = Math.max(6, Math.floor((rows - middle) * 0.42));
	const high = rows - middle - low;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Box height={high}>
				<Surface draw={savings} width={left} height={high}/>
				<Surface draw={coreMap} width={right} height={high}/>
			</Box>
			<Box height={middle}>
				<Surface draw={rates} width={columns - share - facts} height={middle}/>
				{share > 0 && <Surface draw={saved} width={share} height={middle}/>}
				<Box flexDirection='column' width={facts}>
					<Surface draw={pagesPerStack} height={middle - (size === 'full' ? 6 : 3)}/>
					<Surface draw={reserve} height={size === 'full' ? 6 : 3}/>
				</Box>
			</Box>
			<Box height={low}>
				<Surface draw={deepest} width={left} height={low}/>
				<Surface draw={eventLog} width={right} height={low}/>
			</Box>
		</Box>
	);
}

/** One pane above the other, small ones side by side. */
function Stack({columns, rows}: PageProps): ReactNode {
	const half = columns >> 1;
	const tall = rows >= 30;
	const list = tall ? Math.floor((rows - 10) / 3) : 0;
	const map = rows >= 23 ? 5 : 4;
	const chart = rows - 5 - 5 - map - list;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Surface draw={savings} height={chart}/>
			<Surface draw={rates} height={5}/>
			<Box height={5}>
				<Surface draw={pagesPerStack} width={half} height={5}/>
				<Surface draw={reserve} width={columns - half} height={5}/>
			</Box>
			<Box height={map}>
				<Surface draw={coreMap} width={half} height={map}/>
				<Surface draw={eventLog} width={columns - half} height={map}/>
			</Box>
			{tall && <Surface draw={deepest} height={list}/>}
		</Box>
	);
}

/** The overview: everything at a glance. */
export function OverviewView(page: PageProps): ReactNode {
	if (isFramed(page.size)) {
		return <Grid {...page}/>;
	}

	return page.size === 'one' ? <Stack {...page}/> : <Surface draw={textPanel} height={page.rows} width={page.columns}/>;
}
