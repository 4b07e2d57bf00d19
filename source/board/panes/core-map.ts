import {known} from '../figures.js';
import {mapLayout, type MapLayout} from '../map-layout.js';
import {mapMetrics, metricScale} from '../metrics.js';
import type {Scene} from '../scene.js';
import type {Area} from '../terminal/area.js';
import {heatRole} from '../terminal/style.js';
import {framed} from './chrome.js';
import {cellsOf, offlineGlyph} from './map-cells.js';
import {heightGlyph} from './meter.js';

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

	for (const {x, y, text, role, ground} of cellsOf(layout, scene, scaled)) {
		inner.text(x, y, text, role, ground);
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
