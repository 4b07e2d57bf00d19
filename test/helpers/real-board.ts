import {Machine} from '../../machine/index.js';
import {openOffScreenBoard, type OffScreenBoard, type OffScreenOptions} from '../../source/board/off-screen.js';
import {createLocalFeed, type LocalFeed} from '../../source/player/local-feed.js';
import {smallScenario, type ScenarioChanges} from './scenario.js';

/** A board on a small machine that really runs, 200 ms after boot. */
export async function openRealBoard(options: Partial<OffScreenOptions> = {}, changes: ScenarioChanges = {}): Promise<{board: OffScreenBoard; feed: LocalFeed; machine: Machine}> {
	const machine = new Machine(smallScenario(changes));
	const feed = createLocalFeed(machine);
	feed.advance(200_000_000);
	const board = await openOffScreenBoard(feed, {columns: 120, rows: 36, theme: 'default', color: false, ascii: false, view: 'threads', ...options});
	return {board, feed, machine};
}

/** Presses keys one after the other. */
export async function pressAll(board: OffScreenBoard, ...keys: readonly string[]): Promise<void> {
	for (const key of keys) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
	}
}
