import test from 'ava';
import fc from 'fast-check';
import {cleaned, edits, emptyLine, insert, longestLine, type Edit, type Line} from '../../source/board/prompt/line.js';
import {displayWidth} from '../../source/board/terminal/width.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';

/** A line with `|` where the cursor stands. */
const lineOf = (text: string): Line => ({text: text.replace('|', ''), cursor: text.indexOf('|')});
const shown = ({text, cursor}: Line) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

const rows: ReadonlyArray<readonly [edit: Edit, before: string, after: string]> = [
	['cursor-left', 'ab|c', 'a|bc'],
	['cursor-left', '|abc', '|abc'],
	['cursor-left', 'ae\u0301|c', 'a|e\u0301c'],
	['cursor-right', 'a|😀c', 'a😀|c'],
	['cursor-right', 'abc|', 'abc|'],
	['cursor-word-left', 'pages >= 2|', 'pages >= |2'],
	['cursor-word-left', 'pages >= |2', '|pages >= 2'],
	['cursor-word-right', '|pages >= 2', 'pages| >= 2'],
	['cursor-word-right', 'pages| >= 2', 'pages >= 2|'],
	['cursor-start', 'abc|d', '|abcd'],
	['cursor-end', 'a|bcd', 'abcd|'],
	['erase-left', 'ae\u0301|b', 'a|b'],
	['erase-left', '|b', '|b'],
	['erase-right', 'a|漢b', 'a|b'],
	['erase-word-left', 'speed max  |', 'speed |'],
	['erase-word-left', 'a fork-storm|x', 'a |x'],
	['erase-word-right', 'a |kernel-stack', 'a |-stack'],
	['erase-to-start', 'ab|cd', '|cd'],
	['erase-to-end', 'ab|cd', 'ab|'],
];

for (const [edit, before, after] of rows) {
	test(`${edit} makes ${after} of ${before}`, t => {
		t.is(shown(edits[edit](lineOf(before))), after);
	});
}

test('whatever is typed and done, the cursor stands in the line between two characters, and the line has its limit', t => {
	const part = fc.oneof(fc.constantFrom(...Object.keys(edits) as Edit[]), fc.string({unit: 'grapheme', maxLength: 120}).map(text => ({text})));
	fc.assert(fc.property(fc.array(part, {maxLength: 60}), parts => {
		let line = emptyLine;
		for (const next of parts) {
			line = typeof next === 'string' ? edits[next](line) : insert(line, next.text);
			t.true(line.text.length <= longestLine && line.cursor >= 0 && line.cursor <= line.text.length);
			t.notRegex(line.text, /\p{Cs}/u);
		}
	}));
});

test('what is pasted becomes one line without control characters', t => {
	t.is(cleaned('a\tb\r\nc\u001B[31md\u0000\u009B\u202Ee\n'), 'a b c[31mde');
	fc.assert(fc.property(fc.string({unit: 'binary'}), text => {
		t.notRegex(cleaned(text), /\p{Cc}/u);
	}));
});

const type = async (board: {press(key: string): Promise<void>}, text: string) => {
	for (const character of text) {
		await board.press(character === ' ' ? 'space' : character); // eslint-disable-line no-await-in-loop -- one key after the other
	}
};

test.serial('what is typed stands in the last row, keys that mean something elsewhere too', async t => {
	const {board} = await openTestBoard({columns: 120, rows: 36});
	await board.press(':');
	t.regex(board.rows().at(-1)!, /^: .*Esc/u);
	await type(board, 'q2 ?');
	t.regex(board.rows().at(-1)!, /^:q2 \? +$/u);
	t.false(board.hasQuit);
	await board.press('esc');
	t.regex(board.rows().at(-1)!, /\[1 overview\]/u);
	board.close();
});

test.serial('Tab goes through the candidates and back to the first, and Enter does the command', async t => {
	const {board} = await openTestBoard({columns: 120, rows: 36});
	await board.press(':');
	await type(board, 'ris');
	t.regex(pictureOf(board), /│ risk +risk: can it fail\? \(7\) +│/u);
	await board.press('tab');
	t.regex(board.rows().at(-1)!, /^:risk +$/u);
	await board.press('enter');
	t.regex(board.rows().at(-1)!, /\[7 risk\]/u);
	await board.press(':');
	await board.press('up');
	t.regex(board.rows().at(-1)!, /^:risk/u);
	await board.press('down');
	t.regex(board.rows().at(-1)!, /^: a command/u);
	board.close();
});

test.serial('a line that is wrong stays, with a sign under what is wrong', async t => {
	const {board} = await openTestBoard({columns: 100, rows: 30});
	await board.press(':');
	await type(board, '  quiet');
	await board.press('enter');
	const [error, line] = board.rows().slice(-2);
	t.is(error!.indexOf('▼'), 3);
	t.regex(error!, /▼ unknown command/u);
	t.regex(line!, /^: {2}quiet/u);
	await board.press('ctrl-e');
	await board.press('backspace');
	t.false(pictureOf(board).includes('▼'));
	board.close();
});

test.serial('the prompt fits every size, with any text, in ASCII too', async t => {
	const size = fc.record({columns: fc.integer({min: 1, max: 200}), rows: fc.integer({min: 1, max: 60})});
	const keys = fc.array(fc.constantFrom('tab', 'shift-tab', 'enter', 'left', 'home', 'backspace', 'ctrl-w', '漢', 'é', '😀', 's', 'p', 'space'), {maxLength: 12});
	const {board} = await openTestBoard({ascii: true});
	const {board: wide} = await openTestBoard();
	await fc.assert(fc.asyncProperty(size, keys, async ({columns, rows: height}, pressed) => {
		for (const each of [board, wide]) {
			await each.resize(columns, height); // eslint-disable-line no-await-in-loop -- one after the other
			for (const key of ['esc', ':', ...pressed]) {
				await each.press(key); // eslint-disable-line no-await-in-loop
			}

			const picture = each.rows();
			t.is(picture.length, height);
			for (const row of picture) {
				t.is(displayWidth(row), columns);
			}
		}

		for (const row of board.rows()) {
			t.regex(row, /^[ -~]*$/u);
		}
	}), {numRuns: 40});
	board.close();
	wide.close();
});

test.serial('the cursor of a long line is always in sight', async t => {
	const {board} = await openTestBoard({columns: 40, rows: 3});
	await board.press(':');
	await type(board, 'the quick brown fox jumps over the lazy dog');
	t.regex(board.rows()[2]!, /^:…/u);
	t.true(board.rows()[2]!.includes('lazy dog'));
	await board.press('home');
	t.true(board.rows()[2]!.startsWith(':the quick'));
	board.close();
});
