import type {PlayerFrame} from '../player/protocol.js';
import {injections} from './inject/injections.js';
import {placeOf} from './keys/places.js';
import {keysOf} from './keys/table.js';
import {panesOf} from './panes/catalog.js';
import type {Sight} from './sight.js';
import type {Facts, UiState} from './state/ui-state.js';
import {threadTable} from './threads/table.js';
import {helpLayout} from './views/help-layout.js';

/** What facts are looked up in. */
export type FactSources = Pick<Facts, 'promptFor'> & {
	readonly ui: UiState;
	readonly frame: PlayerFrame;
	readonly sight: Sight;
	readonly size: {readonly columns: number; readonly rows: number};
};

/** What the next state depends on beside the state: each is looked up when it is asked for, as lists are fitted with every picture. */
export const factsOf = ({ui, frame, sight, size, promptFor}: FactSources): Facts => ({
	policies: frame.reading.policies.length,
	get helpLines() {
		const all = keysOf(placeOf(ui)).length;
		return {all, visible: helpLayout(all, size.columns, size.rows).visible};
	},
	get cores() {
		return sight.cores(ui);
	},
	get threads() {
		return threadTable(frame, ui);
	},
	get panes() {
		return panesOf(ui.view).length;
	},
	get log() {
		return sight.log(ui);
	},
	get events() {
		return sight.core(ui)?.events.length ?? 0;
	},
	get choices() {
		return injections[ui.inject.marked]!.choices(sight.situation(ui)).length;
	},
	promptFor,
});
