import process from 'node:process';
import type {Feed} from '../player/protocol.js';
import {openSession, type BoardOptions} from './session.js';
import {createStage} from './stage.js';

/** Real time for which the hint about the keys stays, if no key takes it away. */
const hintMs = 10_000;

/** Shows the board on the terminal of this process; see `openSession` for how it ends. */
export const openBoard = async (feed: Feed, {failed, restart, run, hint = false, ...options}: BoardOptions): Promise<{exitCode: number; restarts: boolean}> =>
	openSession(feed, {view: options.view, failed, restart, run}, ({quit, suspend, restart: restarting, onPaneError, fail}) => {
		const {stdin, stdout} = process;
		const {sink, board, close} = createStage(feed, {...options, chartFrames: 10, target: stdout, stdin, quit, suspend, restart: restarting, onPaneError, onError: fail});
		return {
			board,
			enter() {
				sink.enter();
			},
			leave() {
				sink.leave();
			},
			redraw() {
				sink.redraw();
			},
			close,
			begun() {
				board.hint(hint);
				setTimeout(() => {
					board.hint(false);
				}, hintMs).unref();
				setTimeout(() => {
					board.enableCharts();
				}, 50).unref();
			},
		};
	});
