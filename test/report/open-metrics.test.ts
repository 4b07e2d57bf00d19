import {spawnSync} from 'node:child_process';
import test from 'ava';
import {Machine} from '../../machine/index.js';
import {openMetrics} from '../../source/report/open-metrics.js';
import {plainPolicy} from '../../source/report/plain.js';
import {parseOpenMetrics} from '../helpers/open-metrics.js';
import {smallScenario} from '../helpers/scenario.js';

const machine = new Machine(smallScenario({policies: ['fred-pf', 'fixed']}));
machine.advance(200_000_000);
const reading = machine.read();
const families = parseOpenMetrics(openMetrics(reading, '1.2.3'));

/** The value of a sample with these labels, among others. */
const valueOf = (name: string, labels: Readonly<Record<string, string>> = {}): number | undefined =>
	families.flatMap(({samples}) => samples).find(sample => sample.name === name && Object.entries(labels).every(([label, text]) => sample.labels.get(label) === text))?.value;

test('the text is OpenMetrics, every family is explained, and all carry the name of the program', t => {
	t.true(families.length > 50);
	t.deepEqual(families.filter(({name, help, type}) => !name.startsWith('kstacktop_') || help === '' || type === 'unknown'), []);
});

test('the older text of Prometheus has the same samples, and announces them by their own names', t => {
	const lines = (text: string, isSample: boolean) => text.split('\n').filter(line => line !== '' && line.startsWith('#') !== isSample);
	const older = openMetrics(reading, '1.2.3', 'prometheus');
	t.deepEqual(lines(older, true), lines(openMetrics(reading, '1.2.3'), true));
	const types = new Map(lines(older, false).filter(line => line.startsWith('# TYPE')).map(line => line.split(' ').slice(2) as [string, string]));
	for (const line of lines(older, true)) {
		const name = /^\w+/u.exec(line)![0];
		t.is(types.get(name), name.endsWith('_total') ? 'counter' : 'gauge', name);
	}

	t.deepEqual(lines(older, false).filter(line => !/^# (?:HELP|TYPE) /u.test(line)), []);
});

const promtool = spawnSync('promtool', ['--version']).error === undefined;
(promtool ? test : test.skip)('the checker of Prometheus reads the older text, where it is installed', t => {
	const {status, stdout, stderr} = spawnSync('promtool', ['check', 'metrics'], {input: openMetrics(reading, '1.2.3', 'prometheus'), encoding: 'utf8'});
	t.deepEqual({status, stdout, stderr}, {status: 0, stdout: '', stderr: ''});
});

const [policy] = reading.policies;
const fred = {machine: 'small', workload: 'small', policy: 'fred-pf'};
const rows: ReadonlyArray<readonly [name: string, labels: Readonly<Record<string, string>>, value: number]> = [
	['kstacktop_build_info', {version: '1.2.3'}, 1],
	['kstacktop_simulated_seconds_total', {machine: 'small', workload: 'small'}, 0.2],
	['kstacktop_stack_bytes', fred, policy!.stackKiB * 1024],
	['kstacktop_stack_faults_total', fred, policy!.faults],
	['kstacktop_saved_ratio', {...fred, kind: 'net'}, policy!.savedPercent.net / 100],
	['kstacktop_growths_total', {...fred, context: 'task'}, policy!.growthBy.task],
	['kstacktop_stacks_by_pages', {...fred, pages: '1'}, policy!.pagesPerStack[0]!],
	['kstacktop_fixed_stack_bytes', {policy: 'fixed'}, reading.policies[1]!.fixedKiB * 1024],
];
for (const [name, labels, value] of rows) {
	test(`${name} ${JSON.stringify(labels)}`, t => {
		t.is(valueOf(name, labels), value);
	});
}

test('a sample that is not there: the first failure before any', t => {
	t.is(policy!.firstFailure, undefined);
	t.deepEqual(families.find(({name}) => name === 'kstacktop_first_failure_seconds')?.samples, []);
});

test('every number of a policy is served: changing any changes the text', t => {
	const served = new Set<string>();
	const text = openMetrics(reading, '1');
	for (const [field, value] of Object.entries(plainPolicy(policy!))) {
		if (typeof value === 'number') {
			const changed = {...policy!, [field]: value + 1};
			if (openMetrics({...reading, policies: [changed, reading.policies[1]!]}, '1') !== text) {
				served.add(field);
			}
		}
	}

	const numbers = Object.entries(plainPolicy(policy!)).flatMap(([field, value]) => typeof value === 'number' ? [field] : []);
	// The sum of the kinds of failures is for the scraper to make
	t.deepEqual(numbers.filter(field => !served.has(field)), ['failures']);
});

test('names from the user are escaped', t => {
	const odd = 'a "box"\\with\na line';
	const parsed = parseOpenMetrics(openMetrics({...reading, machine: odd}, '1'));
	t.is(parsed.find(({name}) => name === 'kstacktop_cpus')!.samples[0]!.labels.get('machine'), odd);
});

const wrong: ReadonlyArray<readonly [what: string, text: string]> = [
	['no end', '# TYPE a gauge\na 1\n'],
	['two ends', '# EOF\n# EOF\n'],
	['a blank line', '# TYPE a gauge\n\na 1\n# EOF\n'],
	['a counter without _total', '# TYPE a counter\na 1\n# EOF\n'],
	['a family in two pieces', '# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# HELP a x\n# EOF\n'],
	['a sample twice', '# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n# EOF\n'],
	['an unescaped quote', '# TYPE a gauge\na{x="""} 1\n# EOF\n'],
	['a unit that is not in the name', '# TYPE a gauge\n# UNIT a bytes\na 1\n# EOF\n'],
	['a number of JavaScript', '# TYPE a gauge\na Infinity\n# EOF\n'],
	['a counter below 0', '# TYPE a counter\na_total -1\n# EOF\n'],
	['a name with a reserved end', '# TYPE a_total counter\na_total_total 1\n# EOF\n'],
];
for (const [what, text] of wrong) {
	test(`the parser of these tests refuses: ${what}`, t => {
		t.throws(() => parseOpenMetrics(text));
	});
}
