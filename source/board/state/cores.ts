import type {KeyAction} from '../keys/table.js';
import {coreSorts} from '../metrics.js';
import {clamp, sidesteps, strides, topFor, type Scroll} from '../scroll.js';
import {next} from './cycle.js';

/** The map and the table of cores. */
export type CoresState = Scroll & {
	/** The marked CPU: it stays marked wherever sorting puts it. */
	readonly marked: number;
	/** `cpu` or the id of a metric. */
	readonly sort: string;
	readonly descending: boolean;
};

export const initialCores: CoresState = {top: 0, visible: 1, marked: 0, sort: 'cpu', descending: false};

/** After a key of the table; `order`: CPUs as it shows them. Gives the very same object when nothing changed. */
export function keyedCores(cores: CoresState, action: KeyAction, order: readonly number[]): CoresState {
	if (action === 'sort') {
		const sort = next(coreSorts, cores.sort);
		// Numbers of CPUs read best upwards, everything else from the highest down
		return {...cores, sort, descending: sort !== 'cpu'};
	}

	if (action === 'invert') {
		return {...cores, descending: !cores.descending};
	}

	const by = strides[action]?.(cores.visible, order.length);
	return by === undefined
		? sidestepped(cores, action, order.length)
		: {...cores, marked: order[clamp(Math.max(0, order.indexOf(cores.marked)) + by, order.length)] ?? 0};
}

/** The neighbour by number becomes the marked core. */
export function sidestepped(cores: CoresState, action: KeyAction, cpus: number): CoresState {
	const sideways = sidesteps[action];
	return sideways === undefined ? cores : {...cores, marked: clamp(cores.marked + sideways, cpus)};
}

/** The mark and the first row brought back into a table that changed. Gives the very same object when nothing changed. */
export function settledCores(cores: CoresState, order: readonly number[]): CoresState {
	const marked = clamp(cores.marked, order.length);
	const top = topFor(cores, Math.max(0, order.indexOf(marked)), order.length);
	return marked === cores.marked && top === cores.top ? cores : {...cores, marked, top};
}
