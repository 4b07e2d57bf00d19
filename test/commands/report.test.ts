import test from 'ava';
import {findCommand} from '../../source/commands/table.js';
import {runProgram} from '../helpers/program.js';

/** Small enough for a test, busy enough for stacks to grow. */
const small = ['report', '--machine', 'haswell-72', '--cpus', '4', '--threads', '200', '--workload', 'swap', '--for', '200ms'];

test('the same answers however many run at a time', async t => {
	const [one, three] = await Promise.all(['1', '3'].map(async jobs => runProgram([...small, '--seeds', '3', '--jobs', jobs, '--format', 'json'])));
	t.is(one!.code, 0);
	t.is(one!.stderr, '');
	t.is(one!.stdout, three!.stdout);
	const {questions, seeds, runs} = JSON.parse(one!.stdout) as {questions: Array<{number: number}>; seeds: number; runs: number};
	t.deepEqual(questions.map(({number}) => number), Array.from({length: 16}, (_, at) => at + 1));
	t.is(seeds, 3);
	t.is(runs % seeds, 0);
});

test('text by default, Markdown when asked for', async t => {
	const [text, markdown] = await Promise.all([[], ['--format', 'markdown']].map(async more => runProgram([...small, '--seeds', '1', ...more])));
	t.regex(text!.stdout, /^kstacktop [\d.]+: the sixteen questions\n/u);
	t.regex(text!.stdout, /\n16\. /u);
	t.regex(markdown!.stdout, /^# The sixteen questions: haswell-72, swap\n/u);
});

const flags = findCommand('report')!.flags.map(({name}) => `--${name}`).join(', ');

const refusals: ReadonlyArray<readonly [args: readonly string[], stderr: string]> = [
	[['report', '--seeds', '0'], 'kstacktop: --seeds must be a whole number from 1 to 1000, found "0"'],
	[['report', '--jobs', 'many'], 'kstacktop: --jobs must be a whole number from 1 to 256, found "many"'],
	[['report', '--format', 'ndjson'], 'kstacktop: --format must be one of text, markdown, json, found "ndjson"'],
	[['report', '--seed', '4294967295', '--seeds', '2'], 'kstacktop: --seeds 2 from --seed 4294967295 on go beyond the last seed (it is 4294967295)'],
	[['report', '--every', '1s'], `kstacktop: unknown option --every (did you mean --delivery? known: ${flags})`],
	[['report', 'web'], 'kstacktop: report takes no word besides its options, found "web" (see kstacktop help report)'],
];

for (const [args, stderr] of refusals) {
	test(`refused with one line and exit code 2: kstacktop ${args.join(' ')}`, async t => {
		t.deepEqual(await runProgram(args), {code: 2, stdout: '', stderr: `${stderr}\n`});
	});
}
