import test from 'ava';
import {places} from '../../../source/board/keys/places.js';
import {keysOf} from '../../../source/board/keys/table.js';
import {openLinearBoard} from '../../helpers/linear-board.js';

test('what has changed is told when it is time, and nothing else', t => {
	const {feed, teller, said} = openLinearBoard();
	said();
	teller.refresh();
	t.is(said(), '');
	feed.advance(10_000_000_000);
	t.is(said(), '', 'a frame alone says nothing');
	teller.refresh();
	const text = said();
	t.regex(text, /^Live at 24\.0 s/u);
	t.regex(text, /Stack faults since boot: [\d.]+ thousand, \d+ more than before/u);
	t.true(text.trimEnd().split('\n').length <= 10);
	teller.refresh();
	t.is(said(), '');
});

test('a small move of a rate is kept to oneself, until it has become a large one', t => {
	const {feed, teller, said} = openLinearBoard({cpus: 64});
	feed.advance(1_000_000_000);
	teller.refresh();
	said();
	feed.advance(1_000_000_000);
	teller.refresh();
	t.notRegex(said(), /Kernel page faults on user memory a second/u);
});

test('pause says where the clock stands, at once', t => {
	const {press, teller, said} = openLinearBoard();
	t.is(press('space'), 'Paused at 14.000000 s, speed real time.\n');
	teller.refresh();
	t.is(said(), '');
	t.is(press('>'), 'Paused at 14.000000 s, speed 2 times.\n');
	t.is(press('space'), 'Live at 14.0 s, speed 2 times.\n');
});

test('keys for rows read the next one and the one before', t => {
	const {press} = openLinearBoard({cpus: 16});
	press('2');
	t.regex(press('down'), /^CPU 1: row 2 of 16\n/u);
	t.regex(press('down'), /^CPU 2: row 3 of 16\n/u);
	t.regex(press('up'), /^CPU 1: row 2 of 16\n/u);
	press('3');
	t.regex(press('down'), /^Row: 2 of 5900\n/u);
	t.regex(press('G'), /^Row: 5900 of 5900\n/u);
	press('6');
	t.regex(press('down'), /^Figure: 2 of \d+\nsaved, net: /u);
	press('1');
	t.regex(press('down'), /^Event: 1 of \d+\n/u);
	press('4');
	t.regex(press('down'), /^Event 2 of \d+ on CPU/u);
});

test('a key of a page reads it once more from the top', t => {
	const {press} = openLinearBoard();
	const first = press('5');
	t.regex(first, /^Memory\. Live at/u);
	t.is(press('5'), first);
});

test('a choice is answered with what it is now', t => {
	const {press} = openLinearBoard();
	press('2');
	t.regex(press('s'), /^Sorted: by pressure, highest first\n/u);
	t.regex(press('f'), /^Filter: short pools\n/u);
	t.regex(press('t'), /^Groups: complex/u);
	t.regex(press('p'), /^Policy: ist-pf, events by the IDT\n/u);
	t.regex(press('tab'), /^Pane: map\nCores\. /u);
});

test('another policy is told by what differs', t => {
	const {press} = openLinearBoard();
	t.regex(press('p', 'p'), /Saved, gross: 0\.00 %.*less than before/u);
});

for (const place of ['overview', 'threads', 'core'] as const) {
	test(`the keys of ${place} are read and leave nothing open`, t => {
		const {press} = openLinearBoard({}, {view: place});
		const text = press('?');
		for (const {help} of keysOf(place)) {
			t.true(text.replaceAll('\n', ' ').includes(help), help);
		}

		t.notRegex(press('j'), /Keys,/u);
	});
}

test('failures are told when they come', t => {
	const {said, press} = openLinearBoard({failing: true});
	t.regex(said().replaceAll('\n', ' '), /Alarm: fred-pf would have crashed \S+ times, first at 3\.2 s \(pool empty, CPU 15\)/u);
	t.regex(press('7').replaceAll('\n', ' '), /Verdict: Alarm: Would have died/u);
});

test('the menu of injections is read line by line', t => {
	const {press, feed} = openLinearBoard();
	t.regex(press('i'), /^Menu: .*\n(?:.*\n)?1 of 10: /u);
	t.regex(press('down'), /^2 of 10: /u);
	t.regex(press('right'), /^2 of 10: /u);
	t.regex(press('esc'), /^Menu closed\.\n$/u);
	t.false(feed.sent.some(({kind}) => kind === 'action'));
});

test('a query is echoed as it is typed, and nothing tears it', t => {
	const {press, feed, teller, said} = openLinearBoard();
	press('3');
	t.true(press('/').endsWith('\n/'));
	t.is(press('c', 'p', 'u'), 'cpu');
	feed.advance(10_000_000_000);
	teller.refresh();
	t.is(said(), '');
	t.is(press('backspace'), '\b \b');
	t.is(press('u'), 'u');
	t.regex(press('enter'), /^\n.+, at character \d+\n\/cpu$/u);
	t.regex(press('esc'), /^\n/u);
	press('/', ...'cpu=3');
	t.regex(press('enter'), /^\nQuery: cpu=3\n/u);
});

test('no key of any place breaks it', t => {
	for (const place of places) {
		const {press, feed} = openLinearBoard({cpus: 32});
		for (const {keys} of keysOf(place)) {
			for (const key of keys) {
				t.notThrows(() => press(key), `${place}: ${key}`);
				feed.advance(100_000_000);
			}
		}
	}
});
