import type {ReactNode} from 'react';
import {Box} from 'ink';
import type {DeliveryKind} from '../../player/protocol.js';
import {coreEvents} from '../panes/core-events.js';
import {eventFrame} from '../panes/frame.js';
import {ladder} from '../panes/ladder.js';
import {levelMatrix} from '../panes/level-matrix.js';
import {registers} from '../panes/registers.js';
import {vectorTable} from '../panes/vectors.js';
import {isFramed} from '../size-class.js';
import {Surface} from '../terminal/surface.js';
import type {PageProps} from './page.js';

export type LevelsProps = PageProps & {readonly delivery: DeliveryKind};

/** Stacks that events can go to: four levels, or the task stack and seven IST slots. */
const stacksOf = (delivery: DeliveryKind) => delivery === 'fred' ? 4 : 8;

/** Heights of the panes of a grid, besides what grows: vectors at the left, events or the frame at the right. */
function heights({rows, size, delivery}: LevelsProps) {
	const fred = delivery === 'fred';
	if (size === 'two') {
		return {rungs: fred ? 7 : 11, matrix: 7, numbers: 12, frame: Math.min(14, rows - 19)};
	}

	// Two lines a rung where there is room, and a line for each field of the two slots of a FRED frame
	const tall = rows >= 50;
	if (fred) {
		return {rungs: 11, matrix: 12, numbers: 12, frame: tall ? rows - 19 : 17};
	}

	return tall ? {rungs: 19, matrix: 20, numbers: 18, frame: 15} : {rungs: 11, matrix: 12, numbers: 15, frame: 15};
}

/** Where events go and how often at the left; one event and the last ones at the right, and the registers where there is room. */
function Grid(page: LevelsProps): ReactNode {
	const {columns, rows, size, delivery} = page;
	const left = Math.round(columns * 0.52);
	const right = columns - left;
	const {rungs, matrix, numbers, frame} = heights(page);
	// A FRED frame taken apart leaves no room for the registers below it
	const aside = size === 'full' && rows >= 50 && delivery === 'fred';
	return (
		<Box height={rows} width={columns}>
			<Box flexDirection='column' width={left}>
				<Surface draw={ladder} height={rungs}/>
				<Surface draw={vectorTable} height={rows - rungs - matrix - (aside ? numbers : 0)}/>
				<Surface draw={levelMatrix} height={matrix}/>
				{aside && <Surface draw={registers} height={numbers}/>}
			</Box>
			<Box flexDirection='column' width={right}>
				<Surface draw={eventFrame} height={frame}/>
				<Surface draw={coreEvents} height={rows - frame - (aside ? 0 : numbers)}/>
				{!aside && <Surface draw={registers} height={numbers}/>}
			</Box>
		</Box>
	);
}

/** One pane above the other: the ladder, what is delivered, one frame; with more rows the matrix and the registers. */
function Stack({rows, delivery}: LevelsProps): ReactNode {
	const stacks = stacksOf(delivery);
	const rungs = stacks + 2;
	const frame = delivery === 'fred' ? 10 : 8;
	const numbers = rows >= 32 ? stacks + 5 : 0;
	const matrix = rows >= 44 ? stacks + 2 : 0;
	const left = rows - rungs - frame - numbers - matrix;
	// A table needs a title, a head and a few rows
	const table = left >= 5 ? left : 0;
	return (
		<Box flexDirection='column' height={rows}>
			<Surface draw={ladder} height={rungs}/>
			{table > 0 && <Surface draw={vectorTable} height={table}/>}
			{matrix > 0 && <Surface draw={levelMatrix} height={matrix}/>}
			<Surface draw={eventFrame} height={frame + left - table}/>
			{numbers > 0 && <Surface draw={registers} height={numbers}/>}
		</Box>
	);
}

/** Only where events go, and the last of them. */
function Panel({rows, delivery}: LevelsProps): ReactNode {
	const rungs = Math.min(stacksOf(delivery) + 2, Math.max(4, rows - 6));
	return (
		<Box flexDirection='column' height={rows}>
			<Surface draw={ladder} height={rungs}/>
			{rows - rungs >= 3 && <Surface draw={coreEvents} height={rows - rungs}/>}
		</Box>
	);
}

/** The anatomy of event delivery on the marked core: FRED's levels, or the IDT's IST stacks. */
export function LevelsView(page: LevelsProps): ReactNode {
	if (isFramed(page.size)) {
		return <Grid {...page}/>;
	}

	return page.size === 'one' ? <Stack {...page}/> : <Panel {...page}/>;
}
