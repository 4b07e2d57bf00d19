import {spawn} from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {childEnvironment, program, runProgram} from '../helpers/program.js';
import {openScratchFolder} from '../helpers/scratch-folder.js';
import {smallCells, smallSweep} from '../sweep/small-sweep.js';

const scratch = openScratchFolder();
const grid = scratch.write('small.yaml', smallSweep);
let files = 0;
const newFile = (): string => scratch.at(`${files++}.ndjson`);

const sweep = async (...args: readonly string[]) => runProgram(['sweep', ...args], {cwd: scratch.folder});

/** The sweep as one computer makes it, a cell at a time. */
let whole = '';
let wholeLines: string[] = [];
test.before(async () => {
	const file = newFile();
	await sweep(grid, '--out', file, '--jobs', '1');
	whole = fs.readFileSync(file, 'utf8');
	wholeLines = whole.split(/(?<=\n)/u);
});

test.after.always(() => {
	scratch.remove();
});

type Line = {
	readonly cell: number;
	readonly key: string;
	readonly settings: Record<string, unknown>;
	readonly policies: ReadonlyArray<Record<string, unknown>>;
};
const linesOf = (text: string): Line[] => text.trimEnd().split('\n').map(line => JSON.parse(line) as Line);

test('a line a cell, in the order of the grid, each with what run --format json says', async t => {
	const lines = linesOf(whole);
	t.deepEqual(lines.map(({cell}) => cell), Array.from({length: smallCells}, (_, at) => at));
	const {settings, policies, ...figures} = lines[3]!;
	t.like(settings, {workload: 'swap', policies: ['fred-pf:pool=6'], seed: 2});
	const alone = await runProgram('run --machine haswell-72 --cpus 2 --threads 60 --workload swap --policy fred-pf:pool=6 --seed 2 --for 20ms --format json'.split(' '));
	const {perCpu, log, scenario, policies: [policy], ...expected} = JSON.parse(alone.stdout) as Record<string, unknown> & {policies: Array<Record<string, unknown>>};
	t.like(figures, expected);
	const {perCpu: columns, ...books} = policy!;
	t.deepEqual(policies, [books]);
});

test('the same bytes however many cells run at a time', async t => {
	const file = newFile();
	t.deepEqual(await sweep(grid, '--out', file, '--jobs', '3'), {code: 0, stdout: '', stderr: ''});
	t.is(fs.readFileSync(file, 'utf8'), whole);
});

test('shards merged are the sweep, byte for byte, in whatever order and however often', async t => {
	const parts = ['1/3', '2/3', '3/3'].map(shard => ({shard, file: newFile()}));
	await Promise.all(parts.map(async ({shard, file}) => sweep(grid, '--out', file, '--shard', shard, '--jobs', '1')));
	t.deepEqual(parts.map(({file}) => linesOf(fs.readFileSync(file, 'utf8')).length), [6, 5, 5]);
	const [one, two, three] = parts.map(({file}) => file);
	t.deepEqual(await runProgram(['merge', three!, one!, two!, one!]), {code: 0, stdout: whole, stderr: ''});
});

test('merge tells what is missing, with exit code 1, and gives what there is', async t => {
	const file = scratch.write('part.ndjson', wholeLines.filter((_, at) => at !== 2 && at !== 5).join(''));
	t.deepEqual(await runProgram(['merge', file]), {
		code: 1, stdout: fs.readFileSync(file, 'utf8'), stderr: 'kstacktop: 2 cells of 16 missing: 2, 5\n',
	});
});

test('merge leaves out a cell that is there twice with other figures', async t => {
	const [one, other] = [scratch.write('one.ndjson', wholeLines.join('')), scratch.write('other.ndjson', wholeLines[4]!.replace(/"faults":\d+/u, '"faults":123456'))];
	const {code, stdout, stderr} = await runProgram(['merge', one, other]);
	t.is(code, 1);
	t.is(stdout, wholeLines.toSpliced(4, 1).join(''));
	t.is(stderr, `kstacktop: cell 4 (${linesOf(wholeLines[4]!)[0]!.key}) has other figures in ${other}:1 than in ${one}:5: both were left out\n`);
});

