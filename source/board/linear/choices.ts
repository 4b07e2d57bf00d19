import {coreFilters} from '../cores/filters.js';
import {logFilters} from '../log/filters.js';
import {cpuMetrics, mapMetrics} from '../metrics.js';
import type {Pane} from '../panes/catalog.js';
import type {Scene} from '../scene.js';
import {said, type Statement} from './statement.js';
import {metricName} from './words.js';

const order = (by: string, descending: boolean) => `by ${by}, ${descending ? 'highest first' : 'lowest first'}`;

/** What is folded and picked out is told by its number: each may be many. */
const folds = (folded: ReadonlySet<number>, of: number) => of === 0 ? 'no groups' : `${Math.min(folded.size, of)} of ${of} groups folded`;

const focused = ({ui}: Scene, pane: Pane | undefined): readonly Statement[] => pane ? [said('Pane', `${pane.name}${ui.focus.enlarged ? ', alone' : ''}`)] : [];

const ofCores = ({ui: {cores}, cores: {groups}}: Scene): readonly Statement[] => [
	said('Sorted', order(cpuMetrics.find(({id}) => id === cores.sort)?.title ?? (cores.sort === 'cpu' ? 'number' : cores.sort), cores.descending)),
	said('Filter', coreFilters[cores.filter]!.name),
	said('Groups', cores.grouping === 'none' ? 'none' : `${cores.grouping}, ${folds(cores.folded, groups.length)}`),
];

const ofThreads = ({ui: {threads}}: Scene): readonly Statement[] => [
	said('Sorted', order(threads.sort === 'comm' ? 'name' : threads.sort, threads.descending)),
	said('Query', threads.query?.text ?? 'none, all threads are listed'),
	said('Groups', threads.grouping === undefined ? 'none' : `by ${threads.grouping}, ${threads.open.length} open`),
	said('Follows', threads.follow ? `${threads.follow.comm}, TID ${threads.follow.tid}` : 'nobody'),
	said('Picked out', String(threads.picked.length)),
];

/** What the user has chosen for the page in view, each by a name of its own. A key that changes one of them is answered with it. */
export function choicesOf(scene: Scene, pane: Pane | undefined): readonly Statement[] {
	const {ui: {view, metric, log}, policy, frame: {state: {recording}}} = scene;
	return [
		said('Policy', `${policy.name}, events by ${policy.delivery === 'fred' ? 'FRED' : 'the IDT'}${policy.whatIf ? ', what-if' : ''}`),
		...recording?.on ? [said('Recording', 'on')] : [],
		...focused(scene, pane),
		...view === 'overview' || view === 'cores' ? [said('Metric', metricName(mapMetrics[metric]!.title))] : [],
		...view === 'cores' ? ofCores(scene) : [],
		...view === 'threads' ? ofThreads(scene) : [],
		...view === 'overview' || view === 'risk' ? [said('Events shown', logFilters[log.filter]!.name)] : [],
	];
}
