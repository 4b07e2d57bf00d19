/**
The list of threads at a million rows: `node dist/test/bench/threads.bench.js`.
CPU time until the worker has the 120 rows of a window: each column in the middle of the list, both ways round, the worse of the two; then conditions and groups.
*/
import {Machine, threadGroupings, threadSorts, type ThreadCondition, type ThreadQuery} from '../../machine/index.js';
import {smallScenario, toolClass, workerClass} from '../helpers/scenario.js';
import {cpuMs, median, printTable} from './measure.js';

const threads = 1_000_000;
const rounds = 5;
const machine = new Machine(smallScenario({
	machine: {threads, cpus: 384, coresPerSocket: 96, memoryMiB: 1_048_576},
	classes: [{...workerClass, sleepMs: 500}, {...toolClass, comm: 'tool-%n', count: {share: 0.2}, sleepMs: 500, respawnMs: 20}],
}));
machine.advance(500e6);

const window = {sort: 'high', descending: true, offset: 500_000, count: 120} as const;

/** Median CPU time of a page, in milliseconds, after a first one that warms up. */
const cost = (query: ThreadQuery): number => {
	machine.threads(query);
	return median(Array.from({length: rounds}, () => cpuMs(() => {
		machine.threads(query);
	})));
};

const table = [['a million threads', 'CPU ms a page']];
for (const sort of threadSorts) {
	table.push([`sorted by ${sort}`, Math.max(...[true, false].map(descending => cost({...window, sort, descending}))).toFixed(0)]);
}

const conditions: ReadonlyArray<readonly [string, ThreadCondition]> = [
	['pages >= 2 and high > 3500', {kind: 'and', of: [{kind: 'number', field: 'pages', is: '>=', value: 2}, {kind: 'number', field: 'high', is: '>', value: 3500}]}],
	['comm ~ 77', {kind: 'word', field: 'comm', is: '~', text: '77'}],
	['not state = running', {kind: 'not', of: {kind: 'state', state: 'R'}}],
];
for (const [text, where] of conditions) {
	table.push([`where ${text}`, cost({...window, where, offset: 0}).toFixed(0)]);
}

for (const group of threadGroupings) {
	table.push([`grouped by ${group}, one open`, cost({...window, group, open: [0], offset: 0}).toFixed(0)]);
}

table.push(['followed', cost({...window, follow: 400_000}).toFixed(0)]);
printTable(table);
