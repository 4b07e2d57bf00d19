import test from 'ava';
import {Machine} from '../../machine/index.js';
import type {OffScreenBoard} from '../../source/board/off-screen.js';
import {pictureOf} from '../helpers/off-screen.js';
import {openRealBoard, pressAll} from '../helpers/real-board.js';
import {kernelClass, smallScenario, toolClass, workerClass} from '../helpers/scenario.js';

const classes = [kernelClass, workerClass, {...toolClass, comm: 'tool-%n', count: {share: 0.5}, lifeVisits: 60}];
const changes = {machine: {threads: 600, cpus: 4}, classes};

const body = (board: OffScreenBoard) => board.rows().slice(4, -2).map(row => row.slice(1, -1));
/** The marked line: its sign, and what follows. */
const marked = (board: OffScreenBoard) => board.rows().find(row => row.includes('▸ '))!.slice(2, -2).trimEnd();
/** The picture without the footer: that tells of keys everywhere. */
const pageOf = (board: OffScreenBoard) => pictureOf(board).split('\n').slice(0, -1).join('\n');
const titleOf = (board: OffScreenBoard) => board.rows()[2]!;
const tidOf = (row: string) => Number(/^ ?▸?.? +(\d+) /u.exec(row)?.[1]);

test.serial('letters sort by their columns, once more the other way round', async t => {
	const {board} = await openRealBoard({}, changes);
	for (const [key, title] of [['P', 'pages'], ['H', 'high-water'], ['D', 'depth now'], ['F', 'stack faults'], ['A', 'age'], ['N', 'name'], ['T', 'TID'], ['C', 'CPU']] as const) {
		const before = titleOf(board);
		await pressAll(board, key); // eslint-disable-line no-await-in-loop -- one key after the other
		t.regex(titleOf(board), new RegExp(`by ${title} [▲▼]`, 'u'));
		const once = titleOf(board);
		t.not(once, before);
		await pressAll(board, key); // eslint-disable-line no-await-in-loop
		t.not(titleOf(board), once);
	}

	board.close();
});

test.serial('sideways goes from column to column, in the order in which they stand', async t => {
	const {board} = await openRealBoard({columns: 200}, changes);
	await pressAll(board, 'T');
	const seen: string[] = [];
	for (let count = 0; count < 13; count++) {
		seen.push(/by ([\w -]+) [▲▼]/u.exec(titleOf(board))![1]!);
		await board.press('l'); // eslint-disable-line no-await-in-loop -- one key after the other
	}

	t.deepEqual(seen, ['TID', 'name', 'class', 'CPU', 'state', 'pages', 'depth now', 'high-water', 'sleeping depth', 'stack faults', 'age', 'deepest path', 'path now']);
	await board.press('h');
	t.regex(titleOf(board), /by path now/u);
	const heads = board.rows()[3]!;
	const places = ['TID', 'COMM', 'CLASS', 'CPU', ' S ', 'PAGES', 'NOW', 'HIGH', 'SLEEP', 'FAULTS', ' AGE', 'DEEPEST', 'PATH NOW'].map(head => heads.indexOf(head));
	t.deepEqual(places, places.toSorted((a, b) => a - b));
	t.true(places[0]! > 0);
	board.close();
});

test.serial('groups are folded at first, open with Enter, and a thread leads back to its group', async t => {
	const {board} = await openRealBoard({}, changes);
	await pressAll(board, 't', 'T');
	t.regex(titleOf(board), /1 of 3 .*groups by class/u);
	t.regex(marked(board), /^▸ +8x {2}\+ kworker +\d+ .*\d\.\d\d pages each/u);
	await pressAll(board, 'enter');
	t.regex(titleOf(board), /1 of 11 /u);
	t.regex(body(board)[1]!, /^ +\d+ {4}kworker\/\d:0/u);
	await pressAll(board, 'j', 'j', 'o');
	t.regex(titleOf(board), / of 3 /u);
	await pressAll(board, 'g', 'O');
	t.notRegex(titleOf(board), / of 3 /u);
	await pressAll(board, 'O');
	t.regex(titleOf(board), / of 3 /u);
	await pressAll(board, 't');
	t.regex(titleOf(board), /1 of 4 .*groups by CPU/u);
	await pressAll(board, 't');
	t.regex(titleOf(board), /of [12] .*groups by state/u);
	await pressAll(board, 't');
	t.false(titleOf(board).includes('groups'));
	board.close();
});

