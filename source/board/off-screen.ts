import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import type {Feed} from '../player/protocol.js';
import {bytesOf} from './input.js';
import type {Captions} from './caption/captions.js';
import type {View} from './keys/places.js';
import {createStage} from './stage.js';
import type {ThemeName} from './terminal/themes.js';

export type OffScreenOptions = {
	readonly columns: number;
	readonly rows: number;
	readonly theme: ThemeName;
	/** Rows with colours (24 bits) or plain text. */
	readonly color: boolean;
	/** Only printable ASCII. */
	readonly ascii: boolean;
	readonly view: View;
	/** What a script says over the board. */
	readonly captions?: Captions | undefined;
};

/** A board that is looked at instead of shown. The same frames and keys give the same rows. */
export type OffScreenBoard = {
	/** Presses a key by its name in the key table (`j`, `space`, `ctrl-d`). */
	press(key: string): Promise<void>;
	/** Waits until what the feed has brought is drawn. */
	refresh(): Promise<void>;
	resize(columns: number, rows: number): Promise<void>;
	/** The picture: exactly as many lines as the board has rows. */
	rows(): string[];
	/** The user pressed a key that quits. */
	readonly hasQuit: boolean;
	close(): void;
};

/** An input that keys are pressed on; to Ink it is a terminal. */
function createKeyboard() {
	const keyboard = new PassThrough();
	return Object.assign(keyboard, {isTTY: true, setRawMode: () => keyboard, ref: () => keyboard, unref: () => keyboard});
}

/** Turns of the event loop in which key presses, React's effects and the feed's answers have settled. */
const settlingTurns = 6;

async function settled() {
	for (let count = 0; count < settlingTurns; count++) {
		await turn(); // eslint-disable-line no-await-in-loop -- one after the other is the point
	}
}

/**
Opens the board without a terminal, for scripts, screenshots and tests.
@throws what a pane threw, from `rows`.
*/
export async function openOffScreenBoard(feed: Feed, options: OffScreenOptions): Promise<OffScreenBoard> {
	const {columns, rows, color, ...look} = options;
	const size = {columns, rows};
	const listeners = new Set<() => void>();
	const target = {
		get columns() {
			return size.columns;
		},
		get rows() {
			return size.rows;
		},
		write: () => true,
		on(event: string, listener: () => void) {
			if (event === 'resize') {
				listeners.add(listener);
			}
		},
		off(_event: string, listener: () => void) {
			listeners.delete(listener);
		},
	};
	const keyboard = createKeyboard();
	let hasQuit = false;
	let failure: {readonly error: unknown} | undefined;
	const stage = createStage(feed, {
		...look,
		chartFrames: 1,
		depth: color ? 'truecolor' : 'none',
		target,
		stdin: keyboard,
		quit() {
			hasQuit = true;
		},
		suspend: () => undefined, // There is no shell to return to
		onError(error) {
			failure ??= {error};
		},
	});
	const {sink, board, painter} = stage;
	sink.enter();
	board.enableCharts();
	await settled();
	return {
		async press(key) {
			keyboard.write(bytesOf(key));
			await settled();
		},
		refresh: settled,
		async resize(newColumns, newRows) {
			Object.assign(size, {columns: newColumns, rows: newRows});
			for (const listener of listeners) {
				listener();
			}

			await settled();
		},
		rows() {
			if (failure) {
				throw failure.error;
			}

			const picture = sink.picture();
			return Array.from({length: picture.rows}, (_, y) => color ? `${picture.span(painter, y, 0, picture.columns)}\u001B[0m` : picture.plain(painter, y));
		},
		get hasQuit() {
			return hasQuit;
		},
		close() {
			sink.leave();
			stage.close();
			keyboard.destroy();
		},
	};
}
