import type {CpuGroups} from '../cpu-groups.js';
import type {CpuSource} from '../metrics.js';
import type {CoresState, CoreTable} from '../state/cores.js';
import {coreGroups, foldedGroups, type Grouping} from './groups.js';
import {coreOrder} from './order.js';

/** The box as its map shows it: each folded group as one CPU. */
export type MappedGroups = ReturnType<typeof foldedGroups>;

type Folded = {readonly grouping: Grouping; readonly folded: ReadonlySet<number>};
const isSame = (a: Folded | undefined, b: Folded) => a?.grouping === b.grouping && a.folded === b.folded;

/** The table and the map of cores, kept from picture to picture. */
export class CoreTables {
	readonly #groups: CpuGroups;
	#order: Folded & {readonly key: string; readonly table: CoreTable} | undefined;
	#mapped: Folded & {readonly mapped: MappedGroups} | undefined;

	constructor(groups: CpuGroups) {
		this.#groups = groups;
	}

	/** Sorted anew only when the rates' window moves on or the user chooses otherwise, so that rows do not jump with every picture. */
	table(source: CpuSource, cores: CoresState): CoreTable {
		const {sort, descending, filter, grouping, folded} = cores;
		const key = [sort, descending, filter, source.policyIndex, source.rates.epoch].join(' ');
		if (this.#order?.key !== key || !isSame(this.#order, cores)) {
			const groups = coreGroups(this.#groups, grouping);
			this.#order = {key, grouping, folded, table: {order: coreOrder(source, cores, groups), groups, cpus: source.reading.cpus}};
		}

		return this.#order.table;
	}

	mapped({grouping, folded}: CoresState): MappedGroups {
		if (!this.#mapped || !isSame(this.#mapped, {grouping, folded})) {
			this.#mapped = {grouping, folded, mapped: foldedGroups(this.#groups, grouping, folded)};
		}

		return this.#mapped.mapped;
	}
}
