import type {Binding} from './binding.js';

/** What keys do while a script waits for its reader. */
export type CaptionAction = 'go-on';

export const captionKeys: ReadonlyArray<Binding<CaptionAction>> = [
	{keys: ['enter', 'right'], action: 'go-on', views: ['caption'], help: 'go on with the script', brief: 'go on', group: 'Time'},
];
