import {openOffScreenBoard, type OffScreenBoard, type OffScreenOptions} from '../../source/board/off-screen.js';
import type {View} from '../../source/board/keys/places.js';
import {keyTable} from '../../source/board/keys/table.js';
import {fakeFeed, type FakeFeed, type FakeRun} from './fake-feed.js';

const plain: OffScreenOptions = {columns: 80, rows: 24, theme: 'default', color: false, ascii: false, view: 'overview'};

/** A board on a fake feed that has run for a moment, so that there are rates. */
export async function openTestBoard(options: Partial<OffScreenOptions> = {}, run: FakeRun = {}): Promise<{board: OffScreenBoard; feed: FakeFeed}> {
	const feed = fakeFeed(run);
	const board = await openOffScreenBoard(feed, {...plain, ...options});
	feed.advance(1_000_000_000);
	feed.advance(600_000_000);
	await board.refresh();
	return {board, feed};
}

/** Opens a view with the keys a user would press. */
export async function openView(board: OffScreenBoard, view: View): Promise<void> {
	const tab = view === 'core' ? 'cores' : view;
	await board.press(keyTable.find(({action}) => action === tab)!.keys[0]!);
	if (view === 'core') {
		await board.press('enter');
	}
}

/** The picture as one text, without the blanks at the ends of lines. */
export const pictureOf = (board: OffScreenBoard) => board.rows().map(row => row.trimEnd()).join('\n');
