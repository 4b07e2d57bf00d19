import test from 'ava';
import {views} from '../../../source/board/keys/places.js';
import {displayWidth} from '../../../source/board/terminal/width.js';
import type {FakeRun} from '../../helpers/fake-feed.js';
import {openLinearBoard} from '../../helpers/linear-board.js';

/** Keys that lead to a page from the overview. */
const ways = {
	overview: ['1'], cores: ['2'], threads: ['3'], levels: ['4'], memory: ['5'], compare: ['6'], risk: ['7'], core: ['2', 'enter'], thread: ['3', 'enter'],
} as const;

/** Everything that is said on the way to a page. */
const pageOf = (view: keyof typeof ways, run: FakeRun, columns = 100): string => {
	const {press} = openLinearBoard(run, {columns});
	return press(...ways[view]);
};

for (const view of views) {
	test(`the page of ${view} as it is read`, t => {
		t.snapshot(pageOf(view, {cpus: 384}));
	});
}

test('what is said at first', t => {
	t.snapshot(openLinearBoard({cpus: 16}).said());
});

const extremes: Readonly<Record<string, FakeRun>> = {
	'one CPU and no thread': {cpus: 1, threads: 0},
	'512 CPUs and a million threads': {cpus: 512, threads: 1_000_000},
	'everything failing': {failing: true},
	'nothing grown': {nothingGrown: true},
	'fixed stacks only': {policies: ['fixed']},
	'IST stacks': {policies: ['ist-pf']},
	'wide names': {comm: '仕事\u001B[2J\u202E'},
};

/** Frames, blocks, braille, arrows and signs that say something to the eye only. */
const drawn = /[\u2190-\u21FF\u2500-\u28FF✗✓✱‖]/u;

for (const [name, run] of Object.entries(extremes)) {
	test(`${name}: every page is words, in every width`, t => {
		for (const columns of [40, 80, 200]) {
			for (const view of views) {
				const text = pageOf(view, run, columns);
				t.true(text.endsWith('\n'), view);
				t.notRegex(text.replaceAll('\n', ''), /\p{Cc}/u, `${view}: a control character`);
				t.notRegex(text, drawn, view);
				t.notRegex(text, /undefined|NaN|\[object/u, view);
				for (const line of text.split('\n')) {
					t.true(displayWidth(line) <= columns, `${view}, ${columns}: ${line}`);
				}
			}
		}
	});
}

test('no page is longer for a larger box', t => {
	for (const view of views) {
		const [small, large] = [{cpus: 16, threads: 5900}, {cpus: 512, threads: 1_000_000}].map(run => pageOf(view, run, 200).split('\n').length);
		t.true(Math.abs(large! - small!) <= 3, view);
	}
});
