import test from 'ava';
import type {PlayerCommand} from '../../source/player/protocol.js';
import {openTestBoard} from '../helpers/off-screen.js';

const typed: ReadonlyArray<readonly [text: string, command: PlayerCommand]> = [
	['12.4s', {kind: 'seek', timeNs: 12_400_000_000}],
	['250ms', {kind: 'seek', timeNs: 250_000_000}],
	['-5s', {kind: 'seek-by', byNs: -5_000_000_000}],
	['+2m', {kind: 'seek-by', byNs: 120_000_000_000}],
	['now', {kind: 'now'}],
	['next demotion', {kind: 'search', search: {what: 'demotion', which: 'next', policy: 0}}],
	['previous pool-empty', {kind: 'search', search: {what: 'poolEmpty', which: 'previous', policy: 0}}],
	['first failure', {kind: 'search', search: {what: 'failure', which: 'first', policy: 0}}],
];
for (const prefix of ['b', ':go-to ']) {
	for (const [text, command] of typed) {
		test.serial(`${prefix}${text}`, async t => {
			const {board, feed} = await openTestBoard({columns: 120, rows: 36});
			feed.sent.length = 0;
			for (const character of `${prefix}${text}`) {
				await board.press(character === ' ' ? 'space' : character); // eslint-disable-line no-await-in-loop -- one key after the other
			}

			await board.press('enter');
			t.deepEqual(feed.sent.filter(({kind}) => kind === command.kind), [command]);
			board.close();
		});
	}
}

for (const [text, message] of [['12', 'a time has its unit'], ['next', 'next what?'], ['1s 2s', 'a time is one word'], ['9999999h', 'a time has its unit']] as const) {
	test.serial(`b${text} is refused in its line`, async t => {
		const {board, feed} = await openTestBoard({columns: 120, rows: 36});
		feed.sent.length = 0;
		for (const character of `b${text}`) {
			await board.press(character === ' ' ? 'space' : character); // eslint-disable-line no-await-in-loop -- as above
		}

		await board.press('enter');
		t.true(board.rows().slice(-2).join('\n').includes(message), board.rows().slice(-2).join('\n'));
		t.deepEqual(feed.sent, []);
		board.close();
	});
}

test.serial('what a search has found stands in the footer', async t => {
	const {board, feed} = await openTestBoard({columns: 120, rows: 36});
	feed.set({lastSearch: {what: 'demotion', which: 'next', policy: 0, number: 1, foundNs: 1_234_567_890, reachedNs: 1_234_567_890}});
	await board.refresh();
	t.true(board.rows().at(-1)!.includes('next demotion: 1.234567890 s'), board.rows().at(-1));
	feed.set({lastSearch: {what: 'failure', which: 'first', policy: 0, number: 2, foundNs: undefined, reachedNs: 600_000_000_000}});
	await board.refresh();
	t.true(board.rows().at(-1)!.includes('no failure up to 10:00'), board.rows().at(-1));
	board.close();
});
