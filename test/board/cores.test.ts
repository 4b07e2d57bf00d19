import test from 'ava';
import fc from 'fast-check';
import {coreFilters} from '../../source/board/cores/filters.js';
import {coreGroups, foldedGroups, headRow, rangesText} from '../../source/board/cores/groups.js';
import {coreOrder, type CoreChoice} from '../../source/board/cores/order.js';
import {cpuGroups} from '../../source/board/cpu-groups.js';
import {mapLayout} from '../../source/board/map-layout.js';
import {cpuMetrics, metricOf, metricScale} from '../../source/board/metrics.js';
import {RateWindow} from '../../source/board/rates.js';
import {fakeFeed, type FakeRun} from '../helpers/fake-feed.js';
import {openTestBoard, pictureOf} from '../helpers/off-screen.js';

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

const chosen = (sort: string, descending: boolean, rest: Partial<CoreChoice> = {}): CoreChoice => ({sort, descending, filter: 0, folded: new Set(), ...rest});

test('cores are sorted by their figures, equal ones by number', t => {
	const feed = fakeFeed({cpus: 64, samples: 0});
	const rates = new RateWindow();
	const source = () => ({reading: feed.latest().reading, policy: feed.latest().reading.policies[0]!, policyIndex: 0, rates});
	rates.observe(feed.latest().reading);
	t.deepEqual(coreOrder(source(), chosen('faults', true)), Array.from({length: 64}, (_, cpu) => cpu), 'without rates: by number');
	feed.advance(1_000_000_000);
	rates.observe(feed.latest().reading);
	const faults = cpuMetrics.find(metric => metric.id === 'faults')!;
	for (const descending of [true, false]) {
		const order = coreOrder(source(), chosen('faults', descending));
		const values = order.map(cpu => faults.value(source(), cpu)!);
		t.deepEqual(values, values.toSorted((a, b) => descending ? b - a : a - b));
		for (const [index, cpu] of order.entries()) {
			t.true(index === 0 || values[index - 1] !== values[index] || order[index - 1]! < cpu);
		}
	}

	t.is(coreOrder(source(), chosen('cpu', true))[0], 63);
});

const sourceOf = (run: FakeRun) => {
	const feed = fakeFeed({...run, samples: 0});
	const rates = new RateWindow();
	rates.observe(feed.latest().reading);
	feed.advance(1_000_000_000);
	const {reading} = feed.latest();
	rates.observe(reading);
	return {source: {reading, policy: reading.policies[0]!, policyIndex: 0, rates}, groups: cpuGroups(feed.scenario.machine)};
};

test('sorted by pressure, the pools that miss most come first, then those that ran empty most', t => {
	const {source} = sourceOf({cpus: 256, failing: true});
	const order = coreOrder(source, chosen('pressure', true));
	const {pool, poolEmpty} = source.policy.perCpu;
	for (const [index, cpu] of order.slice(1).entries()) {
		const before = order[index]!;
		t.true(pool[before]! < pool[cpu]! || (pool[before] === pool[cpu] && poolEmpty[before]! >= poolEmpty[cpu]!));
	}

	const offline = {...source, reading: {...source.reading, perCpu: {...source.reading.perCpu, online: source.reading.perCpu.online.map((_, cpu) => cpu === order[0] ? 0 : 1)}}};
	t.is(coreOrder(offline, chosen('pressure', true)).at(-1), order[0], 'one that is offline has none');
});

for (const [index, {name, holds}] of coreFilters.entries()) {
	test(`the filter for ${name} leaves the CPUs that are so, in their order`, t => {
		const {source} = sourceOf({cpus: 64, failing: true});
		const order = coreOrder(source, chosen('cpu', false, {filter: index}));
		t.deepEqual(order, Array.from({length: 64}, (_, cpu) => cpu).filter(cpu => holds?.(source, cpu) ?? true));
	});
}

test('groups hold every CPU once; a folded one has only its head', t => {
	const {source, groups} = sourceOf({cpus: 384});
	for (const grouping of ['complex', 'socket'] as const) {
		const all = coreGroups(groups, grouping);
		t.deepEqual(all.flatMap(({cpus}) => cpus).toSorted((a, b) => a - b), Array.from({length: 384}, (_, cpu) => cpu));
		t.is(coreOrder(source, chosen('cpu', false), all).length, 384 + all.length);
		t.is(coreOrder(source, chosen('cpu', false, {folded: new Set([1])}), all).length, 384 + all.length - all[1]!.cpus.length);
		t.deepEqual(coreOrder(source, chosen('cpu', false, {folded: new Set(all.keys())}), all), all.map((_, index) => headRow(index)));
	}
});

