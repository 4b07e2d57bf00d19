import test from 'ava';
import {Captions} from '../../source/board/caption/captions.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';

const words = 'Stacks of one page each, and more only where it was needed: a stack fault brings the next one.';

for (const [columns, rows] of [[60, 15], [80, 24], [120, 36]] as const) {
	test.serial(`a caption lies over the lower end of the page at ${columns}x${rows}`, async t => {
		const captions = new Captions();
		const {board} = await openTestBoard({columns, rows, captions});
		void captions.show({text: words, number: 2, of: 7, waits: true});
		await board.refresh();
		t.snapshot(pictureOf(board));
		board.close();
	});
}

test.serial('a caption waits for its key, which then means nothing else; the next one takes its place', async t => {
	const captions = new Captions();
	const {board, feed} = await openTestBoard({columns: 120, rows: 36, view: 'cores', captions});
	let goneOn = false;
	const shown = captions.show({text: words, number: 1, of: 2, waits: true}).then(() => {
		goneOn = true;
	});
	await board.press('j');
	await board.press('space');
	t.false(goneOn);
	t.deepEqual(feed.sent.filter(({kind}) => kind === 'pause-or-resume'), [{kind: 'pause-or-resume'}], 'other keys go on working');
	await board.press('enter');
	await shown;
	t.true(pictureOf(board).includes('the script runs on'));
	void captions.show({text: 'The end.', number: 2, of: 2, waits: false});
	await board.refresh();
	t.true(pictureOf(board).includes('The end.'));
	void captions.show(undefined);
	await board.refresh();
	t.false(pictureOf(board).includes('2 of 2'));
	board.close();
});
