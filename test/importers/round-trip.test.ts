import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {Machine, type ThreadRow} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {classOfThread} from '../../source/importers/thread-classes.js';
import {percentile} from '../files/mark-model.js';
import {fixture, fixtures, importAs} from './text-input.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-round-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

/** Every thread of a box after a second. */
const threadsOf = (choice: {readonly workload?: string; readonly machine?: string}): readonly ThreadRow[] => {
	const box = new Machine(resolveScenario({...choice, threads: choice.machine === undefined ? 2000 : undefined, cpus: 64, policies: ['fred-pf']}));
	box.advance(1e9);
	return box.threads({sort: 'tid', descending: false, offset: 0, count: 100_000}).rows;
};

const write = (yaml: string, name: string): string => {
	const file = path.join(folder, `${name}.yaml`);
	fs.writeFileSync(file, yaml);
	return file;
};

for (const [kind, file] of fixtures) {
	test(`a box runs what was made of ${file}, and the same bytes are made again`, async t => {
		const imported = await importAs(kind, fixture(file));
		t.deepEqual(await importAs(kind, fixture(file)), imported);
		const made = write(imported.yaml, path.basename(file));
		const rows = threadsOf(imported.target === 'machine' ? {machine: made} : {workload: made});
		t.true(rows.length > 0);
	});

	test(`${file} with CR LF makes the same`, async t => {
		t.deepEqual(await importAs(kind, fixture(file).replaceAll('\n', '\r\n')), await importAs(kind, fixture(file)));
	});
}

/** How far a simulated percentile may be from the imported ones next to it: the random offset is drawn anew, and threads are few. */
const toleranceBytes = 200;
const tolerancePercent = 5;

const boxes = [
	{file: 'measured/idle_systemd612.csv', stackOffset: true},
	{file: 'measured/threads612.csv', stackOffset: true},
	{file: 'measured/stack.csv', stackOffset: true},
	{file: 'measured/rep_nokrand_fork.csv', stackOffset: false},
];

for (const {file, stackOffset} of boxes) {
	test(`simulated marks are near those of ${file}`, async t => {
		const measured = new Map<string, number[]>();
		for (const line of fixture(file).trimEnd().split('\n').slice(1)) {
			const [comm, kthread, , bytes] = line.split(',');
			if (kthread !== '2') {
				const name = classOfThread(comm!, kthread === '1');
				measured.set(name, [...measured.get(name) ?? [], Number(bytes)]);
			}
		}

		const {yaml} = await importAs('tasks', fixture(file), {stackOffset});
		const rows = threadsOf({workload: write(yaml, path.basename(file))});
		t.true(measured.size >= 8);
		for (const [name, depths] of measured) {
			const sorted = depths.toSorted((a, b) => a - b);
			const marks = rows
				.filter(({className}) => className === name || (name === 'user' && ['service', 'pool-thread'].includes(className)))
				.map(({highWaterBytes}) => highWaterBytes)
				.toSorted((a, b) => a - b);
			t.true(marks.length >= 5, name);
			const middle = percentile(marks, 50);
			t.true(middle >= sorted[0]! - toleranceBytes && middle <= sorted.at(-1)! + toleranceBytes, `${name}: half of the marks below ${middle}`);
			// Few threads, measured or simulated, have no percentiles to compare
			for (const percent of Math.min(sorted.length, marks.length) < 20 ? [] : [25, 50, 75, 90]) {
				const found = percentile(marks, percent);
				const [least, most] = [percentile(sorted, percent - tolerancePercent) - toleranceBytes, percentile(sorted, percent + tolerancePercent) + toleranceBytes];
				t.true(found >= least && found <= most, `${name} at ${percent} %: simulated ${found}, imported ${least} to ${most}`);
			}
		}
	});
}

test('the published counters make the published box', async t => {
	const {yaml} = await importAs('vmstat', fixture('imports/vmstat-dynamic.txt'));
	const {machine} = resolveScenario({machine: write(yaml, 'vmstat')});
	t.like(machine, {threads: 4632, grownPages: 39, threadSizeKiB: 16});
});

test('the deepest record is the deepest mark of the recorded commands', async t => {
	const {yaml} = await importAs('dmesg', fixture('imports/dmesg.txt'));
	const rows = threadsOf({workload: write(yaml, 'records')});
	const deepest = rows.filter(({className}) => className.startsWith('recorded')).toSorted((a, b) => b.highWaterBytes - a.highWaterBytes)[0]!;
	t.true(Math.abs(deepest.highWaterBytes - 5384) <= 500, `${deepest.highWaterBytes}`);
});

test('depths of a box without the random offset are taken as they are, and run without it', async t => {
	const {yaml} = await importAs('dmesg', fixture('imports/dmesg.txt'), {stackOffset: false});
	const {workload} = resolveScenario({workload: write(yaml, 'no-offset')});
	t.false(workload.randomStackOffset);
	const deepest = threadsOf({workload: path.join(folder, 'no-offset.yaml')})
		.filter(({className}) => className.startsWith('recorded'))
		.map(({highWaterBytes}) => highWaterBytes);
	t.is(Math.max(...deepest), 5384);
	const traced = await importAs('stack-trace', fixture('measured/st_all__stack_trace_tcp.txt'), {stackOffset: false});
	t.regex(traced.understood[0]!, /3952 bytes, 0 of them random offset/u);
});

test('the traced chain is the path of one thread', async t => {
	const {yaml} = await importAs('stack-trace', fixture('measured/st_all__stack_trace_tcp.txt'));
	const {workload} = resolveScenario({workload: write(yaml, 'traced')});
	const item = workload.classes.find(({name}) => name === 'traced');
	const chain = workload.paths[item!.deep[0]!.path]!;
	t.is(chain.depthBytes, 3952 - 1032);
	t.is(chain.frames.at(-1)!.fn, '__msecs_to_jiffies');
});

test('shares of ended threads below a page are those that the kernel counted', async t => {
	const {yaml} = await importAs('vmstat', fixture('imports/vmstat-ended.txt'), {as: 'workload'});
	const marks = threadsOf({workload: write(yaml, 'ended')})
		.filter(({className}) => ['service', 'pool-thread'].includes(className))
		.map(({highWaterBytes}) => highWaterBytes);
	const share = marks.filter(bytes => bytes <= 4096).length / marks.length;
	// 17 + 1444 + 2799 of 4306
	t.true(Math.abs(share - 0.989) < 0.08, `${share}`);
});
