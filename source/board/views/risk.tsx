import type {ReactNode} from 'react';
import {Box} from 'ink';
import {eventLog} from '../panes/log.js';
import {growthPerStay, poolLows, riskHistory} from '../panes/risk-bars.js';
import {contexts, fatal, nearMisses, strain, verdict} from '../panes/risk.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

/** Rows of the panes: each as high as what it holds, the rest goes to the log. */
const high = {verdict: 5, contexts: 12, facts: 11, bars: 12} as const;

/** The verdict across the page; contexts and deaths, then margins and what the box did; with room to spare how near each pool came, and the log. */
function Grid({columns, rows, size}: PageProps): ReactNode {
	const left = Math.round(columns * 0.56);
	const right = columns - left;
	const third = Math.round(columns / 3);
	const bars = size === 'full' ? high.bars : 0;
	const spare = rows - high.verdict - high.contexts - high.facts - bars;
	const log = spare >= 4 ? spare : 0;
	const facts = high.facts + spare - log;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Surface draw={verdict} height={high.verdict}/>
			<Box height={high.contexts}>
				<Surface draw={contexts} width={left} height={high.contexts}/>
				<Surface draw={fatal} width={right} height={high.contexts}/>
			</Box>
			<Box height={facts}>
				<Surface draw={nearMisses} width={left} height={facts}/>
				<Surface draw={strain} width={right} height={facts}/>
			</Box>
			{bars > 0 && (
				<Box height={bars}>
					<Surface draw={poolLows} width={third} height={bars}/>
					<Surface draw={growthPerStay} width={third} height={bars}/>
					<Surface draw={riskHistory} width={columns - (third * 2)} height={bars}/>
				</Box>
			)}
			{log > 0 && <Surface draw={eventLog} height={log}/>}
		</Box>
	);
}

/** One pane above the other, lists of facts in columns; a larger window shows more contexts. */
function Stack({columns, rows}: PageProps): ReactNode {
	const lethal = 5;
	const near = 4;
	const said = 4;
	const bears = rows >= 24 ? 4 : 3;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Surface draw={verdict} height={said}/>
			<Surface draw={contexts} height={rows - said - lethal - near - bears}/>
			<Surface draw={fatal} height={lethal}/>
			<Surface draw={nearMisses} height={near}/>
			<Surface draw={strain} height={bears}/>
		</Box>
	);
}

/** The verdict, where stacks grew, and the margins. */
function Panel({columns, rows}: PageProps): ReactNode {
	const said = Math.min(4, rows);
	const table = rows - said >= 8 ? 4 : 0;
	return (
		<Box flexDirection='column' height={rows} width={columns}>
			<Surface draw={verdict} height={said}/>
			{table > 0 && <Surface draw={contexts} height={table}/>}
			{rows - said - table > 0 && <Surface draw={nearMisses} height={rows - said - table}/>}
		</Box>
	);
}

/** Can it fail? For the policy in focus. */
export function RiskView(page: PageProps): ReactNode {
	if (isFramed(page.size)) {
		return <Grid {...page}/>;
	}

	return page.size === 'one' ? <Stack {...page}/> : <Panel {...page}/>;
}
