import type {CpuGroups} from '../cpu-groups.js';

/** How the rows of cores are put together, in the order of the key. */
export const groupings = ['none', 'complex', 'socket'] as const;
export type Grouping = (typeof groupings)[number];

/** CPUs that stand together. */
export type CoreGroup = {
	/** `socket 1`, `complex 3`. */
	readonly title: string;
	readonly cpus: readonly number[];
};

/**
A row of the table of cores is a CPU or the head of a group. Both are numbers, so that orders are plain lists:
CPUs their own from 0 up, heads -1 and down in the order of the groups.
*/
export const headRow = (group: number) => -1 - group;
/** The group that a row is the head of; undefined: it is a CPU. */
export const groupOfRow = (row: number) => row < 0 ? -1 - row : undefined;

const remembered = new WeakMap<CpuGroups, Partial<Record<Grouping, readonly CoreGroup[]>>>();

/** The groups of a box; none where rows are not put together. */
export function coreGroups(groups: CpuGroups, grouping: Grouping): readonly CoreGroup[] {
	const known = remembered.get(groups) ?? {};
	remembered.set(groups, known);
	known[grouping] ??= made(groups, grouping);
	return known[grouping];
}

function made({sockets}: CpuGroups, grouping: Grouping): readonly CoreGroup[] {
	const sorted = (cpus: readonly number[]) => cpus.toSorted((a, b) => a - b);
	if (grouping === 'none') {
		return [];
	}

	if (grouping === 'socket') {
		return sockets.map(({socket, complexes}) => ({title: `socket ${socket}`, cpus: sorted(complexes.flat().flat())}));
	}

	return sockets.flatMap(({complexes}) => complexes).map((threads, index) => ({title: `complex ${index}`, cpus: sorted(threads.flat())}));
}

/** The box with each folded group as one CPU, the first of it, for a map that has one cell for it. `foldedCpus`: by that CPU all it stands for. */
export function foldedGroups(groups: CpuGroups, grouping: Grouping, folded: ReadonlySet<number>): {readonly groups: CpuGroups; readonly foldedCpus: ReadonlyMap<number, readonly number[]>} {
	const all = coreGroups(groups, grouping);
	const foldedCpus = new Map([...folded].flatMap(index => all[index] ? [[all[index].cpus[0]!, all[index].cpus] as const] : []));
	if (foldedCpus.size === 0) {
		return {groups, foldedCpus};
	}

	const gone = new Set([...foldedCpus].flatMap(([first, cpus]) => cpus.filter(cpu => cpu !== first)));
	const sockets = groups.sockets.map(({socket, complexes}) => ({
		socket,
		complexes: complexes.map(threads => threads.map(cpus => cpus.filter(cpu => !gone.has(cpu))).filter(cpus => cpus.length > 0)).filter(threads => threads.length > 0),
	}));
	return {groups: {...groups, sockets: joined(sockets)}, foldedCpus};
}

/** Neighbouring complexes of one cell stand side by side like the cores of one. */
function joined(sockets: CpuGroups['sockets']): CpuGroups['sockets'] {
	return sockets.map(({socket, complexes}) => {
		const blocks: number[][][] = [];
		let cells: number[] | undefined;
		for (const threads of complexes) {
			const [cpu, ...others] = threads.flat();
			if (others.length > 0) {
				cells = undefined;
				blocks.push(threads.map(cpus => [...cpus]));
			} else if (cells) {
				cells.push(cpu!);
			} else {
				cells = [cpu!];
				blocks.push([cells]);
			}
		}

		return {socket, complexes: blocks};
	});
}

/** Numbers in rising order as the kernel writes lists of CPUs: `0-7,192-199`. */
export function rangesText(cpus: readonly number[]): string {
	const ranges: Array<[from: number, to: number]> = [];
	for (const cpu of cpus) {
		const last = ranges.at(-1);
		if (last?.[1] === cpu - 1) {
			last[1] = cpu;
		} else {
			ranges.push([cpu, cpu]);
		}
	}

	return ranges.map(([from, to]) => from === to ? String(from) : `${from}-${to}`).join(',');
}
