import {known} from '../figures.js';
import {mapLayout, type MapCell, type MapLayout} from '../map-layout.js';
import {mapMetrics, type CpuMetric} from '../metrics.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole, type Ground} from '../terminal/style.js';
import {cutText, fitText} from '../terminal/width.js';
import {framed} from './chrome.js';
import {heightGlyph} from './meter.js';

type Scaled = {readonly metric: CpuMetric; readonly values: ReadonlyArray<number | undefined>; readonly full: number; readonly highest: number | undefined; readonly lowest: number | undefined};

function scaledValues(scene: Scene): Scaled {
	const metric = mapMetrics[scene.ui.metric]!;
	const values = Array.from({length: scene.reading.cpus}, (_, cpu) => metric.value(scene, cpu));
	const present = values.filter(value => value !== undefined);
	const highest = present.length > 0 ? Math.max(...present) : undefined;
	const lowest = present.length > 0 ? Math.min(...present) : undefined;
	return {metric, values, highest, lowest, full: metric.full?.(scene) ?? highest ?? 0};
}

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
		area.text(cell.x, cell.y, glyph.repeat(Math.max(1, width - 1)), role, ground);
	}
}

/** One cell a core: sockets, core complexes and hardware threads in their places, a metric as height and colour. */
export function coreMap(area: Area, scene: Scene) {
	const scaled = scaledValues(scene);
	const {metric, highest, lowest} = scaled;
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
