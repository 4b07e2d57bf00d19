import type {Binding} from './binding.js';
import {allPlaces, places, tabs} from './places.js';

/** What keys do to the board itself. */
export type BoardKeyAction = 'screenshot' | 'moment' | 'help' | 'close' | 'redraw' | 'suspend' | 'quit';

export const boardKeys: ReadonlyArray<Binding<BoardKeyAction>> = [
	{keys: ['?'], action: 'help', views: places, help: 'this help', brief: 'help', group: 'Board'},
	{keys: ['esc'], action: 'close', views: tabs, help: 'close help, large pane, query', group: 'Board'},
	{keys: ['esc'], action: 'close', views: ['core', 'thread'], help: 'back to where it was opened', brief: 'back', group: 'Board'},
	{keys: ['S'], action: 'screenshot', views: places, help: 'keep the screen: SVG, PNG, text', group: 'Board'},
	{keys: ['w'], action: 'moment', views: places, help: 'keep all figures of now as JSON', group: 'Board'},
	{keys: ['ctrl-l'], action: 'redraw', views: allPlaces, help: 'draw the screen anew', group: 'Board'},
	{keys: ['ctrl-z'], action: 'suspend', views: allPlaces, help: 'suspend (fg to return)', group: 'Board'},
	{keys: ['q', 'ctrl-c'], action: 'quit', views: places, help: 'quit', brief: 'quit', group: 'Board'},
];