test('a group has what its CPUs have together', t => {
	const {source} = sourceOf({cpus: 8, failing: true});
	const of = (id: string, cpus: readonly number[]) => metricOf(cpuMetrics.find(metric => metric.id === id)!, source, cpus);
	const {perCpu} = source.policy;
	t.is(of('pages', [0, 1, 2]), perCpu.stackPages[0]! + perCpu.stackPages[1]! + perCpu.stackPages[2]!);
	t.is(of('lowest', [0, 1, 2]), Math.min(perCpu.poolLowest[0]!, perCpu.poolLowest[1]!, perCpu.poolLowest[2]!));
	t.is(of('load', [3, 4]), (of('load', [3])! + of('load', [4])!) / 2);
});

test('a map with folded groups has a cell for each of them and for every other CPU', t => {
	const {groups} = sourceOf({cpus: 384});
	for (const grouping of ['complex', 'socket'] as const) {
		const all = coreGroups(groups, grouping);
		fc.assert(fc.property(fc.uniqueArray(fc.nat(all.length - 1)), folded => {
			const {groups: mapped, foldedCpus} = foldedGroups(groups, grouping, new Set(folded));
			const cells = mapLayout(mapped, 116, 40)!.cells.flatMap(({cpus}) => cpus);
			t.deepEqual(cells.flatMap(cpu => foldedCpus.get(cpu) ?? [cpu]).toSorted((a, b) => a - b), Array.from({length: 384}, (_, cpu) => cpu));
			t.is(cells.length, 384 - folded.reduce((sum, index) => sum + all[index]!.cpus.length - 1, 0));
		}), {numRuns: 20});
	}
});

test('lists of CPUs are written as the kernel writes them', t => {
	t.is(rangesText([0, 1, 2, 5, 7, 8]), '0-2,5,7-8');
	t.is(rangesText([3]), '3');
});

test.serial('Enter opens and folds a group, and opens a core close up', async t => {
	const {board} = await openTestBoard({view: 'cores', columns: 120, rows: 36}, {cpus: 384});
	const row = () => board.rows().find(line => line.includes('▸ '))?.match(/▸ +(.+?) {2}/u)?.[1];
	const seen = [];
	for (const key of ['t', 'j', 'enter', 'j', 'k', 'enter', 't', 't', 'j']) {
		await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
		seen.push(row());
	}

	t.deepEqual(seen, ['+ complex 0, 16', '+ complex 1, 16', '- complex 1, 16', '8', '- complex 1, 16', '+ complex 1, 16', '+ socket 0, 192', '8', '9']);
	await board.press('enter');
	t.true(pictureOf(board).includes('stacks of CPU 9'));
	board.close();
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

for (const [columns, rows] of [[60, 15], [80, 24], [120, 36], [200, 60]] as const) {
	for (const theme of ['default', 'light'] as const) {
		test.serial(`the cores by complex, one open, at ${columns}x${rows} in the ${theme} theme`, async t => {
			const {board} = await openTestBoard({view: 'cores', columns, rows, theme, color: theme === 'light'}, {cpus: 384});
			for (const key of ['t', 'j', 'o', 'j', 's', 's', 'm']) {
				await board.press(key); // eslint-disable-line no-await-in-loop -- keys are pressed one after the other
			}

			t.snapshot(pictureOf(board));
			board.close();
		});
	}
}

for (const cpus of [1, 2, 8, 64, 128, 512]) {
	test.serial(`the map and the table of ${cpus} CPUs`, async t => {
		const {board} = await openTestBoard({view: 'cores', columns: 100, rows: 30}, {cpus});
		t.snapshot(pictureOf(board));
		board.close();
	});
}

for (const [columns, rows] of [[60, 15], [80, 24], [120, 36], [200, 60]] as const) {
	test.serial(`a core close up while everything fails, at ${columns}x${rows} in the light theme`, async t => {
		const {board} = await openTestBoard({view: 'core', columns, rows, theme: 'light', color: true}, {failing: true, cpus: 2});
		t.snapshot(pictureOf(board));
		board.close();
	});
}

test.serial('the growth of a core shows that core alone', async t => {
	const {board, feed} = await openTestBoard({view: 'core', columns: 120, rows: 36}, {cpus: 4});
	const shown = () => board.rows().flatMap(row => /(\d+\.\d{3}) s {2}[a-z]/u.exec(row)?.[1] ?? []);
	const {log, policies: [policy]} = feed.latest().reading;
	for (let cpu = 0; cpu < 4; cpu++) {
		const times = new Set(log.filter(entry => entry.cpu === cpu && entry.policy === policy!.name).map(({timeNs}) => (timeNs / 1e9).toFixed(3)));
		t.true(times.size > 0 && shown().length > 0);
		t.true([...times].slice(-3).every(time => shown().includes(time)), `CPU ${cpu}`);
		await board.press('l'); // eslint-disable-line no-await-in-loop -- one core after the other
	}

	board.close();
});
