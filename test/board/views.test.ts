import test from 'ava';
import {views, type View} from '../../source/board/keys/places.js';
import type {FakeRun} from '../helpers/fake-feed.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';
import {pressAll} from '../helpers/real-board.js';

const sizes = [[60, 15], [80, 24], [120, 36], [200, 60]] as const;

for (const view of views) {
	for (const [columns, rows] of sizes) {
		test.serial(`the ${view} view at ${columns}x${rows}`, async t => {
			const {board} = await openTestBoard({view, columns, rows}, {cpus: 384});
			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}

test.serial('the overview at 40x3', async t => {
	const {board} = await openTestBoard({columns: 40, rows: 3}, {cpus: 384});
	t.snapshot(pictureOf(board));
	board.close();
});

/** What lies over a view, and the keys that open it. */
const overlays: Readonly<Record<string, {readonly view: View; readonly keys: readonly string[]}>> = {
	'the help': {view: 'threads', keys: ['?']},
	'the line for commands': {view: 'overview', keys: [':', 't']},
	'the line for queries': {view: 'threads', keys: ['/', 'p']},
	'the line for times': {view: 'risk', keys: ['b', '3']},
	'the menu of injections': {view: 'memory', keys: ['i', 'j']},
};

for (const [name, {view, keys}] of Object.entries(overlays)) {
	for (const [columns, rows] of sizes) {
		test.serial(`${name} over the ${view} view at ${columns}x${rows}`, async t => {
			const {board} = await openTestBoard({view, columns, rows}, {cpus: 384});
			await pressAll(board, ...keys);
			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}

for (const view of ['levels', 'core'] as const) {
	for (const [columns, rows] of sizes) {
		test.serial(`the ${view} view of IST stacks at ${columns}x${rows}`, async t => {
			const {board} = await openTestBoard({view, columns, rows}, {cpus: 384, policies: ['ist-pf']});
			await board.press('l');
			await board.press('j');
			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}

const extremes: Readonly<Record<string, FakeRun>> = {
	'one CPU': {cpus: 1, threads: 1},
	'512 CPUs and a million threads': {cpus: 512, threads: 1_000_000},
	'nothing grown': {nothingGrown: true},
	'everything failing': {failing: true},
	'fixed stacks only': {policies: ['fixed']},
};

for (const [name, run] of Object.entries(extremes)) {
	for (const view of views) {
		test.serial(`the ${view} view with ${name}`, async t => {
			const {board} = await openTestBoard({view, columns: 120, rows: 36}, run);
			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}

test.serial('the help lies over the view and lists its keys', async t => {
	const {board} = await openTestBoard({view: 'cores'});
	await board.press('?');
	t.snapshot(pictureOf(board));
	const open = pictureOf(board);
	t.true(open.includes('sort by the next column'));
	await board.press('esc');
	t.false(pictureOf(board).includes('sort by the next column'));
	board.close();
});

test.serial('the board in ASCII', async t => {
	const {board} = await openTestBoard({ascii: true, columns: 100, rows: 30});
	t.snapshot(pictureOf(board));
	board.close();
});

test.serial('failures are said in words in the header, at every size', async t => {
	for (const [columns, rows] of [[40, 3], [60, 15], [80, 24], [200, 60]] as const) {
		const {board} = await openTestBoard({columns, rows}, {failing: true}); // eslint-disable-line no-await-in-loop -- one board after the other
		t.regex(board.rows().slice(0, 2).join('\n'), columns === 40 ? /✗ \d+ crashes/u : /✗ would have crashed \d+ times, first at 3\.2 s/u);
		board.close();
	}
});

test.serial('a what-if policy is called one', async t => {
	const {board} = await openTestBoard();
	t.true(board.rows()[0]!.includes('fred-pf 1/3 on FRED what-if'));
	await board.press('p');
	t.true(board.rows()[0]!.includes('ist-pf 2/3 on IDT'));
	t.false(board.rows()[0]!.includes('what-if'));
	board.close();
});

test.serial('the badge follows the player', async t => {
	const {board, feed} = await openTestBoard();
	t.true(board.rows()[0]!.includes('● LIVE'));
	await board.press('space');
	t.true(board.rows()[0]!.includes('‖ PAUSED'));
	await board.press('.');
	t.true(board.rows()[0]!.includes('▸ STEP'));
	feed.set({mode: 'replay'});
	t.true(board.rows()[0]!.includes('▶ REPLAY'));
	feed.set({ended: true});
	t.true(board.rows()[0]!.includes('■ ENDED'));
	board.close();
});

test.serial('where the help has no room for every key it can be gone through', async t => {
	const {board} = await openTestBoard({view: 'cores', columns: 60, rows: 15});
	await board.press('?');
	t.snapshot(pictureOf(board));
	t.regex(board.rows()[0]!, /Keys of the cores view: 1-14 of \d+/u);
	await board.press('j');
	t.regex(board.rows()[0]!, /: 2-15 of/u);
	await board.press('G');
	t.regex(pictureOf(board), /q Ctrl-C +quit/u);
	await board.press('pageup');
	await board.press('k');
	await board.press('g');
	t.regex(board.rows()[0]!, /: 1-14 of/u);
	await board.press('esc');
	t.false(pictureOf(board).includes('Keys of'));
	board.close();
});

test.serial('the lines of the chart carry their names, also where they share a row', async t => {
	for (const [columns, rows] of [[80, 24], [120, 36], [200, 60]] as const) {
		const {board} = await openTestBoard({columns, rows}, {cpus: 64}); // eslint-disable-line no-await-in-loop -- one board after the other
		const chart = board.rows().slice(3, Math.floor(rows / 2)).map(row => row.slice(0, columns === 80 ? 80 : Math.round(columns * 0.58))).join('\n');
		for (const name of ['fixed', 'net', 'gross']) {
			t.regex(chart, new RegExp(String.raw` ${name}\b`, 'u'), `${name} at ${columns}x${rows}`);
		}

		board.close();
	}
});
