import type {Binding} from './binding.js';
import {anatomy, logViews, tables} from './places.js';

/** How keys move the mark. */
export type MovingKeyAction = 'down' | 'up' | 'left' | 'right' | 'page-down' | 'page-up' | 'half-down' | 'half-up' | 'first' | 'last';

export const movingKeys: ReadonlyArray<Binding<MovingKeyAction>> = [
	{keys: ['j', 'down'], action: 'down', views: tables, help: 'next row', group: 'Moving'},
	{keys: ['k', 'up'], action: 'up', views: tables, help: 'previous row', group: 'Moving'},
	{keys: ['j', 'down'], action: 'down', views: anatomy, help: 'older event', brief: 'older', group: 'Moving'},
	{keys: ['k', 'up'], action: 'up', views: anatomy, help: 'newer event', brief: 'newer', group: 'Moving'},
	{keys: ['j', 'down'], action: 'down', views: logViews, help: 'older event in the log', group: 'Moving'},
	{keys: ['k', 'up'], action: 'up', views: logViews, help: 'newer event in the log', group: 'Moving'},
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
	{keys: ['pagedown'], action: 'page-down', views: logViews, help: 'much older events', group: 'Moving'},
	{keys: ['pageup'], action: 'page-up', views: logViews, help: 'much newer events', group: 'Moving'},
	{keys: ['g', 'home'], action: 'first', views: logViews, help: 'newest event', group: 'Moving'},
	{keys: ['G', 'end'], action: 'last', views: logViews, help: 'oldest event kept', group: 'Moving'},
	{keys: ['g', 'home'], action: 'first', views: anatomy, help: 'newest event', group: 'Moving'},
	{keys: ['G', 'end'], action: 'last', views: anatomy, help: 'oldest event', group: 'Moving'},
];
