import test from 'ava';
import {initialState} from '../../source/board/state/ui-state.js';
import {sameQuery, threadWindow} from '../../source/board/thread-window.js';
import {openTestBoard} from '../helpers/off-screen.js';

const queries = (sent: ReadonlyArray<{readonly kind: string}>) => sent.filter(command => command.kind === 'threads');

test.serial('only the window and a margin is asked for, of a million rows', async t => {
	const {board, feed} = await openTestBoard({view: 'threads', columns: 120, rows: 36}, {threads: 1_000_000});
	await board.press('G');
	await board.refresh();
	const last = queries(feed.sent).at(-1);
	t.like(last, {kind: 'threads', query: {sort: 'high', descending: true}});
	const {query} = last as unknown as {query: {offset: number; count: number}};
	t.true(query.offset <= 1_000_000 - 30 && query.offset > 999_000);
	t.true(query.count < 400);
	t.regex(board.rows().slice(3).join('\n'), /1000000 of 1000000|▸ +\d+ /u);
	t.false(board.rows().join('\n').includes('…  …'));
	board.close();
});

test.serial('moving by rows within the margin asks nothing anew', async t => {
	const {board, feed} = await openTestBoard({view: 'threads'}, {threads: 100_000});
	feed.sent.length = 0;
	for (let count = 0; count < 30; count++) {
		await board.press('j'); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
	}

	t.deepEqual(feed.sent, []);
	t.true(board.rows().some(row => row.startsWith('─ threads') && row.includes('31 of 100000')));
	board.close();
});

test.serial('nothing is asked for while nobody looks at threads', async t => {
	const {board, feed} = await openTestBoard({columns: 120, rows: 36});
	t.like(queries(feed.sent).at(-1), {query: {offset: 0, sort: 'high', descending: true}});
	await board.press('2');
	t.deepEqual(queries(feed.sent).at(-1), {kind: 'threads', query: undefined} as {kind: string});
	board.close();
});

test.serial('rows of another order are not shown as though they were of this one', async t => {
	const {board, feed} = await openTestBoard({view: 'threads'}, {threads: 1000});
	const stuck = feed.latest().threads;
	await board.press('s');
	t.like(queries(feed.sent).at(-1), {query: {sort: 'sleep', descending: true}});
	t.is(stuck?.query.sort, 'high');
	t.is(feed.latest().threads?.query.sort, 'sleep');
	await board.press('I');
	t.like(queries(feed.sent).at(-1), {query: {sort: 'sleep', descending: false}});
	board.close();
});

test('windows begin at multiples of the margin and hold all visible rows', t => {
	const state = initialState('threads');
	for (const [first, visible] of [[0, 10], [63, 20], [64, 20], [1000, 1], [999_990, 57]] as const) {
		const query = threadWindow(state, first, visible)!;
		t.true(query.offset <= first && query.offset + query.count >= first + visible);
		t.is(query.offset % 64, 0);
	}

	t.is(threadWindow(initialState('cores'), 0, 10), undefined);
	t.is(threadWindow(initialState('overview'), 0, 0), undefined);
});

test('queries are compared by what they ask', t => {
	const query = {sort: 'high', descending: true, offset: 0, count: 10} as const;
	t.true(sameQuery(query, {...query}));
	t.false(sameQuery(query, {...query, count: 11}));
	t.false(sameQuery(query, undefined));
	t.true(sameQuery(undefined, undefined));
});
