import type {Binding} from './binding.js';
import {places, views} from './places.js';

/** What keys do to the clock. */
export type TimeKeyAction = 'freeze' | 'pause' | 'step' | 'step-back' | 'backward' | 'slower' | 'faster' | 'normal-speed' | SeekKeyAction | SearchKeyAction;

/** Where keys go in the time of the run. */
type SeekKeyAction = 'go-to' | 'now' | 'back-1s' | 'ahead-1s' | 'back-10s' | 'ahead-10s';

/** What keys look for in the time of the run. */
export type SearchKeyAction = 'next-fault' | 'previous-fault' | 'next-failure' | 'previous-failure' | 'first-failure';

/** The table of threads has columns and groups to choose by letters. */
const searchable = views.filter(view => view !== 'threads');

export const timeKeys: ReadonlyArray<Binding<TimeKeyAction>> = [
	{keys: ['space'], action: 'pause', views: places, help: 'pause, resume', brief: 'pause', group: 'Time'},
	{keys: ['Z'], action: 'freeze', views: places, help: 'freeze the picture only', group: 'Time'},
	{keys: ['.'], action: 'step', views: places, help: 'step to the next burst', brief: 'step', group: 'Time'},
	{keys: [','], action: 'step-back', views, help: 'step back to the last burst', group: 'Time'},
	{keys: ['['], action: 'back-1s', views, help: 'seek a second back', group: 'Time'},
	{keys: [']'], action: 'ahead-1s', views, help: 'seek a second ahead', group: 'Time'},
	{keys: ['{'], action: 'back-10s', views, help: 'seek ten seconds back', group: 'Time'},
	{keys: ['}'], action: 'ahead-10s', views, help: 'seek ten seconds ahead', group: 'Time'},
	{keys: ['B'], action: 'backward', views, help: 'run backwards', group: 'Time'},
	{keys: ['b'], action: 'go-to', views, help: 'go to a time or an event', group: 'Time'},
	{keys: ['`'], action: 'now', views, help: 'back to now', group: 'Time'},
	{keys: ['n'], action: 'next-fault', views: searchable, help: 'go to the next stack fault', group: 'Time'},
	{keys: ['N'], action: 'previous-fault', views: searchable, help: 'go to the stack fault before', group: 'Time'},
	{keys: ['x'], action: 'next-failure', views: searchable, help: 'go to the next failure', group: 'Time'},
	{keys: ['X'], action: 'previous-failure', views: searchable, help: 'go to the failure before', group: 'Time'},
	{keys: ['F'], action: 'first-failure', views: searchable, help: 'go to the first failure', group: 'Time'},
	{keys: ['<'], action: 'slower', views: places, help: 'half the speed (to 1/64x)', brief: 'slower', group: 'Time'},
	{keys: ['>'], action: 'faster', views: places, help: 'double the speed (64x, max)', brief: 'faster', group: 'Time'},
	{keys: ['='], action: 'normal-speed', views: places, help: 'speed 1x', group: 'Time'},
];
