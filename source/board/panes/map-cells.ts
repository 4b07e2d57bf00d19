import {known} from '../figures.js';
import type {MapCell, MapLayout} from '../map-layout.js';
import {isOffline, type CpuMetric, type MetricScale} from '../metrics.js';
import type {Scene} from '../scene.js';
import {heatRole, type Ground, type Role} from '../terminal/style.js';
import {fitText} from '../terminal/width.js';
import {heightGlyph} from './meter.js';

/** What a CPU that was taken offline has in its cell. */
export const offlineGlyph = '╳';

/** A metric with its values and its scale. */
export type Scaled = MetricScale & {readonly metric: CpuMetric};

/** A cell of the map as it is written. */
export type DrawnCell = {readonly x: number; readonly y: number; readonly text: string; readonly role: Role; readonly ground: Ground};

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

function drawnCell({x, y, cpus: own}: MapCell, width: number, scene: Scene, scaled: Scaled): DrawnCell {
	const {mapped: {foldedCpus}} = scene;
	const cpus = scene.ui.view === 'cores' && foldedCpus.size > 0 ? own.flatMap(cpu => foldedCpus.get(cpu) ?? [cpu]) : own;
	const ground: Ground = scene.ui.view === 'cores' && cpus.includes(scene.ui.cores.marked) ? 'mark' : 'none';
	if (cpus.every(cpu => isOffline(scene.calm, cpu))) {
		return {x, y, text: (width >= 6 ? `  off${offlineGlyph}` : offlineGlyph.padStart(width >> 1)).padEnd(Math.max(1, width - 1)), role: 'bad', ground};
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
		return {x, y, text: `${fitText(known(value, number => metric.format(number, scene.calm)), 5, 'right')}${glyph}`, role, ground};
	}

	const filled = Math.max(1, width - 1);
	const dotted = ' '.repeat((filled - 1) >> 1) + glyph;
	return {x, y, text: idle ? dotted.padEnd(filled) : glyph.repeat(filled), role, ground};
}

/** All that the cells of a map follow from, beside its layout. */
type Sources = readonly unknown[];

const remembered = new WeakMap<MapLayout, {readonly sources: Sources; readonly cells: readonly DrawnCell[]}>();

/** The cells of a map. There are hundreds of them, and they stay the same for some pictures: they are remembered until something changes that they follow from. */
export function cellsOf(layout: MapLayout, scene: Scene, scaled: Scaled): readonly DrawnCell[] {
	const {calm, ui, mapped} = scene;
	const sources: Sources = [calm.reading, calm.policyIndex, scaled.values, scaled.metric, scaled.full, mapped, ui.view, ui.cores.marked];
	const before = remembered.get(layout);
	if (before && sources.every((source, index) => source === before.sources[index])) {
		return before.cells;
	}

	const cells = layout.cells.map(cell => drawnCell(cell, layout.cellWidth, scene, scaled));
	remembered.set(layout, {sources, cells});
	return cells;
}
