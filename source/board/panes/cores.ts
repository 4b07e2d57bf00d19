import {coreFilters} from '../cores/filters.js';
import {groupOfRow, type CoreGroup} from '../cores/groups.js';
import {known} from '../figures.js';
import {cpuMetrics, isOffline, mapMetrics, metricOf, metricScale, type CpuMetric} from '../metrics.js';
import type {Scene} from '../scene.js';
import {markedRow} from '../state/cores.js';
import type {Area} from '../terminal/area.js';
import {heatRole, type Role} from '../terminal/style.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';
import {chosenColumns, coreColumns} from './column-names.js';
import {drawTable, type Column} from './table.js';

/** Which columns go first in a narrow table: the higher, the sooner. */
const ranks: Readonly<Record<string, number>> = {faults: 2, grown: 3, pool: 4, load: 5, pages: 6, switches: 7, demotions: 8, moved: 9, stacks: 10, nmis: 11, lowest: 12, contextSwitches: 13};

/** How bad a value of so many CPUs is. */
export function metricRole(metric: CpuMetric, value: number | undefined, scene: Scene, cpus = 1): Role {
	if (value === undefined || (value === 0 && !metric.lowIsBad)) {
		return 'dim';
	}

	const full = (metric.full?.(scene) ?? 0) * (metric.together ? 1 : cpus);
	if (metric.lowIsBad && value < full) {
		return value === 0 ? 'bad' : 'warn';
	}

	return 'text';
}

/** A value for people; what must not be zero has a sign when it is. */
export const metricText = (metric: CpuMetric, value: number | undefined, scene: Scene, cpus = 1) =>
	`${metric.lowIsBad && value === 0 ? '!' : ''}${known(value, number => metric.format(number, scene, cpus))}`;

const cpusOf = (row: number, groups: readonly CoreGroup[]): readonly number[] => {
	const group = groupOfRow(row);
	return group === undefined ? [row] : groups[group]!.cpus;
};

/** The metric of the map once more, as bars over the room that is left; of a group the mean of its CPUs. */
function bars(scene: Scene): Column<number> {
	const metric = mapMetrics[scene.ui.metric]!;
	const {values, full} = metricScale(metric, scene);
	return {
		head: metric.title,
		width: 20,
		rank: 30,
		align: 'left',
		grows: true,
		cell(row, width) {
			const cpus = cpusOf(row, scene.cores.groups);
			const mean = cpus.reduce((sum, cpu) => sum + (values[cpu] ?? 0), 0) / cpus.length;
			const share = full > 0 ? mean / full : 0;
			return [thinMeter(share, width), heatRole((metric.lowIsBad ? 1 - share : share) * 0.999)];
		},
	};
}

/** The number of a CPU, with a sign if it is offline; or the head of a group. */
function nameColumn(scene: Scene): Column<number> {
	const {cores: {groups}, ui: {cores: {folded}}} = scene;
	const grouped = groups.length > 0;
	return {
		head: 'CPU', width: grouped ? 18 : 4, rank: 0, sort: 'cpu', ...(grouped ? {align: 'left'} as const : {}),
		cell(row) {
			const group = groupOfRow(row);
			if (group === undefined) {
				const isOff = isOffline(scene, row);
				return [`${grouped ? '    ' : ''}${isOff ? '╳' : ''}${row}`, isOff ? 'bad' : 'strong'];
			}

			const {title, cpus} = groups[group]!;
			return [`${folded.has(group) ? '+' : '-'} ${title}, ${cpus.length}`, 'title'];
		},
	};
}

function columns(scene: Scene): ReadonlyArray<Column<number>> {
	const {groups} = scene.cores;
	return [
		nameColumn(scene),
		{head: 'SOCKET', width: 6, rank: 20, cell: row => [String(scene.groups.placeOf(cpusOf(row, groups)[0]!).socket), 'dim']},
		...cpuMetrics.map((metric): Column<number> => ({
			head: metric.head,
			width: metric.width + (groups.length > 0 && metric.id === 'pool' ? 4 : 0),
			rank: ranks[metric.id] ?? 15,
			sort: metric.id,
			cell(row) {
				const cpus = cpusOf(row, groups);
				const value = metricOf(metric, scene, cpus);
				if (cpus.every(cpu => isOffline(scene, cpu))) {
					return metric.id === 'load' ? ['off', 'bad'] : [known(value, number => metric.format(number, scene, cpus.length)), 'dim'];
				}

				return [metricText(metric, value, scene, cpus.length), metricRole(metric, value, scene, cpus.length)];
			},
		})),
		bars(scene),
	];
}

const sortTitles: Readonly<Record<string, string>> = {cpu: 'number', pressure: 'pressure'};

/** A row a core or a group of them, as many as there is room for. */
export function coreTable(area: Area, scene: Scene) {
	const {sort, descending, filter, grouping} = scene.ui.cores;
	const {order, groups, cpus} = scene.cores;
	const title = sortTitles[sort] ?? cpuMetrics.find(metric => metric.id === sort)?.title ?? sort;
	const shown = order.filter(row => row >= 0).length;
	const {name, none} = coreFilters[filter]!;
	const by = [['s ', 'key'], [`by ${title} ${descending ? '▼' : '▲'}`, 'text']] as const;
	const inner = framed(area, scene, {
		title: 'cores',
		note: [
			['f ', 'key'],
			[filter === 0 ? name : (groups.length > 0 ? name : `${name}, ${shown} of ${cpus}`), filter === 0 ? 'text' : 'accent'],
			['  t ', 'key'],
			[grouping === 'none' ? 'no groups' : grouping, grouping === 'none' ? 'text' : 'accent'],
			['  ', 'text'],
			...by,
		],
		briefNote: by,
	});
	const visible = Math.max(1, inner.height - 1);
	const {cores} = scene.fit('cores', visible);
	drawTable(inner, {
		columns: chosenColumns(columns(scene), scene.columns?.cores, coreColumns),
		rows: order.slice(cores.top, cores.top + visible),
		marked: order.indexOf(markedRow(cores, groups)) - cores.top,
		sort: {by: sort, descending},
	});
	if (order.length === 0) {
		inner.text(2, 1, none, 'dim');
	}
}
