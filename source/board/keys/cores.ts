import type {Binding} from './binding.js';

/** What keys do to the map and the table of cores. */
export type CoreKeyAction = 'metric' | 'sort' | 'invert' | 'core-filter' | 'group' | 'fold' | 'fold-all';

export const coreKeys: ReadonlyArray<Binding<CoreKeyAction>> = [
	{keys: ['m'], action: 'metric', views: ['overview', 'cores'], help: 'next metric of the map', brief: 'metric', group: 'Machine'},
	{keys: ['s'], action: 'sort', views: ['cores'], help: 'sort by the next column', brief: 'sort', group: 'Machine'},
	{keys: ['I'], action: 'invert', views: ['cores'], help: 'invert the order', brief: 'invert', group: 'Machine'},
	{keys: ['f'], action: 'core-filter', views: ['cores'], help: 'filter the rows', brief: 'filter', group: 'Machine'},
	{keys: ['t'], action: 'group', views: ['cores'], help: 'group by complex, socket', brief: 'group', group: 'Machine'},
	{keys: ['o'], action: 'fold', views: ['cores'], help: 'open or fold the group', brief: 'fold', group: 'Machine'},
	{keys: ['O'], action: 'fold-all', views: ['cores'], help: 'open or fold all groups', group: 'Machine'},
];
