import process from 'node:process';
import test from 'ava';
import type {Range} from '../../machine/index.js';
import {layTree, madeHost, madeThreads, recordedHost} from '../helpers/host-tree.js';
import {runProgram} from '../helpers/program.js';

type Told = {
	readonly read: {readonly threads: {readonly count: number}; readonly counters: {readonly cpus: readonly number[]}};
	readonly twin: {readonly stacks: number; readonly hiddenStacks: number};
	readonly predicted: {readonly policies: ReadonlyArray<{readonly policy: string; readonly isWhatIf: boolean; readonly savedPercent: {readonly gross: Range}}>};
};

for (const name of ['guest-2', 'container-2']) {
	test(`--once on ${name}`, async t => {
		const {code, stdout, stderr} = await runProgram(['host', '--once', '--root', layTree(t, recordedHost(name)), '--for', '1s']);
		t.is(stderr, '');
		t.is(code, 0);
		// What is predicted is the business of other tests: here its figures are only there
		const [readPart, predictedPart, assumedPart] = stdout.split(/^(?=PREDICTED|ASSUMED)/mu);
		t.snapshot([readPart, predictedPart!.replaceAll(/\s+/gu, ' ').replaceAll(/\d[\d.]*/gu, '#').replaceAll(/#[^;]* stack faults/gu, '# stack faults'), assumedPart].join('\n'));
		t.regex(predictedPart!, /saves, gross +\d\.\d MiB, 7\d\.\d\d \(7\d\.\d\d to 7\d\.\d\d\) %/u);
		t.true(stdout.split('\n').every(line => line.length <= 100));
	});
}

test('the JSON holds what was read, the ranges and the twin; savings fall where more pages are grown', async t => {
	const {code, stdout} = await runProgram(['host', '--format', 'json', '--root', layTree(t, madeHost(madeThreads)), '--for', '1s', '--policy', 'fred-pf,ist-pf:pool=3,fixed']);
	t.is(code, 0);
	const {read, twin, predicted: {policies}} = JSON.parse(stdout) as Told;
	t.is(twin.stacks, read.threads.count + read.counters.cpus.length);
	t.deepEqual(policies.map(({policy}) => policy), ['fred-pf', 'ist-pf:pool=3', 'fixed']);
	const {low, likely, high} = policies[0]!.savedPercent.gross;
	t.true(low < likely && likely < high && high <= 75, `${low} ${likely} ${high}`);
	t.false(policies[0]!.isWhatIf);
});

test('FRED on a box without it is a what-if', async t => {
	const {code, stdout} = await runProgram(['host', '--once', '--root', layTree(t, recordedHost('guest-2')), '--for', '100ms', '--policy', 'fred-pf', '--delivery', 'fred']);
	t.is(code, 0);
	t.true(stdout.includes('(a what-if: this box has no FRED)'));
});

test('how close the box is to the next page: deeper paths, and no random offset', async t => {
	const root = layTree(t, recordedHost('guest-2'));
	const saved = async (...args: readonly string[]): Promise<{gross: number; stdout: string}> => {
		const {stdout} = await runProgram(['host', '--format', 'json', '--root', root, '--for', '1s', '--policy', 'ist-pf', ...args]);
		return {gross: (JSON.parse(stdout) as Told).predicted.policies[0]!.savedPercent.gross.likely, stdout};
	};

	const [asIs, deeper, straight] = await Promise.all([saved(), saved('--deeper', '+512'), saved('--deeper', '+512', '--stack-offset', 'off')]);
	t.true(deeper.gross < asIs.gross - 1 && deeper.gross < straight.gross, `${asIs.gross} ${deeper.gross} ${straight.gross}`);
	t.true(deeper.stdout.includes('depth of every call path, +512 bytes'));
	t.true(straight.stdout.includes('random stack offset, off'));
	t.false(straight.stdout.includes('random stack offset, on'));
});

const refused: ReadonlyArray<readonly [args: readonly string[], line: RegExp]> = [
	[['--root', '/no/such/folder'], /^kstacktop: no CPU is listed in \/no\/such\/folder\/proc\/stat \(.*\)\n$/u],
	[['--root', ''], /^kstacktop: --root needs a value\n$/u],
	[['--format', 'csv'], /^kstacktop: --format must be one of text, json, found "csv"\n$/u],
	[['--deeper', '512'], /^kstacktop: --deeper must be bytes such as \+512 .*\n$/u],
	[['--machine', 'genoa-384'], /^kstacktop: unknown option --machine .*\n$/u],
];

for (const [args, line] of refused) {
	test(`exit code 2 and one line: host ${args.join(' ')}`, async t => {
		const {code, stdout, stderr} = await runProgram(['host', ...args]);
		t.regex(stderr, line);
		t.is(stdout, '');
		t.is(code, 2);
	});
}

if (process.platform === 'linux') {
	test('this box: ends with exit code 0, and its figures add up', async t => {
		const {code, stdout} = await runProgram(['host', '--once', '--format', 'json', '--for', '10ms']);
		t.is(code, 0);
		const {read, twin} = JSON.parse(stdout) as Told;
		t.is(twin.stacks, read.threads.count + read.counters.cpus.length + twin.hiddenStacks);
	});
}
