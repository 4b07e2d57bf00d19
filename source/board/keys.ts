import {injections} from './inject/injections.js';
import type {MenuAction} from './inject/menu-state.js';

/** The pages of the board that have a number key, in its order. */
export const tabs = ['overview', 'cores', 'threads', 'levels', 'compare', 'risk'] as const;
export type Tab = (typeof tabs)[number];

/** Every page: those with a number key, and what opens from one of them. */
export const views = [...tabs, 'core'] as const;
export type View = (typeof views)[number];

/** Where keys have their meaning: on a page, or in the menu of what can be done to the box while it is open. */
export const places = [...views, 'inject'] as const;
export type Place = (typeof places)[number];

/** The place for keys that the user is at. */
export const placeOf = ({view, inject}: {readonly view: View; readonly inject: {readonly open: boolean}}): Place => inject.open ? 'inject' : view;

/** What a key can do. */
export type KeyAction
	= | View | MenuAction | 'inject' | 'next-view' | 'previous-view'
		| 'pause' | 'step' | 'slower' | 'faster' | 'normal-speed'
		| 'next-policy' | 'delivery' | 'metric'
		| 'down' | 'up' | 'left' | 'right' | 'page-down' | 'page-up' | 'half-down' | 'half-up' | 'first' | 'last'
		| 'sort' | 'invert'
		| 'help' | 'close' | 'redraw' | 'suspend' | 'quit';

/** One line of the key table: it feeds the handler, the footer, the help and the readme. */
export type KeyBinding = {
	readonly keys: readonly string[];
	readonly action: KeyAction;
	readonly views: readonly Place[];
	/** A few words for the help overlay and the readme. */
	readonly help: string;
	/** A word for the footer; bindings without one are not shown there. */
	readonly brief?: string;
	readonly group: 'Time' | 'Machine' | 'Inject' | 'Views' | 'Moving' | 'Board';
};

const lists: readonly View[] = ['cores', 'threads'];
/** Pages with rows to go through. */
const tables: readonly View[] = [...lists, 'compare'];
/** Pages about the marked core and its last events. */
const anatomy: readonly View[] = ['levels', 'core'];

/** The lines of the menu, each with its own key. */
const injectKeys = injections.map(({id, key, title}): KeyBinding => ({keys: [key], action: `apply-${id}`, views: ['inject'], help: title, group: 'Inject'}));

