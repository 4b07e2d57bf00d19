import type {Binding} from './binding.js';

/** How keys move through the help where it is too long for the terminal. */
export type HelpKeyAction = 'help-down' | 'help-up' | 'help-page-down' | 'help-page-up' | 'help-first' | 'help-last';

const open = ['help'] as const;

/** They go before the keys of the view while the help is open; all others do what they do without it. */
export const helpKeys: ReadonlyArray<Binding<HelpKeyAction>> = [
	{keys: ['j', 'down'], action: 'help-down', views: open, help: 'a line down in the help', group: 'Board'},
	{keys: ['k', 'up'], action: 'help-up', views: open, help: 'a line up in the help', group: 'Board'},
	{keys: ['pagedown'], action: 'help-page-down', views: open, help: 'a page down in the help', group: 'Board'},
	{keys: ['pageup'], action: 'help-page-up', views: open, help: 'a page up in the help', group: 'Board'},
	{keys: ['g', 'home'], action: 'help-first', views: open, help: 'the beginning of the help', group: 'Board'},
	{keys: ['G', 'end'], action: 'help-last', views: open, help: 'the end of the help', group: 'Board'},
];
