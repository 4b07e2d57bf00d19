import type {Binding} from './binding.js';

/** What keys do to the map and the table of cores. */
export type CoreKeyAction = 'metric' | 'sort' | 'invert';

export const coreKeys: ReadonlyArray<Binding<CoreKeyAction>> = [
	{keys: ['m'], action: 'metric', views: ['overview', 'cores'], help: 'next metric of the core map', brief: 'metric', group: 'Machine'},
	{keys: ['s'], action: 'sort', views: ['cores'], help: 'sort by the next column', brief: 'sort', group: 'Machine'},
	{keys: ['I'], action: 'invert', views: ['cores'], help: 'invert the order', brief: 'invert', group: 'Machine'},
];
