import type {Binding} from './binding.js';
import {places} from './places.js';

/** What keys do to the clock. */
export type TimeKeyAction = 'freeze' | 'pause' | 'step' | 'slower' | 'faster' | 'normal-speed';

export const timeKeys: ReadonlyArray<Binding<TimeKeyAction>> = [
	{keys: ['space'], action: 'pause', views: places, help: 'pause, resume', brief: 'pause', group: 'Time'},
	{keys: ['Z'], action: 'freeze', views: places, help: 'freeze the picture only', group: 'Time'},
	{keys: ['.'], action: 'step', views: places, help: 'step to the next burst', brief: 'step', group: 'Time'},
	{keys: ['<'], action: 'slower', views: places, help: 'half the speed (to 1/64x)', brief: 'slower', group: 'Time'},
	{keys: ['>'], action: 'faster', views: places, help: 'double the speed (64x, max)', brief: 'faster', group: 'Time'},
	{keys: ['='], action: 'normal-speed', views: places, help: 'speed 1x', group: 'Time'},
];