test.serial('threads are picked out with a sign, and the mark moves on', async t => {
	const {board} = await openRealBoard({}, changes);
	const first = tidOf(body(board)[0]!);
	await pressAll(board, 'v', 'v');
	t.regex(board.rows()[3]!, /v \* 2 picked/u);
	t.regex(body(board)[1]!, new RegExp(String.raw`^  \* +${first} `, 'u'));
	await pressAll(board, 'k', 'v');
	t.regex(board.rows()[3]!, /v \* 1 picked/u);
	await pressAll(board, 'V');
	t.false(pictureOf(board).includes('picked'));
	board.close();
});

test.serial('a followed thread stays marked and in sight as rows move, until it is left or ends', async t => {
	const {board, feed, machine} = await openRealBoard({rows: 20}, changes);
	await pressAll(board, 'A', 'I');
	const followed = machine.threads({sort: 'age', descending: false, offset: 0, count: 1}).rows[0]!;
	await pressAll(board, 'f');
	t.is(tidOf(marked(board)), followed.tid);
	t.regex(board.rows()[3]!, new RegExp(`f follows ${followed.comm} TID ${followed.tid}`, 'u'));
	for (const key of ['H', 'D', 'A', 'N', 'C', 'C']) {
		await pressAll(board, key); // eslint-disable-line no-await-in-loop -- one key after the other
		await board.refresh(); // eslint-disable-line no-await-in-loop
		t.is(tidOf(marked(board)), followed.tid, key);
	}

	for (let ms = 210; ms < 2000 && !board.rows()[3]!.includes('has ended'); ms += 10) {
		feed.advance(ms * 1e6);
		await board.refresh(); // eslint-disable-line no-await-in-loop
		const isAlive = machine.thread(followed.tid).row !== undefined;
		t.is(board.rows()[3]!.includes(`${followed.comm} TID ${followed.tid} has ended`), !isAlive);
		t.false(isAlive && tidOf(marked(board)) !== followed.tid);
	}

	t.true(board.rows()[3]!.includes('has ended'));
	await pressAll(board, 'f');
	t.false(pictureOf(board).includes('has ended'));
	await pressAll(board, 'f', 'j');
	t.false(pictureOf(board).includes('follows'), 'who moves the mark has stopped following');
	board.close();
});

test.serial('Enter shows the marked thread close up, Esc leads back', async t => {
	const {board, feed, machine} = await openRealBoard({}, changes);
	const [deepest] = machine.threads({sort: 'high', descending: true, offset: 0, count: 1}).rows;
	await pressAll(board, 'enter');
	const picture = pictureOf(board);
	t.true(picture.includes(`${deepest!.comm} TID ${deepest!.tid}`));
	t.true(picture.includes(`◂ ${deepest!.highWaterBytes} high`));
	t.regex(picture, /guard page at 16384 B/u);
	for (const name of machine.scenario.policies) {
		t.regex(picture, new RegExp(String.raw`${name} +\d/4 `, 'u'));
	}

	feed.advance(210e6);
	await pressAll(board, '.');
	t.true(board.rows()[0]!.includes('STEP'));
	await pressAll(board, 'esc');
	t.regex(titleOf(board), /threads/u);
	board.close();
});

