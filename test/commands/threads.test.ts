import test from 'ava';
import {Machine} from '../../machine/index.js';
import {parseCsv} from '../../source/files/csv.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {runProgram} from '../helpers/program.js';

const small = ['--machine', 'haswell-72', '--workload', 'web', '--cpus', '2', '--threads', '200', '--for', '100ms'];

const refusals: ReadonlyArray<readonly [args: readonly string[], stderr: string]> = [
	[['page > 2'], 'query, column 1: no field page; did you mean pages? (see kstacktop help threads)'],
	[['pages > 2 high'], 'query, column 11: and or or must stand before high (see kstacktop help threads)'],
	[['class = web-workr', '--workload', 'web'], 'query, column 9: no class web-workr; did you mean web-worker? (see kstacktop help threads)'],
	[['--sort', 'deep'], '--sort must be one of tid, comm, class, cpu, state, pages, depth, high, sleep, faults, age, deepest, path, found "deep" (did you mean deepest?)'],
	[['--group', 'cpu', '--format', 'csv'], '--group needs --format text'],
	[['--top', '0'], '--top must be a whole number from 1 to 1000000, found "0"'],
	[['--format', 'json'], '--format must be one of text, csv, ndjson, found "json" (did you mean ndjson?)'],
	[['a', 'b'], 'threads takes one QUERY, found "b" (see kstacktop help threads)'],
];

for (const [args, stderr] of refusals) {
	test(`refused with one line and exit code 2: kstacktop threads ${args.join(' ')}`, async t => {
		t.deepEqual(await runProgram(['threads', ...args]), {code: 2, stdout: '', stderr: `kstacktop: ${stderr}\n`});
	});
}

test('the rows are those of the machine, with the figures of every policy', async t => {
	const {code, stdout, stderr} = await runProgram(['threads', 'high > 1 KiB', ...small, '--format', 'csv', '--sort', 'tid']);
	t.deepEqual([code, stderr], [0, '']);
	const machine = new Machine(resolveScenario({machine: 'haswell-72', workload: 'web', cpus: 2, threads: 200}));
	machine.advance(100e6);
	const {rows} = machine.threads({sort: 'tid', descending: false, offset: 0, count: 1000, where: {kind: 'number', field: 'high', is: '>', value: 1024}});
	const [head, ...lines] = parseCsv(stdout, 'csv').map(({fields}) => fields);
	t.true(rows.length > 10 && rows.length < 200);
	t.deepEqual(head!.slice(-6), ['fred-pf', 'ist-pf', 'fixed'].flatMap(name => [`pages.${name}`, `faults.${name}`]));
	t.deepEqual(lines.map(line => line.map(String)), rows.map(row => [
		row.tid,
		row.comm,
		row.className,
		row.cpu,
		row.state,
		row.depthBytes,
		row.highWaterBytes,
		row.sleepDepthBytes,
		row.ageNs,
		row.path ?? '',
		row.deepPath,
		...row.pages.flatMap((pages, index) => [pages, row.faults[index]!]),
	].map(String)));
});

test('every form lists the same threads, and the text says how many there are', async t => {
	const [text, csv, ndjson] = await Promise.all(['text', 'csv', 'ndjson'].map(async format => runProgram(['threads', 'kind = user', ...small, '--top', '7', '--format', format])));
	const tids = ndjson!.stdout.trim().split('\n').map(line => String((JSON.parse(line) as {tid: number}).tid));
	t.is(tids.length, 7);
	t.deepEqual(parseCsv(csv!.stdout, 'csv').slice(1).map(({fields}) => fields[0]), tids);
	const lines = text!.stdout.trimEnd().split('\n');
	t.deepEqual(lines.slice(4).map(line => line.trim().split(/\s+/u)[1]), tids);
	t.regex(lines[0]!, /\d+ of 200 threads: kind = user; the first 7 are listed$/u);
	t.deepEqual(lines.filter((line, index) => index > 0 && line.length > 80), []);
});

test('groups are a line each, and hold all threads', async t => {
	const {stdout} = await runProgram(['threads', ...small, '--group', 'class']);
	const lines = stdout.trimEnd().split('\n').slice(4);
	t.is(lines.reduce((sum, line) => sum + Number(line.trim().split(/\s+/u)[1]), 0), 200);
});