export const keyTable: readonly KeyBinding[] = [
	{keys: ['space'], action: 'pause', views: places, help: 'pause, resume', brief: 'pause', group: 'Time'},
	{keys: ['.'], action: 'step', views: places, help: 'step to the next burst', brief: 'step', group: 'Time'},
	{keys: ['<'], action: 'slower', views: places, help: 'half the speed (to 1/64x)', brief: 'slower', group: 'Time'},
	{keys: ['>'], action: 'faster', views: places, help: 'double the speed (64x, max)', brief: 'faster', group: 'Time'},
	{keys: ['='], action: 'normal-speed', views: places, help: 'speed 1x', group: 'Time'},
	{keys: ['p'], action: 'next-policy', views, help: 'show the next policy', brief: 'policy', group: 'Machine'},
	{keys: ['d'], action: 'delivery', views, help: 'event delivery FRED or IDT', brief: 'delivery', group: 'Machine'},
	{keys: ['m'], action: 'metric', views: ['overview', 'cores'], help: 'next metric of the core map', brief: 'metric', group: 'Machine'},
	{keys: ['s'], action: 'sort', views: lists, help: 'sort by the next column', brief: 'sort', group: 'Machine'},
	{keys: ['I'], action: 'invert', views: lists, help: 'invert the order', brief: 'invert', group: 'Machine'},
	{keys: ['i'], action: 'inject', views, help: 'do something to the box', brief: 'inject', group: 'Inject'},
	{keys: ['enter'], action: 'apply', views: ['inject'], help: 'do what is marked', brief: 'do it', group: 'Inject'},
	{keys: ['j', 'down'], action: 'down', views: ['inject'], help: 'next line', group: 'Inject'},
	{keys: ['k', 'up'], action: 'up', views: ['inject'], help: 'previous line', group: 'Inject'},
	{keys: ['l', 'right'], action: 'right', views: ['inject'], help: 'more of it', brief: 'more', group: 'Inject'},
	{keys: ['h', 'left'], action: 'left', views: ['inject'], help: 'less of it', brief: 'less', group: 'Inject'},
	{keys: ['t'], action: 'duration', views: ['inject'], help: 'for how long', brief: 'how long', group: 'Inject'},
	...injectKeys,
	{keys: ['esc', 'i'], action: 'close', views: ['inject'], help: 'close the menu', brief: 'close', group: 'Inject'},
	{keys: ['1'], action: 'overview', views: places, help: 'overview', group: 'Views'},
	{keys: ['2'], action: 'cores', views: places, help: 'cores', group: 'Views'},
	{keys: ['3'], action: 'threads', views: places, help: 'threads', group: 'Views'},
	{keys: ['4'], action: 'levels', views: places, help: 'levels', group: 'Views'},
	{keys: ['6'], action: 'compare', views: places, help: 'compare policies', group: 'Views'},
	{keys: ['7'], action: 'risk', views: places, help: 'risk: can it fail?', group: 'Views'},
	{keys: ['enter'], action: 'core', views: ['cores', 'levels'], help: 'the marked core close up', brief: 'close up', group: 'Views'},
	{keys: ['tab'], action: 'next-view', views: places, help: 'next view', brief: 'view', group: 'Views'},
	{keys: ['shift-tab'], action: 'previous-view', views: places, help: 'previous view', group: 'Views'},
	{keys: ['j', 'down'], action: 'down', views: tables, help: 'next row', group: 'Moving'},
	{keys: ['k', 'up'], action: 'up', views: tables, help: 'previous row', group: 'Moving'},
	{keys: ['j', 'down'], action: 'down', views: anatomy, help: 'older event', brief: 'older', group: 'Moving'},
	{keys: ['k', 'up'], action: 'up', views: anatomy, help: 'newer event', brief: 'newer', group: 'Moving'},
	{keys: ['h', 'left'], action: 'left', views: ['cores', ...anatomy], help: 'previous CPU by number', group: 'Moving'},
	{keys: ['l', 'right'], action: 'right', views: ['cores', ...anatomy], help: 'next CPU by number', group: 'Moving'},
	{keys: ['h', 'left'], action: 'left', views: ['compare'], help: 'policy to the left', group: 'Moving'},
	{keys: ['l', 'right'], action: 'right', views: ['compare'], help: 'policy to the right', group: 'Moving'},
	{keys: ['ctrl-d'], action: 'half-down', views: tables, help: 'half a page down', group: 'Moving'},
	{keys: ['ctrl-u'], action: 'half-up', views: tables, help: 'half a page up', group: 'Moving'},
	{keys: ['pagedown'], action: 'page-down', views: tables, help: 'a page down', group: 'Moving'},
	{keys: ['pageup'], action: 'page-up', views: tables, help: 'a page up', group: 'Moving'},
	{keys: ['g', 'home'], action: 'first', views: tables, help: 'first row', group: 'Moving'},
	{keys: ['G', 'end'], action: 'last', views: tables, help: 'last row', group: 'Moving'},
	{keys: ['g', 'home'], action: 'first', views: anatomy, help: 'newest event', group: 'Moving'},
	{keys: ['G', 'end'], action: 'last', views: anatomy, help: 'oldest event', group: 'Moving'},
	{keys: ['?'], action: 'help', views: places, help: 'this help', brief: 'help', group: 'Board'},
	{keys: ['esc'], action: 'close', views: tabs, help: 'close the help', group: 'Board'},
	{keys: ['esc'], action: 'close', views: ['core'], help: 'back to where it was opened', brief: 'back', group: 'Board'},
	{keys: ['ctrl-l'], action: 'redraw', views: places, help: 'draw the screen anew', group: 'Board'},
	{keys: ['ctrl-z'], action: 'suspend', views: places, help: 'suspend (fg to return)', group: 'Board'},
	{keys: ['q', 'ctrl-c'], action: 'quit', views: places, help: 'quit', brief: 'quit', group: 'Board'},
];

const glyphs: Readonly<Record<string, string>> = {
	space: 'Space', tab: 'Tab', 'shift-tab': 'Shift-Tab', esc: 'Esc', enter: 'Enter', up: 'Up', down: 'Down', left: 'Left', right: 'Right',
	pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End',
};

/** A key as it is printed: `Space`, `Ctrl-D`, `j`. */
export function keyLabel(key: string): string {
	return glyphs[key] ?? (key.startsWith('ctrl-') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);
}

/** The bindings of a place, in the order of the table. */
export const keysOf = (place: Place): readonly KeyBinding[] => keyTable.filter(binding => binding.views.includes(place));

/** What a key does in a place; undefined: nothing. */
export const actionFor = (place: Place, key: string): KeyAction | undefined => keyTable.find(binding => binding.views.includes(place) && binding.keys.includes(key))?.action;

/** The key table as a Markdown table, for the readme. */
export function keysMarkdown(): string {
	const rows = keyTable.map(({keys, help, views: where}) => {
		const labels = keys.map(key => `\`${keyLabel(key)}\``).join(' ');
		return `| ${labels} | ${help} | ${views.every(view => where.includes(view)) ? 'all' : where.join(', ')} |`;
	});
	return ['| Key | Does | Views |', '| --- | --- | --- |', ...rows].join('\n');
}
