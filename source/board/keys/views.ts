import type {Binding} from './binding.js';
import {places, type View} from './places.js';

/** What keys show. */
export type ViewKeyAction = Exclude<View, 'thread'>;

export const viewKeys: ReadonlyArray<Binding<ViewKeyAction>> = [
	{keys: ['1'], action: 'overview', views: places, help: 'overview', group: 'Views'},
	{keys: ['2'], action: 'cores', views: places, help: 'cores', group: 'Views'},
	{keys: ['3'], action: 'threads', views: places, help: 'threads', group: 'Views'},
	{keys: ['4'], action: 'levels', views: places, help: 'levels', group: 'Views'},
	{keys: ['5'], action: 'memory', views: places, help: 'memory of stacks and box', group: 'Views'},
	{keys: ['6'], action: 'compare', views: places, help: 'compare policies', group: 'Views'},
	{keys: ['7'], action: 'risk', views: places, help: 'risk: can it fail?', group: 'Views'},
	{keys: ['enter'], action: 'core', views: ['cores', 'levels'], help: 'the marked core close up', brief: 'close up', group: 'Views'},
];
