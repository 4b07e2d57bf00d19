import test from 'ava';
import {comparedFigures, families} from '../../machine/index.js';
import {parseCsv} from '../../source/files/csv.js';
import {runProgram} from '../helpers/program.js';

const small = ['--machine', 'haswell-72', '--workload', 'web', '--cpus', '2', '--threads', '100', '--for', '100ms'];
const kinds = families.map(({kind}) => kind).join(', ');

const refusals: ReadonlyArray<readonly [args: readonly string[], stderr: string]> = [
	[[], `compare needs 2 policies or more, found 0 (known: ${kinds}; see kstacktop help compare)`],
	[['fixed'], `compare needs 2 policies or more, found 1 (known: ${kinds}; see kstacktop help compare)`],
	[['fixed', 'fred-pff'], 'compare: no policy is named "fred-pff" (did you mean fred-pf?)'],
	[['fixed', 'fred-pf:pol=3'], 'compare: fred-pf has no parameter "pol" (did you mean pool?)'],
	[['fixed', 'fixed'], 'compare names fixed twice'],
	[['fixed', 'fred-pf:pool=3:size=32,fred-pf:size=32:pool=3'], 'compare names fred-pf:size=32:pool=3 twice'],
	[[...[1, 2, 3, 4, 5, 6, 7, 8].map(pool => `fred-pf:pool=${pool}`)], 'compare names 8 policies: at most 7 run side by side (the fixed baseline is one of 8)'],
	[['fixed', ...[1, 2, 3, 4, 5, 6, 7, 8].map(pool => `fred-pf:pool=${pool}`)], 'compare names 9 policies: at most 8 run side by side (the fixed baseline is one of 8)'],
	[['fixed', 'fred-pf', '--format', 'ndjson'], '--format must be one of text, json, csv, found "ndjson"'],
	[['fixed', 'fred-pf', '--for', '10'], '--for must be a time with its unit, such as 10s, 250ms or 2m, found "10"'],
];

for (const [args, stderr] of refusals) {
	test(`refused with one line and exit code 2: kstacktop compare ${args.join(' ')}`, async t => {
		t.deepEqual(await runProgram(['compare', ...args]), {code: 2, stdout: '', stderr: `kstacktop: ${stderr}\n`});
	});
}

const compared = ['fred-pf', 'fixed', 'ist-pf:pool=12'];

test('the figures are those of the same run with the run command', async t => {
	const csv = await runProgram(['compare', ...compared, ...small, '--format', 'csv']);
	t.is(csv.code, 0);
	t.is(csv.stderr, '');
	const [head, ...rows] = parseCsv(csv.stdout, 'csv').map(({fields}) => fields);
	t.deepEqual(head!.slice(3), compared);
	const report = await runProgram(['run', '--policy', compared.join(','), ...small, '--format', 'json']);
	const {policies} = JSON.parse(report.stdout) as {policies: Array<Record<string, unknown>>};
	for (const field of ['faults', 'pagesGrown', 'demotions', 'interruptsMoved', 'levelSwitches', 'poolKiB', 'failures', 'headroomBytes', 'pagesAllocated']) {
		t.deepEqual(rows.find(([id]) => id === field)!.slice(3), policies.map(policy => String(policy[field])), field);
	}

	t.true(policies.some(policy => Number(policy.faults) > 0));
});

test('the same run gives the same bytes in each form, and commas separate policies too', async t => {
	for (const format of ['text', 'json', 'csv']) {
		const [words, list] = await Promise.all([ // eslint-disable-line no-await-in-loop -- two processes at a time
			runProgram(['compare', ...compared, ...small, '--format', format]),
			runProgram([...small, 'compare', compared.join(','), '--format', format]),
		]);
		t.is(words.code, 0);
		t.deepEqual(list, words);
	}
});

test('without a terminal the text has 80 columns at most, and every figure', async t => {
	const {stdout} = await runProgram(['compare', ...compared, ...small]);
	t.deepEqual(stdout.split('\n').filter(line => line.length > 80), []);
	for (const {label} of comparedFigures) {
		t.true(stdout.includes(label), label);
	}
});

test('the help of compare names every policy with its parameters, source and gaps', async t => {
	const {code, stdout} = await runProgram(['help', 'compare']);
	t.is(code, 0);
	const words = stdout.replaceAll(/\s+/gu, ' ');
	for (const {kind, title, source, models, leavesOut, parameters} of families) {
		for (const text of [`${kind}: ${title}`, source, models, leavesOut]) {
			t.true(words.includes(text.replaceAll(/\s+/gu, ' ')), text);
		}

		for (const [name, {about, least, most}] of Object.entries(parameters)) {
			t.true(words.includes(`:${name}=N ${about}; ${least} to ${most} `), name);
		}
	}
});
