import {once} from 'node:events';
import {type ChildProcess, execFile, spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {parseAddress} from '../../source/commands/listen-address.js';
import {serveMetrics} from '../../source/commands/listen.js';
import {parseCsv} from '../../source/files/csv.js';
import {InputError} from '../../source/files/input-error.js';
import {parseOpenMetrics} from '../helpers/open-metrics.js';
import {childEnvironment, program, runProgram} from '../helpers/program.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kstacktop-run-'));
test.after.always(() => {
	fs.rmSync(folder, {recursive: true});
});

const small = ['--machine', 'haswell-72', '--cpus', '2', '--threads', '100', '--policy', 'fred-pf,fixed'];

/** A run that goes on until somebody ends it; what it writes is collected. */
const startRun = (t: ExecutionContext, ...args: readonly string[]) => {
	const child: ChildProcess = spawn(process.execPath, [program, 'run', ...small, '--for', '10h', '--speed', '10', ...args], {env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe']});
	t.teardown(() => child.kill('SIGKILL'));
	const output = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name]!.setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
		});
	}

	return {
		output,
		async until(done: () => boolean) {
			while (!done()) {
				await once(child.stdout!, 'data').catch(() => undefined); // eslint-disable-line no-await-in-loop -- until enough has come
			}
		},
		async firstLine() {
			while (!output.stderr.includes('\n')) {
				await once(child.stderr!, 'data'); // eslint-disable-line no-await-in-loop -- until enough has come
			}

			return output.stderr;
		},
		async end(signal: NodeJS.Signals) {
			child.kill(signal);
			const [code] = await once(child, 'close') as [number];
			return code;
		},
	};
};

test('CSV: a header, then a row a reading and policy', async t => {
	const {code, stdout, stderr} = await runProgram(['run', ...small, '--for', '1s', '--format', 'csv', '--every', '250ms']);
	t.is(code, 0);
	t.is(stderr, '');
	const [header, ...rows] = parseCsv(stdout, 'stdout');
	t.deepEqual(header!.fields.slice(0, 2), ['timeNs', 'name']);
	t.deepEqual(rows.map(({fields}) => fields.slice(0, 2).join(' ')), [250e6, 500e6, 750e6, 1e9].flatMap(timeNs => [`${timeNs} fred-pf`, `${timeNs} fixed`]));
	t.true(rows.every(({fields}) => fields.length === header!.fields.length));
});

test('an alarm: told with time, wanted and found; the run goes on to its report; exit code 1', async t => {
	const {code, stdout, stderr} = await runProgram(['run', ...small, '--for', '1s', '--format', 'json', '--fail-on', 'timeNs >= 600_000_000', '--fail-on', 'policies.fixed.failures > 0']);
	t.is(code, 1);
	t.is((JSON.parse(stdout) as {timeNs: number}).timeNs, 1_000_000_000);
	t.is(stderr, [
		'kstacktop: ALARM at 600ms, fred-pf: wanted not timeNs >= 600_000_000, found 600000000',
		'kstacktop: 2 alarms, 10 readings: timeNs >= 600_000_000 in 5',
		'',
	].join('\n'));
});

test('alarms that never are: exit code 0; the last reading is checked too', async t => {
	const {code, stderr} = await runProgram(['run', ...small, '--for', '1050ms', '--every', '500ms', '--fail-on', 'failures > 0']);
	t.is(code, 0);
	t.is(stderr, 'kstacktop: 1 alarm, 3 readings: none\n');
});

test('an alarm that cannot be is refused before anything is written', async t => {
	t.deepEqual(await runProgram(['run', ...small, '--fail-on', 'savedPercent.nat < 70']), {code: 2, stdout: '', stderr: 'kstacktop: --fail-on: savedPercent.nat leads nowhere: there is no "nat"\n'});
});

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
	test(`${signal} ends a run whole: exit code ${code}, whole lines, a whole trace`, async t => {
		const file = path.join(folder, `${signal}.json`);
		const run = startRun(t, '--format', 'ndjson', '--every', '100ms', '--trace', file);
		await run.until(() => run.output.stdout.split('\n').length > 5);
		t.is(await run.end(signal), code);
		const readings = run.output.stdout.trimEnd().split('\n').map(line => JSON.parse(line) as {timeNs: number});
		const last = readings.at(-1)!.timeNs;
		t.true(readings.length > 5);
		const trace = JSON.parse(fs.readFileSync(file, 'utf8')) as {traceEvents: unknown[]; otherData: {simulatedNs: number}};
		t.is(trace.otherData.simulatedNs, last);
		t.regex(run.output.stderr, new RegExp(String.raw`^kstacktop: ended by ${signal} at [\d.]+s of 10h$`, 'mu'));
	});
}

test('SIGINT: the report of what was reached', async t => {
	const run = startRun(t, '--format', 'json', '--listen', '127.0.0.1:0');
	await run.firstLine();
	t.is(await run.end('SIGINT'), 130);
	t.is((JSON.parse(run.output.stdout) as {schemaVersion: number}).schemaVersion, 1);
});

