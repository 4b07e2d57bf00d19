import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const built = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../source');

const run = (program: string, args: readonly string[], input = '') => {
	const {status, stdout, stderr} = spawnSync(process.execPath, [path.join(built, program), ...args], {input, encoding: 'utf8'});
	return {status, stdout, stderr};
};

const frame = ['2', 'ffffffff81000000', '10', '10202', 'ffffc90000003000', '203000e00000018', 'ffffc90000002ff8', '0'];

test('a frame comes as arguments or on standard input', t => {
	const fromArguments = run('cli.js', ['frame', ...frame]);
	t.is(fromArguments.status, 0);
	t.true(fromArguments.stdout.startsWith('#PF page fault, from ring 0 at stack level 0\n'));
	for (const args of [['frame'], ['frame', '-']]) {
		t.deepEqual(run('cli.js', args, frame.join('\n')), fromArguments);
	}

	t.is((JSON.parse(run('cli.js', ['frame', ...frame, '--format', 'json']).stdout) as {event: string}).event, '#PF page fault');
});

const refused: ReadonlyArray<readonly [program: string, args: readonly string[], line: RegExp]> = [
	['cli.js', ['frame', '1', '2'], /^kstacktop: a FRED frame has 8 quadwords, found 2 .*\n$/u],
	['cli.js', ['frame', ...frame.with(3, 'xyz')], /^kstacktop: \+24 \(RFLAGS\) must be a hexadecimal number, such as 0x10202, found "xyz"\n$/u],
	['cli.js', ['frame', ...frame.with(1, 'fffffffff81000000')], /^kstacktop: \+8 \(RIP\) has more than 64 bits: "fffffffff81000000"\n$/u],
	['cli.js', ['levels', '--config', '0x4'], /^kstacktop: --config "0x4" is impossible: reserved bits set \(0x4\) .*\n$/u],
	['cli.js', ['levels', '--config', '800000000000'], /^kstacktop: --config "800000000000" is impossible: not a canonical address .*\n$/u],
	['cli.js', ['levels', '--stklvls', '1ffffffffffffffff'], /^kstacktop: --stklvls has more than 64 bits: "1ffffffffffffffff"\n$/u],
	['oracle.js', [], /^one file of recorded event deliveries is wanted .*\n$/u],
	['oracle.js', ['no-such-file.json'], /^no-such-file\.json: no such file\n$/u],
];

for (const [program, args, line] of refused) {
	test(`exit code 2 and one line: ${program} ${args.join(' ')}`, t => {
		const {status, stdout, stderr} = run(program, args);
		t.is(status, 2);
		t.is(stdout, '');
		t.regex(stderr, line);
	});
}

test('levels takes register values in hexadecimal', t => {
	const {status, stdout} = run('cli.js', ['levels', '--stklvls', '0x2010030024', '--config', '240', '--format', 'json']);
	t.is(status, 0);
	t.like(JSON.parse(stdout), {stklvls: '0x2010030024', redZoneBytes: 64, interruptLevel: 1});
});
