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
	/** Core complexes stand apart. */
	readonly grouped: boolean;
};

/** What is tried, best first: wide cells show numbers, a gap between lines keeps core complexes apart. */
const shapes = [[7, 1], [4, 1], [2, 1], [4, 0], [2, 0], [1, 1], [1, 0]] as const;

/** Lays complexes out from left to right and top to bottom; hardware threads of a core stand one below the other. */
function flow(groups: CpuGroups, width: number, cellWidth: number, lineGap: number): MapLayout {
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

	return {cells, labels, cellWidth, height: y - lineGap, cpusPerCell: 1, grouped: true};
}

/** CPUs side by side without gaps, each socket on lines of its own; where even that is too much, neighbours share cells. */
function packed(groups: CpuGroups, width: number, height: number): MapLayout | undefined {
	const gutter = groups.sockets.length > 1 && width > 12 ? 3 : 0;
	const perLine = Math.max(1, width - gutter);
	const all = groups.sockets.map(({socket, complexes}) => ({socket, cpus: complexes.flat().flat()}));
	const most = Math.max(...all.map(({cpus}) => cpus.length));
	for (let cpusPerCell = 1; cpusPerCell <= most; cpusPerCell++) {
		const lines = all.map(({cpus}) => Math.ceil(cpus.length / cpusPerCell / perLine));
		const tops = lines.map((_, index) => lines.slice(0, index).reduce((sum, value) => sum + value, 0));
		const used = tops.at(-1)! + lines.at(-1)!;
		if (used <= height) {
			const cells = all.flatMap(({cpus}, index) => Array.from({length: Math.ceil(cpus.length / cpusPerCell)}, (_, cell) => ({
				cpus: cpus.slice(cell * cpusPerCell, (cell + 1) * cpusPerCell),
				x: gutter + (cell % perLine),
				y: tops[index]! + Math.floor(cell / perLine),
			})));
			const labels = gutter > 0 ? all.map(({socket}, index) => ({text: `S${socket}`, y: tops[index]!})) : [];
			return {cells, labels, cellWidth: 1, height: used, cpusPerCell, grouped: false};
		}
	}

	return undefined;
}

const remembered = new WeakMap<CpuGroups, Map<string, MapLayout | undefined>>();

/** The roomiest map that fits into a rectangle; undefined: not even a line a socket does. Asked for with every picture, so it is remembered. */
export function mapLayout(groups: CpuGroups, width: number, height: number): MapLayout | undefined {
	const key = `${width}x${height}`;
	let known = remembered.get(groups);
	if (!known || known.size > 16) {
		known = new Map();
		remembered.set(groups, known);
	}

	if (!known.has(key)) {
		known.set(key, roomiest(groups, width, height));
	}

	return known.get(key);
}

function roomiest(groups: CpuGroups, width: number, height: number): MapLayout | undefined {
	for (const [cellWidth, lineGap] of shapes) {
		const layout = flow(groups, width, cellWidth, lineGap);
		if (layout.height <= height && layout.cells.every(cell => cell.x + cellWidth <= width + 1)) {
			return layout;
		}
	}

	return packed(groups, width, height);
}
