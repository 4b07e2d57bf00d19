import test from 'ava';
import fc from 'fast-check';
import {partsOf, wholeUnits} from '../../source/board/memory/parts.js';
import {reserveShares} from '../../source/board/memory/reserves.js';
import {memoryStates, stateOfFree, worstStates} from '../../source/board/memory/states.js';
import {Memory, stretchTicks} from '../../machine/memory/physical.js';
import {fakeFeed, type FakeRun} from '../helpers/fake-feed.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';

test('the parts add up to net, those that are stack pages to gross', t => {
	for (const run of [{}, {failing: true}, {nothingGrown: true}]) {
		for (const policy of fakeFeed({...run, samples: 0}).latest().reading.policies) {
			const borrowed = {...policy, borrowedKiB: Math.floor(policy.stackKiB / 3)};
			const sum = (parts: ReturnType<typeof partsOf>) => parts.reduce((all, {kib}) => all + kib, 0);
			t.is(sum(partsOf(borrowed)), policy.netKiB);
			t.is(sum(partsOf(borrowed).filter(({isGross}) => isGross)), policy.stackKiB);
		}
	}
});

test('a quarter of a column shows in a bar, and what is not there does not', t => {
	fc.assert(fc.property(fc.array(fc.nat(10_000), {maxLength: 6}), fc.integer({min: 1, max: 2000}), (sizes, perUnit) => {
		const units = wholeUnits(sizes, perUnit);
		const sum = sizes.reduce((all, value) => all + value, 0);
		t.true(units.every((unit, index) => sizes[index]! >= perUnit / 4 ? unit >= (sizes[index] === 0 ? 0 : 1) : unit <= 1));
		t.true(units.every((unit, index) => sizes[index] !== 0 || unit <= 0));
		t.true(Math.abs(units.reduce((all, unit) => all + unit, 0) - sum / perUnit) <= sizes.length);
	}));
});

test('free memory stands for the state that the box was in', t => {
	for (const mib of [1024, 65_536, 1_572_864]) {
		const memory = new Memory(7, mib);
		memory.failShare = 0.12;
		const {min, low} = memory.watermarks;
		const seen = new Set<string>();
		for (let stretch = 0; stretch < 400; stretch++) {
			const at = stretch * stretchTicks;
			const free = memory.freePages(at) * 4;
			seen.add(memory.state(at));
			t.is(stateOfFree(free, {minKiB: min * 4, lowKiB: low * 4}), memory.state(at), `${free} KiB`);
		}

		t.is(seen.size, 4);
	}
});

test('every page that a policy keeps ready was never taken, came back or is out', t => {
	for (const run of [{}, {failing: true}, {nothingGrown: true}]) {
		for (const policy of fakeFeed({...run, samples: 0}).latest().reading.policies) {
			const withReserve = {...policy, reserve: {size: 8, now: 5, lowest: 2, taken: 9}};
			for (const one of [policy, withReserve]) {
				const {full, untouched, refilled, out} = reserveShares(one);
				t.is(untouched + refilled + out, full);
				t.true(Math.min(untouched, refilled, out) >= 0);
			}
		}
	}
});

test.serial('where not all policies have room, the gauges tell which they show, with the one in focus among them', async t => {
	const policies = ['fred-pf', 'ist-pf', 'global-reserve', 'below-sp', 'accessed-switch', 'double-fault', 'probe', 'fixed'];
	const {board} = await openTestBoard({view: 'memory', columns: 200, rows: 60}, {policies, cpus: 384});
	t.regex(pictureOf(board), /pools by policy ─+ p 1-7 of 8 /u);
	t.regex(pictureOf(board), /▸fred-pf +█+▓* worst \d\/3/u);
	for (let count = 1; count < policies.length; count++) {
		await board.press('p'); // eslint-disable-line no-await-in-loop -- one key after the other
	}

	t.regex(pictureOf(board), /pools by policy ─+ p 2-8 of 8 /u);
	t.regex(pictureOf(board), /▸fixed +keeps no pages ready/u);
	board.close();
});

test.serial('a policy that holds more than fixed stacks is said to, with a sign', async t => {
	const {board} = await openTestBoard({view: 'memory', columns: 120, rows: 36}, {failing: true, cpus: 384, threads: 600});
	t.regex(pictureOf(board), /✗ \d+ % over fixed/u);
	t.regex(pictureOf(board), /✗ empty atomic requests fail/u);
	board.close();
});

const screens: ReadonlyArray<readonly [name: string, columns: number, rows: number, run: FakeRun]> = [
	['60x15', 60, 15, {cpus: 384}],
	['80x24', 80, 24, {cpus: 384}],
	['120x36', 120, 36, {cpus: 384}],
	['200x60', 200, 60, {cpus: 384}],
	['everything failing at 120x36', 120, 36, {failing: true}],
	['512 CPUs and a million threads', 120, 36, {cpus: 512, threads: 1_000_000}],
	['fixed stacks only', 80, 24, {policies: ['fixed']}],
	['eight policies', 120, 36, {policies: ['fred-pf', 'ist-pf', 'entry', 'probe', 'ensure', 'below-sp', 'double-fault', 'fixed']}],
];

for (const [name, columns, rows, run] of screens) {
	for (const theme of name.includes('x') ? ['default', 'light'] as const : ['default'] as const) {
		test.serial(`the memory view: ${name}, ${theme} theme`, async t => {
			const {board, feed} = await openTestBoard({view: 'memory', columns, rows, theme, color: theme === 'light'}, run);
			feed.advance(300_000_000);
			await board.refresh();
			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}

test('states are brought to any number of columns in their order, and no shortage is lost', t => {
	t.deepEqual(worstStates(['calm', 'low', 'calm', 'empty'], 4), ['calm', 'low', 'calm', 'empty']);
	t.deepEqual(worstStates(['calm', 'low', 'calm', 'empty'], 2), ['low', 'empty']);
	t.deepEqual(worstStates(['calm', 'min'], 6), ['calm', 'calm', 'calm', 'min', 'min', 'min']);
	t.deepEqual(worstStates(['calm'], 0), []);
	fc.assert(fc.property(fc.array(fc.constantFrom(...memoryStates), {minLength: 1, maxLength: 300}), fc.integer({min: 1, max: 200}), (states, columns) => {
		const shown = worstStates(states, columns);
		t.is(shown.length, columns);
		const worst = (list: typeof states) => Math.max(...list.map(state => memoryStates.indexOf(state)));
		t.is(worst([...shown]), worst(states));
		t.true(shown.every(state => states.includes(state)));
	}));
});
