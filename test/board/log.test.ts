import test from 'ava';
import fc from 'fast-check';
import type {LogEntry, Reading} from '../../machine/index.js';
import {LogBook, logKey} from '../../source/board/log/book.js';
import {logFilters} from '../../source/board/log/filters.js';
import {initialLog, keyedLog, logTop, markedAt, type LogState} from '../../source/board/state/log.js';
import type {KeyAction} from '../../source/board/keys/table.js';
import {logKinds} from '../../machine/log.js';
import {fakeFeed} from '../helpers/fake-feed.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';

const {reading} = fakeFeed({cpus: 1, threads: 1, samples: 0, policies: ['fixed']}).latest();
const entry = (timeNs: number, kind: LogEntry['kind'] = 'grown', policy = 'fixed'): LogEntry => ({timeNs, kind, policy, cpu: 0, tid: 7, comm: 'x', depthBytes: 5000, pages: 2});
const readingAt = (timeNs: number, log: readonly LogEntry[]): Reading => ({...reading, timeNs, log});
const filter = (wanted: string) => logFilters.find(({name}) => name === wanted)!;
const [everything, failures] = [filter('everything'), filter('failures')];

test('every kind of event is in a filter of its own besides the whole', t => {
	for (const kind of logKinds) {
		t.true(logFilters.some(({kinds}) => kinds?.has(kind)), kind);
	}
});

test('the book keeps what it has seen once, newest first, by policy and kind', t => {
	const book = new LogBook();
	book.observe(readingAt(2, [entry(1), entry(2), entry(2, 'poolEmpty'), entry(2, 'grown', 'ist-pf')]));
	book.observe(readingAt(3, [entry(2), entry(2, 'poolEmpty'), entry(3)]));
	t.deepEqual(book.entries('fixed', everything).map(({timeNs, kind}) => `${timeNs} ${kind}`), ['3 grown', '2 poolEmpty', '2 grown', '1 grown']);
	t.deepEqual(book.entries('fixed', failures).map(({timeNs}) => timeNs), [2]);
	t.is(book.entries('ist-pf', everything).length, 1);
});

test('what is rare stays in the book however much of the rest there is', t => {
	const book = new LogBook();
	book.observe(readingAt(1, [entry(1, 'overflow')]));
	for (let time = 2; time < 6000; time++) {
		book.observe(readingAt(time, [entry(time)]));
	}

	t.is(book.entries('fixed', failures).length, 1);
	const all = book.entries('fixed', everything);
	t.true(all.length > 1000 && all.length <= 1201, `${all.length}`);
	t.deepEqual(all.slice(0, 1000).map(({timeNs}) => timeNs), Array.from({length: 1000}, (_, index) => 5999 - index));
});

test('a machine that goes back in time takes the later entries with it, and may bring them again', t => {
	const book = new LogBook();
	book.observe(readingAt(5, [entry(1), entry(5)]));
	book.observe(readingAt(3, [entry(1), entry(2)]));
	t.deepEqual(book.entries('fixed', everything).map(({timeNs}) => timeNs), [2, 1]);
	book.observe(readingAt(5, [entry(1), entry(2), entry(5)]));
	t.deepEqual(book.entries('fixed', everything).map(({timeNs}) => timeNs), [5, 2, 1]);
});

const entries = (count: number, newest = count) => Array.from({length: count}, (_, index) => entry(newest - index));
const pressed = (log: LogState, shown: readonly LogEntry[], ...actions: readonly KeyAction[]) => {
	let now = log;
	for (const action of actions) {
		now = keyedLog(now, action, shown);
	}

	return now;
};

const moves: ReadonlyArray<readonly [keys: readonly KeyAction[], marked: number, top: number]> = [
	[[], -1, 0],
	[['down'], 0, 0],
	[['down', 'down'], 1, 0],
	[['down', 'up'], -1, 0],
	[['up'], -1, 0],
	[['page-down', 'page-down'], 19, 10],
	[['last'], 99, 90],
	[['last', 'page-up'], 89, 89],
	[['last', 'first'], -1, 0],
];

for (const [keys, marked, top] of moves) {
	test(`in the log ${keys.join(', ') || 'no key'} marks ${marked === -1 ? 'nothing' : `entry ${marked}`}`, t => {
		const shown = entries(100);
		const log = pressed({...initialLog, visible: 10}, shown, ...keys);
		t.deepEqual({marked: markedAt(log, shown), top: logTop(log, shown)}, {marked, top});
	});
}

test('the marked entry stays on its row while others come, and another takes its place when it is gone', t => {
	const log = pressed({...initialLog, visible: 10}, entries(100), 'page-down', 'down', 'down');
	const marked = log.marked!.timeNs;
	const later = entries(105, 105);
	t.is(later[markedAt(log, later)]!.timeNs, marked);
	t.is(markedAt(log, later) - logTop(log, later), log.row);
	const without = later.filter(({timeNs}) => timeNs !== marked);
	t.is(without[markedAt(log, without)]!.timeNs, marked - 1);
	t.is(markedAt(log, []), -1);
});

test('whatever is pressed, the marked entry is in sight', t => {
	const actions = ['down', 'up', 'page-down', 'page-up', 'first', 'last', 'log-filter'] as const;
	fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...actions), fc.nat(30)), {maxLength: 40}), fc.integer({min: 1, max: 20}), (keys, visible) => {
		let log: LogState = {...initialLog, visible};
		for (const [action, length] of keys) {
			const shown = entries(length, 40);
			log = keyedLog(log, action, shown);
			const [marked, top] = [markedAt(log, shown), logTop(log, shown)];
			t.true(top >= 0 && (marked === -1 || (marked >= top && marked < top + visible)), `${action} ${length}`);
		}
	}));
});

test('keys of entries tell them apart', t => {
	t.is(new Set([entry(1), entry(2), entry(1, 'overflow'), {...entry(1), cpu: 1}, {...entry(1), tid: 8}].map(one => logKey(one))).size, 5);
});

for (const [columns, rows] of [[60, 15], [80, 24], [120, 36], [200, 60]] as const) {
	for (const theme of ['default', 'light'] as const) {
		test.serial(`the log of failures, enlarged, at ${columns}x${rows} in the ${theme} theme`, async t => {
			const {board} = await openTestBoard({columns, rows, theme, color: theme === 'light'}, {failing: true});
			for (const key of ['shift-tab', 'e', 'f', 'f', 'f', 'j', 'j']) {
				await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
			}

			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}
