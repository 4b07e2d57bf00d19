import {known} from '../figures.js';
import {cpuMetrics, mapMetrics, metricScale, type CpuMetric} from '../metrics.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole, type Role} from '../terminal/style.js';
import {displayWidth} from '../terminal/width.js';
import {framed} from './chrome.js';
import {thinMeter} from './meter.js';
import {drawTable, type Column} from './table.js';

/** Which columns go first in a narrow table: the higher, the sooner. */
const ranks: Readonly<Record<string, number>> = {faults: 2, grown: 3, pool: 4, load: 5, pages: 6, switches: 7, demotions: 8, moved: 9, stacks: 10, nmis: 11, lowest: 12, contextSwitches: 13};

function roleFor(metric: CpuMetric, value: number | undefined, scene: Scene): Role {
	if (value === undefined || (value === 0 && !metric.lowIsBad)) {
		return 'dim';
	}

	if (metric.lowIsBad && value < (metric.full?.(scene) ?? 0)) {
		return value === 0 ? 'bad' : 'warn';
	}

	return 'text';
}

/** The metric of the map once more, as bars over the room that is left. */
function bars(scene: Scene): Column<number> {
	const metric = mapMetrics[scene.ui.metric]!;
	const {values, full} = metricScale(metric, scene);
	return {
		head: metric.title,
		width: 20,
		rank: 30,
		align: 'left',
		grows: true,
		cell(cpu, width) {
			const share = full > 0 ? (values[cpu] ?? 0) / full : 0;
			return [thinMeter(share, width), heatRole((metric.lowIsBad ? 1 - share : share) * 0.999)];
		},
	};
}

function columns(scene: Scene): ReadonlyArray<Column<number>> {
	return [
		{head: 'CPU', width: 4, rank: 0, sort: 'cpu', cell: cpu => [String(cpu), 'strong']},
		{head: 'SOCKET', width: 6, rank: 20, cell: cpu => [String(scene.groups.placeOf(cpu).socket), 'dim']},
		...cpuMetrics.map((metric): Column<number> => ({
			head: metric.head,
			width: metric.width,
			rank: ranks[metric.id] ?? 15,
			sort: metric.id,
			cell(cpu) {
				const value = metric.value(scene, cpu);
				const text = known(value, number => metric.format(number, scene));
				return [metric.lowIsBad && value === 0 ? `!${text}` : text, roleFor(metric, value, scene)];
			},
		})),
		bars(scene),
	];
}

/** A row a core, as many as there is room for. */
export function coreTable(area: Area, scene: Scene) {
	const {sort, descending} = scene.ui.cores;
	const title = cpuMetrics.find(metric => metric.id === sort)?.title ?? 'number';
	const inner = framed(area, scene, {title: 'cores', note: [['s ', 'key'], [`by ${title} ${descending ? '▼' : '▲'}`, 'text']]});
	const visible = Math.max(1, inner.height - 1);
	const {cores} = scene.fit('cores', visible);
	drawTable(inner, {
		columns: columns(scene),
		rows: scene.coreOrder.slice(cores.top, cores.top + visible),
		marked: scene.coreOrder.indexOf(cores.marked) - cores.top,
		sort: {by: sort, descending},
	});
}

/** Everything about the marked core. */
export function coreDetail(area: Area, scene: Scene) {
	const cpu = scene.ui.cores.marked;
	const {socket, complex, core, smt} = scene.groups.placeOf(cpu);
	const inner = framed(area, scene, {title: `CPU ${cpu}`, note: [[`socket ${socket}, complex ${complex}, core ${core}, thread ${smt}`, 'dim']]});
	let x = 0;
	let y = 0;
	for (const metric of cpuMetrics) {
		const text = known(metric.value(scene, cpu), number => metric.format(number, scene));
		const title = inner.width < 140 ? metric.head : metric.title;
		const width = displayWidth(text) + title.length + 1;
		if (x > 0 && x + width > inner.width) {
			x = 0;
			y++;
		}

		x = inner.pieces(x, y, [[title, 'dim'], [' ', 'dim'], [text, roleFor(metric, metric.value(scene, cpu), scene)], ['   ', 'dim']]);
	}
}
