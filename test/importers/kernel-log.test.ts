import test from 'ava';
import {parse} from 'yaml';
import {importAs} from './text-input.js';

const message = 'used greatest stack depth: 12568 bytes left';

const recordOf = async (line: string): Promise<{readonly comm: string; readonly kind: string; readonly bytes: number}> => {
	const {yaml} = await importAs('dmesg', `${line}\n`);
	const {classes: [item]} = parse(yaml) as {classes: Array<{comm: string; kind: string; deep: {quantiles: Record<string, number>}}>};
	return {comm: item!.comm, kind: item!.kind, bytes: item!.deep.quantiles[50]!};
};

const prefixes = [
	'',
	'[    1.234567] ',
	'[12345.000001][  T812] ',
	'<6>[    1.234567] ',
	'<6>',
	'[Sun Nov 22 23:14:05 2026] ',
	'kern  :info  : [    1.234567] ',
	'Nov 22 23:14:05 host kernel: ',
	'2026-11-22T23:14:05.123456+00:00 host kernel: [    1.234567] ',
	'Nov 22 23:14:05 host.example.org kernel: <6>[    1.234567] ',
];

for (const prefix of prefixes) {
	test(`a record after ${JSON.stringify(prefix)}`, async t => {
		t.deepEqual(await recordOf(`${prefix}make (812) ${message}`), {comm: 'make', kind: 'user', bytes: 3816});
	});
}

const commands: ReadonlyArray<readonly [written: string, comm: string, kind: string]> = [
	['kworker/u8:1', 'kworker/u8:1', 'kernel'],
	['Web Content', 'Web Content', 'user'],
	['a (b) c', 'a (b) c', 'user'],
	['50%cpu', '50_cpu', 'user'],
	['esc\u{1B}[2J', 'esc_[2J', 'user'],
];

for (const [written, comm, kind] of commands) {
	test(`the command ${JSON.stringify(written)}`, async t => {
		t.deepEqual(await recordOf(`[    1.234567] ${written} (812) ${message}`), {comm, kind, bytes: 3816});
	});
}

test('a stack of 64 KiB that is used up is as deep as a file can say', async t => {
	const {yaml} = await importAs('dmesg', 'make (1) used greatest stack depth: 0 bytes left\n', {threadSizeBytes: 65_536});
	t.true(yaml.includes('50: 65528\n'));
});

test('a command has its deepest record, and boots are told apart', async t => {
	const {yaml, understood} = await importAs('dmesg', [
		'a (1) used greatest stack depth: 12000 bytes left',
		'b (2) used greatest stack depth: 11000 bytes left',
		'a (3) used greatest stack depth: 12800 bytes left',
	].join('\n'));
	t.deepEqual((parse(yaml) as {classes: Array<{name: string; deep: {quantiles: unknown}}>}).classes.map(({name, deep}) => [name, deep.quantiles]), [
		['recorded b', {50: 5384}], ['recorded a', {50: 4384}],
	]);
	t.is(understood[0], '3 records in 3 lines, of 2 boots at least');
});

test('what cannot be read is counted with its places', async t => {
	const {skips} = await importAs('dmesg', [
		`make (1) ${message}`,
		'usb 1-1: new device',
		'gcc (2) used greatest stack de',
		`something else stands here and is long (3) ${message}`,
		'ld (4) used greatest stack depth: 12[   12.1] usb 1-2',
		'',
	].join('\r\n'));
	t.deepEqual(skips, [
		{reason: 'lines of a record cut short or mixed with others', count: 2, lines: [3, 5]},
		{reason: 'records whose command cannot be told from what stands before it', count: 1, lines: [4]},
	]);
});

for (const version of ['6.12.0-1-amd64 (x86_64-linux-gnu-gcc-14, GNU ld) #686 SMP', '6.9.0-alpha1 (build@farm) (gcc (GCC) 15.1) #1 SMP PREEMPT_DYNAMIC']) {
	test(`a log of ${version} is of x86-64`, async t => {
		const {understood} = await importAs('dmesg', `[    0.000000] Linux version ${version}\nmake (812) ${message}\n`);
		t.is(understood[0], '1 record in 2 lines, of 1 boot at least');
	});
}
