import test from 'ava';
import fc from 'fast-check';
import {views} from '../../source/board/keys/places.js';
import {displayWidth} from '../../source/board/terminal/width.js';
import {openScreen} from '../helpers/screen.js';
import {openTestBoard, openView} from '../helpers/off-screen.js';

const size = fc.record({columns: fc.integer({min: 1, max: 300}), rows: fc.integer({min: 1, max: 80})});

test.serial('every view fills every size exactly, before and after resizing, with wide names and in ASCII', async t => {
	const {board: first} = await openTestBoard({}, {cpus: 96, comm: '漢字'});
	const {board: second} = await openTestBoard({ascii: true}, {cpus: 512, failing: true, comm: '漢字\u001B[31m'});
	await fc.assert(fc.asyncProperty(size, fc.constantFrom(...views), fc.constantFrom('', 'p', '?', 'i', 'e', 'tab', 't', 'O', 'f', 'Z'), async ({columns, rows}, view, key) => {
		for (const board of [first, second]) {
			await openView(board, view); // eslint-disable-line no-await-in-loop -- one after the other
			await board.resize(columns, rows); // eslint-disable-line no-await-in-loop
			if (key !== '') {
				await board.press(key); // eslint-disable-line no-await-in-loop
			}

			const picture = board.rows();
			t.is(picture.length, rows);
			for (const row of picture) {
				t.is(displayWidth(row), columns, `${view} ${columns}x${rows}: ${row}`);
				t.notRegex(row, /\p{Cc}/u);
			}
		}

		for (const row of second.rows()) {
			t.regex(row, /^[ -~]*$/u);
		}
	}), {numRuns: 90});
	first.close();
	second.close();
});

test.serial('a terminal shows the rows as they are: no row wraps or is cut', async t => {
	const {board} = await openTestBoard({view: 'threads', color: true}, {comm: '漢字'});
	for (const [columns, rows] of [[80, 24], [57, 13], [133, 40], [31, 7]] as const) {
		await board.resize(columns, rows); // eslint-disable-line no-await-in-loop -- one size after the other
		const screen = openScreen(columns, rows);
		await screen.write(board.rows().join('\r\n')); // eslint-disable-line no-await-in-loop
		const plain = board.rows().map(row => row.replaceAll(/\u001B\[[\d;]*m/gu, '')); // eslint-disable-line no-control-regex -- colours
		t.deepEqual(screen.lines(), plain);
	}

	board.close();
});

test.serial('rows without colours are the rows with colours, without the colours', async t => {
	for (const theme of ['default', 'light', 'high-contrast', 'colour-blind', 'mono'] as const) {
		const {board: coloured} = await openTestBoard({theme, color: true}, {failing: true}); // eslint-disable-line no-await-in-loop -- one theme after the other
		const {board: plain} = await openTestBoard({theme}, {failing: true}); // eslint-disable-line no-await-in-loop
		t.deepEqual(coloured.rows().map(row => row.replaceAll(/\u001B\[[\d;]*m/gu, '')), plain.rows()); // eslint-disable-line no-control-regex -- colours
		coloured.close();
		plain.close();
	}
});

test.serial('the same frames and keys give the same rows', async t => {
	const pictures = [];
	for (let run = 0; run < 2; run++) {
		const {board, feed} = await openTestBoard({columns: 120, rows: 36, color: true}, {cpus: 64}); // eslint-disable-line no-await-in-loop -- one run after the other
		for (const key of ['2', 'j', 'j', 's', 's', 's', 'm', '3', 'G', 'k', '1', 'p', '4', 'l', 'j', 'enter', 'p', 'j', 'esc']) {
			feed.advance(100_000_000);
			await board.press(key); // eslint-disable-line no-await-in-loop
		}

		pictures.push(board.rows());
		board.close();
	}

	t.deepEqual(pictures[0], pictures[1]);
});

test.serial('a pane that fails is reported', async t => {
	const {board, feed} = await openTestBoard();
	Object.defineProperty(feed.latest().reading.policies[0], 'pagesPerStack', {
		get() {
			throw new Error('no pages');
		},
	});
	t.throws(() => board.rows(), {message: 'no pages'});
	board.close();
});
