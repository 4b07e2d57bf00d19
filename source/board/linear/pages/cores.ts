import {coreFilters} from '../../cores/filters.js';
import {groupOfRow} from '../../cores/groups.js';
import {cpuMetrics, isOffline, metricOf, type CpuMetric} from '../../metrics.js';
import type {Scene} from '../../scene.js';
import {markedCpus, markedRow} from '../../state/cores.js';
import {figure, restless, said, type Section, type Statement} from '../statement.js';
import {capital, metricName} from '../words.js';

/** Rows of the table that are read with its page. */
const read = 5;

/** What a row is called: a CPU, or CPUs that stand together. */
const nameOf = (scene: Scene, row: number): string => {
	const group = groupOfRow(row);
	return group === undefined ? `CPU ${row}` : `${scene.cores.groups[group]!.title}, ${scene.cores.groups[group]!.cpus.length} CPUs`;
};

/** What some CPUs have of a metric together, in words. */
const metricText = (scene: Scene, metric: CpuMetric, cpus: readonly number[]): string => {
	const value = metricOf(metric, scene, cpus);
	return value === undefined ? 'not known' : metric.format(value, scene, cpus.length).replace('/', ' of ');
};

/** The figures of some CPUs, a line each. */
const metricsOf = (scene: Scene, cpus: readonly number[]): readonly Statement[] => cpuMetrics.map(metric => {
	const value = metricOf(metric, scene, cpus);
	return {
		...said(capital(metricName(metric.title)), metricText(scene, metric, cpus)),
		amount: value,
		change: by => metric.id === 'pool' ? String(by) : metric.format(by, scene, cpus.length),
		...metric.title.endsWith('/s') || metric.id === 'load' ? {least: restless} : {},
	};
});

/** A row in one line, of the figures that tell most. */
function rowStatement(scene: Scene, row: number): Statement {
	const group = groupOfRow(row);
	const cpus = group === undefined ? [row] : scene.cores.groups[group]!.cpus;
	if (cpus.every(cpu => isOffline(scene, cpu))) {
		return said(nameOf(scene, row), 'offline');
	}

	const told = ['stacks', 'pages', 'faults', 'pool', 'load'].map(id => cpuMetrics.find(metric => metric.id === id)!);
	return said(nameOf(scene, row), told.map(metric => `${metricName(metric.title)} ${metricText(scene, metric, cpus)}`).join(', '));
}

/** The marked row of the table of cores: a CPU or a group. */
export function markedCores(scene: Scene): readonly Statement[] {
	const {ui, cores} = scene;
	const row = markedRow(ui.cores, cores.groups);
	const cpus = markedCpus(ui.cores, cores.groups);
	const place = cores.order.indexOf(row);
	const group = groupOfRow(row);
	const offline = cpus.filter(cpu => isOffline(scene, cpu)).length;
	const core = group === undefined ? scene.wantCore() : undefined;
	return [
		said(nameOf(scene, row), [
			place === -1 ? 'not among the rows shown' : `row ${place + 1} of ${cores.order.length}`,
			...group === undefined ? [] : [ui.cores.folded.has(group) ? 'folded' : 'open'],
		].join(', ')),
		...offline > 0 ? [said('Offline', cpus.length === 1 ? 'yes' : `${offline} of ${cpus.length}`)] : [],
		...metricsOf(scene, cpus),
		...core?.thread ? [said(core.running ? 'Runs' : 'Ran last', `${core.thread.comm}, TID ${core.thread.tid}`)] : [],
	];
}

/** The page of cores: how many there are, the rows in their order, the marked one. */
export function cores(scene: Scene): readonly Section[] {
	const {reading, cores: {order}, ui} = scene;
	const {filter} = ui.cores;
	const online = reading.perCpu.online.reduce((sum, one) => sum + one, 0);
	const rows = order.slice(0, read);
	return [
		{title: 'map', statements: [figure('CPUs online', online, {after: ` of ${reading.cpus}`})]},
		{
			title: 'cores', isList: true,
			statements: order.length === 0
				? [said('', coreFilters[filter]!.none)]
				: [...rows.map(row => rowStatement(scene, row)), ...order.length > rows.length ? [said('', `and ${order.length - rows.length} more rows: Up and Down read one after the other`)] : []],
		},
		{title: 'detail', statements: markedCores(scene)},
	];
}
