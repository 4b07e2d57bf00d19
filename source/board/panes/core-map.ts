import {known} from '../figures.js';
import {mapLayout, type MapCell, type MapLayout} from '../map-layout.js';
import {isOffline, mapMetrics, metricScale, type CpuMetric, type MetricScale} from '../metrics.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole, type Ground} from '../terminal/style.js';
import {fitText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {heightGlyph} from './meter.js';

/** What a CPU that was taken offline has in its cell. */
const offlineGlyph = '╳';

type Scaled = MetricScale & {readonly metric: CpuMetric};

/** The value a cell shows: of several CPUs the one worth worrying about. */
function cellValue(cpus: readonly number[], {values, metric}: Scaled): number | undefined {
	if (cpus.length === 1) {
		return values[cpus[0]!];
	}

	const present = cpus.map(cpu => values[cpu]).filter(value => value !== undefined);
	if (present.length === 0) {
		return undefined;
	}

	return metric.lowIsBad ? Math.min(...present) : Math.max(...present);
}

function drawCell(area: Area, scene: Scene, {cell, width, scaled}: {cell: MapCell; width: number; scaled: Scaled}) {
	const {mapped: {foldedCpus}} = scene;
	const cpus = scene.ui.view === 'cores' && foldedCpus.size > 0 ? cell.cpus.flatMap(cpu => foldedCpus.get(cpu) ?? [cpu]) : cell.cpus;
	const ground: Ground = scene.ui.view === 'cores' && cpus.includes(scene.ui.cores.marked) ? 'mark' : 'none';
	if (cpus.every(cpu => isOffline(scene.calm, cpu))) {
		area.text(cell.x, cell.y, (width >= 6 ? `  off${offlineGlyph}` : offlineGlyph.padStart(width >> 1)).padEnd(Math.max(1, width - 1)), 'bad', ground);
		return;
	}

	const value = cellValue(cpus, scaled);
	const {metric, full} = scaled;
	const share = value === undefined || full <= 0 ? 0 : value / full;
	const idle = value === undefined || (value === 0 && !metric.lowIsBad);
	const glyph = idle ? '·' : heightGlyph(share * 0.999);
	// The height shows the value, the colour how hot it is: for a pool the emptiest is the hottest
	const heat = idle ? 'frame' : heatRole((metric.lowIsBad ? 1 - share : share) * 0.999);
	const role = idle && ground === 'mark' ? 'strong' : heat;
	if (width >= 6) {
		area.text(cell.x, cell.y, `${fitText(known(value, number => metric.format(number, scene.calm)), 5, 'right')}${glyph}`, role, ground);
	} else {
		const filled = Math.max(1, width - 1);
		const dotted = ' '.repeat((filled - 1) >> 1) + glyph;
		area.text(cell.x, cell.y, idle ? dotted.padEnd(filled) : glyph.repeat(filled), role, ground);
	}
}

/** One cell a core: sockets, core complexes and hardware threads in their places, a metric as height and colour. */
export function coreMap(area: Area, scene: Scene) {
	const metric = mapMetrics[scene.ui.metric]!;
	const scaled = {metric, ...metricScale(metric, scene.calm)};
	const {highest, lowest} = scaled;
	const format = (value: number | undefined) => known(value, number => metric.format(number, scene.calm));
	const inner = framed(area, scene, {
		title: scene.ui.view === 'cores' ? 'map' : 'cores',
		...(scene.ui.view === 'cores' ? {} : {key: '2'}),
		note: [['m ', 'key'], [metric.title, 'text'], [`  ${format(lowest)} to ${format(highest)}`, 'dim']],
	});
	// On its own page a line is left for the legend
	const layout = scene.ui.view === 'cores' ? mapLayout(scene.mapped.groups, inner.width, inner.height - 1) : mapLayout(scene.groups, inner.width, inner.height);
	if (!layout) {
		return;
	}

	for (const {text, y} of layout.labels) {
		inner.text(0, y, text, 'dim');
	}

	for (const cell of layout.cells) {
		drawCell(inner, scene, {cell, width: layout.cellWidth, scaled});
	}

	if (layout.height < inner.height) {
		drawLegend(inner, scene, layout);
	}
}

/** How to read the map, on its last line; what there is no room for is left out. */
function drawLegend(area: Area, scene: Scene, {cpusPerCell, grouped}: MapLayout) {
	const metric = mapMetrics[scene.ui.metric]!;
	const y = area.height - 1;
	let x = area.text(0, y, metric.lowIsBad ? 'empty ' : 'low ', 'dim');
	for (let level = 0; level < 8; level++) {
		x = area.text(x, y, heightGlyph(level / 8), heatRole((metric.lowIsBad ? 7 - level : level) / 8));
	}

	x = area.text(x, y, metric.lowIsBad ? ' full' : ' high', 'dim');
	const offline = scene.calm.reading.perCpu.online.filter(online => online === 0).length;
	if (offline > 0) {
		x = area.pieces(x, y, [[`  ${offlineGlyph} `, 'bad'], [`${offline} offline`, 'text']]);
	}

	const complexes = scene.groups.sockets.reduce((sum, socket) => sum + socket.complexes.length, 0);
	const blocks = grouped && complexes > 1;
	const threads = scene.groups.sockets[0]?.complexes[0]?.length ?? 1;
	const folded = scene.ui.view === 'cores' && scene.mapped.foldedCpus.size > 0;
	const explanations = [
		...(folded ? ['a folded group shows its worst CPU'] : []),
		...(cpusPerCell > 1 ? [`a cell shows the worst of ${cpusPerCell} CPUs`, `worst of ${cpusPerCell}`] : []),
		...(blocks && !folded && threads > 1 ? ['blocks are core complexes, siblings below'] : []),
		...(blocks && !folded ? ['blocks are core complexes'] : []),
	];
	const fitting = explanations.find(text => x + text.length + 2 <= area.width);
	area.text(x + 2, y, fitting ?? '', 'dim');
}
