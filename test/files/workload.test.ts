import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {listFixtures} from '../../source/files/find-fixture.js';
import {InputError} from '../../source/files/input-error.js';
import {loadWorkload} from '../../source/files/workload.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-workload-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

let written = 0;
const write = (text: string): string => {
	written++;
	const file = path.join(folder, `w${written}.yaml`);
	fs.writeFileSync(file, text);
	return file;
};

/** Machines draw from tables of 1024 paths and 64 classes, and keep some paths for themselves. */
const pathsMost = 900;
const classesMost = 64;

for (const name of listFixtures('workloads')) {
	test(`the fixture ${name} is sound`, t => {
		const {paths, classes, events, provenance, title} = loadWorkload(name);
		t.not(title, '');
		t.true(paths.length <= pathsMost && classes.length <= classesMost);
		for (const {name: pathName, depthBytes, frames} of paths) {
			t.true(depthBytes > 0 && depthBytes % 8 === 0 && depthBytes <= 16_384, pathName);
			t.is(frames.reduce((sum, {bytes}) => sum + bytes, 0), depthBytes, pathName);
		}

		for (const item of classes) {
			for (const choices of [item.common, item.deep]) {
				const total = choices.reduce((sum, {weight}) => sum + weight, 0);
				t.true(choices.every(({path: index, weight}) => index < paths.length && weight / total >= 1 / 1024), `${item.name}: a weight below 1/1024 is lost in the machine's tables`);
			}

			t.true(item.deepShare > 0 && item.deepShare <= 1);
		}

		t.true(events.interrupts.tickKernelShare + events.interrupts.tickUserShare <= 1);
		t.true(provenance.every(({about, source}) => about.length > 3 && source.length > 3));
	});
}

test('an idle thread never passes one page of its own accord', t => {
	const {paths, classes, events} = loadWorkload('idle');
	for (const {name, kind, takesGrownPages, common, deep, rare} of classes) {
		const deepest = Math.max(...[...common, ...deep, ...rare].map(({path: index}) => paths[index]!.depthBytes));
		t.true(deepest + (kind === 'user' ? 1008 : 0) <= 4096, name);
		t.is(takesGrownPages, kind === 'user');
	}

	// 256 bytes of bin, and what an event pushes: 248 bytes, 64-byte aligned
	const afterEvent = (bins: readonly number[]): number => Math.ceil(((bins.length * 256) + 248) / 64) * 64;
	t.true(afterEvent(events.interrupts.depthBins) <= 4096);
	t.true(afterEvent(events.userFaults.depthBins) + Math.max(...events.userFaults.handler.map(({bytes}) => bytes)) <= 4096);
});

test('classes of the base come first, and own ones follow', t => {
	const idle = loadWorkload('idle').classes.map(({name}) => name);
	t.deepEqual(loadWorkload('forks').classes.map(({name}) => name), [...idle, 'process', 'shell']);
});

const provenance = 'provenance: [{about: this test, status: assumed, source: nothing}]\n';
const head = `title: Test\nextends: idle\n${provenance}`;
const item = (fields: string): string => `${head}classes:\n  - name: own\n    comm: own-%n\n    kind: user\n    count: {box: 1}\n    sleepPath: pool-asleep\n    visitsPerBurst: 2\n    burstUs: 10\n    sleepMs: 10\n    deepShare: 0.1\n${fields}`;

test('a class of the same name changes only what it writes', t => {
	const base = loadWorkload('idle').classes.find(({name}) => name === 'kworker')!;
	const changed = loadWorkload(write(`${head}classes:\n  - {name: kworker, sleepMs: 7}\n`)).classes.find(({name}) => name === 'kworker')!;
	t.is(changed.sleepMs, 7);
	t.is(changed.burstUs, base.burstUs);
	t.deepEqual(changed.count, base.count);
});

test('paths come as frames, as a cut chain and as bytes', t => {
	const text = item('    common: {framed: 1, cut: 1, plain: 1}\n    deep: {paths: {whole: 1}}\npaths:\n  framed: {frames: [{fn: a, bytes: 176}, {fn: b, bytes: 24}]}\n  cut: {trace: st_all__stack_trace_ext4, upTo: load_balance}\n  whole: {trace: st_all__stack_trace_ext4}\n  plain: {bytes: 800}\n');
	const {paths} = loadWorkload(write(text));
	const found = (name: string) => paths.find(entry => entry.name === name)!;
	t.is(found('framed').depthBytes, 200);
	t.deepEqual(found('plain').frames, [{fn: '(chain not traced)', bytes: 800}]);
	t.deepEqual(found('cut').frames.slice(0, 2), [{fn: 'entry_SYSCALL_64_after_hwframe', bytes: 176}, {fn: 'do_syscall_64', bytes: 24}]);
	t.is(found('cut').frames.at(-1)!.fn, 'load_balance');
	t.is(found('cut').depthBytes, 3336 - (1008 - 24));
	t.is(found('whole').depthBytes, 3904 - (1008 - 24));
});

