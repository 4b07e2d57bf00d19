import {placeOf} from '../keys/places.js';
import {actionFor} from '../keys/table.js';
import type {UiEvent, UiState} from './ui-state.js';

/** The text that a key stands for where something is typed; undefined: it is no printable one. */
const textOf = (key: string): string | undefined => key === 'space' ? ' ' : ([...key].length === 1 ? key : undefined);

/** What a key means to whoever is there: what it does in its place, or else the text it stands for. Undefined: nothing. */
export function eventOf(ui: UiState, key: string): UiEvent | undefined {
	const place = placeOf(ui);
	const action = (ui.help && place !== 'prompt' ? actionFor('help', key) : undefined) ?? actionFor(place, key);
	if (action) {
		return {kind: 'key', action};
	}

	const text = place === 'prompt' ? textOf(key) : undefined;
	return text === undefined ? undefined : {kind: 'text', text};
}
