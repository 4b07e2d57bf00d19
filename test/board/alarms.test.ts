import test from 'ava';
import {openTestBoard} from '../helpers/off-screen.js';

const state = {text: 'savedPercent.net < 70', policy: 'fred-pf', readings: 7, hits: 3, first: {timeNs: 1_200_000_000, found: '69.5'}};
const quiet = {...state, text: 'failures > 0', hits: 0, first: undefined};

for (const [columns, rows] of [[60, 15], [120, 36], [200, 60]] as const) {
	test.serial(`an alarm at ${columns}x${rows}: a word in the header to the end, a line in the footer until the next key`, async t => {
		const {board, feed} = await openTestBoard({columns, rows});
		feed.set({alarms: [quiet]});
		t.false(board.rows().join('\n').includes('ALARM'));
		feed.set({alarms: [quiet, state]});
		t.true(board.rows()[0]!.includes('✗ ALARM'));
		t.true(board.rows().at(-1)!.includes('✗ ALARM at 1200ms, fred-pf:'));
		await board.press('p');
		feed.set({alarms: [quiet, {...state, readings: 8}]});
		t.true(board.rows()[0]!.includes('✗ ALARM'));
		t.false(board.rows().at(-1)!.includes('ALARM'));
		board.close();
	});
}

test.serial('two alarms are counted in the header; each has its line', async t => {
	const {board, feed} = await openTestBoard();
	feed.set({alarms: [{...quiet, hits: 1, first: {timeNs: 1e9, found: '1'}}, state]});
	t.true(board.rows()[0]!.includes('✗ 2 ALARMS'));
	t.true(board.rows().at(-1)!.includes('savedPercent.net < 70, found 69.5'));
	board.close();
});