test('a trace may be a file beside the workload', t => {
	fs.writeFileSync(path.join(folder, 'mine.txt'), '  0)  200  24  do_syscall_64+0x5d/0xb0\n  1)  176  176  entry_SYSCALL_64_after_hwframe+0x6e/0xd8\n');
	const {paths} = loadWorkload(write(item('    common: {mine: 1}\n    deep: {paths: {mine: 1}}\npaths: {mine: {trace: ./mine.txt}}\n')));
	t.is(paths.find(({name}) => name === 'mine')!.depthBytes, 200);
});

test('quantiles become depths without the offset, capped, that keep the distribution', t => {
	const {paths, classes} = loadWorkload(write(item('    common: {mmap: 1}\n    deep: {quantiles: {0: 1000, 50: 2000, 100: 4000}, lessOffset: 504, atMost: 3000}\n')));
	const {deep} = classes.find(({name}) => name === 'own')!;
	t.true(deep.length >= 20 && deep.length <= 40);
	const depths = deep.map(({path: index, weight}) => ({bytes: paths[index]!.depthBytes, weight}));
	t.is(Math.max(...depths.map(({bytes}) => bytes)), 3000);
	t.true(Math.min(...depths.map(({bytes}) => bytes)) >= 496);
	const upToMedian = depths.filter(({bytes}) => bytes <= 2000 - 504).reduce((sum, {weight}) => sum + weight, 0);
	t.true(Math.abs(upToMedian - 0.5) < 0.02);
	t.true(depths.every(({bytes}) => bytes % 8 === 0));
});

