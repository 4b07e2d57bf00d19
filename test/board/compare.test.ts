import test from 'ava';
import fc from 'fast-check';
import {comparedFigures, figureGroups, type ComparedPolicy, type PolicyName} from '../../machine/index.js';
import {deltaText, notationFor} from '../../source/board/compare/cells.js';
import {comparedIn} from '../../source/board/compare/compared.js';
import {compareLayout} from '../../source/board/compare/layout.js';
import {comparedLines, figureLines} from '../../source/board/compare/lines.js';
import {initialMarking, markedBy, markedTop} from '../../source/board/compare/marking.js';
import {fakeFeed, type FakeRun} from '../helpers/fake-feed.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';

const figureOf = (id: string) => comparedFigures.find(figure => figure.id === id)!;

const many: readonly PolicyName[] = ['fred-pf', 'ist-pf', 'fixed', 'entry', 'accessed-switch', 'below-sp', 'fred-pf:pool=12', 'below-sp:flush=2'];

const screens: ReadonlyArray<readonly [name: string, columns: number, rows: number, run: FakeRun, keys: readonly string[]]> = [
	['60x15', 60, 15, {}, []],
	['60x15, the last policy in focus and the last figure marked', 60, 15, {}, ['p', 'p', 'G']],
	['a single policy', 80, 24, {policies: ['fred-pf']}, []],
	['eight policies', 120, 36, {policies: many}, []],
	['eight policies, the last in focus', 120, 36, {policies: many}, Array.from({length: 9}, () => 'l')],
	['eight policies on a wide screen', 200, 60, {policies: many}, ['right', 'right', 'left']],
	['everything failing, at the end of the table', 80, 24, {failing: true}, ['G']],
	['a run that has just begun', 80, 24, {samples: 0}, []],
];

for (const [name, columns, rows, run, keys] of screens) {
	test.serial(`the comparison: ${name}`, async t => {
		const {board} = await openTestBoard({view: 'compare', columns, rows}, run);
		for (const key of keys) {
			await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		}

		t.snapshot(pictureOf(board));
		board.close();
	});
}

test.serial('the comparison in ASCII still tells better from worse', async t => {
	const {board} = await openTestBoard({view: 'compare', columns: 120, rows: 36, ascii: true});
	const picture = pictureOf(board);
	t.regex(picture, /pools and reserve KiB .* \^ -192 .*better/u);
	t.regex(picture, /saved, gross % .* v -74\.57 .*worse/u);
	board.close();
});

test.serial('left and right move the focus as p does, and stop at the ends', async t => {
	const {board} = await openTestBoard({view: 'compare'});
	const focus = () => /▸([a-z]\S*)/u.exec(pictureOf(board))![1];
	const seen = [];
	for (const key of ['h', 'l', 'l', 'l', 'p', 'left']) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		seen.push(focus());
	}

	t.deepEqual(seen, ['fred-pf', 'ist-pf', 'fixed', 'fixed', 'fred-pf', 'fred-pf']);
	board.close();
});

test('every figure has a line, below the title of its group', t => {
	t.deepEqual(new Set(figureLines.map(line => comparedLines[line]!.kind)), new Set(['figure']));
	t.is(figureLines.length, comparedFigures.length);
	const titleOf = (at: number) => comparedLines.slice(0, at).findLast(line => line.kind === 'title')!.group;
	t.deepEqual(figureLines.map(at => titleOf(at)), comparedFigures.map(({group}) => group));
	t.is(comparedLines.filter(({kind}) => kind === 'title').length, Object.keys(figureGroups).length);
});

test('whatever is pressed, the marked figure is in sight', t => {
	const action = fc.constantFrom('down', 'up', 'page-down', 'page-up', 'half-down', 'half-up', 'first', 'last');
	fc.assert(fc.property(fc.array(action, {maxLength: 20}), fc.integer({min: 1, max: 80}), (actions, visible) => {
		let marking = {...initialMarking, visible};
		for (const one of actions) {
			marking = {...markedBy(marking, one)};
			marking = {...marking, top: markedTop(marking)};
			const line = figureLines[marking.marked]!;
			t.true(line >= marking.top && line < marking.top + visible);
			t.true(marking.top + visible <= comparedLines.length || marking.top === 0);
		}

		const first = {...markedBy(marking, 'first')};
		t.is(markedTop(first), visible > 1 ? 0 : 1, 'the title of the first group comes back');
	}));
});

test('the first policy and the one in focus always have a column, and columns do not overlap', t => {
	fc.assert(fc.property(fc.integer({min: 56, max: 300}), fc.integer({min: 2, max: 8}), fc.nat(), (width, policies, any) => {
		const focus = any % policies;
		const {slots, hidden, label} = compareLayout(width, policies, focus);
		const shown = new Set(slots.map(({policy}) => policy));
		t.true(shown.has(0) && shown.has(focus));
		t.is(slots.length + hidden.left + hidden.right, policies);
		let end = label;
		for (const slot of slots) {
			t.is(slot.x, end);
			end += slot.width;
		}

		t.true(end <= width);
	}));
});

const policyWith = (id: string, value: number): ComparedPolicy => ({name: 'x', title: 'x', values: {[id]: value}, ranges: {}, deltas: {}, pareto: true, dominatedBy: []});

const deltas: ReadonlyArray<readonly [id: string, largest: number, delta: number, text: string]> = [
	['savedNetPercent', 70, 12.5, '▲ +12.50 better good'],
	['savedNetPercent', 70, -12.5, '▼ -12.50 worse warn'],
	['savedNetKiB', 70_000, -2048, '▼ -2.0 worse warn'],
	['stackPages', 500, -20, '▲ -20 better good'],
	['pagesGrown', 500, 20, '· +20 more text'],
	['pagesGrown', 500, -20, '· -20 less text'],
	['faults', 2_000_000, 1_500_000, '▼ +1.5M worse warn'],
	['failures', 3, 3, '▼ +3 worse bad'],
	['failures', 3, -3, '▲ -3 better good'],
	['waitNs', 4e9, 1250, '▼ +1.25 us worse warn'],
	['costPercent', 5, 0.0125, '▼ +0.013 worse warn'],
	['costPercent', 5, -2.5, '▲ -2.50 better good'],
	['costPercent', 0.05, 0, '=  same dim'],
	['savedNetKiB', 16_000_000, 12_288, '▲ +12.0 MiB better good'],
	['savedNetKiB', 70_000, -12, '▼ -12 KiB worse warn'],
	['savedNetPercent', 80, 0.0004, '▲ +<0.01 better good'],
];

for (const [id, largest, delta, text] of deltas) {
	test(`a delta of ${delta} in ${id} is written ${text}`, t => {
		const {glyph, number, word, role} = deltaText(figureOf(id), delta, notationFor(figureOf(id), [policyWith(id, largest)]));
		t.is(`${glyph} ${number} ${word} ${role}`, text);
	});
}

test('a line has one unit', t => {
	const notation = notationFor(figureOf('savedNetKiB'), [policyWith('savedNetKiB', 12), policyWith('savedNetKiB', 70_000)]);
	t.deepEqual([notation.unit, notation.show(12), notation.show(70_000)], ['MiB', '0.0', '68.4']);
});

test('a reading is compared once', t => {
	const feed = fakeFeed();
	const {reading} = feed.latest();
	t.is(comparedIn(reading), comparedIn(reading));
	feed.advance(1_000_000);
	t.not(comparedIn(feed.latest().reading), comparedIn(reading));
});
