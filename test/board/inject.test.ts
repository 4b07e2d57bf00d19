import test from 'ava';
import fc from 'fast-check';
import {Machine} from '../../machine/index.js';
import {durations, injections} from '../../source/board/inject/injections.js';
import {placeOf} from '../../source/board/keys/places.js';
import {actionFor, keyTable} from '../../source/board/keys/table.js';
import {openOffScreenBoard, type OffScreenBoard} from '../../source/board/off-screen.js';
import {reduce} from '../../source/board/state/reduce.js';
import {initialState, type Facts} from '../../source/board/state/ui-state.js';
import {createLocalFeed} from '../../source/player/local-feed.js';
import type {ActionRequest, Feed, PlayerCommand} from '../../source/player/protocol.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';
import {smallScenario, type ScenarioChanges} from '../helpers/scenario.js';

type Look = {readonly columns?: number; readonly rows?: number; readonly view?: 'overview' | 'cores' | 'threads' | 'levels'};

/** A board on a small machine that really runs, and the actions it asked for. */
async function openReal({columns = 120, rows = 36, view = 'overview'}: Look = {}, changes: ScenarioChanges = {}) {
	const local = createLocalFeed(new Machine(smallScenario(changes)));
	local.advance(200_000_000);
	const asked: ActionRequest[] = [];
	const feed: Feed = {
		...local,
		send(command: PlayerCommand) {
			if (command.kind === 'action') {
				asked.push(command.action);
			}

			local.send(command);
		},
	};
	const board = await openOffScreenBoard(feed, {columns, rows, theme: 'default', color: false, ascii: false, view});
	return {board, feed: local, asked};
}

const press = async (board: OffScreenBoard, ...keys: readonly string[]) => {
	for (const key of keys) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
	}
};

const second = 1_000_000_000;

const doings: ReadonlyArray<readonly [keys: readonly string[], actions: readonly ActionRequest[], note: string]> = [
	[['i', 'enter'], [{kind: 'pressure', atomicFailShare: 0.5, forNs: second}], 'memory pressure 50 % for 1 s'],
	[['i', 'right', 't', 'enter'], [{kind: 'pressure', atomicFailShare: 1, forNs: 5 * second}], 'memory pressure 100 % for 5 s'],
	[['i', 'h', 't', 't', 't', 'p'], [{kind: 'pressure', atomicFailShare: 0.1, forNs: second / 2}], 'memory pressure 10 % for 500 ms'],
	[['i', 'h', 'h', 'h', 'enter'], [{kind: 'pressure', atomicFailShare: 0}], 'memory pressure 0 %'],
	[['i', 't', 't', 'r'], [{kind: 'starve-refill', on: true, forNs: undefined}], 'refills starved'],
	[['i', 'j', 'j', 'l', 'enter'], [{kind: 'nmi-rate', perBusyCpuSecond: 10_000, forNs: second}], '10 k NMIs/s on each busy CPU for 1 s'],
	[['i', 'c'], [{kind: 'deep-call', tid: 'deepest', depthBytes: 10_000, jump: false}], 'called 10000 B deep'],
	[['i', 'j', 'j', 'j', 'l', 'l', 'l', 'enter'], [{kind: 'deep-call', tid: 'deepest', depthBytes: 10_000, jump: true}], 'called 10000 B deep at once'],
	[['i', 'f'], [{kind: 'fork-storm', times: 10, forNs: second}], 'forks x10 for 1 s'],
	[['i', 'o'], [{kind: 'cpu-offline', cpu: 1}], 'CPU 1 taken offline'],
	[['i', 'o', 'i', 'o'], [{kind: 'cpu-offline', cpu: 1}, {kind: 'cpu-online', cpu: 1}], 'CPU 1 brought online'],
	[['i', 'x'], [{kind: 'machine-check', cpu: 1}], 'machine check on CPU 1'],
	[['i', 'a'], [{kind: 'remote-access', tid: 'deepest'}], 'remote access to the stack of TID'],
	[['i', 'z'], [{kind: 'stack-offset', on: false}], 'random stack offset off'],
	[['i', 'k', 'enter'], [{kind: 'scan-stacks'}], 'every stack scanned'],
	[['i', 'esc', 'enter', 'i', 'i', 'n'], [], ''],
	[['i', '2', 'p'], [], ''],
];

