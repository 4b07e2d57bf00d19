import test from 'ava';
import {allPlaces, panedViews, tabs} from '../../source/board/keys/places.js';
import {actionFor, keyLabel, keysMarkdown, keysOf, keyTable} from '../../source/board/keys/table.js';
import {panesOf} from '../../source/board/panes/catalog.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';
import type {PlayerCommand} from '../../source/player/protocol.js';

for (const view of allPlaces) {
	test(`no key is bound twice in the place ${view}`, t => {
		const keys = keysOf(view).flatMap(binding => binding.keys);
		t.deepEqual(keys, [...new Set(keys)]);
	});
}

/** What a column of the help at 120x36 has room for. */
const helpColumns = 32;

test('every binding is for some view and has a help text that fits', t => {
	for (const binding of keyTable) {
		t.true(binding.help.length <= helpColumns, binding.help);
		t.true(binding.views.length > 0 && binding.keys.length > 0 && binding.help.length > 0, binding.action);
	}
});

test('the number keys show the views in their order', t => {
	for (const [index, tab] of tabs.entries()) {
		t.is(actionFor('overview', String(index + 1)), tab);
	}
});

test('the Markdown table has a line a binding', t => {
	const lines = keysMarkdown().split('\n');
	t.is(lines.length, keyTable.length + 2);
	t.true(lines.includes('| `j` `Down` | next row | cores, threads, compare |'));
	t.true(lines.includes('| `Space` | pause, resume | all |'));
});

test('keys are printed as they are written on keyboards', t => {
	t.deepEqual(['ctrl-l', 'space', 'shift-tab', 'G', 'pagedown'].map(key => keyLabel(key)), ['Ctrl-L', 'Space', 'Shift-Tab', 'G', 'PgDn']);
});

const asked: ReadonlyArray<readonly [keys: readonly string[], commands: readonly PlayerCommand[]]> = [
	[['space', 'space'], [{kind: 'pause-or-resume'}, {kind: 'pause-or-resume'}]],
	[['.', 'space'], [{kind: 'step'}, {kind: 'pause-or-resume'}]],
	[['>', '>', '<', '='], (['faster', 'faster', 'slower', 1] as const).map(speed => ({kind: 'speed', speed}))],
	[['d', 'd'], Array.from({length: 2}, () => ({kind: 'action', action: {kind: 'delivery', delivery: 'other'}}))],
	[['y', '&', 'ctrl-k', '0', 'esc'], []],
	[['enter', 'enter', 'l', 'esc', 'h', '5'], [{kind: 'core', cpu: 1}, {kind: 'core', cpu: 0}, {kind: 'core', cpu: undefined}]],
];

for (const [keys, commands] of asked) {
	test.serial(`what ${keys.map(key => keyLabel(key)).join(' ')} asks of the player`, async t => {
		const {board, feed} = await openTestBoard({view: 'cores'});
		feed.sent.length = 0;
		for (const key of keys) {
			await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		}

		t.deepEqual(feed.sent, [...commands]);
		board.close();
	});
}

test.serial('the speed stays between 1/64x and 64x, and above that is max', async t => {
	const {board, feed} = await openTestBoard();
	feed.set({speed: 64});
	await board.press('>');
	t.is(feed.latest().state.speed, Infinity);
	t.true(board.rows()[0]!.includes('max'));
	await board.press('<');
	t.is(feed.latest().state.speed, 64);
	feed.set({speed: 1 / 64});
	await board.press('<');
	t.is(feed.latest().state.speed, 1 / 64);
	t.true(board.rows()[0]!.includes('1/64x'));
	board.close();
});

test.serial('q and Ctrl-C quit', async t => {
	for (const key of ['q', 'ctrl-c']) {
		const {board} = await openTestBoard(); // eslint-disable-line no-await-in-loop -- one board after the other
		t.false(board.hasQuit);
		await board.press(key); // eslint-disable-line no-await-in-loop
		t.true(board.hasQuit);
		board.close();
	}
});

test.serial('Tab goes round the panes, e makes one as large as the page, and back', async t => {
	const {board} = await openTestBoard({view: 'core', columns: 120, rows: 36});
	const focused = () => board.rows().flatMap(row => /[╭─]▸ (\S+(?: \S+)?) /u.exec(row)?.[1] ?? []);
	t.deepEqual(focused(), []);
	const seen = [];
	for (const key of ['tab', 'tab', 'tab', 'tab', 'tab', 'shift-tab']) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		seen.push(...focused());
	}

	t.deepEqual(seen, ['stacks of', 'deepest path', 'stacks that', 'last events', 'stacks of', 'last events']);
	t.true(pictureOf(board).includes('deepest path'));
	await board.press('e');
	t.false(pictureOf(board).includes('deepest path'));
	t.is(board.rows().filter(row => row.startsWith('│')).length, 31);
	await board.press('esc');
	t.true(pictureOf(board).includes('deepest path'));
	board.close();
});

test('every pane of every view draws itself, at any size', async t => {
	for (const view of panedViews) {
		const {board} = await openTestBoard({view, columns: 120, rows: 36}); // eslint-disable-line no-await-in-loop -- one board after the other
		for (const pane of panesOf(view)) {
			await board.press('tab'); // eslint-disable-line no-await-in-loop
			await board.press('e'); // eslint-disable-line no-await-in-loop
			for (const [columns, rows] of [[60, 15], [120, 36], [31, 7]] as const) {
				await board.resize(columns, rows); // eslint-disable-line no-await-in-loop
				t.regex(board.rows()[2]!, /▸/u, `${view}: ${pane.name} at ${columns}x${rows}`);
			}

			await board.press('e'); // eslint-disable-line no-await-in-loop
		}

		board.close();
	}
});

test.serial('a frozen picture stands while the box runs on, and can be explored', async t => {
	const {board, feed} = await openTestBoard({view: 'cores', columns: 120, rows: 36});
	await board.press('Z');
	const table = () => board.rows().slice(2, -1).join('\n');
	const before = table();
	t.regex(board.rows()[0]!, /✱ FROZEN .* 14\.0 s/u);
	feed.advance(3_000_000_000);
	await board.refresh();
	t.is(table(), before);
	t.regex(board.rows()[0]!, /14\.0 s/u);
	await board.press('j');
	t.not(table(), before);
	await board.press('Z');
	t.regex(board.rows()[0]!, /● LIVE .* 17\.0 s/u);
	board.close();
});

test.serial('a frozen picture stays while threads and cores are opened, the speed changes or something is done to the box', async t => {
	const {board} = await openTestBoard({columns: 120, rows: 36});
	await board.press('Z');
	for (const key of ['3', 'j', 'enter', 'esc', '2', 'enter', '>', 'i', 'p']) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		t.true(board.rows()[0]!.includes('FROZEN'), key);
	}

	await board.press('space');
	t.true(board.rows()[0]!.includes('PAUSED'));
	board.close();
});

test.serial('a step lets a frozen picture go on', async t => {
	const {board} = await openTestBoard();
	await board.press('Z');
	t.true(board.rows()[0]!.includes('FROZEN'));
	await board.press('.');
	t.true(board.rows()[0]!.includes('STEP'));
	board.close();
});

test.serial('a closed board hears nothing of its feed', async t => {
	const {board, feed} = await openTestBoard();
	t.is(feed.listeners(), 1);
	board.close();
	t.is(feed.listeners(), 0);
});
