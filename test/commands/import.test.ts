import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {fixturesRoot} from '../../source/files/find-fixture.js';
import {runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-import-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

const imports = path.join(fixturesRoot, 'imports');
const tasks = path.join(imports, 'tasks.csv');

test('a workload is written as a file that run takes at once', async t => {
	const written = await runProgram(['import', 'tasks', tasks, '--out', 'mine.yaml'], {cwd: folder});
	t.is(written.code, 0);
	t.is(written.stdout, '');
	t.regex(written.stderr, /tasks\.csv: 30 threads in 31 lines\n(?:.*\n)*wrote mine\.yaml: kstacktop run --workload mine\.yaml\n$/u);
	const {code, stdout} = await runProgram(['run', '--workload', 'mine.yaml', '--cpus', '8', '--threads', '500', '--for', '10ms', '--format', 'json'], {cwd: folder});
	t.is(code, 0);
	t.true(stdout.includes('Depths of 30 threads, tasks.csv'));
});

test('a machine is written as a file that run takes at once', async t => {
	const written = await runProgram(['import', 'vmstat', path.join(imports, 'vmstat-dynamic.txt'), '--cpus', '64', '--out', 'box.yaml'], {cwd: folder});
	t.is(written.code, 0);
	const {code, stdout} = await runProgram(['run', '--machine', 'box.yaml', '--for', '10ms'], {cwd: folder});
	t.is(code, 0);
	t.regex(stdout, /64 CPUs, 4 632 kernel stacks of 16 KiB/u);
});

test('standard input and standard output', async t => {
	const text = fs.readFileSync(path.join(imports, 'perf.txt'), 'utf8');
	const {code, stdout, stderr} = await runProgram(['import', 'perf', '-'], {input: text});
	t.is(code, 0);
	t.true(stdout.startsWith('# Deepest of 77 samples of each thread, perf, standard input.\n'));
	t.regex(stderr, /^stdin: 77 samples on kernel stacks in 85 lines\n/u);
	t.true(stderr.includes('\nskipped 1: samples in user mode (stdin:77)\n'));
});

test('stacks of another size', async t => {
	const input = 'make (1) used greatest stack depth: 20000 bytes left\n';
	const {code, stdout} = await runProgram(['import', 'dmesg', '-', '--thread-size', '32K'], {input});
	t.is(code, 0);
	t.true(stdout.includes('50: 12768\n'));
});

test('a mistake leaves the file as it was, and nothing beside it', async t => {
	const place = fs.mkdtempSync(path.join(folder, 'whole-'));
	const out = path.join(place, 'out.yaml');
	fs.writeFileSync(out, 'before\n');
	const {code, stderr} = await runProgram(['import', 'vmstat', '-', '--out', out], {input: 'nr_free_pages 12\nnr_kernel_stack 18'});
	t.is(code, 2);
	t.regex(stderr, /^stdin:2: ends in the middle of a line: it may be cut short \(.*\)\n$/u);
	t.is(fs.readFileSync(out, 'utf8'), 'before\n');
	t.deepEqual(fs.readdirSync(place), ['out.yaml']);
});

test('a place that cannot be written to leaves nothing behind', async t => {
	const place = fs.mkdtempSync(path.join(folder, 'place-'));
	fs.mkdirSync(path.join(place, 'out.yaml'));
	const write = async (out: string): ReturnType<typeof runProgram> => runProgram(['import', 'tasks', tasks, '--out', out], {cwd: place});
	t.like(await write('out.yaml'), {code: 2, stderr: 'out.yaml: is a folder or a device, not a file\n'});
	t.like(await write('none/out.yaml'), {code: 2, stderr: 'none/out.yaml: cannot be written (ENOENT)\n'});
	t.deepEqual(fs.readdirSync(place), ['out.yaml']);
	t.deepEqual(fs.readdirSync(path.join(place, 'out.yaml')), []);
});

const refused: ReadonlyArray<readonly [args: readonly string[], line: string]> = [
	[[], 'kstacktop: import needs a KIND and a FILE (kinds: dmesg, stack-trace, vmstat, tasks, bpftrace, perf)'],
	[['task', tasks], 'kstacktop: KIND must be one of dmesg, stack-trace, vmstat, tasks, bpftrace, perf, found "task" (did you mean tasks?)'],
	[['tasks'], 'kstacktop: import tasks needs a FILE (a path, or - for standard input)'],
	[['tasks', 'none.csv'], 'none.csv: no such file'],
	[['tasks', '.'], '.: is a directory, not a file'],
	[['tasks', '-'], 'stdin: is empty'],
	[['tasks', tasks, '--thread-size', '12K'], 'kstacktop: --thread-size must be one of 8K, 16K, 32K, 64K, found "12K" (did you mean 16K?)'],
	[['tasks', tasks, '--as', 'machine'], 'kstacktop: --as goes with import vmstat: tasks makes a workload, which fits any machine'],
	[['tasks', tasks, '--out', 'mine'], 'kstacktop: --out must end in .yaml, found "mine" (--workload and --machine know a file by it)'],
	[['tasks', 'same.yaml', '--out', './same.yaml'], './same.yaml: --out is the file that is read'],
];

for (const [args, line] of refused) {
	test(`exit code 2 and one line: import ${args.map(arg => path.basename(arg)).join(' ')}`, async t => {
		const {code, stdout, stderr} = await runProgram(['import', ...args], {cwd: folder});
		t.is(code, 2);
		t.is(stdout, '');
		t.is(stderr, `${line}\n`);
	});
}
