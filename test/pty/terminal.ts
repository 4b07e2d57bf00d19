import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import type {ExecutionContext} from 'ava';
import {childEnvironment, program} from '../helpers/program.js';
import {openScreen} from '../helpers/screen.js';

export type Size = readonly [columns: number, rows: number];

/** How a program ended. */
export type End = {
	readonly code: number;
	/** The signal that ended it; 0: none did. */
	readonly signal: number;
};

/** A program in a terminal. */
export type Terminal = {
	readonly pid: number;
	/** The visible lines, without the blanks at their ends. */
	screen(): string[];
	/** Waits until the screen is as wanted; fails with the screen when that takes too long. Gives the screen. */
	until(wanted: (screen: string) => boolean, what: string): Promise<string>;
	/** Waits until this has appeared on the screen. */
	untilShown(text: string): Promise<string>;
	/** Types text, or sends keys as the bytes a terminal sends. */
	press(bytes: string): void;
	/** Changes the size of the terminal; the program is told by SIGWINCH. */
	resize(size: Size): void;
	/** Stops reading what the program writes, as a line does that is too slow; what the terminal holds is little. */
	hold(): void;
	/** Reads again. */
	release(): void;
	/** Sends a signal to the program. */
	signal(name: NodeJS.Signals): void;
	/** Everything written since the last call. */
	written(): string;
	/** The alternate screen is shown. */
	isAlternate(): boolean;
	/** Waits until the program has ended and all it wrote is on the screen. */
	ended(): Promise<End>;
};

/** What a test waits for must come within this; far more than it ever needs, for machines that have much else to do. */
const patienceMs = 30_000;
const pollMs = 20;

/**
Starts a program in a terminal of its own, and kills it when the test is over, however that ends.
@param command - The file to run and its arguments.
*/
export function openTerminal(t: ExecutionContext, [file, ...args]: readonly [string, ...string[]], [columns, rows]: Size, changes: Readonly<Record<string, string>> = {}): Terminal {
	t.timeout(4 * patienceMs);
	const screen = openScreen(columns, rows);
	const env = childEnvironment({
		TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', LC_ALL: '', ...changes,
	});
	const child = spawn(file, args, {cols: columns, rows, env});
	let drawn = Promise.resolve();
	let since = '';
	let end: End | undefined;
	child.onData(data => {
		since += data;
		drawn = Promise.all([drawn, screen.write(data)]).then(() => undefined);
	});
	child.onExit(({exitCode, signal}) => {
		end = {code: exitCode, signal: signal ?? 0};
	});
	t.teardown(() => {
		if (!end) {
			process.kill(child.pid, 'SIGKILL');
		}
	});

	const visible = () => screen.lines().map(line => line.trimEnd());
	const wait = async (done: () => boolean, what: string) => {
		const latest = Date.now() + patienceMs;
		while (!done()) {
			if (Date.now() > latest) {
				throw new Error(`waited in vain for ${what}; ${end ? `ended with ${end.code}` : 'running'}; the screen:\n${visible().join('\n')}`);
			}

			await sleep(pollMs); // eslint-disable-line no-await-in-loop -- polling
			await drawn; // eslint-disable-line no-await-in-loop
		}
	};

	const until = async (wanted: (screen: string) => boolean, what: string) => {
		await wait(() => wanted(visible().join('\n')), what);
		return visible().join('\n');
	};

	return {
		pid: child.pid,
		screen: visible,
		until,
		untilShown: async text => until(shown => shown.includes(text), JSON.stringify(text)),
		press(bytes) {
			child.write(bytes);
		},
		resize([newColumns, newRows]) {
			screen.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		hold() {
			child.pause();
		},
		release() {
			child.resume();
		},
		signal(name) {
			process.kill(child.pid, name);
		},
		written() {
			const text = since;
			since = '';
			return text;
		},
		isAlternate: () => screen.isAlternate(),
		async ended() {
			await wait(() => end !== undefined, 'the end of the program');
			await drawn;
			return end!;
		},
	};
}

/** A box that costs little to simulate. */
export const smallBox = ['--machine', 'haswell-72', '--cpus', '4', '--threads', '200', '--workload', 'idle'] as const;

/** Opens the board on a small box and waits until it shows it. */
export async function openBoardIn(t: ExecutionContext, size: Size = [80, 24]): Promise<Terminal> {
	const terminal = openTerminal(t, [process.execPath, program, ...smallBox], size);
	// The badge is the last thing to be dropped when there is little room
	await terminal.untilShown('LIVE');
	return terminal;
}

/** Leaves the board as a user does, and checks that it ends well. */
export async function quit(t: ExecutionContext, terminal: Terminal) {
	terminal.press('q');
	t.deepEqual(await terminal.ended(), {code: 0, signal: 0});
}

/** Every byte but escape. */
export const anyBytes = Array.from({length: 256}, (_, code) => String.fromCodePoint(code)).filter(character => character !== '\u001B').join('');
