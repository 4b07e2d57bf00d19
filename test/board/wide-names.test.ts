import test from 'ava';
import fc from 'fast-check';
import type {View} from '../../source/board/keys/places.js';
import {codePointWidth, cutText, displayWidth} from '../../source/board/terminal/width.js';
import {openLinearBoard} from '../helpers/linear-board.js';
import {openTestBoard} from '../helpers/off-screen.js';
import {openScreen} from '../helpers/screen.js';

/** What a name of a thread or of a box may hold: wide and joined letters, marks, pictures, what controls a terminal or turns writing round. */
const awkward = Object.values({
	letters: ['仕', '한', 'ﾃ', 'Ｗ', 'ส', 'क्', 'ע', 'ع', '\u1100\u1161', '𝒳', '', 'kworker/0:1'],
	marks: ['e\u0301', '\u0301', 'a\u0308\u0323', 'ี'],
	pictures: ['🚀', '👩\u200D🚀', '👍🏽', '❤\uFE0F', '⚡', '✅', '🇩🇪'],
	controls: ['\u001B[31m', '\u0007', '\r', '\n', '\u009B', '\u202E', '\u2066', '\u200B', '\u00AD', '\u2028', '\uFEFF', '\uD800'],
}).flat();

const name = fc.array(fc.constantFrom(...awkward), {minLength: 1, maxLength: 8}).map(parts => parts.join(''));

/** Controls, line ends, halves of characters, and what turns writing round. */
const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

test('widths of single characters', t => {
	const byWidth = [
		['\u00AD', '\u202E'],
		['ﾃ', 'e\u0301', '❤\uFE0F', '✗', '⠿', '●'],
		['仕', '🚀', '👍🏽', '⚡', '✅', '🇩🇪', '\u1100\u1161'],
		[],
		['👩\u200D🚀'],
	];
	for (const [width, texts] of byWidth.entries()) {
		for (const text of texts) {
			t.is(displayWidth(text), width, JSON.stringify(text));
		}
	}
});

test('a wide letter is as wide as a terminal has it', async t => {
	for (const letter of ['仕', '한', 'ﾃ', 'Ｗ', 'ע', 'ส', 'é', '✗', '●', '█']) {
		const screen = openScreen(8, 1);
		await screen.write(`${letter}\u001B[${codePointWidth(letter) + 1}G|`); // eslint-disable-line no-await-in-loop
		t.true(screen.lines()[0]!.startsWith(`${letter}|`), letter);
	}
});

test('a cut name is never too wide and never ends in half a character', t => {
	fc.assert(fc.property(name, fc.nat(20), (text, columns) => {
		const cut = cutText(text, columns);
		t.true(displayWidth(cut) <= columns);
		t.true(/\p{Cs}/u.test(text) || !/\p{Cs}/u.test(cut));
	}));
});

const keys: Partial<Record<View, readonly string[]>> = {overview: [], cores: ['2'], core: ['2', 'enter'], threads: ['3', 'f'], thread: ['3', 'enter'], levels: ['4'], memory: ['5']};

for (const [view, way] of Object.entries(keys)) {
	for (const [columns, rows] of [[80, 24], [120, 36]] as const) {
		test.serial(`the ${view} view at ${columns}x${rows} keeps its columns whatever threads and the box are called`, async t => {
			await fc.assert(fc.asyncProperty(name, name, async (comm, machine) => {
				const {board} = await openTestBoard({columns, rows}, {comm, machine: {name: machine}, cpus: 8});
				for (const key of way) {
					await board.press(key); // eslint-disable-line no-await-in-loop -- one after the other
				}

				for (const row of board.rows()) {
					t.is(displayWidth(row), columns, row);
					t.notRegex(row, dangerous);
				}

				board.close();
			}), {numRuns: 8});
		});
	}
}

test('names are read aloud without what could move a cursor', t => {
	fc.assert(fc.property(name, name, (comm, machine) => {
		const {said, press} = openLinearBoard({comm, machine: {name: machine}, cpus: 8});
		for (const line of [said(), press('3', 'down', 'enter'), press('2', 'enter')].join('').split('\n')) {
			t.notRegex(line, dangerous);
			t.true(displayWidth(line) <= 100);
		}
	}), {numRuns: 25});
});
