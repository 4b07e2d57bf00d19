import test from 'ava';
import fc from 'fast-check';
import {PromptEcho} from '../../../source/board/linear/prompt-echo.js';
import type {Prompt} from '../../../source/board/prompt/contract.js';
import {initialPrompt} from '../../../source/board/prompt/prompt-state.js';
import {openScreen} from '../../helpers/screen.js';

const prompt = {prefix: '/', help: 'A query.'} as unknown as Prompt;
const rows = 200;

/** Follows a line through its texts; gives what a terminal shows in the end, without the blanks at the ends of lines. */
async function shownAfter(texts: readonly string[], columns: number): Promise<readonly string[]> {
	const echo = new PromptEcho();
	const screen = openScreen(columns, rows);
	for (const text of texts) {
		const written = echo.follow({...initialPrompt, line: {text, cursor: text.length}}, prompt, columns);
		await screen.write(written.replaceAll('\n', '\r\n')); // eslint-disable-line no-await-in-loop -- one after the other
	}

	return screen.lines().map(line => line.trimEnd()).filter(line => line !== '');
}

const edits = fc.array(fc.oneof(
	{weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c=', '漢')},
	{weight: 4, arbitrary: fc.integer({min: 1, max: 7})},
), {minLength: 20, maxLength: 120});

test('what is typed stands on the terminal as it is, also where it is longer than a line of it and taken back', async t => {
	await fc.assert(fc.asyncProperty(fc.integer({min: 5, max: 20}), edits, async (columns, keys) => {
		const texts = [''];
		for (const key of keys) {
			const text = texts.at(-1)!;
			texts.push(typeof key === 'string' ? text + key : [...text].slice(0, -key).join(''));
		}

		const [shown, fresh] = [await shownAfter(texts, columns), await shownAfter([texts.at(-1)!], columns)];
		const line = fresh.slice(fresh.findLastIndex(row => row.startsWith('/')));
		t.deepEqual(shown.slice(-line.length), line);
	}), {numRuns: 60});
});

test('within a line of the terminal a character is taken back by Backspace, across its end the line is written anew', t => {
	const echo = new PromptEcho();
	const type = (text: string) => echo.follow({...initialPrompt, line: {text, cursor: text.length}}, prompt, 10);
	t.is(type(''), 'A query.\n/');
	t.is(type('12345678'), '12345678');
	t.is(type('1234567'), '\b \b');
	t.is(type('12345678901'), '8901');
	t.is(type('1234567890'), '\b \b');
	t.is(type('12345678'), '\n/12345678');
});