test.serial('the stack pointer moves while the machine is stepped', async t => {
	const {board, machine} = await openRealBoard({}, {machine: {threads: 12, cpus: 2}});
	await pressAll(board, 'enter');
	const {tid} = machine.threads({sort: 'high', descending: true, offset: 0, count: 1}).rows[0]!;
	const seen = new Set<number>();
	for (let step = 0; step < 150; step++) {
		await board.press('.'); // eslint-disable-line no-await-in-loop -- one step after the other
		const depth = machine.thread(tid).row!.depthBytes;
		seen.add(depth);
		t.regex(pictureOf(board), new RegExp(`◂ ${depth} `, 'u'));
	}

	t.true(seen.size > 2);
	board.close();
});

test.serial('of a thread that has ended the page says so', async t => {
	const {board, feed, machine} = await openRealBoard({}, changes);
	await pressAll(board, 'A', 'I', 'enter');
	const {tid} = feed.latest().thread!;
	for (let ms = 210; ms < 2000 && machine.thread(tid).row; ms += 20) {
		feed.advance(ms * 1e6);
	}

	await board.refresh();
	t.true(pictureOf(board).includes(`TID ${tid} has ended. Esc leads back to the list.`));
	board.close();
});

test.serial('what is done to the box is aimed at the marked thread, or the one close up', async t => {
	const {board, feed, machine} = await openRealBoard({}, changes);
	const rows = machine.threads({sort: 'high', descending: true, offset: 0, count: 5}).rows.map(({tid}) => tid);
	await pressAll(board, 'j', 'j', 'i', 'c');
	t.like(feed.latest().state.lastAction, {action: {kind: 'deep-call', tid: rows[2]}});
	await pressAll(board, 'g', 'j', 'enter', 'i', 'c');
	t.like(feed.latest().state.lastAction, {action: {kind: 'deep-call', tid: machine.threads({sort: 'high', descending: true, offset: 1, count: 1}).rows[0]!.tid}});
	board.close();
});

const sizes = [[60, 15], [80, 24], [120, 36], [200, 60]] as const;
const scenes = {
	'the list': [],
	'groups, one open': ['t', 'P', 'enter'],
	'picked and followed': ['v', 'v', 'f'],
	'one close up': ['enter'],
} as const;

for (const [name, keys] of Object.entries(scenes)) {
	for (const [columns, rows] of sizes) {
		for (const theme of ['default', 'light'] as const) {
			test.serial(`${name} at ${columns}x${rows}, ${theme} theme`, async t => {
				const {board} = await openRealBoard({columns, rows, theme, color: theme === 'light'}, changes);
				await pressAll(board, ...keys);
				t.snapshot(pageOf(board));
				board.close();
			});
		}
	}
}

test.serial('wide names are cut, and columns stay where they are', async t => {
	const wide = [{...workerClass, name: '線程線程線程線程', comm: '網路服務執行緒與🧵工作者-%n'}];
	const {board} = await openRealBoard({columns: 100, rows: 24}, {machine: {threads: 40, cpus: 2}, classes: wide});
	t.snapshot(pageOf(board));
	await pressAll(board, 't', 'enter');
	t.snapshot(pageOf(board));
	await pressAll(board, 'j', 'enter');
	t.snapshot(pageOf(board));
	board.close();
});

test.serial('one thread on one CPU', async t => {
	const {board} = await openRealBoard({columns: 80, rows: 24}, {machine: {threads: 1, cpus: 1}});
	await pressAll(board, 'j', 'G', 'k');
	t.regex(titleOf(board), /1 of 1 /u);
	await pressAll(board, 'enter');
	t.true(pictureOf(board).includes('stack, to scale'));
	board.close();
});

test('a stack that overflows, or that a policy keeps whole, is drawn within its pages', t => {
	const machine = new Machine(smallScenario({machine: {threads: 60}, policies: ['ensure', 'accessed-switch', 'fixed']}));
	machine.advance(100e6);
	for (const row of machine.threads({sort: 'tid', descending: false, offset: 0, count: 60}).rows) {
		t.true(row.pages.every(pages => pages >= 1 && pages <= 8));
	}
});

const type = async (board: OffScreenBoard, text: string) => {
	await pressAll(board, ...[...text].map(character => character === ' ' ? 'space' : character));
};