for (const [keys, actions, note] of doings) {
	test.serial(`${keys.join(' ')} asks for ${actions.map(({kind}) => kind).join(', ') || 'nothing'}`, async t => {
		const {board, asked} = await openReal();
		await press(board, ...keys);
		t.deepEqual(asked, [...actions]);
		t.is(board.rows().at(-1)!.includes('▸'), note !== '');
		t.true(board.rows().at(-1)!.includes(note));
		board.close();
	});
}

test.serial('a note goes with the next key', async t => {
	const {board} = await openReal();
	await press(board, 'i', 'u');
	t.true(board.rows().at(-1)!.includes('every stack scanned'));
	await press(board, 'space');
	t.false(board.rows().at(-1)!.includes('every stack scanned'));
	board.close();
});

test.serial('a note goes by itself after a while', async t => {
	const {board, feed} = await openReal();
	await press(board, 'i', 'u');
	const shownFor = [];
	for (let frame = 1; frame <= 70; frame++) {
		feed.advance((200 + frame) * 1_000_000);
		await board.refresh(); // eslint-disable-line no-await-in-loop -- one frame after the other
		shownFor.push(board.rows().at(-1)!.includes('every stack scanned'));
	}

	t.true(shownFor.slice(0, 50).every(Boolean));
	t.false(shownFor.at(-1)!);
	board.close();
});

test.serial('what the machine refuses is said, and the board goes on', async t => {
	const {board, feed} = await openReal({}, {machine: {cpus: 1, threads: 20}});
	await press(board, 'i', 'o');
	t.true(board.rows().at(-1)!.includes('✗ refused: CPU 0 is the last one online'));
	feed.advance(300_000_000);
	await press(board, '2');
	t.false(board.rows().at(-1)!.includes('refused'));
	board.close();
});

test.serial('the marked core is the one that is taken offline, and the marked thread makes the deep call', async t => {
	const {board, asked, feed} = await openReal({view: 'cores'});
	await press(board, 'j', 'j', 'j', 'i', 'o', '3');
	await board.refresh();
	await press(board, 'j', 'j', 'i', 'c');
	const {rows} = feed.latest().threads!;
	t.deepEqual(asked[0], {kind: 'cpu-offline', cpu: 3});
	t.is(asked[1]?.kind, 'deep-call');
	// The call has made it the deepest of all
	t.is(asked[1]?.kind === 'deep-call' && asked[1].tid, rows[0]!.tid);
	t.is(rows[0]!.highWaterBytes, 10_000);
	board.close();
});

test.serial('the header says what is in force, and for how long it is', async t => {
	const {board, feed} = await openReal();
	t.notRegex(board.rows()[0]!, /PRESSURE|STARVED|NMI STORM|FORK STORM|OFF|OFFSET/u);
	await press(board, 'i', 'p', 'i', 'o');
	t.true(board.rows()[0]!.includes('PRESSURE 50 %, 1 CPU OFF'));
	feed.advance(1_500_000_000);
	await board.refresh();
	t.false(board.rows()[0]!.includes('PRESSURE'));
	t.true(board.rows()[0]!.includes('1 CPU OFF'));
	board.close();
});

const badges: ReadonlyArray<readonly [key: string, badge: string]> = [
	['r', 'STARVED'], ['n', 'NMI STORM 1 k/s'], ['f', 'FORK STORM x10'], ['z', 'OFFSET OFF'],
];

for (const [key, badge] of badges) {
	test.serial(`${badge} stands in the header after i ${key}`, async t => {
		const {board} = await openReal();
		await press(board, 'i', key);
		t.true(board.rows()[0]!.includes(badge));
		board.close();
	});
}

