import process from 'node:process';
import type {Feed} from '../player/protocol.js';
import type {Board} from './board.js';
import type {Captions} from './caption/captions.js';
import type {Keep} from './keeping.js';
import {againCommand} from './again.js';
import {moment} from './figures.js';
import type {View} from './keys/places.js';
import {lineOf} from './panes/failure.js';
import type {ChosenColumns} from './scene.js';
import type {FixtureNames} from './prompt/prompts.js';
import type {RestartRequest} from './stage.js';
import {summary} from './summary.js';
import type {Piece} from './terminal/area.js';
import type {ColourDepth} from './terminal/painter.js';
import type {ThemeName} from './terminal/themes.js';

export type BoardOptions = {
	readonly view: View;
	/** What a script says over the board. */
	readonly captions?: Captions | undefined;
	readonly theme: ThemeName;
	readonly depth: ColourDepth;
	/** Only printable ASCII. */
	readonly ascii: boolean;
	/** Read aloud instead of shown: lines of text that tell what has changed every so many milliseconds; undefined: it is shown. */
	readonly screenReader?: {readonly everyMs: number} | undefined;
	/** Rejects when the run behind the feed fails: the board then ends as though it had failed itself. */
	readonly failed?: Promise<never>;
	/** What a new run can be made with, and what gets it ready or says why there can be none; undefined: this run is the only one. */
	readonly fixtures?: FixtureNames | undefined;
	readonly restart?: ((change: RestartRequest) => string | undefined) | undefined;
	/** Keeps what is seen in a file; undefined: nothing can be kept. */
	readonly keep?: Keep | undefined;
	/** Which columns tables show; undefined: all. */
	readonly columns?: ChosenColumns | undefined;
	/** Whether to begin with a hint about the keys. */
	readonly hint?: boolean;
	/** The run that took the place of another one, in words. */
	readonly run?: string | undefined;
	/** A line for the footer to begin with. */
	readonly note?: Piece | undefined;
};

const signals = {SIGHUP: 1, SIGINT: 2, SIGTERM: 15} as const;

/** How the board ended: by the user, by a signal, or by a fault of its own. */
type End = {readonly exitCode: number; readonly error?: unknown; readonly silent?: boolean; readonly restarts?: boolean};

/**
Stops the process group as Ctrl-Z does in a shell, and calls `resumed` when it goes on.
Where nobody could wake us again (no job control) the kernel ignores the stop and `resumed` is called at once.
*/
function stopGroup(resumed: () => void) {
	let done = false;
	const resume = () => {
		if (!done) {
			done = true;
			process.off('SIGCONT', resume);
			resumed();
		}
	};

	process.on('SIGCONT', resume);
	process.kill(0, 'SIGTSTP');
	setTimeout(resume, 100);
}

/** What the user has in front: the board as it is shown, or read aloud. */
export type Front = {
	readonly board: Board;
	/** Takes the terminal, at first and after a stop. */
	enter(): void;
	/** The terminal was taken for the first time. */
	begun(): void;
	/** Gives the terminal back as it was; called more than once. */
	leave(): void;
	/** The terminal may have lost what was on it. */
	redraw(): void;
	close(): void;
};

/** What a front may ask of the session. */
export type Session = {
	readonly quit: () => void;
	readonly suspend: () => void;
	/** Leaves this run for one with another fixture; gives why there can be none. */
	readonly restart: ((change: RestartRequest) => string | undefined) | undefined;
	/** A pane failed, and the others go on. */
	readonly onPaneError: (error: unknown) => void;
	/** The front failed. */
	readonly fail: (error: unknown) => void;
};

/** The part of the options that is about the session and not about how it looks. */
export type SessionOptions = Pick<BoardOptions, 'view' | 'failed' | 'restart' | 'run'>;

/**
Keeps a front open on the terminal of this process until it is quit, a signal ends it, or it fails.
The terminal is given back as it was, with five lines about the run on it. The caller sets the exit code and stops the player.
@returns 0: quit; 1: the board or a pane failed (what, with the seed, and how to see it again is on stderr); 128+n: ended by signal n. `restarts`: the user wants the run that `restart` got ready; then nothing is said of this one.
*/
export async function openSession(feed: Feed, {view, failed, restart, run}: SessionOptions, openFront: (session: Session) => Front): Promise<{exitCode: number; restarts: boolean}> {
	const {stdin, stdout, stderr} = process;
	let front: Front | undefined;
	/** The first failure of a pane. */
	let broken: {readonly what: string; readonly error: unknown} | undefined;
	let end: (end: End) => void = () => undefined;
	const ended = new Promise<End>(resolve => {
		end = resolve;
	});
	const fail = (error: unknown) => {
		end({exitCode: 1, error});
	};

	const onPaneError = (error: unknown) => {
		broken ??= {what: `a pane of the ${front?.board.ui.view ?? view} view`, error};
	};

	const leave = () => {
		front?.leave();
	};

	// Node tells of a size that differs from the last one it saw; a terminal that shrank and grew back meanwhile has lost what was cut off
	const redraw = () => {
		front?.redraw();
	};

	const suspend = () => {
		process.off('SIGTSTP', suspend); // Or it would catch the stop that follows
		leave();
		stdin.setRawMode(false);
		stopGroup(() => {
			process.on('SIGTSTP', suspend);
			stdin.setRawMode(true);
			front?.enter();
		});
	};

	const told: NodeJS.EventEmitter = process;
	const handlers = [
		...Object.entries(signals).map(([signal, number]) => [signal, () => {
			end({exitCode: 128 + number, silent: signal === 'SIGHUP'});
		}] as const),
		['SIGTSTP', suspend],
		['SIGWINCH', redraw],
		['exit', leave],
		['uncaughtException', fail],
		['unhandledRejection', fail],
	] as const;
	for (const [event, handler] of handlers) {
		told.on(event, handler);
	}

	stdout.on('error', fail);
	const quit = () => {
		end({exitCode: 0});
	};

	const restarting = restart && ((change: RestartRequest) => {
		const problem = restart(change);
		if (problem === undefined) {
			end({exitCode: 0, restarts: true});
		}

		return problem;
	});

	try {
		front = openFront({quit, suspend, restart: restarting, onPaneError, fail});
		front.enter();
		front.begun();
		const {exitCode, error, silent, restarts = false} = await (failed ? Promise.race([ended, failed]) : ended);
		return {exitCode: finish(exitCode, {error, silent: silent ?? restarts}), restarts};
	} catch (error) {
		return {exitCode: finish(1, {error, silent: false}), restarts: false};
	} finally {
		for (const [event, handler] of handlers) {
			told.off(event, handler);
		}

		stdout.off('error', fail);
	}

	function finish(exitCode: number, {error, silent}: {error: unknown; silent: boolean}): number {
		leave();
		front?.close();
		if (silent) {
			return exitCode; // The terminal is gone, or wanted for the next run
		}

		const frame = feed.latest();
		if (error === undefined) {
			stdout.write(`${summary(feed.scenario, frame, front?.board.ui.policy ?? 0).join('\n')}\n`);
		}

		const failure = error === undefined ? broken : {what: 'the board', error};
		if (failure === undefined) {
			return exitCode;
		}

		const {seed, timeNs} = frame.reading;
		stderr.write(`kstacktop: ${failure.what} failed (seed ${seed}, left at ${moment(timeNs)}): ${lineOf(failure.error)}\n`);
		stderr.write(`kstacktop: to see it again: ${againCommand(process.argv.slice(2), run)}\n`);
		return exitCode || 1;
	}
}
