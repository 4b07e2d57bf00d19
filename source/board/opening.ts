import type {Feed} from '../player/protocol.js';
import type {BoardOptions} from './session.js';

/** Opens a board on the terminal of this process; gives its exit code, and whether the user wants the next run. */
export type OpenBoard = (feed: Feed, options: BoardOptions) => Promise<{exitCode: number; restarts: boolean}>;

/** Loads the board as it is to be had, shown or read aloud: for the latter nothing that draws is needed. */
export const loadBoard = async ({screenReader}: Pick<BoardOptions, 'screenReader'>): Promise<OpenBoard> => {
	const {openBoard} = screenReader ? await import('./linear/open.js') : await import('./open.js');
	return openBoard;
};
