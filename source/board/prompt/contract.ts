import type {PlayerCommand} from '../../player/protocol.js';
import type {UiEvent} from '../state/ui-state.js';
import type {Piece} from '../terminal/area.js';
import type {ThemeName} from '../terminal/themes.js';

/** One way to go on with the text. */
export type Candidate = {
	readonly text: string;
	/** A few words about it. */
	readonly help: string;
};

/** The ways to go on at the cursor. */
export type Completion = {
	/** Where the word begins that a candidate takes the place of; it ends at the cursor. Counted in UTF-16 units. */
	readonly from: number;
	readonly candidates: readonly Candidate[];
};

/** What is wrong with a text. */
export type Problem = {
	/** Where, in UTF-16 units; the length of the text: something is missing at its end. */
	readonly at: number;
	/** One line for people. */
	readonly message: string;
};

/** What only the program around the board can do. */
export type HostRequest
	= | {readonly kind: 'theme'; readonly theme: ThemeName}
	/** A new run with another fixture in place of one of this run's. */
		| {readonly kind: 'restart'; readonly workload?: string; readonly machine?: string};

/** What is to be done with a text that was accepted; things are done in their order. */
export type Outcome
	= | {readonly kind: 'event'; readonly event: UiEvent}
		| {readonly kind: 'command'; readonly command: PlayerCommand}
		| {readonly kind: 'ask'; readonly request: HostRequest}
	/** A line for the footer, until the next key or for some seconds. */
		| {readonly kind: 'note'; readonly note: Piece};

/** What a line that is typed is for: one for each key that opens the prompt. */
export type Prompt = {
	/** What stands before the text: `:`, `/`. */
	readonly prefix: string;
	/** A few words, shown while nothing is typed. */
	readonly help: string;
	/** Asked after each change of the text or the cursor. */
	complete(text: string, cursor: number): Completion;
	/** Asked by Enter; undefined: the text is right. */
	check(text: string): Problem | undefined;
	/** What Enter does with a text that is right; nothing: an empty list. */
	accept(text: string): readonly Outcome[];
};
