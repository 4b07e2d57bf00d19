import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import {keyTable} from '../../source/board/keys/table.js';
import {program} from '../helpers/program.js';
import {temporaryFolder} from '../helpers/recording.js';
import {openTerminal, quit, type Size} from './terminal.js';

/** What terminals send for keys that are no characters. */
const bytesOfNamed: Readonly<Record<string, string>> = {
	space: ' ', tab: '\t', 'shift-tab': '\u001B[Z', esc: '\u001B', enter: '\r', backspace: '\u007F', delete: '\u001B[3~',
	up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D', home: '\u001B[H', end: '\u001B[F', pageup: '\u001B[5~', pagedown: '\u001B[6~',
	'ctrl-left': '\u001B[1;5D', 'ctrl-right': '\u001B[1;5C',
};

const bytesOf = (key: string): string => {
	const [, held, base] = /^(ctrl|alt)-(.+)$/u.exec(key) ?? [];
	if (bytesOfNamed[key] !== undefined || base === undefined) {
		return bytesOfNamed[key] ?? key;
	}

	return held === 'alt' ? `\u001B${bytesOfNamed[base] ?? base}` : String.fromCodePoint(base.codePointAt(0)! & 0x1F);
};

const leaving = new Set(['q', 'ctrl-c', 'ctrl-z']);
const keys = [...new Set(keyTable.flatMap(binding => [...binding.keys]))].filter(key => !leaving.has(key));
const words = ['pages > 1', 'seek 1s', 'speed 8', 'policy entry', 'delivery idt', 'zoom', '漢字 é 😀', '🙂('];
const sizes: readonly Size[] = [[30, 8], [60, 15], [80, 24], [120, 36], [200, 60]];

const deed = fc.oneof(
	{weight: 12, arbitrary: fc.constantFrom(...keys).map(key => ({write: bytesOf(key)}))},
	// A slow line brings keys together
	{weight: 4, arbitrary: fc.array(fc.constantFrom(...keys), {minLength: 2, maxLength: 4}).map(many => ({write: many.map(key => bytesOf(key)).join('')}))},
	{weight: 2, arbitrary: fc.constantFrom(...keys).map(key => ({write: bytesOf(key).repeat(2)}))},
	{weight: 2, arbitrary: fc.constantFrom(...words).map(write => ({write}))},
	{weight: 1, arbitrary: fc.constantFrom(...sizes).map(resize => ({resize}))},
);

const boxes = [
	['--workload', 'idle'],
	['--workload', 'forks', '--policy', 'double-fault,entry,fred-pf:pool=0'],
	['--workload', 'web', '--engine', 'skip', '--speed', '16'],
] as const;

for (const [index, options] of boxes.entries()) {
	test.serial(`300 random keys, some of them together, and sizes, ${options.join(' ')}: the board goes on, and is left as ever`, async t => {
		const terminal = openTerminal(t, ['/bin/sh', '-c', 'cd "$1"; shift; exec "$@"', 'sh', temporaryFolder(), process.execPath, program, '--cpus', '4', '--threads', '200', ...options], [120, 36]);
		await terminal.untilShown('LIVE');
		for (const {write, resize} of fc.sample(deed, {seed: index, numRuns: 300}) as ReadonlyArray<{readonly write?: string; readonly resize?: Size}>) {
			if (resize) {
				terminal.resize(resize);
			} else {
				terminal.press(write!);
			}

			await sleep(10); // eslint-disable-line no-await-in-loop -- in the rhythm of somebody who is in a hurry
			t.true(terminal.isAlternate(), `it has ended:\n${terminal.screen().join('\n')}`);
		}

		terminal.resize([120, 36]);
		// Out of whatever has been opened
		for (let count = 0; count < 8; count++) {
			terminal.press('\u001B');
			await sleep(100); // eslint-disable-line no-await-in-loop -- two of them together would mean another key
		}

		terminal.press('1');
		const screen = await terminal.untilShown('[1 overview]');
		t.notRegex(screen, /NaN|undefined|Infinity/u);
		await quit(t, terminal);
	});
}
