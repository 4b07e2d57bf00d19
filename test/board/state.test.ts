import test from 'ava';
import {topFor} from '../../source/board/scroll.js';
import {reduce} from '../../source/board/state/reduce.js';
import {threadSorts} from '../../machine/index.js';
import type {ThreadTable} from '../../source/board/state/threads.js';
import {initialState, type Facts, type UiState} from '../../source/board/state/ui-state.js';
import type {View} from '../../source/board/keys/places.js';
import type {KeyAction} from '../../source/board/keys/table.js';

const tableOf = (lines: number): ThreadTable => ({lines, at: undefined, groups: [], followed: undefined});

const facts: Facts = {policies: 3, cores: {order: [4, 2, 0, 1, 3, 5, 6, 7], groups: [], cpus: 8}, threads: tableOf(1_000_000), panes: 4, log: [], events: 16, choices: 4, promptFor: () => undefined};

const pressed = (state: UiState, ...actions: KeyAction[]) => {
	let now = state;
	for (const action of actions) {
		now = reduce(now, {kind: 'key', action}, facts);
	}

	return now;
};

const inView = (view: View, visible = 10) => {
	const fitted = reduce(initialState(view), {kind: 'fit', list: 'cores', visible: Math.min(visible, 3)}, facts);
	return reduce(fitted, {kind: 'fit', list: 'threads', visible}, facts);
};

const threadMoves: ReadonlyArray<readonly [keys: readonly KeyAction[], marked: number, top: number]> = [
	[['down'], 1, 0],
	[['up'], 0, 0],
	[['page-down'], 10, 1],
	[['page-down', 'page-up'], 0, 0],
	[['half-down', 'half-down', 'half-up'], 5, 1],
	[['last'], 999_999, 999_990],
	[['last', 'down'], 999_999, 999_990],
	[['last', 'first'], 0, 0],
	[['last', 'up'], 999_998, 999_990],
	[['last', 'page-up'], 999_989, 999_989],
];

for (const [keys, marked, top] of threadMoves) {
	test(`in the thread list ${keys.join(', ')} marks row ${marked}`, t => {
		const {threads} = pressed(inView('threads'), ...keys);
		t.deepEqual({marked: threads.marked, top: threads.top}, {marked, top});
	});
}

const coreMoves: ReadonlyArray<readonly [keys: readonly KeyAction[], marked: number]> = [
	[['first'], 4],
	[['first', 'down'], 2],
	[['first', 'down', 'down', 'down'], 1],
	[['last'], 7],
	[['last', 'down'], 7],
	[['first', 'right'], 5],
	[['left'], 0],
	[['right', 'right', 'left'], 1],
];

for (const [keys, marked] of coreMoves) {
	test(`in the table of cores ${keys.join(', ')} marks CPU ${marked}`, t => {
		t.is(pressed(inView('cores'), ...keys).cores.marked, marked);
	});
}

const eventMoves: ReadonlyArray<readonly [keys: readonly KeyAction[], event: number, cpu: number]> = [
	[['down', 'down', 'up'], 1, 0],
	[['last'], 15, 0],
	[['last', 'down'], 15, 0],
	[['last', 'first'], 0, 0],
	[['right', 'right', 'left'], 0, 1],
	[['left', 'up'], 0, 0],
];

for (const view of ['levels', 'core'] as const) {
	for (const [keys, event, cpu] of eventMoves) {
		test(`in the ${view} view ${keys.join(', ')} marks event ${event} of CPU ${cpu}`, t => {
			const {events, cores} = pressed(inView(view), ...keys);
			t.deepEqual({event: events.marked, cpu: cores.marked}, {event, cpu});
		});
	}
}

test('the marked event comes back into a list that became shorter', t => {
	const {events} = reduce(pressed(inView('levels'), 'last'), {kind: 'fit', list: 'threads', visible: 10}, {...facts, events: 3});
	t.is(events.marked, 2);
});

const openings: ReadonlyArray<readonly [from: View, keys: readonly KeyAction[], view: View]> = [
	['cores', ['core'], 'core'],
	['cores', ['core', 'close'], 'cores'],
	['levels', ['core', 'close'], 'levels'],
	['levels', ['core', 'memory'], 'memory'],
	['cores', ['core', 'enlarge', 'close'], 'core'],
	['cores', ['core', 'enlarge', 'close', 'close'], 'cores'],
	['cores', ['core', 'help', 'close'], 'core'],
	['levels', ['close'], 'levels'],
	['core', ['close'], 'cores'],
];

