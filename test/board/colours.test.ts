import test from 'ava';
import {views} from '../../source/board/keys/places.js';
import {openTestBoard} from '../helpers/off-screen.js';

const sizes = [[60, 15], [80, 24], [120, 36], [200, 60]] as const;

/** How many characters, blanks aside, are written in each way, the most frequent first: `0;38;2;200;200;200 1234`. What stands where is held by the pictures without colours. */
function waysOf(rows: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const row of rows) {
		for (const [, sgr, text] of row.matchAll(/\u001B\[([\d;]*)m([^\u001B]*)/gu)) { // eslint-disable-line no-control-regex -- escape sequences
			const inked = [...text!].filter(character => character !== ' ').length;
			if (inked > 0) {
				counts.set(sgr!, (counts.get(sgr!) ?? 0) + inked);
			}
		}
	}

	return [...counts].toSorted(([a, most], [b, next]) => next - most || (a < b ? -1 : 1)).map(([sgr, count]) => `${sgr} ${count}`).join('\n');
}

for (const theme of ['default', 'light'] as const) {
	for (const view of views) {
		test.serial(`the colours of the ${view} view in the ${theme} theme, at four sizes`, async t => {
			const {board} = await openTestBoard({view, theme, color: true}, {cpus: 384, failing: true});
			for (const [columns, rows] of sizes) {
				await board.resize(columns, rows); // eslint-disable-line no-await-in-loop -- one size after the other
				t.snapshot(waysOf(board.rows()), `${columns}x${rows}`);
			}

			board.close();
		});
	}
}
