import {known} from '../figures.js';
import {mapLayout, type MapCell, type MapLayout} from '../map-layout.js';
import {mapMetrics, metricScale, type CpuMetric, type MetricScale} from '../metrics.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole, type Ground} from '../terminal/style.js';
import {cutText, fitText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {heightGlyph} from './meter.js';

type Scaled = MetricScale & {readonly metric: CpuMetric};

/** The value a cell shows: of several CPUs the one worth worrying about. */
function cellValue({cpus}: MapCell, {values, metric}: Scaled): number | undefined {
	const present = cpus.map(cpu => values[cpu]).filter(value => value !== undefined);
	if (present.length === 0) {
		return undefined;
	}

	return metric.lowIsBad ? Math.min(...present) : Math.max(...present);
}

function drawCell(area: Area, scene: Scene, {cell, width, scaled}: {cell: MapCell; width: number; scaled: Scaled}) {
	const value = cellValue(cell, scaled);
	const {metric, full} = scaled;
	const share = value === undefined || full <= 0 ? 0 : value / full;
	const ground: Ground = scene.ui.view === 'cores' && cell.cpus.includes(scene.ui.cores.marked) ? 'mark' : 'none';
	const idle = value === undefined || (value === 0 && !metric.lowIsBad);
	const glyph = idle ? '·' : heightGlyph(share * 0.999);
	// The height shows the value, the colour how hot it is: for a pool the emptiest is the hottest
	const heat = idle ? 'frame' : heatRole((metric.lowIsBad ? 1 - share : share) * 0.999);
	const role = idle && ground === 'mark' ? 'strong' : heat;
	if (width >= 6) {
		area.text(cell.x, cell.y, `${fitText(known(value, number => metric.format(number, scene)), 5, 'right')}${glyph}`, role, ground);
	} else {
		const filled = Math.max(1, width - 1);
		const dotted = ' '.repeat((filled - 1) >> 1) + glyph;
		area.text(cell.x, cell.y, idle ? dotted.padEnd(filled) : glyph.repeat(filled), role, ground);
	}
}

/** One cell a core: sockets, core complexes and hardware threads in their places, a metric as height and colour. */
export function coreMap(area: Area, scene: Scene) {
	const metric = mapMetrics[scene.ui.metric]!;
	const scaled = {metric, ...metricScale(metric, scene)};
	const {highest, lowest} = scaled;
	const format = (value: number | undefined) => known(value, number => metric.format(number, scene));
	const inner = framed(area, scene, {
		title: scene.ui.view === 'cores' ? 'map' : 'cores',
		...(scene.ui.view === 'cores' ? {} : {key: '2'}),
		note: [['m ', 'key'], [metric.title, 'text'], [`  ${format(lowest)} to ${format(highest)}`, 'dim']],
	});
	const layout = mapLayout(scene.groups, inner.width, inner.height);
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

/** How to read the map, on its last line. */
function drawLegend(area: Area, scene: Scene, {cpusPerCell, grouped}: MapLayout) {
	const metric = mapMetrics[scene.ui.metric]!;
	const y = area.height - 1;
	let x = area.text(0, y, metric.lowIsBad ? 'empty ' : 'low ', 'dim');
	for (let level = 0; level < 8; level++) {
		x = area.text(x, y, heightGlyph(level / 8), heatRole((metric.lowIsBad ? 7 - level : level) / 8));
	}

	x = area.text(x, y, metric.lowIsBad ? ' full' : ' high', 'dim');
	if (cpusPerCell > 1) {
		area.text(x, y, cutText(`, worst of ${cpusPerCell} CPUs`, area.width - x), 'dim');
	} else if (grouped) {
		const threads = scene.groups.sockets[0]?.complexes[0]?.length ?? 1;
		const explanations = [', groups are core complexes, siblings below', ', groups are complexes', ''];
		area.text(x, y, explanations.slice(threads > 1 ? 0 : 1).find(text => x + text.length <= area.width) ?? '', 'dim');
	}
}
