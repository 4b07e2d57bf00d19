import process from 'node:process';
import type {Feed} from '../../player/protocol.js';
import {Board} from '../board.js';
import type {BoardHost} from '../contract.js';
import {KeyReader} from '../input.js';
import type {HostRequest} from '../prompt/contract.js';
import {openSession, type BoardOptions, type Session} from '../session.js';
import {asciiGlyph} from '../terminal/ascii.js';
import {keyReports} from './key-reports.js';
import {Teller} from './teller.js';

/** The board lays out for this size, so that no list or menu is left out; how wide the terminal is, only breaks lines. */
const size = {columns: 200, rows: 60} as const;

/** What is asked of the program around the board: there is no picture to keep, to redraw or to colour. */
const hostOf = (feed: Feed, {quit, suspend, restart}: Session, {keep}: Pick<BoardOptions, 'keep'>, changed: () => void): BoardHost => ({
	quit,
	suspend,
	redraw: () => undefined,
	changed,
	size: () => size,
	keep(what, tell) {
		if (what === 'screen') {
			return ['✗ there is no picture in the screen-reader mode: w keeps all figures, and snapshots of a script are pictures', 'bad'];
		}

		return keep?.({kind: 'moment', reading: feed.latest().reading}, tell) ?? ['✗ nothing can be kept here', 'bad'];
	},
	ask: (request: HostRequest) => request.kind === 'restart' ? restart?.(request) : 'there are no colours in the screen-reader mode',
});

/** Reads the board aloud on the terminal of this process, line by line; see `openSession` for how it ends. */
export const openBoard = async (feed: Feed, options: BoardOptions): Promise<{exitCode: number; restarts: boolean}> => openSession(feed, options, session => {
	const {stdin, stdout} = process;
	const {view, ascii, fixtures, columns, captions, note, keep, screenReader} = options;
	const write = (text: string) => {
		stdout.write(ascii ? Array.from(text, character => asciiGlyph(character)).join('') : text);
	};

	const host = hostOf(feed, session, {keep}, () => {
		guarded(() => {
			teller.look();
		});
	});
	const board: Board = new Board(feed, host, {view, chartFrames: 1, fixtures, columns, captions, note});
	const teller: Teller = new Teller(board, write, () => stdout.columns > 0 ? stdout.columns : 80);
	const reader = new KeyReader();
	const guarded = (act: () => void) => {
		try {
			act();
		} catch (error) {
			session.fail(error);
		}
	};

	// As Ink reads: what a script puts in front of the input is found there too
	const read = () => {
		let chunk: unknown;
		while (typeof (chunk = stdin.read()) === 'string') {
			const inputs = keyReports(chunk).flatMap(report => reader.read(report));
			guarded(() => {
				for (const input of inputs) {
					if ('key' in input) {
						teller.press(input.key);
					} else {
						teller.paste(input.paste);
					}
				}
			});
		}
	};

	const refreshing = setInterval(() => {
		guarded(() => {
			teller.refresh();
		});
	}, screenReader!.everyMs);
	return {
		board,
		enter() {
			stdin.setEncoding('utf8');
			stdin.setRawMode(true);
			stdin.ref();
			stdin.on('readable', read);
		},
		leave() {
			stdin.off('readable', read);
			stdin.setRawMode(false);
		},
		begun() {
			teller.open();
		},
		redraw: () => undefined,
		close() {
			clearInterval(refreshing);
			board.close();
			stdin.unref();
		},
	};
});