test('a trace has the same bytes however fast the run goes', async t => {
	const [fast, slow] = [path.join(folder, 'fast.json'), path.join(folder, 'slow.json')];
	const run = async (file: string, ...more: readonly string[]) => runProgram(['run', ...small, '--for', '300ms', '--trace', file, ...more]);
	await Promise.all([run(fast), run(slow, '--speed', '1', '--fail-on', 'failures > 0')]);
	t.true(fs.statSync(fast).size > 1000);
	t.is(fs.readFileSync(slow, 'utf8'), fs.readFileSync(fast, 'utf8'));
});

test('a trace that cannot be written', async t => {
	const file = path.join(folder, 'no', 'trace.json');
	t.deepEqual(await runProgram(['run', ...small, '--trace', file]), {code: 2, stdout: '', stderr: `${file}: cannot be written (ENOENT)\n`});
});

test('metrics are served while a run goes on, and counters rise', async t => {
	const run = startRun(t, '--listen', '127.0.0.1:0');
	const url = /http:\S+/u.exec(await run.firstLine())![0];
	const scrape = async () => {
		const response = await fetch(url, {headers: {accept: 'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.4'}});
		t.is(response.headers.get('content-type'), 'application/openmetrics-text; version=1.0.0; charset=utf-8');
		return parseOpenMetrics(await response.text()).find(({name}) => name === 'kstacktop_simulated_seconds')!.samples[0]!.value;
	};

	const first = await scrape();
	let later = await scrape();
	while (later === first) {
		later = await scrape(); // eslint-disable-line no-await-in-loop -- until the clock has moved
	}

	t.true(later > first);
	t.is(await run.end('SIGINT'), 130);
});

test('a scraper that does not ask for OpenMetrics gets the older text', async t => {
	const server = await serveMetrics({host: '127.0.0.1', port: 0}, format => `${format}\n`);
	const response = await fetch(server.url);
	t.is(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
	t.is(await response.text(), 'prometheus\n');
	await server.close();
});

const asked: ReadonlyArray<readonly [method: string, path: string, status: number]> = [
	['GET', '/metrics', 200],
	['HEAD', '/metrics', 200],
	['GET', '/metrics?x=1', 200],
	['POST', '/metrics', 405],
	['DELETE', '/', 405],
	['GET', '/', 404],
	['GET', '/metrics/', 404],
	['HEAD', '/etc/passwd', 404],
];
for (const [method, asks, status] of asked) {
	test(`${method} ${asks}: ${status}`, async t => {
		const server = await serveMetrics({host: '127.0.0.1', port: 0}, () => 'figures\n');
		const response = await fetch(new URL(asks, server.url), {method});
		t.is(response.status, status);
		t.is(await response.text() === 'figures\n', status === 200 && method === 'GET');
		await server.close();
	});
}

test('a port in use: one line, exit code 2', async t => {
	const server = http.createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	t.deepEqual(await runProgram(['run', ...small, '--listen', `127.0.0.1:${port}`]), {
		code: 2,
		stdout: '',
		stderr: `kstacktop: --listen 127.0.0.1:${port}: cannot be listened on, the port is in use\n`,
	});
	server.close();
});

const addresses: ReadonlyArray<readonly [text: string, host: string | undefined, port?: number]> = [
	['127.0.0.1:9464', '127.0.0.1', 9464],
	['[::1]:0', '::1', 0],
	['localhost:65535', 'localhost', 65_535],
	['9464', undefined],
	['127.0.0.1', undefined],
	[':9464', undefined],
	['127.0.0.1:65536', undefined],
	['a b:1', undefined],
	['::1:9464', undefined],
	['', undefined],
];
for (const [text, host, port] of addresses) {
	test(`an address: ${JSON.stringify(text)}`, t => {
		if (host === undefined) {
			t.throws(() => parseAddress(text, '--listen'), {instanceOf: InputError, message: /^--listen must be HOST:PORT/u});
		} else {
			t.deepEqual(parseAddress(text, '--listen'), {host, port: port!});
		}
	});
}

// Other systems do not limit addresses
(process.platform === 'linux' ? test : test.skip)('a box for which there is no memory ends it with one line', async t => {
	const {stdout, stderr} = await new Promise<{stdout: string; stderr: string}>(resolve => {
		const script = 'ulimit -v 8000000; exec "$0" "$@" run --cpus 4 --for 1ms --format json';
		execFile('sh', ['-c', script, process.execPath, program], {env: childEnvironment()}, (_, stdout, stderr) => {
			resolve({stdout, stderr});
		});
	});
	t.is(stdout, '');
	t.regex(stderr, /^kstacktop: the box needs \d+ MiB of memory and 10 GiB of addresses around it.*ulimit -v.*\n$/u);
});
