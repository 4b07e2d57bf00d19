import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {displayWidth} from '../../source/board/terminal/width.js';
import {openBoardIn, type Size, type Terminal} from './terminal.js';

/** The stretches of cells that were written: where each begins, and its text. */
function stretches(bytes: string) {
	return [...bytes.matchAll(/\u001B\[(?<row>\d+);(?<column>\d+)H(?<text>(?:(?!\u001B\[\d+;\d+H)[^])*)/gu)].map(({groups}) => ({ // eslint-disable-line no-control-regex
		row: Number(groups!.row),
		column: Number(groups!.column),
		text: groups!.text!.replaceAll(/\u001B\[[?\d;]*[a-zA-Z]/gu, ''), // eslint-disable-line no-control-regex
	}));
}

/** Does something, and waits until every row has been written anew. Gives all that was written. */
async function repainted(terminal: Terminal, [, rows]: Size, act: () => void): Promise<string> {
	let bytes = '';
	terminal.written();
	act();
	await terminal.until(() => {
		bytes += terminal.written();
		const begun = new Set(stretches(bytes).map(({row, column}) => column === 1 ? row : 0));
		return Array.from({length: rows}, (_, row) => row + 1).every(row => begun.has(row)) && bytes.endsWith('\u001B[?2026l');
	}, `${rows} new rows`);
	return bytes;
}

/** Opens the board, and pauses it when it is complete: charts come last. */
async function openPausedBoard(t: ExecutionContext, size: Size): Promise<Terminal> {
	const terminal = await openBoardIn(t, size);
	await terminal.untilShown('⡇');
	terminal.press(' ');
	await terminal.untilShown('PAUSED');
	return terminal;
}

const whole = {header: /haswell-72.*PAUSED/u, footer: /\? help.*q quit/u};

/** Sizes, what their first and last line show, and what comes last into the picture. */
const sizes: ReadonlyArray<{readonly size: Size; readonly header: RegExp; readonly footer: RegExp; readonly last?: RegExp}> = [
	{size: [60, 15], header: /fred-pf.*PAUSED/u, footer: whole.footer},
	{size: [40, 3], header: /./u, footer: /./u},
	{size: [10, 3], header: /./u, footer: /./u},
	{size: [1, 1], header: /./u, footer: /./u},
	{size: [200, 60], ...whole, last: /deepest stacks[^]* service-\d/u},
	{size: [80, 24], ...whole},
];

test.serial('each size is filled exactly, and nothing is left of the size before', async t => {
	const terminal = await openPausedBoard(t, [80, 24]);
	for (const {size, header, footer, last = /./u} of sizes) {
		/* eslint-disable no-await-in-loop -- one size after the other */
		const [columns, rows] = size;
		const bytes = await repainted(terminal, size, () => {
			terminal.resize(size);
		});
		await terminal.until(shown => last.test(shown), String(last));
		const drawn = terminal.screen();
		await repainted(terminal, size, () => {
			terminal.press('\f');
		});
		/* eslint-enable no-await-in-loop */
		t.deepEqual(terminal.screen(), drawn, `${columns}x${rows} drawn anew`);
		for (const {row, column, text} of stretches(bytes)) {
			t.true(row <= rows && column - 1 + displayWidth(text) <= columns, `${columns}x${rows}, row ${row}, column ${column}: ${text}`);
		}

		t.is(drawn.length, rows);
		t.regex(drawn[0]!, header);
		t.regex(drawn.at(-1)!, footer);
	}
});

test.serial('the page in view outlives a terminal that is too small for it', async t => {
	const terminal = await openBoardIn(t, [120, 36]);
	terminal.press('3');
	await terminal.untilShown('[3 threads]');
	await repainted(terminal, [10, 3], () => {
		terminal.resize([10, 3]);
	});
	terminal.resize([120, 36]);
	await terminal.untilShown('[3 threads]');
	await terminal.untilShown('1 of 200');
	t.pass();
});

test.serial('a terminal that shrank and grew back before the program looked is drawn anew', async t => {
	const terminal = await openPausedBoard(t, [120, 36]);
	await terminal.until(shown => /deepest stacks[^]* service-\d/u.test(shown), 'the deepest stacks');
	const drawn = terminal.screen();
	await repainted(terminal, [120, 36], () => {
		terminal.resize([10, 3]);
		terminal.resize([120, 36]);
	});
	// The rows of the deepest stacks are asked for anew and come a moment later
	await terminal.until(() => terminal.screen().join('\n') === drawn.join('\n'), 'the picture of before');
	t.deepEqual(terminal.screen(), drawn);
});

test.serial('many changes of size in a row', async t => {
	const terminal = await openBoardIn(t);
	let seed = 12_345;
	const upTo = (most: number) => {
		seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
		return 1 + (seed >>> 16) % most;
	};

	for (let step = 0; step < 200; step++) {
		terminal.resize([upTo(220), upTo(70)]);
		if (step % 20 === 0) {
			await sleep(50); // eslint-disable-line no-await-in-loop -- some sizes are drawn, others are gone before
		}
	}

	terminal.resize([100, 30]);
	terminal.press(' ');
	const shown = await terminal.until(screen => {
		const lines = screen.split('\n');
		return lines.length === 30 && lines[0]!.includes('PAUSED') && lines[29]!.includes('q quit');
	}, 'a picture of 100x30');
	t.is(shown.split('PAUSED').length, 2);
});
