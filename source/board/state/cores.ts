import {coreFilters} from '../cores/filters.js';
import {groupings, groupOfRow, headRow, type CoreGroup, type Grouping} from '../cores/groups.js';
import type {CoreChoice} from '../cores/order.js';
import type {KeyAction} from '../keys/table.js';
import {coreSorts} from '../metrics.js';
import {clamp, sidesteps, strides, topFor, type Scroll} from '../scroll.js';
import {next} from './cycle.js';

/** The map and the table of cores. */
export type CoresState = Scroll & CoreChoice & {
	/** The marked CPU: it stays marked wherever sorting puts it. */
	readonly marked: number;
	/** The mark is on the head of that CPU's group. */
	readonly onHead: boolean;
	readonly grouping: Grouping;
};

/** The table as it stands: what its keys must know of it. */
export type CoreTable = {
	/** Rows as they are shown: CPUs and heads of groups. */
	readonly order: readonly number[];
	readonly groups: readonly CoreGroup[];
	/** CPUs of the box. */
	readonly cpus: number;
};

export const initialCores: CoresState = {top: 0, visible: 1, marked: 0, onHead: false, sort: 'cpu', descending: false, filter: 0, grouping: 'none', folded: new Set()};

const groupOf = (cpu: number, groups: readonly CoreGroup[]) => groups.findIndex(({cpus}) => cpus.includes(cpu));

/** The row that is marked; a CPU in a folded group is marked by the head of that. */
export function markedRow({marked, onHead, folded}: CoresState, groups: readonly CoreGroup[]): number {
	const group = groupOf(marked, groups);
	return group !== -1 && (onHead || folded.has(group)) ? headRow(group) : marked;
}

/** The CPUs that the marked row stands for. */
export function markedCpus(cores: CoresState, groups: readonly CoreGroup[]): readonly number[] {
	const group = groupOfRow(markedRow(cores, groups));
	return group === undefined ? [cores.marked] : groups[group]!.cpus;
}

/** The mark on another row. */
function onRow(cores: CoresState, row: number, groups: readonly CoreGroup[]): CoresState {
	const group = groupOfRow(row);
	return group === undefined ? {...cores, marked: row, onHead: false} : {...cores, marked: groups[group]!.cpus[0]!, onHead: true};
}

/** Opens or closes the group of the marked row. Gives the very same object when there are no groups. */
export function folded(cores: CoresState, groups: readonly CoreGroup[]): CoresState {
	const group = groupOf(cores.marked, groups);
	if (group === -1) {
		return cores;
	}

	const closed = new Set(cores.folded);
	if (!closed.delete(group)) {
		closed.add(group);
	}

	return {...cores, folded: closed, onHead: true};
}

/** What the keys of the table change besides moving the mark. */
const choices: Partial<Record<KeyAction, (cores: CoresState, groups: readonly CoreGroup[]) => CoresState>> = {
	sort(cores) {
		const sort = next(coreSorts, cores.sort);
		// Numbers of CPUs read best upwards, everything else from the highest down
		return {...cores, sort, descending: sort !== 'cpu'};
	},
	invert: cores => ({...cores, descending: !cores.descending}),
	'core-filter': cores => ({...cores, filter: (cores.filter + 1) % coreFilters.length}),
	// Folded at first: every group is seen at once. There are never more of them than CPUs
	group: cores => ({...cores, grouping: next(groupings, cores.grouping), folded: new Set(Array.from({length: 512}, (_, index) => index)), onHead: true}),
	fold: folded,
	'fold-all': (cores, groups) => ({...cores, onHead: true, folded: cores.folded.size > 0 ? new Set() : new Set(groups.keys())}),
};

/** After a key of the table. Gives the very same object when nothing changed. */
export function keyedCores(cores: CoresState, action: KeyAction, {order, groups, cpus}: CoreTable): CoresState {
	const choice = choices[action];
	if (choice) {
		return choice(cores, groups);
	}

	const by = strides[action]?.(cores.visible, order.length);
	if (by === undefined) {
		return sidestepped(cores, action, cpus);
	}

	const row = order[clamp(order.indexOf(markedRow(cores, groups)) + by, order.length)];
	return row === undefined ? cores : onRow(cores, row, groups);
}

/** The neighbour by number becomes the marked core. */
export function sidestepped(cores: CoresState, action: KeyAction, cpus: number): CoresState {
	const sideways = sidesteps[action];
	return sideways === undefined ? cores : {...cores, marked: clamp(cores.marked + sideways, cpus), onHead: false};
}

/** The mark and the first row brought back into a table that changed. Gives the very same object when nothing changed. */
export function settledCores(cores: CoresState, {order, groups, cpus}: CoreTable): CoresState {
	const marked = clamp(cores.marked, cpus);
	const top = topFor(cores, Math.max(0, order.indexOf(markedRow({...cores, marked}, groups))), order.length);
	return marked === cores.marked && top === cores.top ? cores : {...cores, marked, top};
}
