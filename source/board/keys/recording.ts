import type {Binding} from './binding.js';
import {views} from './places.js';

/** What keys do to recordings. */
export type RecordingKeyAction = 'record';

export const recordingKeys: ReadonlyArray<Binding<RecordingKeyAction>> = [
	{keys: ['R'], action: 'record', views, help: 'record to a file, end that', group: 'Machine'},
];
