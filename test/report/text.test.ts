import test from 'ava';
import {Machine} from '../../machine/index.js';
import {readMachine} from '../../source/files/machine.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {wrap} from '../../source/report/layout.js';
import {textReport} from '../../source/report/text.js';
import {plural, showCount, showKiB, showSmallPercent} from '../../source/report/units.js';
import {verifyRows, verifyText} from '../../source/report/verify.js';

const resolved = resolveScenario({machine: 'haswell-72', policies: ['fred-pf', 'fixed']});
/** What a workload says of its sources is not this report's affair. */
const scenario = {...resolved, workload: {...resolved.workload, title: 'Idle', provenance: []}};
const reading = new Machine(scenario).read();

test('a report at the end of boot', t => {
	t.snapshot(textReport({...reading, digest: '0123456789abcdef'}, {toolVersion: '1.2.3', scenario}));
});

test('what ran is listed by class, the busiest first', t => {
	const classes = [
		{name: 'nobody', kind: 'user', rows: 9, bursts: 0, busyNs: 0},
		{name: 'worker', kind: 'user', rows: 72, bursts: 144_000, busyNs: 36e9},
		...Array.from({length: 9}, (_, at) => ({name: `thread-${at}`, kind: 'kernel', rows: 2, bursts: 10 + at, busyNs: (at + 1) * 1e6} as const)),
	] as const;
	const text = textReport({...reading, timeNs: 2e9, classes}, {toolVersion: '1', scenario});
	const start = text.indexOf('What ran');
	const lines = text.slice(start, text.indexOf('\n\n', start)).split('\n').map(line => line.trim().split(/\s{2,}/u));
	t.deepEqual(lines.slice(0, 2), [['What ran', 'threads', 'bursts/s', '% of all CPUs'], ['worker', '72', '72 000', '25.00']]);
	t.deepEqual(lines[2], ['thread-8', '2', '9.0', '0.0063']);
	t.deepEqual(lines.slice(-2), [['2 others', '4', '11', '0.0021'], ['together', '90', '72 063', '25.03']]);
});

test('crashes are told plainly', t => {
	const failing = {
		...reading.policies[0]!, failures: 3, failuresBy: {poolEmpty: 2, growthInNmi: 1, overflow: 0, notHandled: 0, notEnsured: 0}, firstFailure: {
			timeNs: 3_200_000_000, cpu: 12, tid: 345, kind: 'poolEmpty',
		} as const,
	};
	t.regex(
		textReport({...reading, policies: [failing]}, {toolVersion: '1', scenario}).replaceAll(/\s+/gu, ' '),
		/fred-pf would have brought the kernel down: poolEmpty 2, growthInNmi 1; first by poolEmpty at 3\.2 s on CPU 12, thread 345\./u,
	);
});

test('no line is wider than 100 columns', t => {
	t.deepEqual(textReport(reading, {toolVersion: '1', scenario}).split('\n').filter(line => line.length > 100), []);
});

const units: ReadonlyArray<readonly [shown: string, wanted: string]> = [
	[showCount(0), '0'],
	[showCount(999), '999'],
	[showCount(1000), '1 000'],
	[showCount(1_234_567), '1 234 567'],
	[showCount(-1234), '-1 234'],
	[plural(1, 'CPU'), '1 CPU'],
	[plural(1000, 'CPU'), '1 000 CPUs'],
	[showKiB(1023), '1023 KiB'],
	[showKiB(1024), '1.0 MiB'],
	[showKiB(-2048), '-2.0 MiB'],
	[showKiB(3 * 1024 * 1024), '3.0 GiB'],
	[showSmallPercent(0), '0'],
	[showSmallPercent(0.000_123_4), '0.00012'],
	[showSmallPercent(-0.0123), '-0.01'],
	[showSmallPercent(12.345), '12.35'],
];

test('units', t => {
	t.deepEqual(units.map(([shown]) => shown), units.map(([, wanted]) => wanted));
});

test('wrapping keeps every word and hangs the following lines', t => {
	t.deepEqual(wrap('one two three four', 11, '  ', '    '), ['  one two', '    three', '    four']);
	t.deepEqual(wrap('a-very-long-word b', 5), ['a-very-long-word', 'b']);
});

test('verify: a row that is off is told', t => {
	const {published} = readMachine('haswell-72');
	const policy = reading.policies[0]!;
	t.true(verifyRows('haswell-72', published!, policy).every(({holds}) => holds));
	const rows = verifyRows('haswell-72', published!, {...policy, stackKiB: policy.stackKiB + 4, savedPercent: {gross: 74.884, net: 0}});
	t.deepEqual(rows.filter(({holds}) => !holds).map(({figure}) => figure), ['dynamic', 'saved']);
	const text = verifyText(rows);
	t.regex(text, /dynamic, KiB +10624 +10628 +4 +calibrated +OFF/u);
	t.regex(text, /2 of 4 rows are off\./u);
});