test.serial('a query is typed with completion, told in a line of its own, and taken away by Esc', async t => {
	const {board, machine} = await openRealBoard({}, changes);
	await pressAll(board, '/');
	await type(board, 'cl');
	t.regex(board.rows().at(-2)!, /class +class of threads/u);
	await pressAll(board, 'tab');
	await type(board, '= to');
	await pressAll(board, 'tab');
	await type(board, 'and high > 1 page');
	t.regex(board.rows().at(-1)!, /^\/class = tool and high > 1 page/u);
	await pressAll(board, 'enter');
	const {matched, live} = machine.threads({
		sort: 'high',
		descending: true,
		offset: 0,
		count: 1,
		where: {kind: 'and', of: [{kind: 'word', field: 'class', is: '=', text: 'tool'}, {kind: 'number', field: 'high', is: '>', value: 4096}]},
	});
	t.true(matched > 3 && matched < live);
	t.true(board.rows()[3]!.includes(`/ class = tool and high > 1 page  ${matched} of ${live}`));
	t.regex(titleOf(board), new RegExp(`1 of ${matched} `, 'u'));
	t.true(body(board).slice(1).filter(row => row.trim() !== '').every(row => row.includes('tool-')));
	t.snapshot(pageOf(board));
	await pressAll(board, 'esc');
	t.regex(titleOf(board), new RegExp(`1 of ${live} `, 'u'));
	t.false(pictureOf(board).includes('/ class'));
	board.close();
});

test.serial('what is wrong with a query is said in one line, with a sign at its place, and the list stays', async t => {
	for (const [columns, rows] of sizes) {
		const {board} = await openRealBoard({columns, rows}, changes); // eslint-disable-line no-await-in-loop -- one board after the other
		const before = titleOf(board);
		await pressAll(board, '/'); // eslint-disable-line no-await-in-loop
		await type(board, 'high > 3000 and page > 2'); // eslint-disable-line no-await-in-loop
		await pressAll(board, 'enter'); // eslint-disable-line no-await-in-loop
		const wrong = board.rows().at(-2)!;
		t.true(wrong.includes('no field page; did you mean pages?'));
		t.is(wrong.indexOf('▼'), '/high > 3000 and '.length);
		await pressAll(board, 'esc'); // eslint-disable-line no-await-in-loop
		t.is(titleOf(board), before);
		board.close();
	}
});

test.serial('where no thread meets the query the list says so, and an empty query lists all', async t => {
	for (const [columns, rows] of sizes) {
		const {board} = await openRealBoard({columns, rows}, changes); // eslint-disable-line no-await-in-loop -- one board after the other
		await pressAll(board, '/'); // eslint-disable-line no-await-in-loop
		await type(board, 'tid = 0'); // eslint-disable-line no-await-in-loop
		await pressAll(board, 'enter'); // eslint-disable-line no-await-in-loop
		t.true(pictureOf(board).includes('No thread meets the query. Esc lists all, / changes it.'));
		t.regex(titleOf(board), / 0 of 0 /u);
		await pressAll(board, 'j', 'G', 'v', 'f', 'enter', 'o', 't', 't', 't', 't'); // eslint-disable-line no-await-in-loop -- with nothing to act on
		t.true(pictureOf(board).includes('No thread meets the query'));
		await pressAll(board, '/', 'enter'); // eslint-disable-line no-await-in-loop
		t.false(pictureOf(board).includes('No thread meets'));
		board.close();
	}
});

test.serial('what is picked out can be asked for, and a followed thread that is filtered out is told of', async t => {
	const {board} = await openRealBoard({}, changes);
	await pressAll(board, 'v', 'v', 'f', '/');
	await type(board, 'picked');
	await pressAll(board, 'enter');
	t.regex(titleOf(board), / of 2 /u);
	t.regex(board.rows()[3]!, /\/ picked {2}2 of \d+ {3}f \S+ TID \d+ does not meet the query {3}v \* 2 picked/u);
	t.true(body(board).slice(1, 3).every(row => /^ [ ▸]\* /u.test(row)));
	board.close();
});
