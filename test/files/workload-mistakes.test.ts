import test from 'ava';
import {InputError} from '../../source/files/input-error.js';
import {loadWorkload} from '../../source/files/workload.js';
import {
	head, item, openScratch, provenance,
} from './workload-text.js';

const scratch = openScratch();
test.after.always(() => {
	scratch.remove();
});

const deepMmap = '    deep: {paths: {mmap: 1}}\n';
/** A class that needs no base. */
const whole = '{name: a, comm: a, kind: user, count: {box: 1}, common: {a: 1}, deep: {paths: {a: 1}}, deepShare: 1, sleepPath: a, visitsPerBurst: 1, burstUs: 1, sleepMs: 1}';
/** Ticks in more places than there are. */
const tooManyTicks = '{eventPer1kVisits: 1, nestedPerTaskHit: 0, tickKernelShare: 0.7, tickUserShare: 0.4, depthBins: [1], fromUserDepthBins: [1], rescheduleShare: 0}';
const mistakes: ReadonlyArray<{readonly what: string; readonly text: string; readonly place: string; readonly says: RegExp}> = [
	{
		what: 'unknown path',
		text: item(`    common: {mmapp: 1}\n${deepMmap}`),
		place: '14:21',
		says: /no path is named "mmapp".*did you mean mmap/,
	},
	{
		what: 'unknown sleep path',
		text: item(`    common: {mmap: 1}\n${deepMmap}`).replace('pool-asleep', 'bed'),
		place: '9:16',
		says: /no path is named "bed"/,
	},
	{
		what: 'unknown trace',
		text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {trace: st_all__stack_trace_ext3}}\n`),
		place: '16:20',
		says: /no measured stack trace is named.*did you mean st_all__stack_trace_ext4/,
	},
	{
		what: 'unknown function in a trace',
		text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {trace: st_all__stack_trace_ext4, upTo: load_balanse}}\n`),
		place: '16:52',
		says: /load_balanse is not in st_all__stack_trace_ext4.*did you mean load_balance/,
	},
	{
		what: 'upTo without a trace',
		text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {bytes: 80, upTo: schedule}}\n`),
		place: '16:30',
		says: /upTo cuts a trace/,
	},
	{
		what: 'path in two ways',
		text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {bytes: 80, trace: st_all__stack_trace_ext4}}\n`),
		place: '16:12',
		says: /one of three ways/,
	},
	{
		what: 'path of the base again',
		text: item(`    common: {mmap: 1}\n${deepMmap}paths: {mmap: {bytes: 80}}\n`),
		place: '16:15',
		says: /path "mmap" is already in idle/,
	},
	{
		what: 'bytes that are no multiple of 8',
		text: item(`    common: {x: 1}\n${deepMmap}paths: {x: {bytes: 81}}\n`),
		place: '16:20',
		says: /bytes must be a multiple of 8.*found 81/,
	},
	{
		what: 'negative weight',
		text: item(`    common: {mmap: -1}\n${deepMmap}`),
		place: '14:20',
		says: /mmap must be a number greater than 0, found -1/,
	},
	{
		what: 'no common path',
		text: item(`    common: {}\n${deepMmap}`),
		place: '14:13',
		says: /at least one/,
	},
	{
		what: 'quantiles that fall',
		text: item('    common: {mmap: 1}\n    deep: {quantiles: {5: 800, 50: 720}}\n'),
		place: '15:36',
		says: /quantiles fall: 720 bytes at 50 % after 800 bytes at 5 %/,
	},
	{
		what: 'percentile over 100',
		text: item('    common: {mmap: 1}\n    deep: {quantiles: {5: 800, 101: 904}}\n'),
		place: '15:37',
		says: /a percentile is a number from 0 to 100, found "101"/,
	},
	{
		what: 'empty quantiles',
		text: item('    common: {mmap: 1}\n    deep: {quantiles: {}}\n'),
		place: '15:23',
		says: /quantiles is empty/,
	},
	{
		what: 'offset larger than the depth',
		text: item('    common: {mmap: 1}\n    deep: {quantiles: {50: 800}, lessOffset: 800}\n'),
		place: '15:46',
		says: /leaves nothing/,
	},
	{
		what: 'lessOffset without quantiles',
		text: item('    common: {mmap: 1}\n    deep: {paths: {mmap: 1}, lessOffset: 8}\n'),
		place: '15:11',
		says: /go with quantiles/,
	},
	{
		what: 'neither paths nor quantiles',
		text: item('    common: {mmap: 1}\n    deep: {}\n'),
		place: '15:11',
		says: /deep needs paths, quantiles or both/,
	},
	{
		what: 'unknown key',
		text: item(`    common: {mmap: 1}\n${deepMmap}    sleepms: 3\n`),
		place: '16:5',
		says: /unknown key "sleepms".*did you mean sleepMs/,
	},
	{
		what: 'wrong type',
		text: item(`    common: {mmap: 1}\n${deepMmap}`).replace('burstUs: 10', 'burstUs: long'),
		place: '11:14',
		says: /burstUs must be a number from 0.1 to 10{5}, found "long"/,
	},
	{
		what: 'count in two ways',
		text: item(`    common: {mmap: 1}\n${deepMmap}`).replace('{box: 1}', '{box: 1, share: 1}'),
		place: '8:12',
		says: /count is one of three/,
	},
	{
		what: 'a class that lacks a field',
		text: `${head}classes: [{name: own, comm: own}]\n`,
		place: '4:18',
		says: /class "own" lacks sleepPath/,
	},
	{
		what: 'the same class twice',
		text: `${head}classes: [{name: rcu, sleepMs: 1}, {name: rcu, sleepMs: 2}]\n`,
		place: '4:43',
		says: /stands above already/,
	},
	{
		what: 'empty class list',
		text: `${head}classes: []\n`,
		place: '4:10',
		says: /classes must be/,
	},
	{
		what: 'unknown base',
		text: `title: x\nextends: idl\n${provenance}classes: [{name: rcu, sleepMs: 1}]\n`,
		place: '2:10',
		says: /no workload is named "idl".*did you mean idle/,
	},
	{
		what: 'no events',
		text: `title: x\n${provenance}paths: {a: {bytes: 80}}\nclasses: [${whole}]\nevents: {memory: {atomicFailShare: 0}}\n`,
		place: '5:9',
		says: /events lacks userFaults/,
	},
	{
		what: 'shares of ticks beyond 1',
		text: `${head}classes: [{name: rcu, sleepMs: 1}]\nevents: {interrupts: ${tooManyTicks}}\n`,
		place: '5:102',
		says: /add up to 1\.1/,
	},
	{
		what: 'shares of calls beyond 1',
		text: `${head}classes: [{name: rcu, sleepMs: 1}]\nevents: {contexts: {lockedShare: 0.75, irqsOffShare: 0.5}}\n`,
		place: '5:54',
		says: /lockedShare and irqsOffShare .* add up to 1\.25/,
	},
	{
		what: 'rare paths in more calls than there are',
		text: item(`    common: {mmap: 1}\n${deepMmap}    rare: {mmap: 900000, munmap: 300000}\n`),
		place: '16:11',
		says: /rare paths add up to 1200000 in a million calls/,
	},
	{
		what: 'quantiles deeper than a stack',
		text: item('    common: {mmap: 1}\n    deep: {quantiles: {50: 20000}}\n'),
		place: '15:23',
		says: /path "own: measured mark, 20000 B" is 20000 bytes deep, more than a stack of 16 KiB holds/,
	},
	{
		what: 'a histogram of nothing',
		text: `${head}classes: [{name: rcu, sleepMs: 1}]\nevents: {nmis: {perBusyCpuSecond: 1, fromUserDepthBins: [0, 0]}}\n`,
		place: '5:57',
		says: /no weight above 0/,
	},
];

