import {Board} from '../../source/board/board.js';
import type {View} from '../../source/board/keys/places.js';
import {Teller} from '../../source/board/linear/teller.js';
import {fakeFeed, type FakeFeed, type FakeRun} from './fake-feed.js';

/** A board that is read aloud, on a fake feed. */
export type LinearBoard = {
	readonly feed: FakeFeed;
	readonly teller: Teller;
	/** What was said since the last call. */
	said(): string;
	/** Presses keys by their names; gives what is said to them. */
	press(...keys: readonly string[]): string;
};

/** Opens a board that is read aloud, on a run that has gone on for a moment, so that there are rates. */
export function openLinearBoard(run: FakeRun = {}, {view = 'overview', columns = 100}: {readonly view?: View; readonly columns?: number} = {}): LinearBoard {
	const feed = fakeFeed(run);
	let text = '';
	const host = {
		quit: () => undefined,
		suspend: () => undefined,
		redraw: () => undefined,
		changed() {
			teller.look();
		},
		size: () => ({columns: 200, rows: 60}),
		keep: () => ['kept', 'text'] as const,
		ask: () => undefined,
	};
	const board: Board = new Board(feed, host, {view, chartFrames: 1, fixtures: undefined, note: undefined});
	const teller: Teller = new Teller(board, words => {
		text += words;
	}, () => columns);
	feed.advance(1_000_000_000);
	feed.advance(600_000_000);
	teller.open();
	const said = () => {
		const words = text;
		text = '';
		return words;
	};

	return {
		feed,
		teller,
		said,
		press(...keys) {
			said();
			for (const key of keys) {
				teller.press(key);
			}

			return said();
		},
	};
}
