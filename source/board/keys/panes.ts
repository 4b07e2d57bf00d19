import type {Binding} from './binding.js';
import {logViews, panedViews} from './places.js';

/** What keys do to the panes of a view, and to the log where it has one. */
export type PaneKeyAction = 'next-pane' | 'previous-pane' | 'enlarge' | 'log-filter';

export const paneKeys: ReadonlyArray<Binding<PaneKeyAction>> = [
	{keys: ['tab'], action: 'next-pane', views: panedViews, help: 'next pane', brief: 'pane', group: 'Views'},
	{keys: ['shift-tab'], action: 'previous-pane', views: panedViews, help: 'previous pane', group: 'Views'},
	{keys: ['e'], action: 'enlarge', views: panedViews, help: 'enlarge the pane, or not', brief: 'enlarge', group: 'Views'},
	{keys: ['f'], action: 'log-filter', views: logViews, help: 'filter the log by kind', brief: 'filter', group: 'Views'},
];
