import test from 'ava';
import fc from 'fast-check';
import {coreOrder} from '../../source/board/core-order.js';
import {cpuGroups} from '../../source/board/cpu-groups.js';
import {mapLayout} from '../../source/board/map-layout.js';
import {cpuMetrics, metricScale} from '../../source/board/metrics.js';
import {RateWindow} from '../../source/board/rates.js';
import {fakeFeed} from '../helpers/fake-feed.js';
import {openTestBoard} from '../helpers/off-screen.js';

test('the map shows every CPU once, wherever it fits', t => {
	fc.assert(fc.property(fc.integer({min: 1, max: 512}), fc.integer({min: 4, max: 200}), fc.integer({min: 2, max: 40}), (cpus, width, height) => {
		const groups = cpuGroups(fakeFeed({cpus, samples: 0, threads: 10}).scenario.machine);
		const layout = mapLayout(groups, width, height)!;
		const shown = layout.cells.flatMap(cell => cell.cpus).toSorted((a, b) => a - b);
		t.deepEqual(shown, Array.from({length: cpus}, (_, cpu) => cpu));
		t.true(layout.height <= height);
		const places = layout.cells.map(({x, y}) => `${x} ${y}`);
		t.is(new Set(places).size, places.length);
		for (const {x, y} of layout.cells) {
			t.true(x < width && y < layout.height);
		}
	}), {numRuns: 60});
});

test('hardware threads of a core stand one below the other', t => {
	const groups = cpuGroups(fakeFeed({cpus: 16, samples: 0}).scenario.machine);
	const {cells} = mapLayout(groups, 60, 10)!;
	const at = (cpu: number) => cells.find(cell => cell.cpus.includes(cpu))!;
	t.is(at(0).x, at(8).x);
	t.is(at(8).y, at(0).y + 1);
	t.deepEqual(groups.placeOf(8), {cpu: 8, socket: 0, complex: 0, core: 0, smt: 1});
});

test('cores are sorted by their figures, equal ones by number', t => {
	const feed = fakeFeed({cpus: 64, samples: 0});
	const rates = new RateWindow();
	const source = () => ({reading: feed.latest().reading, policy: feed.latest().reading.policies[0]!, policyIndex: 0, rates});
	rates.observe(feed.latest().reading);
	t.deepEqual(coreOrder(source(), 'faults', true), Array.from({length: 64}, (_, cpu) => cpu), 'without rates: by number');
	feed.advance(1_000_000_000);
	rates.observe(feed.latest().reading);
	const faults = cpuMetrics.find(metric => metric.id === 'faults')!;
	for (const descending of [true, false]) {
		const order = coreOrder(source(), 'faults', descending);
		const values = order.map(cpu => faults.value(source(), cpu)!);
		t.deepEqual(values, values.toSorted((a, b) => descending ? b - a : a - b));
		for (const [index, cpu] of order.entries()) {
			t.true(index === 0 || values[index - 1] !== values[index] || order[index - 1]! < cpu);
		}
	}

	t.is(coreOrder(source(), 'cpu', true)[0], 63);
});

test.serial('the marked core keeps its mark and is in sight after sorting and resizing', async t => {
	const {board, feed} = await openTestBoard({view: 'cores', columns: 120, rows: 36}, {cpus: 384});
	for (const key of ['l', 'l', 'l', 's', 's', 's']) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
	}

	const marked = () => board.rows().find(row => row.includes('▸ '))?.match(/▸ +(\d+) /u)?.[1];
	t.is(marked(), '3');
	for (const [columns, rows] of [[80, 24], [200, 60], [50, 12]] as const) {
		await board.resize(columns, rows); // eslint-disable-line no-await-in-loop -- one size after the other
		feed.advance(700_000_000);
		await board.refresh(); // eslint-disable-line no-await-in-loop
		t.is(marked(), '3', `${columns}x${rows}`);
	}

	board.close();
});

test.serial('a pool that is empty is marked with a sign, not only with a colour', async t => {
	const {board} = await openTestBoard({view: 'cores', columns: 120, rows: 36}, {failing: true});
	t.regex(board.rows().join('\n'), /!0\/3/u);
	board.close();
});

test('cores that all do the same look even, one that does more stands out', t => {
	const feed = fakeFeed({cpus: 4, samples: 0});
	const {reading} = feed.latest();
	const metric = cpuMetrics.find(({id}) => id === 'stacks')!;
	const scaleOf = (stacks: readonly number[]) => metricScale(metric, {
		reading: {...reading, perCpu: {...reading.perCpu, stacks: Float64Array.from(stacks)}}, policy: reading.policies[0]!, policyIndex: 0, rates: new RateWindow(),
	});
	t.is(scaleOf([10, 10, 10, 10]).full, 20);
	t.is(scaleOf([0, 0, 0, 40]).full, 40);
	t.like(scaleOf([1, 2, 3, 4]), {lowest: 1, highest: 4});
	t.is(scaleOf([0, 0, 0, 0]).full, 0);
});