test.serial('the menu at three sizes', async t => {
	for (const [columns, rows] of [[60, 15], [80, 24], [120, 36]] as const) {
		const {board} = await openTestBoard({columns, rows, view: 'cores'}, {cpus: 64}); // eslint-disable-line no-await-in-loop -- one board after the other
		await press(board, 'j', 'i', 'j', 'j', 'l'); // eslint-disable-line no-await-in-loop
		t.snapshot(pictureOf(board), `${columns}x${rows}`);
		board.close();
	}
});

test.serial('the menu stays on top when the window changes its size, and the help lies over the menu', async t => {
	const {board} = await openTestBoard({columns: 120, rows: 36}, {cpus: 64});
	await press(board, 'i');
	for (const [columns, rows] of [[80, 24], [200, 60], [60, 15], [120, 36]] as const) {
		await board.resize(columns, rows); // eslint-disable-line no-await-in-loop -- one size after the other
		for (const {title} of injections) {
			t.true(pictureOf(board).includes(title), `${title} at ${columns}x${rows}`);
		}
	}

	await press(board, '?');
	t.true(pictureOf(board).includes('Keys of the menu'));
	await press(board, 'esc');
	t.false(pictureOf(board).includes('Keys of the menu'));
	t.true(pictureOf(board).includes('inject: do something to the box'));
	await press(board, 'esc');
	t.false(pictureOf(board).includes('inject: do something to the box'));
	board.close();
});

test.serial('where the menu has no room it does not open', async t => {
	const {board, asked} = await openReal({columns: 40, rows: 3});
	await press(board, 'i', 'n');
	t.deepEqual(asked, []);
	board.close();
});

test('every line of the menu has a key of its own, and every key an effect', t => {
	const keys = keyTable.filter(({views}) => views.includes('inject')).flatMap(binding => binding.keys);
	t.deepEqual(keys, [...new Set(keys)]);
	for (const {key, id} of injections) {
		t.is(actionFor('inject', key), `apply-${id}`);
	}
});

test('whatever is pressed, the mark and the dials stay within the menu', t => {
	const menuKeys = keyTable.filter(({views}) => views.includes('inject') || views.includes('overview')).flatMap(binding => binding.keys);
	fc.assert(fc.property(fc.array(fc.constantFrom(...menuKeys), {maxLength: 60}), fc.integer({min: 1, max: 6}), (keys, choices) => {
		const facts: Facts = {
			policies: 2,
			cores: {order: [0, 1], groups: [], cpus: 2},
			threads: {lines: 10, at: undefined, groups: [], followed: undefined},
			panes: 3,
			log: [],
			events: 3,
			choices,
			promptFor: () => undefined,
		};
		let ui = initialState();
		for (const key of keys) {
			const action = actionFor(placeOf(ui), key);
			ui = action === undefined ? ui : reduce(ui, {kind: 'key', action}, facts);
			t.true(ui.inject.marked >= 0 && ui.inject.marked < injections.length);
			t.true(ui.inject.duration >= 0 && ui.inject.duration < durations.length);
			t.true(Object.values(ui.inject.dials).every(dial => dial >= 0 && dial < choices));
		}
	}));
});

for (const view of ['cores', 'levels', 'core'] as const) {
	test.serial(`from the ${view} view a deep call goes to the thread on the marked core`, async t => {
		const {board, feed} = await openTestBoard({view, columns: 120, rows: 36}, {cpus: 8});
		await board.press('l');
		feed.sent.length = 0;
		await board.press('i');
		await board.press('c');
		const {tid} = feed.latest().core!.thread!;
		t.like(feed.sent.find(({kind}) => kind === 'action'), {action: {kind: 'deep-call', tid}});
		t.is(feed.latest().core!.cpu, 1);
		board.close();
	});
}

test.serial('where not every line of the menu has room it says how many there are', async t => {
	const {board} = await openTestBoard({columns: 40, rows: 12});
	await board.press('i');
	t.regex(pictureOf(board), /╰─ \d more: j k ─/u);
	board.close();
});
