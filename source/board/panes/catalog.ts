import type {View} from '../keys/places.js';
import type {Scene} from '../scene.js';
import type {Draw} from '../terminal/frame-sink.js';
import {callPath} from './call-path.js';
import {compareHistory} from './compare-history.js';
import {compareTable} from './compare.js';
import {coreEvents} from './core-events.js';
import {coreMap} from './core-map.js';
import {coreStacks} from './core-stacks.js';
import {coreDetail} from './core-detail.js';
import {coreTable} from './cores.js';
import {eventFrame} from './frame.js';
import {ladder} from './ladder.js';
import {levelMatrix} from './level-matrix.js';
import {coreLog, eventLog} from './log.js';
import {freeMemory} from './memory-free.js';
import {memoryParts} from './memory-parts.js';
import {memoryByPolicy} from './memory-policies.js';
import {pageRequests} from './memory-requests.js';
import {pagesPerStack, reserve} from './memory.js';
import {poolsByPolicy} from './pools-by-policy.js';
import {rates} from './rates.js';
import {registers} from './registers.js';
import {growthPerStay, poolLows, riskHistory} from './risk-bars.js';
import {contexts, fatal, nearMisses, strain, verdict} from './risk.js';
import {saved} from './saved.js';
import {savings} from './savings.js';
import {threadDeepest, threadPath} from './thread-path.js';
import {threadPolicies} from './thread-policies.js';
import {threadStack} from './thread-stack.js';
import {deepest} from './threads.js';
import {vectorTable} from './vectors.js';

/** A pane that can have the focus and be enlarged. */
export type Pane = {
	/** A word or two for the footer. */
	readonly name: string;
	readonly draw: Draw<Scene>;
};

const share: Pane = {name: 'saved', draw: saved};
const log: Pane = {name: 'events', draw: eventLog};
const lows: Pane = {name: 'worst pools', draw: poolLows};
const pages: Pane = {name: 'pages per stack', draw: pagesPerStack};
const pool: Pane = {name: 'reserve', draw: reserve};
const lastEvents: Pane = {name: 'last events', draw: coreEvents};

/** The panes of the views that have several, in the order of Tab: from left to right and top to bottom, those that only have room in a large window too. */
const panes: Partial<Readonly<Record<View, readonly Pane[]>>> = {
	overview: [{name: 'stack memory', draw: savings}, {name: 'core map', draw: coreMap}, {name: 'rates', draw: rates}, share, pages, pool, {name: 'deepest stacks', draw: deepest}, log],
	cores: [{name: 'map', draw: coreMap}, {name: 'cores', draw: coreTable}, {name: 'detail', draw: coreDetail}, {name: 'stacks', draw: coreStacks}, lastEvents],
	levels: [
		{name: 'levels', draw: ladder}, {name: 'frame', draw: eventFrame}, {name: 'vectors', draw: vectorTable}, {name: 'matrix', draw: levelMatrix}, lastEvents, {name: 'registers', draw: registers},
	],
	memory: [
		{name: 'parts', draw: memoryParts},
		{name: 'policies', draw: memoryByPolicy},
		share,
		{name: 'free memory', draw: freeMemory},
		pool,
		{name: 'pools by policy', draw: poolsByPolicy},
		lows,
		{name: 'requests', draw: pageRequests},
		pages,
	],
	compare: [{name: 'comparison', draw: compareTable}, {name: 'history', draw: compareHistory}],
	risk: [
		{name: 'verdict', draw: verdict},
		{name: 'contexts', draw: contexts},
		{name: 'deaths', draw: fatal},
		{name: 'margins', draw: nearMisses},
		{name: 'load', draw: strain},
		lows,
		{name: 'growth', draw: growthPerStay},
		{name: 'history', draw: riskHistory},
		log,
	],
	thread: [{name: 'stack', draw: threadStack}, {name: 'path', draw: threadPath}, {name: 'deepest path', draw: threadDeepest}, {name: 'policies', draw: threadPolicies}],
	core: [{name: 'stacks', draw: coreStacks}, {name: 'path', draw: callPath}, {name: 'growth', draw: coreLog}, lastEvents],
};

/** The panes of a view; none where it has only one. */
export const panesOf = (view: View): readonly Pane[] => panes[view] ?? [];
