import type {Binding} from './binding.js';
import {views} from './places.js';

/** What keys do to what runs. */
export type MachineKeyAction = 'next-policy' | 'delivery';

export const machineKeys: ReadonlyArray<Binding<MachineKeyAction>> = [
	{keys: ['p'], action: 'next-policy', views, help: 'show the next policy', brief: 'policy', group: 'Machine'},
	{keys: ['d'], action: 'delivery', views, help: 'event delivery FRED or IDT', brief: 'delivery', group: 'Machine'},
];
