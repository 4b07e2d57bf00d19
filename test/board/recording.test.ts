import test from 'ava';
import {recordingName} from '../../source/board/recording/file-name.js';
import {openTestBoard} from '../helpers/off-screen.js';

const file = 'kstacktop-20261123-041503250-seed7.ndjson';

for (const [columns, rows] of [[60, 15], [120, 36], [200, 60]] as const) {
	test.serial(`a recording at ${columns}x${rows}: a mark in the header while it goes on, notes in the footer`, async t => {
		const {board, feed} = await openTestBoard({columns, rows});
		t.false(board.rows()[0]!.includes('REC'));
		feed.set({recording: {file, on: true, problem: undefined}});
		t.true(board.rows()[0]!.includes('● REC'));
		t.true(board.rows().at(-1)!.includes('● recording to kstacktop-20261123'));
		await board.press('p');
		t.true(board.rows()[0]!.includes('● REC'));
		t.false(board.rows().at(-1)!.includes('recording to'));
		feed.set({recording: {file, on: false, problem: undefined}});
		t.false(board.rows()[0]!.includes('REC'));
		t.true(board.rows().at(-1)!.includes('■ recorded in kstacktop-20261123'));
		feed.set({recording: {file, on: false, problem: 'the disk is full'}});
		t.true(board.rows().at(-1)!.includes('✗ the disk is full'));
		board.close();
	});

	test.serial(`a replay at ${columns}x${rows}: where it is first not as recorded`, async t => {
		const {board, feed} = await openTestBoard({columns, rows}, {state: {mode: 'replay', replay: {agreed: 1, difference: undefined}}});
		t.is(board.rows()[0]!.includes('✓ 1 digest '), columns > 60);
		feed.set({replay: {agreed: 1, difference: 'run.ndjson:3: at 1s it differs'}});
		t.true(board.rows()[0]!.includes('✗ DIFFERS'));
		t.true(board.rows().at(-1)!.includes('✗ run.ndjson:3: at 1s it differs'));
		board.close();
	});
}

test.serial('R asks for a recording in a file named by time and seed, or for its end', async t => {
	const {board, feed} = await openTestBoard();
	await board.press('R');
	const asked = feed.sent.find(command => command.kind === 'record');
	t.regex(asked!.file, /^kstacktop-\d{8}-\d{9}-seed7\.ndjson$/u);
	board.close();
});

test('a name that sorts by time', t => {
	t.is(recordingName(new Date(2026, 10, 3, 4, 5, 6, 7), 42), 'kstacktop-20261103-040506007-seed42.ndjson');
});
