import type {CpuGroups} from './cpu-groups.js';

/** A cell of the core map: one CPU, or the CPUs that share it where there is no room for each. */
export type MapCell = {readonly cpus: readonly number[]; readonly x: number; readonly y: number};

export type MapLayout = {
	readonly cells: readonly MapCell[];
	readonly labels: ReadonlyArray<{readonly text: string; readonly y: number}>;
	/** Columns of a cell, gap included. */
	readonly cellWidth: number;
	/** Rows that are used. */
	readonly height: number;
	/** CPUs a cell stands for. */
	readonly cpusPerCell: number;
};

const cellWidths = [7, 4, 2, 1];

/** Lays complexes out from left to right and top to bottom; hardware threads of a core stand one below the other. */
function flow(groups: CpuGroups, width: number, cellWidth: number, lineGap: number): MapLayout { // eslint-disable-line max-params -- the two things tried against each other, in what
	const gutter = groups.sockets.length > 1 ? 3 : 0;
	const gap = cellWidth === 1 ? 1 : 2;
	const perLine = Math.max(1, Math.floor((width - gutter) / cellWidth));
	const cells: MapCell[] = [];
	const labels: Array<{text: string; y: number}> = [];
	let y = 0;
	for (const {socket, complexes} of groups.sockets) {
		let x = gutter;
		let lineHeight = 0;
		if (gutter > 0) {
			labels.push({text: `S${socket}`, y});
		}

		for (const threads of complexes) {
			const cores = Math.max(...threads.map(cpus => cpus?.length ?? 0));
			const blockWidth = Math.min(cores, perLine) * cellWidth;
			const folds = Math.ceil(cores / perLine);
			if (x > gutter && x + blockWidth > width) {
				x = gutter;
				y += lineHeight + lineGap;
				lineHeight = 0;
			}

			for (const [thread, cpus] of threads.entries()) {
				for (const [index, cpu] of (cpus ?? []).entries()) {
					cells.push({cpus: [cpu], x: x + ((index % perLine) * cellWidth), y: y + (Math.floor(index / perLine) * threads.length) + thread});
				}
			}

			lineHeight = Math.max(lineHeight, folds * threads.length);
			x += blockWidth + gap;
		}

		y += lineHeight + lineGap;
	}

	return {cells, labels, cellWidth, height: y - lineGap, cpusPerCell: 1};
}

/** Neighbouring CPUs share cells, so that the map fits anywhere. */
function shared(groups: CpuGroups, width: number, height: number): MapLayout {
	const all = groups.sockets.flatMap(({complexes}) => complexes.flat(2));
	const cpusPerCell = Math.ceil(all.length / Math.max(1, width * height));
	const cells = Array.from({length: Math.ceil(all.length / cpusPerCell)}, (_, index) => ({
		cpus: all.slice(index * cpusPerCell, (index + 1) * cpusPerCell),
		x: index % width,
		y: Math.floor(index / width),
	}));
	return {cells, labels: [], cellWidth: 1, height: Math.ceil(cells.length / width), cpusPerCell};
}

/** The roomiest map that fits into a rectangle. */
export function mapLayout(groups: CpuGroups, width: number, height: number): MapLayout {
	for (const cellWidth of cellWidths) {
		for (const lineGap of [1, 0]) {
			const layout = flow(groups, width, cellWidth, lineGap);
			if (layout.height <= height && layout.cells.every(cell => cell.x + cellWidth <= width + 1)) {
				return layout;
			}
		}
	}

	return shared(groups, Math.max(1, width), Math.max(1, height));
}
