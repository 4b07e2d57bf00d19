import type {Binding} from './binding.js';

/** What keys do to the table of threads. */
export type ThreadKeyAction = 'sort' | 'invert';

export const threadKeys: ReadonlyArray<Binding<ThreadKeyAction>> = [
	{keys: ['s'], action: 'sort', views: ['threads'], help: 'sort by the next column', brief: 'sort', group: 'Machine'},
	{keys: ['I'], action: 'invert', views: ['threads'], help: 'invert the order', brief: 'invert', group: 'Machine'},
];
