import {injections} from '../inject/injections.js';
import type {MenuAction} from '../inject/menu-state.js';
import type {Binding} from './binding.js';
import {views} from './places.js';

/** What keys do in the menu of what can be done to the box, and the one that opens it. */
export type InjectKeyAction = MenuAction | 'inject' | 'down' | 'up' | 'right' | 'left' | 'close';

/** The lines of the menu, each with its own key. */
const lineKeys = injections.map(({id, key, title}): Binding<InjectKeyAction> => ({keys: [key], action: `apply-${id}`, views: ['inject'], help: title, group: 'Inject'}));

export const injectKeys: ReadonlyArray<Binding<InjectKeyAction>> = [
	{keys: ['i'], action: 'inject', views, help: 'do something to the box', brief: 'inject', group: 'Inject'},
	{keys: ['enter'], action: 'apply', views: ['inject'], help: 'do what is marked', brief: 'do it', group: 'Inject'},
	{keys: ['j', 'down'], action: 'down', views: ['inject'], help: 'next line', group: 'Inject'},
	{keys: ['k', 'up'], action: 'up', views: ['inject'], help: 'previous line', group: 'Inject'},
	{keys: ['l', 'right'], action: 'right', views: ['inject'], help: 'more of it', brief: 'more', group: 'Inject'},
	{keys: ['h', 'left'], action: 'left', views: ['inject'], help: 'less of it', brief: 'less', group: 'Inject'},
	{keys: ['t'], action: 'duration', views: ['inject'], help: 'for how long', brief: 'how long', group: 'Inject'},
	...lineKeys,
	{keys: ['esc', 'i'], action: 'close', views: ['inject'], help: 'close the menu', brief: 'close', group: 'Inject'},
];