const deepMmap = '    deep: {paths: {mmap: 1}}\n';
const mistakes: ReadonlyArray<{readonly what: string; readonly text: string; readonly place: string; readonly says: RegExp}> = [
	{what: 'unknown path', text: item(`    common: {mmapp: 1}\n${deepMmap}`), place: '14:21', says: /no path is named "mmapp".*did you mean mmap/},
	{what: 'unknown sleep path', text: item(`    common: {mmap: 1}\n${deepMmap}`).replace('pool-asleep', 'bed'), place: '9:16', says: /no path is named "bed"/},
	{what: 'unknown trace', text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {trace: st_all__stack_trace_ext3}}\n`), place: '16:20', says: /no measured stack trace is named.*did you mean st_all__stack_trace_ext4/},
	{what: 'unknown function in a trace', text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {trace: st_all__stack_trace_ext4, upTo: load_balanse}}\n`), place: '16:52', says: /load_balanse is not in st_all__stack_trace_ext4.*did you mean load_balance/},
	{what: 'upTo without a trace', text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {bytes: 80, upTo: schedule}}\n`), place: '16:30', says: /upTo cuts a trace/},
	{what: 'path in two ways', text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {bytes: 80, trace: st_all__stack_trace_ext4}}\n`), place: '16:12', says: /one of three ways/},
	{what: 'path of the base again', text: item(`    common: {mmap: 1}\n${deepMmap}paths: {mmap: {bytes: 80}}\n`), place: '16:15', says: /path "mmap" is already in idle/},
	{what: 'bytes that are no multiple of 8', text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {bytes: 81}}\n`), place: '16:20', says: /bytes must be a multiple of 8.*found 81/},
	{what: 'negative weight', text: item(`    common: {mmap: -1}\n${deepMmap}`), place: '14:20', says: /mmap must be a number greater than 0, found -1/},
	{what: 'no common path', text: item(`    common: {}\n${deepMmap}`), place: '14:13', says: /at least one/},
	{what: 'quantiles that fall', text: item('    common: {mmap: 1}\n    deep: {quantiles: {5: 800, 50: 720}}\n'), place: '15:36', says: /quantiles fall: 720 bytes at 50 % after 800 bytes at 5 %/},
	{what: 'percentile over 100', text: item('    common: {mmap: 1}\n    deep: {quantiles: {5: 800, 101: 904}}\n'), place: '15:37', says: /a percentile is a number from 0 to 100, found "101"/},
	{what: 'empty quantiles', text: item('    common: {mmap: 1}\n    deep: {quantiles: {}}\n'), place: '15:23', says: /quantiles is empty/},
	{what: 'offset larger than the depth', text: item('    common: {mmap: 1}\n    deep: {quantiles: {50: 800}, lessOffset: 800}\n'), place: '15:46', says: /leaves nothing/},
	{what: 'lessOffset without quantiles', text: item('    common: {mmap: 1}\n    deep: {paths: {mmap: 1}, lessOffset: 8}\n'), place: '15:11', says: /go with quantiles/},
	{what: 'neither paths nor quantiles', text: item('    common: {mmap: 1}\n    deep: {}\n'), place: '15:11', says: /deep needs paths, quantiles or both/},
	{what: 'unknown key', text: item(`    common: {mmap: 1}\n${deepMmap}    sleepms: 3\n`), place: '16:5', says: /unknown key "sleepms".*did you mean sleepMs/},
	{what: 'wrong type', text: item(`    common: {mmap: 1}\n${deepMmap}`).replace('burstUs: 10', 'burstUs: long'), place: '11:14', says: /burstUs must be a number greater than 0, found "long"/},
	{what: 'count in two ways', text: item(`    common: {mmap: 1}\n${deepMmap}`).replace('{box: 1}', '{box: 1, share: 1}'), place: '8:12', says: /count is one of three/},
	{what: 'a class that lacks a field', text: `${head}classes: [{name: own, comm: own}]\n`, place: '4:18', says: /class "own" lacks sleepPath/},
	{what: 'the same class twice', text: `${head}classes: [{name: rcu, sleepMs: 1}, {name: rcu, sleepMs: 2}]\n`, place: '4:43', says: /stands above already/},
	{what: 'empty class list', text: `${head}classes: []\n`, place: '4:10', says: /classes must be/},
	{what: 'unknown base', text: `title: x\nextends: idl\n${provenance}classes: [{name: rcu, sleepMs: 1}]\n`, place: '2:10', says: /no workload is named "idl".*did you mean idle/},
	{what: 'no events', text: `title: x\n${provenance}paths: {a: {bytes: 80}}\nclasses: [{name: a, comm: a, kind: user, count: {box: 1}, common: {a: 1}, deep: {paths: {a: 1}}, deepShare: 1, sleepPath: a, visitsPerBurst: 1, burstUs: 1, sleepMs: 1}]\nevents: {memory: {atomicFailShare: 0}}\n`, place: '5:9', says: /events lacks userFaults/},
	{what: 'shares of ticks beyond 1', text: `${head}classes: [{name: rcu, sleepMs: 1}]\nevents: {interrupts: {eventPer1kVisits: 1, nestedPerTaskHit: 0, tickKernelShare: 0.7, tickUserShare: 0.4, depthBins: [1], fromUserDepthBins: [1], rescheduleShare: 0}}\n`, place: '5:102', says: /add up to 1\.1/},
	{what: 'a histogram of nothing', text: `${head}classes: [{name: rcu, sleepMs: 1}]\nevents: {nmis: {perBusyCpuSecond: 1, fromUserDepthBins: [0, 0]}}\n`, place: '5:57', says: /no weight above 0/},
];

for (const {what, text, place, says} of mistakes) {
	test(`one line with its place for: ${what}`, t => {
		const file = write(text);
		const error = t.throws(() => loadWorkload(file), {instanceOf: InputError});
		t.is(`${error.line}:${error.column}`, place, error.toLine());
		t.is(error.file, file);
		t.regex(error.toLine(), says);
		t.false(error.toLine().includes('\n'));
	});
}

test('workloads that extend each other are a circle', t => {
	fs.writeFileSync(path.join(folder, 'a.yaml'), `title: a\nextends: ./b.yaml\n${provenance}classes: [{name: rcu}]\n`);
	fs.writeFileSync(path.join(folder, 'b.yaml'), `title: b\nextends: ./a.yaml\n${provenance}classes: [{name: rcu}]\n`);
	const error = t.throws(() => loadWorkload(path.join(folder, 'a.yaml')), {instanceOf: InputError});
	t.regex(error.toLine(), /b\.yaml:2:10: a circle/);
});