for (const [from, keys, view] of openings) {
	test(`from ${from}, ${keys.join(', ')} leads to ${view}`, t => {
		t.is(pressed(inView(from), ...keys).view, view);
	});
}

const focuses: ReadonlyArray<readonly [keys: readonly KeyAction[], pane: number | undefined, enlarged: boolean]> = [
	[[], undefined, false],
	[['next-pane'], 0, false],
	[['next-pane', 'next-pane'], 1, false],
	[['previous-pane'], 3, false],
	[['next-pane', 'previous-pane'], 3, false],
	[['enlarge'], 0, true],
	[['next-pane', 'next-pane', 'enlarge', 'next-pane'], 2, true],
	[['enlarge', 'enlarge'], 0, false],
	[['next-pane', 'enlarge', 'close'], 0, false],
	[['next-pane', 'enlarge', 'close', 'close'], undefined, false],
	[['next-pane', 'enlarge', 'memory', 'risk'], 0, false],
];

for (const [keys, pane, enlarged] of focuses) {
	test(`in the risk view ${keys.join(', ') || 'no key'} ${pane === undefined ? 'focuses no pane' : `focuses pane ${pane}`}${enlarged ? ', enlarged' : ''}`, t => {
		const {focus} = pressed(inView('risk'), ...keys);
		t.deepEqual({pane: focus.panes.risk, enlarged: focus.enlarged}, {pane, enlarged});
	});
}

test('the marked core survives sorting, and stays in sight', t => {
	const before = pressed(inView('cores'), 'first');
	const sorted = reduce(before, {kind: 'fit', list: 'cores', visible: 3}, {...facts, cores: {...facts.cores, order: [0, 1, 2, 3, 5, 6, 7, 4]}});
	t.is(sorted.cores.marked, 4);
	t.is(sorted.cores.top, 5);
});

test('the marked core survives a resize, and stays in sight', t => {
	const before = pressed(inView('cores'), 'last');
	for (const visible of [1, 2, 8, 100]) {
		const {cores} = reduce(before, {kind: 'fit', list: 'cores', visible}, facts);
		t.is(cores.marked, 7);
		t.is(cores.top, Math.max(0, 8 - visible));
	}
});

test('marks come back into a list that became shorter', t => {
	const {threads} = reduce(pressed(inView('threads'), 'last'), {kind: 'fit', list: 'threads', visible: 10}, {...facts, threads: tableOf(5)});
	t.deepEqual({marked: threads.marked, top: threads.top}, {marked: 4, top: 0});
	const empty = reduce(inView('threads'), {kind: 'fit', list: 'threads', visible: 10}, {...facts, threads: tableOf(0)});
	t.deepEqual({marked: empty.threads.marked, top: empty.threads.top}, {marked: 0, top: 0});
});

test('sorting goes round the columns; numbers upwards, everything else from the highest down', t => {
	const once = pressed(inView('cores'), 'sort');
	t.deepEqual([once.cores.sort, once.cores.descending], ['pressure', true]);
	t.false(pressed(once, 'invert').cores.descending);
	const {threads} = pressed(inView('threads'), 'sort', 'sort', 'sort');
	t.deepEqual([threads.sort, threads.descending], ['age', true]);
	const byName = pressed(inView('threads'), 'sort-by-name').threads;
	t.deepEqual([byName.sort, byName.descending], ['comm', false]);
	t.is(pressed(inView('threads'), ...threadSorts.map(() => 'sort' as const)).threads.sort, 'high');
});

test('the focus goes round the policies', t => {
	t.deepEqual([1, 2, 3].map(times => pressed(inView('overview'), ...Array.from({length: times}, () => 'next-policy' as const)).policy), [1, 2, 0]);
});

test('the help opens, and closes with its own key, Esc and another view', t => {
	const open = pressed(inView('overview'), 'help');
	t.true(open.help);
	t.false(pressed(open, 'help').help);
	t.false(pressed(open, 'close').help);
	t.false(pressed(open, 'cores').help);
});

test('what changes nothing gives the same state', t => {
	const state = inView('threads');
	t.is(pressed(state, 'close'), state);
	t.is(reduce(state, {kind: 'fit', list: 'threads', visible: 10}, facts), state);
});

test('the first row moves no farther than needed', t => {
	t.is(topFor({top: 5, visible: 10}, 7, 100), 5);
	t.is(topFor({top: 5, visible: 10}, 15, 100), 6);
	t.is(topFor({top: 5, visible: 10}, 4, 100), 4);
	t.is(topFor({top: 95, visible: 10}, 99, 100), 90);
});