for (const {what, text, place, says} of mistakes) {
	test(`one line with its place for: ${what}`, t => {
		const file = scratch.write(text);
		const error = t.throws(() => loadWorkload(file, 16_384), {instanceOf: InputError});
		t.is(`${error.line}:${error.column}`, place);
		t.is(error.file, file);
		t.regex(error.toLine(), says);
		t.false(error.toLine().includes('\n'));
	});
}

test('workloads that extend each other are a circle', t => {
	const first = scratch.write(`title: a\nextends: ./b.yaml\n${provenance}classes: [{name: rcu}]\n`, 'a.yaml');
	scratch.write(`title: b\nextends: ./a.yaml\n${provenance}classes: [{name: rcu}]\n`, 'b.yaml');
	const error = t.throws(() => loadWorkload(first), {instanceOf: InputError});
	t.regex(error.toLine(), /b\.yaml:2:10: a circle/);
});

test('an error names no more than 24 of many names', t => {
	const text = item('    common: {x: 1}\n    deep: {paths: {x: 1}}\npaths: {x: {trace: stack_nokrand__stack_trace_stack, upTo: nothing_like_it}}\n');
	const error = t.throws(() => loadWorkload(scratch.write(text)), {instanceOf: InputError});
	t.regex(error.toLine(), /nothing_like_it is not in .*\(known: entry_SYSCALL_64_after_hwframe, (?:[^,]+, ){23}and 20 more\)$/u);
});
