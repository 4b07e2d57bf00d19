import type {ThreadRow} from '../../machine/index.js';
import {type View, placeOf} from '../board/keys/places.js';
import {actionFor} from '../board/keys/table.js';
import {eventOf} from '../board/state/event-of.js';
import {reduce} from '../board/state/reduce.js';
import {type Facts, initialState} from '../board/state/ui-state.js';
import {keyOf} from './board-keys.js';

/** A thread on the marked line of the list: Enter opens it. */
const someThread: ThreadRow = {
	tid: 1, comm: '', className: '', cpu: 0, state: 'S', pages: [], faults: [], depthBytes: 0, highWaterBytes: 0, sleepDepthBytes: 0, ageNs: 0, path: undefined, deepPath: '',
};

/** Nothing that keys open or close depends on the machine. */
const facts: Facts = {
	policies: 1, panes: 1, log: [], events: 1, choices: 1, promptFor: () => undefined,
	cores: {order: [0], groups: [], cpus: 1},
	threads: {lines: 1, at: {kind: 'thread', row: someThread, group: undefined}, groups: [], followed: undefined},
};

/** The keys of a script, pressed one after the other on whatever board there is; `type` presses one. It follows what the keys open and close as the board does, since a key's meaning depends on that. */
export const scriptKeys = (type: (key: string) => Promise<void>) => {
	let ui = initialState();
	const press = async (key: string): Promise<void> => {
		await type(key);
		const event = eventOf(ui, key);
		ui = event === undefined ? ui : reduce(ui, event, facts);
	};

	/** Leaves what is being typed: there, keys are text. */
	const leaveLine = async (): Promise<void> => {
		if (placeOf(ui) === 'prompt') {
			await press(keyOf('cancel'));
		}
	};

	return {
		press,
		async pressNextPolicy(): Promise<void> {
			await leaveLine();
			if (placeOf(ui) === 'inject') {
				await press(keyOf('inject')); // The menu has a use of its own for the key
			}

			await press(keyOf('next-policy'));
		},
		showsNextPolicy: (key: string): boolean => actionFor(placeOf(ui), key) === 'next-policy',
		/** Opens the view of a snapshot, if it is not there already: so what lies over it stays. */
		async show(name: string): Promise<void> {
			if (name !== ui.view) {
				await leaveLine();
				await press(keyOf(name as View));
			}
		},
	};
};
