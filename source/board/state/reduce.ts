import {markedBy, markedTop} from '../compare/marking.js';
import {reduceMenu} from '../inject/menu-state.js';
import type {Tab, View} from '../keys/places.js';
import type {KeyAction} from '../keys/table.js';
import {mapMetrics} from '../metrics.js';
import {promptOf} from '../prompt/openers.js';
import {keyedPrompt, opened as openedPrompt, typedPrompt} from '../prompt/prompt-state.js';
import {clamp, sidesteps, strides} from '../scroll.js';
import {folded, keyedCores, markedRow, settledCores, sidestepped} from './cores.js';
import {keyedFocus, reduced, unfocused} from './focus.js';
import {keyedLog} from './log.js';
import {asked, foldedThreads, keyedThreads, settledThreads} from './threads.js';
import type {Facts, UiEvent, UiState} from './ui-state.js';

type Mover = (state: UiState, action: KeyAction, facts: Facts) => UiState;

/** The state with one part of it put in place; the very same object if that part is the same. */
const withPart = <Part extends 'cores' | 'threads' | 'focus' | 'log' | 'prompt'>(state: UiState, part: Part, value: UiState[Part]): UiState =>
	state[part] === value ? state : {...state, [part]: value};

const moveEvents: Mover = (state, action, {events, cores}) => {
	const by = strides[action]?.(events, events);
	return by === undefined
		? withPart(state, 'cores', sidestepped(state.cores, action, cores.cpus))
		: {...state, events: {marked: clamp(state.events.marked + by, events)}};
};

/** Up and down through the figures, sideways through the policies. */
const moveCompare: Mover = (state, action, {policies}) => {
	const sideways = sidesteps[action];
	return sideways === undefined ? {...state, compare: markedBy(state.compare, action)} : {...state, policy: clamp(state.policy + sideways, policies)};
};

/** Up and down through the log. */
const moveLog: Mover = (state, action, {log}) => withPart(state, 'log', keyedLog(state.log, action, log));

/** What the keys of a view change, beyond what they change in all of them. */
const movers: Partial<Record<View, Mover>> = {
	cores: (state, action, {cores}) => withPart(state, 'cores', keyedCores(state.cores, action, cores)),
	threads: (state, action, {threads}) => withPart(state, 'threads', keyedThreads(state.threads, action, threads)),
	overview: moveLog,
	risk: moveLog,
	levels: moveEvents,
	core: moveEvents,
	compare: moveCompare,
};

const shown = (view: Tab) => (state: UiState): UiState => ({...state, view, back: view, help: false, focus: reduced(state.focus), inject: {...state.inject, open: false}});

/** Esc takes away one thing: the help, or else the enlarged pane, the query, the close-up, the focus. */
function closed(state: UiState): UiState {
	if (state.help) {
		return {...state, help: false};
	}

	if (state.focus.enlarged) {
		return {...state, focus: reduced(state.focus)};
	}

	if (state.view === 'threads' && state.threads.query) {
		return {...state, threads: asked(state.threads, undefined)};
	}

	return state.view === state.back ? withPart(state, 'focus', unfocused(state.focus, state.view)) : shown(state.back)(state);
}

const focused: Mover = (state, action, {panes}) => withPart(state, 'focus', keyedFocus(state.focus, action, state.view, panes));

/** Enter opens the marked core close up, or the group whose head is marked. */
const opened: Mover = (state, _action, {cores: {groups}}) => state.view === 'cores' && markedRow(state.cores, groups) < 0
	? {...state, cores: folded(state.cores, groups)}
	: {...state, view: 'core', help: false, focus: reduced(state.focus)};

/** Enter opens the marked thread close up, or the group whose head is marked. */
const openedThread: Mover = (state, _action, {threads}) => {
	if (threads.at?.kind !== 'thread') {
		return withPart(state, 'threads', foldedThreads(state.threads, threads));
	}

	return {...state, view: 'thread', help: false, focus: reduced(state.focus), threads: {...state.threads, shown: threads.at.row.tid}};
};