test('merge refuses versions and sweeps that do not go together', async t => {
	const one = scratch.write('a.ndjson', wholeLines[0]!);
	const version = scratch.write('b.ndjson', wholeLines[1]!.replace(/"toolVersion":"[^"]*"/u, '"toolVersion":"9.9.9"'));
	const other = scratch.write('c.ndjson', wholeLines[1]!.replace(/"hash":"[^"]*"/u, '"hash":"0123456789abcdef"'));
	const mixed = await runProgram(['merge', one, version]);
	t.is(mixed.code, 2);
	t.regex(mixed.stderr, /b\.ndjson:1: was made by kstacktop 9\.9\.9, .*a\.ndjson:1 by [\d.]+: cells of two versions do not go together\n$/u);
	const foreign = await runProgram(['merge', one, other]);
	t.deepEqual([foreign.code, foreign.stdout], [2, '']);
	t.regex(foreign.stderr, /c\.ndjson:1: is of another sweep \("Small"\) than .*a\.ndjson:1 \("Small"\), or of another state of its grid\n$/u);
});

test('goes on where it was cut off, in the middle of a line', async t => {
	const cut = wholeLines[7]!.slice(0, 100);
	const file = scratch.write('cut.ndjson', `${wholeLines.slice(3, 6).join('')}${cut}`);
	const {code, stderr} = await sweep(grid, '--out', file, '--resume', '--jobs', '2');
	t.is(code, 0);
	t.is(stderr, 'kstacktop: the last line of the file was cut: 100 bytes taken away, its cell is run again\nkstacktop: 3 cells of 16 are there already\n');
	t.is(fs.readFileSync(file, 'utf8'), whole);
	t.deepEqual(await sweep(grid, '--out', file, '--resume'), {code: 0, stdout: '', stderr: 'kstacktop: 16 cells of 16 are there already\n'});
	t.is(fs.readFileSync(file, 'utf8'), whole);
});

test('does not touch a file that is there, nor go on with that of another sweep', async t => {
	const file = scratch.write('other.yaml.ndjson', whole);
	t.deepEqual(await sweep(grid, '--out', file), {code: 2, stdout: '', stderr: `${file.split('/').at(-1)!}: there is one already (--resume goes on with it)\n`});
	const changed = scratch.write('changed.yaml', smallSweep.replace('20ms', '30ms'));
	const {code, stderr} = await sweep(changed, '--out', file, '--resume');
	t.is(code, 2);
	t.regex(stderr, /:1: is a cell of another sweep \("Small"\), or "Small" was changed since \(give another --out\)\n$/u);
	t.is(fs.readFileSync(file, 'utf8'), whole);
});

test('a cell that fails is told with its key, and the others go on', async t => {
	const failing = scratch.write('failing.yaml', 'scenario: {machine: haswell-72, cpus: 2, threads: 60, for: 20ms}\nlist: [{}, {steps: [at 1ms: cpu 7 offline]}, {seed: 2}]\n');
	const file = newFile();
	const {code, stderr} = await sweep(failing, '--out', file, '--jobs', '1');
	t.is(code, 1);
	t.regex(stderr, /^kstacktop: cell 1 \([\da-f]{16}: machine=haswell-72 .*"steps=at 1ms: cpu 7 offline" .*\) failed: the box refuses "cpu 7 offline": .+\nkstacktop: 1 cell of 3 failed\n$/u);
	t.deepEqual(linesOf(fs.readFileSync(file, 'utf8')).map(({cell}) => cell), [0, 2]);
});

test('--list and --dry-run run nothing', async t => {
	const list = await sweep(grid, '--list', '--shard', '2/4');
	const lines = linesOf(whole);
	t.is(list.code, 0);
	t.deepEqual(list.stdout.trimEnd().split('\n').map(line => line.split('\t').slice(0, 2)), [1, 5, 9, 13].map(cell => [String(cell), lines[cell]!.key]));
	t.regex(list.stdout, /^1\t[\da-f]{16}\tmachine=haswell-72 workload=swap .* policies=fred-pf:pool=3 seed=2\n/u);
	const file = newFile();
	const dry = await sweep(grid, '--out', file, '--dry-run');
	t.is(dry.code, 0);
	t.regex(dry.stdout, /^Small: 16 cells, sweep [\da-f]{16}\n/u);
	t.regex(dry.stdout, /\n {2}policies: fred-pf:pool=3, fred-pf:pool=6, ist-pf:pool=3, ist-pf:pool=6\n {2}seed: 1, 2\n16 cells would be run into \d+\.ndjson\n$/u);
	t.false(fs.existsSync(file));
});

test('Ctrl-C ends it at once with whole lines and exit code 130; --resume makes it what it would have been', async t => {
	const long = scratch.write('long.yaml', smallSweep.replace('cpus: 2, threads: 60, for: 20ms', 'cpus: 8, threads: 500, for: 2s'));
	const file = newFile();
	const child = spawn(process.execPath, [program, 'sweep', long, '--out', file, '--jobs', '2'], {env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe']});
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	const ended = new Promise<number | undefined>(resolve => {
		child.once('close', code => {
			resolve(code ?? undefined);
		});
	});
	while (!fs.existsSync(file) || !fs.readFileSync(file, 'utf8').includes('\n')) {
		await setTimeout(20); // eslint-disable-line no-await-in-loop -- until the first cell is there
	}

	child.kill('SIGINT');
	t.is(await ended, 130);
	t.regex(stderr, /ended by SIGINT after \d+ of 16 cells: --resume goes on\n$/u);
	const cells = linesOf(fs.readFileSync(file, 'utf8')).map(({cell}) => cell);
	t.true(cells.length < smallCells);
	t.deepEqual(cells, cells.toSorted((a, b) => a - b));
	const resumed = await sweep(long, '--out', file, '--resume');
	t.is(resumed.code, 0);
	const again = newFile();
	await sweep(long, '--out', again, '--jobs', '1');
	t.is(fs.readFileSync(file, 'utf8'), fs.readFileSync(again, 'utf8'));
});

const refusals: ReadonlyArray<readonly [args: readonly string[], stderr: RegExp]> = [
	[['sweep'], /^kstacktop: sweep needs a GRID \(a name that comes with kstacktop, such as pools, or a YAML file\)\n$/u],
	[['sweep', 'pools'], /^kstacktop: sweep needs --out FILE \(--list and --dry-run do without\)\n$/u],
	[['sweep', 'pools', '--out=-'], /^kstacktop: --out must be a file, found standard output \(a sweep puts .*\)\n$/u],
	[['sweep', 'polls', '--list'], /^kstacktop: no sweep is named "polls" \(did you mean pools\? known: .*\)\n$/u],
	[['sweep', 'none.yaml', '--list'], /^none\.yaml: no such file\n$/u],
	[['sweep', 'pools', '--out', '/no/such/folder/x'], /^\/no\/such\/folder\/x: cannot be written \(ENOENT\)\n$/u],
	[['merge'], /^kstacktop: merge needs the FILES of a sweep\n$/u],
	[['merge', 'none.ndjson'], /^none\.ndjson: no such file\n$/u],
	[['table'], /^kstacktop: table needs the FILE of a sweep \(a path, or - for standard input\)\n$/u],
	[['table', 'x', '--sort', 'cost'], /^kstacktop: --sort must be one of .*, found "cost"/u],
	[['merge', '-'], /^kstacktop: merge reads files, not standard input: each is read twice\n$/u],
];

for (const [args, stderr] of refusals) {
	test(`refused with one line and exit code 2: kstacktop ${args.join(' ')}`, async t => {
		const ended = await runProgram(args, {cwd: scratch.folder});
		t.deepEqual([ended.code, ended.stdout], [2, '']);
		t.regex(ended.stderr, stderr);
	});
}

test('table reads a file or standard input, and says what is missing', async t => {
	const part = wholeLines.slice(0, 12).join('');
	const {code, stdout, stderr} = await runProgram(['table', '-', '--figures', 'savedNetPercent'], {input: part});
	t.deepEqual([code, stderr], [0, 'kstacktop: 4 cells of 16 missing in standard input\n']);
	t.regex(stdout, /^kstacktop [\d.]+: Small, 12 of 16 cells\n/u);
	const file = scratch.write('part.ndjson', part);
	t.deepEqual(await runProgram(['table', file, '--figures', 'savedNetPercent']), {code, stdout, stderr: `kstacktop: 4 cells of 16 missing in ${file}\n`});
	const csv = await runProgram(['table', file, '--format', 'csv', '--sort', 'costPercent']);
	t.is(csv.stdout.trimEnd().split('\r\n').length, 1 + 6);
});

test('a file that is no sweep is refused with its line', async t => {
	const file = scratch.write('no.ndjson', `${wholeLines[0]!.trimEnd()}\n{"a":1}\n`);
	const {code, stderr} = await runProgram(['merge', file]);
	t.is(code, 2);
	t.regex(stderr, /no\.ndjson:2: is not a line of kstacktop sweep that this version reads \(schemaVersion\)\n$/u);
});
