import type {Reading} from '../../machine/index.js';
import type {Piece} from './terminal/area.js';
import type {ThemeName} from './terminal/themes.js';

/** What the user wants kept in a file: the screen as it is, or the moment that it shows. */
export type Kept
	= | {
		readonly kind: 'screen';
		/** What it is called: the view. */
		readonly name: string;
		/** The rows in 24-bit colours, and as text. */
		readonly coloured: readonly string[];
		readonly plain: readonly string[];
		readonly theme: ThemeName;
		readonly reading: Reading;
	}
	| {readonly kind: 'moment'; readonly reading: Reading};

/** Keeps it; gives a line for the footer that says where, or why not. What takes its time goes on by itself, and `tell` takes a line about it when it is done. */
export type Keep = (kept: Kept, tell: (line: Piece) => void) => Piece;
