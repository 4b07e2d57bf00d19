import {cpuMetrics, isOffline, metricOf, type CpuSource} from '../metrics.js';
import {coreFilters} from './filters.js';
import {headRow, type CoreGroup} from './groups.js';

/** What the table of cores shows, and in which order. */
export type CoreChoice = {
	/** `cpu`, `pressure` or the id of a metric. */
	readonly sort: string;
	readonly descending: boolean;
	/** Index into `coreFilters`. */
	readonly filter: number;
	/** Indices of groups of which only the head is shown. */
	readonly folded: ReadonlySet<number>;
};

/** What rows are compared by, the first that differs decides; undefined values come last whatever the order. */
type Ranks = ReadonlyArray<number | undefined>;

const faults = cpuMetrics.find(({id}) => id === 'faults')!;

/** How near a CPU is to having no page for a fault: pages missing from its pool, how often it was empty, how low it has been, faults a second. Unknown of one that is offline. */
function pressureOf(source: CpuSource, cpu: number): Ranks {
	const {policy: {poolSize, perCpu}} = source;
	if (isOffline(source, cpu)) {
		return [undefined];
	}

	return [poolSize - perCpu.pool[cpu]!, perCpu.poolEmpty[cpu]!, poolSize - perCpu.poolLowest[cpu]!, faults.value(source, cpu)];
}

function compareRanks(left: Ranks, right: Ranks, sign: number): number {
	for (const [index, a] of left.entries()) {
		const b = right[index];
		if (a === undefined || b === undefined) {
			if (a !== b) {
				return Number(a === undefined) - Number(b === undefined);
			}
		} else if (a !== b) {
			return sign * (a - b);
		}
	}

	return 0;
}

/** The ranks of some CPUs together: of pressure those of the worst of them. */
function ranksOf(source: CpuSource, sort: string, cpus: readonly number[]): Ranks {
	if (sort === 'pressure') {
		return cpus.map(cpu => pressureOf(source, cpu)).sort((a, b) => compareRanks(a, b, -1))[0] ?? [];
	}

	const metric = cpuMetrics.find(({id}) => id === sort);
	return metric ? [metricOf(metric, source, cpus)] : [cpus[0]];
}

/** Equal ones stay in their order. */
const sorted = <Item>(items: readonly Item[], ranks: (item: Item) => Ranks, descending: boolean): readonly Item[] => items
	.map(item => ({item, ranks: ranks(item)}))
	.sort((a, b) => compareRanks(a.ranks, b.ranks, descending ? -1 : 1))
	.map(({item}) => item);

/** The rows of the table of cores: CPUs, or the heads of groups with the CPUs of those that are open below them. */
export function coreOrder(source: CpuSource, {sort, descending, filter, folded}: CoreChoice, groups: readonly CoreGroup[] = []): readonly number[] {
	const {holds} = coreFilters[filter]!;
	const chosen = (cpus: readonly number[]) => holds ? cpus.filter(cpu => holds(source, cpu)) : cpus;
	const inOrder = (cpus: readonly number[]) => sorted(cpus, cpu => ranksOf(source, sort, [cpu]), descending);
	if (groups.length === 0) {
		return inOrder(chosen(Array.from({length: source.reading.cpus}, (_, cpu) => cpu)));
	}

	const present = groups.map(({cpus}, index) => ({index, cpus: chosen(cpus)})).filter(({cpus}) => cpus.length > 0);
	return sorted(present, ({cpus}) => ranksOf(source, sort, cpus), descending)
		.flatMap(({index, cpus}) => [headRow(index), ...(folded.has(index) ? [] : inOrder(cpus))]);
}
