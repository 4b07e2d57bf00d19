import type {Captions} from './caption/captions.js';
import type {Kept} from './keeping.js';
import type {View} from './keys/places.js';
import type {HostRequest} from './prompt/contract.js';
import type {FixtureNames} from './prompt/prompts.js';
import type {ChosenColumns} from './scene.js';
import type {Piece} from './terminal/area.js';

/** What only the program around the board can do. */
export type BoardHost = {
	readonly quit: () => void;
	readonly suspend: () => void;
	readonly redraw: () => void;
	/** Something to be seen has changed. */
	readonly changed: () => void;
	readonly size: () => {readonly columns: number; readonly rows: number};
	/** Keeps what is seen in files; gives a line that says where, and tells another when more of them have come. */
	readonly keep: (what: Kept['kind'], tell: (line: Piece) => void) => Piece;
	/** Does what was asked for by name; gives why it cannot be done. */
	readonly ask: (request: HostRequest) => string | undefined;
};

export type BoardStart = {
	/** What a script says over the board; undefined: no script does. */
	readonly captions?: Captions | undefined;
	readonly view: View;
	/** Frames between two drawings of a chart while the machine runs. */
	readonly chartFrames: number;
	/** What a new run can be made with; undefined: there can be none. */
	readonly fixtures: FixtureNames | undefined;
	/** Which columns tables show; undefined: all. */
	readonly columns?: ChosenColumns | undefined;
	/** A line for the footer to begin with. */
	readonly note: Piece | undefined;
};
