import test from 'ava';
import {InputError} from '../../source/files/input-error.js';
import {fixture, fixtures, importAs} from './text-input.js';

const head = 'comm,kthread,pid,bytes_used,pages_touched,sleep_depth\n';
const row = 'bash,0,812,3000,1,1200\n';
const trace = fixture('imports/stack-trace.txt');
const sample = (pointer: string, thread = '812'): string => `bash ${thread} [001]   815.000001:     250000 cycles:  ffffffff81e00b40  ABI:2    SP:0x${pointer} \n`;

const refused: ReadonlyArray<readonly [kind: string, what: string, text: string, line: string]> = [
	['dmesg', 'more left than a stack holds', 'x\nmake (1) used greatest stack depth: 20000 bytes left\n', 'in.txt:2:37: 20000 bytes are more than a stack of 16384 bytes holds'],
	['dmesg', 'less than nothing left', 'make (1) used greatest stack depth: -8 bytes left\n', 'in.txt:1:37: -8 bytes left'],
	['dmesg', 'nothing used', 'make (1) used greatest stack depth: 16384 bytes left\n', 'in.txt:1:37: 16384 bytes left: a thread that ended used some of its 16384'],
	['dmesg', 'an arm64 kernel', '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd083]\n', 'in.txt:1:1: is of a box with an arm processor'],
	...['6.6.0 (powerpc64le-linux-gnu-gcc) #1 SMP', '6.6.0 (loongarch64-linux-gnu-gcc)', '6.1.0-13-686-pae (gcc-12)', '6.6.0 (riscv64-linux-gnu-gcc)', '6.6.0 (gcc) s390x'].map(version =>
		['dmesg', `a kernel ${version}`, `[    0.000000] Linux version ${version}\n`, 'in.txt:1:1: is of a box with'] as const),
	['dmesg', 'another kind in between', `make (1) used greatest stack depth: 8000 bytes left\n${row}`, 'in.txt:2:1: two kinds in one file: this line looks like CSV table of threads'],
	['dmesg', 'no record at all', '[    1.0] usb 1-1: new device\n', 'in.txt: is no kernel log of a kernel with DEBUG_STACK_USAGE: it has no line like'],
	['stack-trace', 'fewer entries than announced', trace.trimEnd().split('\n').slice(0, -1).join('\n'), 'in.txt:1: is cut short: 9 entries are announced, 8 are there'],
	['stack-trace', 'a line cut short', trace.replace(/\+0x\w+\/0x\w+\n$/u, ''), 'in.txt:11:'],
	['stack-trace', 'a line that is missing', trace.split('\n').toSpliced(4, 1).join('\n'), 'in.txt:5:3: entry 3 after 2 entries: lines are missing'],
	['stack-trace', 'two tables', trace + trace, 'in.txt:12:1: a second table'],
	['stack-trace', 'a tracer that was off', '        Depth    Size   Location    (0 entries)\n        -----    ----   --------\n', 'in.txt:1: the stack tracer found nothing'],
	['stack-trace', 'an arm64 kernel', '  0)      400     100   schedule+0x10/0x20\n  1)      300     300   el0t_64_sync+0x190/0x194\n', 'in.txt:2:25: is of a box with arm64'],
	['stack-trace', 'a powerpc kernel', '  0)      400     100   schedule+0x10/0x20\n  1)      300     300   system_call_exception+0x190/0x194\n', 'in.txt:2:25: is of a box with powerpc'],
	['stack-trace', 'a chain deeper than a stack', '  0)    20000   20000   schedule+0x10/0x20\n', 'in.txt:1:9: 20000 bytes are more than'],
	['vmstat', 'a number cut short', 'nr_free_pages 12\nnr_kernel_stack 186', 'in.txt:2: ends in the middle of a line'],
	['vmstat', 'a name without a number', 'nr_kernel_stack 18684\nnr_dynamic_st\n', 'in.txt:2:1: is no counter such as'],
	['vmstat', 'a counter twice', 'nr_kernel_stack 18684\nnr_kernel_stack 18684\n', 'in.txt:2:1: nr_kernel_stack stands in line 1 already'],
	['vmstat', 'half a thread', 'nr_free_pages 1\nnr_kernel_stack 18685\n', 'in.txt:2:1: nr_kernel_stack makes 1167.8125 threads'],
	['vmstat', 'more pages than stacks have', 'nr_kernel_stack 72\nnr_dynamic_stacks_faults 64\n', 'in.txt:2:1: nr_dynamic_stacks_faults makes 16 pages: a whole number from 0 to 6'],
	['vmstat', 'larger stacks', 'kstack_16k 3\nkstack_32k 0\n', 'in.txt:2:1: kstack_32k is of a box with stacks of more than 16 KiB'],
	['vmstat', 'nothing of use', 'nr_free_pages 12\n', 'in.txt: is no /proc/vmstat: it has neither nr_kernel_stack nor counts of kstack_1k'],
	['tasks', 'a head without rows', head, 'in.txt: is no CSV table of threads: it has no row of a thread below its head'],
	['tasks', 'a column that is not known', 'comm,kthread,pid,bytes_use\n', 'in.txt:1:18: no column is named "bytes_use" (did you mean bytes_used?)'],
	['tasks', 'a column that is missing', 'comm,kthread,pid\n', 'in.txt:1: column bytes_used is missing'],
	['tasks', 'a row cut short', `${head}${row}sh,0,813,30`, 'in.txt:3:12: has 4 fields, the head has 6 (the row is cut short)'],
	['tasks', 'a comma in a command', `${head}a,b,0,812,3000,1,1200\n`, 'in.txt:2:22: has 7 fields, the head has 6 (a command with a comma stands in double quotes)'],
	['tasks', 'a thread twice', `${head}${row}sh,0,813,3000,1,-1\n${row}`, 'in.txt:4:8: pid 812 stands in line 2 already: one row a thread'],
	['tasks', 'asleep above the top', `${head}bash,0,812,3000,1,-2\n`, 'in.txt:2:19: sleep_depth must be a whole number from -1 to 16384 (-1: running), found "-2"'],
	['tasks', 'deeper than a stack', `${head}bash,0,812,16392,1,-1\n`, 'in.txt:2:12: 16392 bytes are more than a stack of 16384 bytes holds (a box with larger stacks: --thread-size 32K or 64K)'],
	['tasks', 'pages that do not fit the bytes', `${head}bash,0,812,5000,1,-1\n`, 'in.txt:2:17: pages_touched is 1, but 5000 bytes touch 2'],
	['tasks', 'no number', `${head}"a,b",0,812,lots,1,-1\n`, 'in.txt:2:11: bytes_used must be a whole number'],
	['tasks', 'a quote that is not closed', `${head}"bash,0,812,3000,1,-1\n`, 'in.txt:2: a quoted field is not closed'],
	['tasks', 'another kind in between', `${head}${row}nr_kernel_stack 18684\n`, 'in.txt:3:1: two kinds in one file: this line looks like /proc/vmstat'],
	['bpftrace', 'a row cut short', '@depth: \n[1K, 2K)             10 |@@@@', 'in.txt:2:'],
	['bpftrace', 'a row below no map', '[1K, 2K)             10 |@@@@  |\n', 'in.txt:1:1: [1K, 2K) stands below no map'],
	['bpftrace', 'depths below 0', '@depth: \n(..., 0)             10 |@@@@  |\n', 'in.txt:2:1: (..., 0) holds 10 depths below 0'],
	['bpftrace', 'depths beyond a stack', '@depth: \n[16K, 32K)            1 |@@@@  |\n', 'in.txt:2:1: [16K, 32K) holds 1 depths, beyond a stack'],
	['bpftrace', 'rows out of order', '@depth: \n[2K, 4K)   1 |@@@@  |\n[1K, 2K)   1 |@@@@  |\n', 'in.txt:3:1: [1K, 2K) begins below the end of the row before it'],
	['bpftrace', 'a row that runs backwards', '@depth: \n[4K, 2K)   1 |@@@@  |\n', 'in.txt:2:1: [4K, 2K) ends before it begins'],
	['bpftrace', 'different widths', '@depth[a]: \n[2K, 4K)   1 |@@@@  |\n@depth[b]: \n[3K, 5K)   1 |@@@@  |\n', 'in.txt: histograms of user threads have rows of different width at 3072 bytes'],
	['bpftrace', 'two maps', '@depth: \n[2K, 4K)   1 |@@@@  |\n@us: \n[2K, 4K)   1 |@@@@  |\n', 'in.txt:3:1: a second map, @us after @depth'],
	['bpftrace', 'a key without a command', '@depth[812]: \n[2K, 4K)   1 |@@@@  |\n', 'in.txt:1:7: @depth[812] has no command in its key'],
	['perf', 'registers of arm64', 'bash 812 [001] 8.000001: 2500 cycles: ffff8000080e0b40 ABI:2    sp:0xffff800012345e80 \n', 'in.txt:1:65: is of a box with arm64'],
	['perf', 'no stack pointer anywhere', 'bash 812 [001] 8.000001: 2500 cycles: \n', 'in.txt: has no stack pointer on a kernel stack in 1 sample (record with perf record --intr-regs=sp'],
	['perf', 'user mode alone', sample('7ffd2a81c0e8'), 'in.txt: has no stack pointer on a kernel stack in 1 sample'],
	['perf', 'a thread id that cannot be', sample('ffffb6a100007a90', '4194305'), 'in.txt:1:6: thread id 4194305 is more than 4194304'],
	['perf', 'another kind in between', `${sample('ffffb6a100007a90')}${head}`, 'in.txt:2:1: two kinds in one file'],
];

for (const [kind, what, text, line] of refused) {
	test(`import ${kind} refuses ${what}`, async t => {
		const error = await t.throwsAsync(importAs(kind, text), {instanceOf: InputError});
		t.true(error.toLine().startsWith(line), error.toLine());
	});
}

const kinds = [...new Set(fixtures.map(([kind]) => kind))];
for (const [kind, file] of fixtures) {
	for (const other of kinds.filter(name => name !== kind)) {
		test(`${file} is no ${other}: the error says what it is`, async t => {
			const error = await t.throwsAsync(importAs(other, fixture(file)), {instanceOf: InputError});
			t.regex(error.toLine(), new RegExp(String.raw`^in\.txt:\d+:1: is no .*: it looks like .*kstacktop import ${kind}\b`, 'u'));
		});
	}
}
