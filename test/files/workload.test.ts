import test from 'ava';
import {listFixtures} from '../../source/files/find-fixture.js';
import {loadWorkload} from '../../source/files/workload.js';
import {head, item, openScratch} from './workload-text.js';

const scratch = openScratch();
test.after.always(() => {
	scratch.remove();
});

/** Machines draw from tables of 1024 paths and 64 classes, and keep some paths for themselves. */
const pathsMost = 900;
const classesMost = 64;

for (const name of listFixtures('workloads')) {
	test(`the fixture ${name} is sound`, t => {
		const {paths, classes, events, provenance, title} = loadWorkload(name);
		t.not(title, '');
		t.true(paths.length <= pathsMost && classes.length <= classesMost);
		for (const {name: pathName, depthBytes, frames} of paths) {
			t.true(depthBytes > 0 && depthBytes % 8 === 0 && depthBytes <= 16_384, `path ${pathName}`);
			t.is(frames.reduce((sum, {bytes}) => sum + bytes, 0), depthBytes, `path ${pathName}`);
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
		t.true(deepest + (kind === 'user' ? 1008 : 0) <= 4096, `class ${name}`);
		t.is(takesGrownPages, kind === 'user');
	}

	// 256 bytes of bin, and what an event pushes: 248 bytes, 64-byte aligned
	const afterEvent = (bins: readonly number[]): number => Math.ceil(((bins.length * 256) + 248) / 64) * 64;
	t.true(afterEvent(events.interrupts.depthBins) <= 4096);
	t.true(afterEvent(events.userFaults.depthBins) + Math.max(...events.userFaults.handler.map(({bytes}) => bytes)) <= 4096);
});

test('what a file says of figures replaces what its base said of the same', t => {
	const about = 'page faults on user memory, interrupts in kernel mode, timer ticks';
	for (const name of listFixtures('workloads')) {
		const {provenance} = loadWorkload(name);
		t.is(new Set(provenance.map(entry => entry.about)).size, provenance.length, `${name} says of something twice where it is from`);
		t.is(provenance.filter(entry => entry.about === about).length, 1, name);
	}

	t.regex(loadWorkload('web').provenance.find(entry => entry.about === about)!.source, /^event-mix\.csv, web, 6\.12/u);
});

test('classes of the base come first, and own ones follow', t => {
	const idle = loadWorkload('idle').classes.map(({name}) => name);
	t.deepEqual(loadWorkload('forks').classes.map(({name}) => name), [...idle, 'process', 'shell']);
});

test('a class of the same name changes only what it writes', t => {
	const base = loadWorkload('idle').classes.find(({name}) => name === 'kworker')!;
	const changed = loadWorkload(scratch.write(`${head}classes:\n  - {name: kworker, sleepMs: 7}\n`)).classes.find(({name}) => name === 'kworker')!;
	t.is(changed.sleepMs, 7);
	t.is(changed.burstUs, base.burstUs);
	t.deepEqual(changed.count, base.count);
});

test('paths come as frames, as a cut chain and as bytes', t => {
	const text = item(`    common: {framed: 1, cut: 1, plain: 1}
    deep: {paths: {whole: 1}}
paths:
  framed: {frames: [{fn: a, bytes: 176}, {fn: b, bytes: 24}]}
  cut: {trace: st_all__stack_trace_ext4, upTo: load_balance}
  whole: {trace: st_all__stack_trace_ext4}
  plain: {bytes: 800}
`);
	const {paths} = loadWorkload(scratch.write(text));
	const found = (name: string) => paths.find(entry => entry.name === name)!;
	t.is(found('framed').depthBytes, 200);
	t.deepEqual(found('plain').frames, [{fn: '(chain not traced)', bytes: 800}]);
	t.deepEqual(found('cut').frames.slice(0, 2), [{fn: 'entry_SYSCALL_64_after_hwframe', bytes: 176}, {fn: 'do_syscall_64', bytes: 24}]);
	t.is(found('cut').frames.at(-1)!.fn, 'load_balance');
	t.is(found('cut').depthBytes, 3336 - (1008 - 24));
	t.is(found('whole').depthBytes, 3904 - (1008 - 24));
});

test('a trace may be a file beside the workload', t => {
	scratch.write('  0)  200  24  do_syscall_64+0x5d/0xb0\n  1)  176  176  entry_SYSCALL_64_after_hwframe+0x6e/0xd8\n', 'mine.txt');
	const {paths} = loadWorkload(scratch.write(item('    common: {mine: 1}\n    deep: {paths: {mine: 1}}\npaths: {mine: {trace: ./mine.txt}}\n')));
	t.is(paths.find(({name}) => name === 'mine')!.depthBytes, 200);
});

test('quantiles become depths without the offset, capped, that keep the distribution', t => {
	const {paths, classes} = loadWorkload(scratch.write(item('    common: {mmap: 1}\n    deep: {quantiles: {0: 1000, 50: 2000, 100: 4000}, lessOffset: 504, atMost: 3000}\n')));
	const {deep} = classes.find(({name}) => name === 'own')!;
	t.true(deep.length >= 20 && deep.length <= 40);
	const depths = deep.map(({path: index, weight}) => ({bytes: paths[index]!.depthBytes, weight}));
	t.is(Math.max(...depths.map(({bytes}) => bytes)), 3000);
	t.true(Math.min(...depths.map(({bytes}) => bytes)) >= 496);
	const upToMedian = depths.filter(({bytes}) => bytes <= 2000 - 504).reduce((sum, {weight}) => sum + weight, 0);
	t.true(Math.abs(upToMedian - 0.5) < 0.02);
	t.true(depths.every(({bytes}) => bytes % 8 === 0));
});
