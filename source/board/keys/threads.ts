import type {SortKeyAction} from '../state/threads.js';
import type {Binding} from './binding.js';

/** What keys do to the table of threads. */
export type ThreadKeyAction = 'sort' | 'invert' | 'left' | 'right' | 'group' | 'fold' | 'fold-all' | 'pick' | 'unpick-all' | 'follow' | 'thread' | 'query' | SortKeyAction;

/** Columns by a letter of their names, as htop has it. */
const sortBy: ReadonlyArray<readonly [key: string, action: SortKeyAction, what: string]> = [
	['P', 'sort-by-pages', 'pages'],
	['H', 'sort-by-high', 'high-water mark'],
	['D', 'sort-by-depth', 'depth now'],
	['F', 'sort-by-faults', 'stack faults'],
	['A', 'sort-by-age', 'age'],
	['N', 'sort-by-name', 'name'],
	['T', 'sort-by-tid', 'thread id'],
	['C', 'sort-by-cpu', 'CPU'],
];

export const threadKeys: ReadonlyArray<Binding<ThreadKeyAction>> = [
	{keys: ['enter'], action: 'thread', views: ['threads'], help: 'the marked thread close up', brief: 'close up', group: 'Views'},
	{keys: ['/'], action: 'query', views: ['threads'], help: 'list what meets a query', brief: 'query', group: 'Machine'},
	{keys: ['s'], action: 'sort', views: ['threads'], help: 'sort by the next column', brief: 'sort', group: 'Machine'},
	{keys: ['I'], action: 'invert', views: ['threads'], help: 'invert the order', brief: 'invert', group: 'Machine'},
	{keys: ['h', 'left'], action: 'left', views: ['threads'], help: 'sort by column before', group: 'Machine'},
	{keys: ['l', 'right'], action: 'right', views: ['threads'], help: 'sort by column after', group: 'Machine'},
	...sortBy.map(([key, action, what]): Binding<ThreadKeyAction> => ({keys: [key], action, views: ['threads'], help: `sort by ${what}`, group: 'Machine'})),
	{keys: ['t'], action: 'group', views: ['threads'], help: 'class, CPU, state groups', brief: 'group', group: 'Machine'},
	{keys: ['o'], action: 'fold', views: ['threads'], help: 'open or fold the group', group: 'Machine'},
	{keys: ['O'], action: 'fold-all', views: ['threads'], help: 'open or fold all groups', group: 'Machine'},
	{keys: ['v'], action: 'pick', views: ['threads'], help: 'pick it out, or not', brief: 'pick', group: 'Machine'},
	{keys: ['V'], action: 'unpick-all', views: ['threads'], help: 'pick none out', group: 'Machine'},
	{keys: ['f'], action: 'follow', views: ['threads'], help: 'follow it, or not', brief: 'follow', group: 'Machine'},
];