/** The help goes through as lists do. */
const helped: Mover = (state, action, {helpLines: {all, visible} = {all: 0, visible: 0}}) => {
	const by = strides[action.replace('help-', '') as KeyAction]?.(visible, all) ?? 0;
	return {...state, helpTop: clamp(state.helpTop + by, Math.max(1, all - visible + 1))};
};

/** What keys change that do the same in every view; all others move the mark. */
const changes: Partial<Record<KeyAction, Mover>> = {
	overview: shown('overview'),
	cores: shown('cores'),
	threads: shown('threads'),
	levels: shown('levels'),
	memory: shown('memory'),
	compare: shown('compare'),
	risk: shown('risk'),
	core: opened,
	thread: openedThread,
	'next-pane': focused,
	'previous-pane': focused,
	enlarge: focused,
	'log-filter': moveLog,
	'next-policy': (state, _action, {policies}) => ({...state, policy: (state.policy + 1) % Math.max(1, policies)}),
	metric: state => ({...state, metric: (state.metric + 1) % mapMetrics.length}),
	help: state => ({...state, help: !state.help, helpTop: 0}),
	'help-down': helped,
	'help-up': helped,
	'help-page-down': helped,
	'help-page-up': helped,
	'help-first': helped,
	'help-last': helped,
	inject: state => ({...state, help: false, inject: {...state.inject, open: true}}),
	close: closed,
};

/** What is being typed takes its keys first; other keys may open a line to be typed. Undefined: the key is for neither. */
function prompted(state: UiState, action: KeyAction, {promptFor}: Facts): UiState | undefined {
	const {prompt} = state;
	const opens = promptOf(action);
	if (opens) {
		return {...state, help: false, prompt: openedPrompt(prompt, opens, promptFor(opens))};
	}

	const next = prompt.open ? keyedPrompt(prompt, action, promptFor(prompt.open)) : prompt;
	return next === prompt ? undefined : {...state, prompt: next};
}

function keyed(state: UiState, action: KeyAction, facts: Facts): UiState {
	const typed = prompted(state, action, facts);
	if (typed) {
		return typed;
	}

	// Esc takes away the help first, which lies over the menu
	if (state.inject.open && !(state.help && action === 'close')) {
		const inject = reduceMenu(state.inject, action, facts.choices);
		if (inject !== state.inject) {
			return {...state, inject};
		}
	}

	return (changes[action] ?? movers[state.view])?.(state, action, facts) ?? state;
}

/** Marks and first rows brought back into lists that became shorter. */
function settled(state: UiState, facts: Facts): UiState {
	const cores = settledCores(state.cores, facts.cores);
	const threads = settledThreads(state.threads, facts.threads);
	const event = clamp(state.events.marked, facts.events);
	const lineTop = markedTop(state.compare);
	const isSame = cores === state.cores && threads === state.threads && event === state.events.marked && lineTop === state.compare.top;
	return isSame ? state : {...state, cores, threads, compare: {...state.compare, top: lineTop}, events: {marked: event}};
}

/** The state after an event. Gives the very same object when nothing changed. */
export function reduce(state: UiState, event: UiEvent, facts: Facts): UiState {
	if (event.kind === 'key') {
		return settled(keyed(state, event.action, facts), facts);
	}

	if (event.kind === 'policy') {
		return settled({...state, policy: clamp(event.index, facts.policies)}, facts);
	}

	if (event.kind === 'text') {
		const {prompt} = state;
		return prompt.open ? {...state, prompt: typedPrompt(prompt, event.text, facts.promptFor(prompt.open))} : state;
	}

	if (event.kind === 'query') {
		return settled({...state, threads: asked(state.threads, event.query)}, facts);
	}

	if (event.kind === 'caption') {
		return {...state, caption: event.caption};
	}

	const list = state[event.list];
	const fitted = list.visible === event.visible ? state : {...state, [event.list]: {...list, visible: event.visible}};
	return settled(fitted, facts);
}
