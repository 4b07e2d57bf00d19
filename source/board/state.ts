import type {ThreadSort} from '../../machine/index.js';
import {initialMarking, markedBy, markedTop, type Marking} from './compare/marking.js';
import {initialMenu, reduceMenu, type MenuState} from './inject/menu-state.js';
import {tabs, type KeyAction, type Tab, type View} from './keys.js';
import {coreSorts, mapMetrics} from './metrics.js';
import {clamp, sidesteps, strides, topFor, type Scroll} from './scroll.js';

/** The lists that scroll, by their names in the state. */
export type ScrolledList = 'cores' | 'threads' | 'compare';

/** Everything the user has chosen. What the machine does is not in it. */
export type UiState = {
	readonly view: View;
	/** Where a core that is shown close up was opened, and where leaving it leads. */
	readonly back: Tab;
	/** Index of the policy in focus. */
	readonly policy: number;
	/** Index into `mapMetrics`. */
	readonly metric: number;
	readonly help: boolean;
	/** The menu of what can be done to the box. */
	readonly inject: MenuState;
	readonly cores: Scroll & {
		/** The marked CPU: it stays marked wherever sorting puts it. */
		readonly marked: number;
		/** `cpu` or the id of a metric. */
		readonly sort: string;
		readonly descending: boolean;
	};
	readonly compare: Marking;
	/** The event of the marked core that is taken apart: 0 is the newest. */
	readonly events: {readonly marked: number};
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
	/** Events known of the marked core. */
	readonly events: number;
	/** Positions of the marked dial of the menu. */
	readonly choices: number;
};

export type UiEvent
	= | {readonly kind: 'key'; readonly action: KeyAction}
	/** A list was laid out with room for `visible` rows. */
		| {readonly kind: 'fit'; readonly list: ScrolledList; readonly visible: number};

export const threadSorts: readonly ThreadSort[] = ['high', 'pages', 'sleep', 'tid', 'cpu'];

export const initialState = (view: View = 'overview'): UiState => ({
	view,
	back: view === 'core' ? 'cores' : view,
	policy: 0,
	// Even an idle box switches levels
	metric: Math.max(0, mapMetrics.findIndex(metric => metric.id === 'switches')),
	help: false,
	inject: initialMenu,
	cores: {top: 0, visible: 1, marked: 0, sort: 'cpu', descending: false},
	compare: initialMarking,
	events: {marked: 0},
	threads: {top: 0, visible: 1, marked: 0, sort: 'high', descending: true},
});

const next = <Item>(items: readonly Item[], item: Item, by = 1): Item => items[(items.indexOf(item) + by + items.length) % items.length]!;

function moveCores(state: UiState, action: KeyAction, {coreOrder}: Facts): UiState {
	const {cores} = state;
	const at = Math.max(0, coreOrder.indexOf(cores.marked));
	const by = strides[action]?.(cores.visible, coreOrder.length);
	if (by !== undefined) {
		return {...state, cores: {...cores, marked: coreOrder[clamp(at + by, coreOrder.length)] ?? 0}};
	}

	return sidestepped(state, action, coreOrder.length);
}

/** The neighbour by number becomes the marked core. */
function sidestepped(state: UiState, action: KeyAction, cpus: number): UiState {
	const sideways = sidesteps[action];
	return sideways === undefined ? state : {...state, cores: {...state.cores, marked: clamp(state.cores.marked + sideways, cpus)}};
}

function moveEvents(state: UiState, action: KeyAction, {events, coreOrder}: Facts): UiState {
	const by = strides[action]?.(events, events);
	return by === undefined ? sidestepped(state, action, coreOrder.length) : {...state, events: {marked: clamp(state.events.marked + by, events)}};
}

function moveThreads(state: UiState, action: KeyAction, facts: Facts): UiState {
	const {threads} = state;
	const by = strides[action]?.(threads.visible, facts.threads);
	return by === undefined ? state : {...state, threads: {...threads, marked: clamp(threads.marked + by, facts.threads)}};
}

/** Up and down through the figures, sideways through the policies. */
function moveCompare(state: UiState, action: KeyAction, {policies}: Facts): UiState {
	const sideways = sidesteps[action];
	return sideways === undefined ? {...state, compare: markedBy(state.compare, action)} : {...state, policy: clamp(state.policy + sideways, policies)};
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

const shown = (view: Tab) => (state: UiState): UiState => ({...state, view, back: view, help: false, inject: {...state.inject, open: false}});
const turned = (state: UiState, by: number) => shown(next(tabs, state.back, by))(state);

/** Esc takes away one thing: the help, or else the close-up. */
function closed(state: UiState): UiState {
	if (state.help) {
		return {...state, help: false};
	}

	return state.view === state.back ? state : shown(state.back)(state);
}

/** What keys change that do the same in every view; all others move the mark. */
const changes: Partial<Record<KeyAction, (state: UiState, facts: Facts) => UiState>> = {
	overview: shown('overview'),
	cores: shown('cores'),
	threads: shown('threads'),
	levels: shown('levels'),
	compare: shown('compare'),
	risk: shown('risk'),
	core: state => ({...state, view: 'core', help: false}),
	'next-view': state => turned(state, 1),
	'previous-view': state => turned(state, -1),
	'next-policy': (state, {policies}) => ({...state, policy: (state.policy + 1) % Math.max(1, policies)}),
	metric: state => ({...state, metric: (state.metric + 1) % mapMetrics.length}),
	help: state => ({...state, help: !state.help}),
	inject: state => ({...state, help: false, inject: {...state.inject, open: true}}),
	close: closed,
	sort: state => sorted(state, 'sort'),
	invert: state => sorted(state, 'invert'),
};

function keyed(state: UiState, action: KeyAction, facts: Facts): UiState {
	// Esc takes away the help first, which lies over the menu
	if (state.inject.open && !(state.help && action === 'close')) {
		const inject = reduceMenu(state.inject, action, facts.choices);
		if (inject !== state.inject) {
			return {...state, inject};
		}
	}

	const change = changes[action];
	if (change) {
		return change(state, facts);
	}

	return (movers[state.view] ?? moveThreads)(state, action, facts);
}

/** What the keys that move move, where that is not the list of threads. */
const movers: Partial<Record<View, typeof moveThreads>> = {cores: moveCores, levels: moveEvents, core: moveEvents, compare: moveCompare};

/** Marks and first rows brought back into lists that became shorter. */
function settled(state: UiState, facts: Facts): UiState {
	const {cores, threads} = state;
	const marked = clamp(cores.marked, facts.coreOrder.length);
	const coreTop = topFor(cores, Math.max(0, facts.coreOrder.indexOf(marked)), facts.coreOrder.length);
	const row = clamp(threads.marked, facts.threads);
	const threadTop = topFor(threads, row, facts.threads);
	const event = clamp(state.events.marked, facts.events);
	const lineTop = markedTop(state.compare);
	if (marked === cores.marked && coreTop === cores.top && row === threads.marked && threadTop === threads.top && event === state.events.marked && lineTop === state.compare.top) {
		return state;
	}

	return {...state, cores: {...cores, marked, top: coreTop}, threads: {...threads, marked: row, top: threadTop}, compare: {...state.compare, top: lineTop}, events: {marked: event}};
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
