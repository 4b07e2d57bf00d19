import type {ThreadSort} from '../../machine/index.js';
import {views, type KeyAction, type View} from './keys.js';
import {coreSorts, mapMetrics} from './metrics.js';

/** A list that scrolls: which row comes first, and how many fitted when it was last drawn. */
export type Scroll = {
	readonly top: number;
	readonly visible: number;
};

/** Everything the user has chosen. What the machine does is not in it. */
export type UiState = {
	readonly view: View;
	/** Index of the policy in focus. */
	readonly policy: number;
	/** Index into `mapMetrics`. */
	readonly metric: number;
	readonly help: boolean;
	readonly cores: Scroll & {
		/** The marked CPU: it stays marked wherever sorting puts it. */
		readonly marked: number;
		/** `cpu` or the id of a metric. */
		readonly sort: string;
		readonly descending: boolean;
	};
	readonly threads: Scroll & {
		/** The marked row of the sorted list, from 0. */
		readonly marked: number;
		readonly sort: ThreadSort;
		readonly descending: boolean;
	};
};

/** What the reducer must know of the machine. */
export type Facts = {
	readonly policies: number;
	/** CPUs in the order in which the table shows them. */
	readonly coreOrder: readonly number[];
	/** Live threads. */
	readonly threads: number;
};

export type UiEvent =
	| {readonly kind: 'key'; readonly action: KeyAction}
	/** A list was laid out with room for `visible` rows. */
	| {readonly kind: 'fit'; readonly list: 'cores' | 'threads'; readonly visible: number};

export const threadSorts: readonly ThreadSort[] = ['high', 'pages', 'sleep', 'tid', 'cpu'];

export const initialState = (view: View = 'overview'): UiState => ({
	view,
	policy: 0,
	metric: Math.max(0, mapMetrics.findIndex(metric => metric.id === 'faults')),
	help: false,
	cores: {top: 0, visible: 1, marked: 0, sort: 'cpu', descending: false},
	threads: {top: 0, visible: 1, marked: 0, sort: 'high', descending: true},
});

const clamp = (value: number, length: number) => Math.max(0, Math.min(value, length - 1));
const next = <Item>(items: readonly Item[], item: Item, by = 1): Item => items[(items.indexOf(item) + by + items.length) % items.length]!;

/** How far a key moves in a list of `length` rows; undefined: it does not move. */
function stride(action: KeyAction, visible: number, length: number): number | undefined {
	switch (action) {
		case 'down': {
			return 1;
		}

		case 'up': {
			return -1;
		}

		case 'page-down': {
			return Math.max(1, visible);
		}

		case 'page-up': {
			return -Math.max(1, visible);
		}

		case 'half-down': {
			return Math.max(1, visible >> 1);
		}

		case 'half-up': {
			return -Math.max(1, visible >> 1);
		}

		case 'first': {
			return -length;
		}

		case 'last': {
			return length;
		}

		default: {
			return undefined;
		}
	}
}

/** The first row to show so that the marked one is seen, moved no farther than needed. */
export function topFor({top, visible}: Scroll, marked: number, length: number): number {
	const seen = Math.min(Math.max(top, marked - visible + 1), marked);
	return Math.max(0, Math.min(seen, length - visible));
}

function moveCores(state: UiState, action: KeyAction, {coreOrder}: Facts): UiState {
	const {cores} = state;
	const at = Math.max(0, coreOrder.indexOf(cores.marked));
	const by = stride(action, cores.visible, coreOrder.length);
	if (by !== undefined) {
		return {...state, cores: {...cores, marked: coreOrder[clamp(at + by, coreOrder.length)] ?? 0}};
	}

	const sideways = ({left: -1, right: 1} as Partial<Record<KeyAction, number>>)[action];
	return sideways === undefined ? state : {...state, cores: {...cores, marked: clamp(cores.marked + sideways, coreOrder.length)}};
}

function moveThreads(state: UiState, action: KeyAction, facts: Facts): UiState {
	const {threads} = state;
	const by = stride(action, threads.visible, facts.threads);
	return by === undefined ? state : {...state, threads: {...threads, marked: clamp(threads.marked + by, facts.threads)}};
}

function sorted(state: UiState, action: 'sort' | 'invert'): UiState {
	const {view, cores, threads} = state;
	if (view === 'cores') {
		const sort = action === 'sort' ? next(coreSorts, cores.sort) : cores.sort;
		// Numbers of CPUs read best upwards, everything else from the highest down
		return {...state, cores: {...cores, sort, descending: action === 'sort' ? sort !== 'cpu' : !cores.descending}};
	}

	if (view === 'threads') {
		const sort = action === 'sort' ? next(threadSorts, threads.sort) : threads.sort;
		const descending = action === 'sort' ? sort !== 'tid' && sort !== 'cpu' : !threads.descending;
		return {...state, threads: {...threads, sort, descending, marked: 0}};
	}

	return state;
}

function keyed(state: UiState, action: KeyAction, facts: Facts): UiState {
	switch (action) {
		case 'overview':
		case 'cores':
		case 'threads': {
			return {...state, view: action, help: false};
		}

		case 'next-view':
		case 'previous-view': {
			return {...state, view: next(views, state.view, action === 'next-view' ? 1 : -1), help: false};
		}

		case 'next-policy': {
			return {...state, policy: (state.policy + 1) % Math.max(1, facts.policies)};
		}

		case 'metric': {
			return {...state, metric: (state.metric + 1) % mapMetrics.length};
		}

		case 'help': {
			return {...state, help: !state.help};
		}

		case 'close': {
			return state.help ? {...state, help: false} : state;
		}

		case 'sort':
		case 'invert': {
			return sorted(state, action);
		}

		default: {
			return state.view === 'cores' ? moveCores(state, action, facts) : moveThreads(state, action, facts);
		}
	}
}

/** Marks and first rows brought back into lists that became shorter. */
function settled(state: UiState, facts: Facts): UiState {
	const {cores, threads} = state;
	const marked = clamp(cores.marked, facts.coreOrder.length);
	const coreTop = topFor(cores, Math.max(0, facts.coreOrder.indexOf(marked)), facts.coreOrder.length);
	const row = clamp(threads.marked, facts.threads);
	const threadTop = topFor(threads, row, facts.threads);
	if (marked === cores.marked && coreTop === cores.top && row === threads.marked && threadTop === threads.top) {
		return state;
	}

	return {...state, cores: {...cores, marked, top: coreTop}, threads: {...threads, marked: row, top: threadTop}};
}

/** The state after an event. Gives the very same object when nothing changed. */
export function reduce(state: UiState, event: UiEvent, facts: Facts): UiState {
	if (event.kind === 'key') {
		return settled(keyed(state, event.action, facts), facts);
	}

	const list = state[event.list];
	const fitted = list.visible === event.visible ? state : {...state, [event.list]: {...list, visible: event.visible}};
	return settled(fitted, facts);
}
