import type {
	PolicyReading, Reading, Scenario, Status,
} from '../../machine/index.js';
import type {ReportHeader} from './json.js';
import {alignColumns, wrap} from './layout.js';
import {classLines} from './text-classes.js';
import {
	plural, showCount, showKiB, showPercent, showSeconds, showSmallPercent,
} from './units.js';

/** Columns of the report: it must fit a mail and a narrow terminal. */
const width = 100;

type Row = readonly [label: string, cell: (policy: PolicyReading) => string];

const memoryRows: readonly Row[] = [
	['saved, gross', policy => showPercent(policy.savedPercent.gross)],
	['saved, net of pools and exception stacks', policy => showPercent(policy.savedPercent.net)],
	['fixed stacks would hold', policy => showKiB(policy.fixedKiB)],
	['stacks hold', policy => showKiB(policy.stackKiB)],
	['  of it lent to running threads', policy => showKiB(policy.borrowedKiB)],
	['+ pools and reserve', policy => showKiB(policy.poolKiB)],
	['+ exception stacks', policy => showKiB(policy.exceptionStackKiB)],
	['= net', policy => showKiB(policy.netKiB)],
	['cached stacks (in no sum)', policy => showKiB(policy.cachedKiB)],
	['nr_kernel_stack, KiB', policy => counter(policy, 'nr_kernel_stack')],
	['nr_dynamic_stacks_faults, KiB', policy => counter(policy, 'nr_dynamic_stacks_faults')],
];

const eventRows: readonly Row[] = [
	['stack faults', policy => showCount(policy.faults)],
	['pages grown', policy => showCount(policy.pagesGrown)],
	['#PF moved back (demotions)', policy => showCount(policy.demotions)],
	['interrupts moved', policy => showCount(policy.interruptsMoved)],
	['NMIs', policy => showCount(policy.nmis)],
	['stack level switches', policy => showCount(policy.levelSwitches)],
	['faults that found the pool empty', policy => showCount(policy.poolEmpty)],
	['refills that failed', policy => showCount(policy.refillFailures)],
	['waits for a page', policy => showCount(policy.waits)],
	['  all together', policy => showSeconds(policy.waitNs)],
	['pages taken back from living threads', policy => showCount(policy.pagesTakenBack)],
	['TLB shootdowns', policy => showCount(policy.shootdowns)],
	['events lost', policy => showCount(policy.eventsLost)],
	['would have crashed', policy => showCount(policy.failures)],
];

const costRows: readonly Row[] = [
	['low', policy => showSmallPercent(policy.costPercent.low)],
	['likely', policy => showSmallPercent(policy.costPercent.likely)],
	['high', policy => showSmallPercent(policy.costPercent.high)],
];

const demotionRows: readonly Row[] = [
	['low', policy => showSmallPercent(policy.demotionPercent.low)],
	['likely', policy => showSmallPercent(policy.demotionPercent.likely)],
	['high', policy => showSmallPercent(policy.demotionPercent.high)],
];

/** A report for a person: the same figures as the JSON, side by side for every policy. */
export const textReport = (reading: Reading, header: ReportHeader): string => {
	const {scenario} = header;
	return [
		...heading(reading, header),
		'',
		...classLines(reading, [labelWidth, 16]),
		...table('', memoryRows, reading.policies),
		...pagesPerStack(reading.policies),
		'',
		...table('Since boot, boot included', eventRows, reading.policies, false),
		...crashes(reading.policies),
		'',
		...table('CPU time beyond fixed stacks since the end of boot, in % of all CPUs', costRows, reading.policies, false),
		'What moving a user-memory fault back adds to it, in % of the likely cost of such a fault here',
		...table('', demotionRows, reading.policies, false),
		...wrap(costStatus(scenario), width, '  '),
		'',
		'How the inputs are known (sources: --format json, under scenario)',
		...provenanceLines(scenario),
		'',
	].join('\n');
};

const heading = (reading: Reading, {toolVersion, scenario}: ReportHeader): string[] => [
	`kstacktop ${toolVersion}: ${reading.machine}, ${scenario.machine.title}`,
	`  ${[
		plural(reading.cpus, 'CPU'),
		`${plural(reading.policies[0]!.stacks, 'kernel stack')} of ${scenario.machine.threadSizeKiB} KiB`,
		`${showSeconds(reading.timeNs)} simulated`,
		`seed ${reading.seed}`,
	].join(', ')}`,
	...wrap(`workload ${reading.workload}: ${scenario.workload.title}`, width, '  '),
	`  events delivered by ${reading.delivery === 'fred' ? 'FRED' : 'the IDT'}`,
	...engineLines(reading, scenario).map(line => `  ${line}`),
	...whatIf(reading.policies),
	`  digest ${reading.digest}`,
];

/** How time was worked through, where that was not exactly. */
export const engineLines = ({engine}: Reading, scenario: ReportHeader['scenario']): string[] => {
	if (scenario.engine !== 'skip') {
		return [];
	}

	return [engine === 'skip'
		? 'engine skip: waits for a CPU are drawn from a learned law, all else as in exact'
		: 'engine skip asked for, worked through exactly: forks storm, a CPU is away, or bursts are too rare or lives too short'];
};

const whatIf = (policies: readonly PolicyReading[]): string[] => {
	const names = policies.filter(policy => policy.whatIf).map(({name}) => name);
	return names.length === 0 ? [] : [`  on FRED: ${names.join(', ')}; a what-if, the real box has none`];
};

const table = (title: string, rows: readonly Row[], policies: readonly PolicyReading[], named = true): string[] => [
	...title === '' ? [] : [title],
	...alignColumns([
		...named ? [['', ...policies.map(policy => policy.name)]] : [],
		...rows.map(([label, cell]) => [`  ${label}`, ...policies.map(policy => cell(policy))]),
	], [labelWidth, cellWidthOf(policies)]),
];

/** Every table of the report has the same columns: wide enough for the longest name. */
const labelWidth = 46;
const cellWidthOf = (policies: readonly PolicyReading[]): number => Math.max(16, ...policies.map(({name}) => name.length + 2));

const pagesPerStack = (policies: readonly PolicyReading[]): string[] => {
	const most = Math.max(...policies.map(policy => policy.pagesPerStack.length));
	return alignColumns(Array.from({length: most}, (_, index) => [
		`  stacks of ${index + 1} ${index === 0 ? 'page' : 'pages'}`,
		...policies.map(policy => policy.pagesPerStack[index] === undefined ? '' : showCount(policy.pagesPerStack[index])),
	]), [labelWidth, cellWidthOf(policies)]);
};

const crashes = (policies: readonly PolicyReading[]): string[] => policies.flatMap(policy => {
	if (policy.firstFailure === undefined) {
		return [];
	}

	const {kind, timeNs, cpu, tid} = policy.firstFailure;
	const kinds = Object.entries(policy.failuresBy).filter(([, count]) => count > 0).map(([name, count]) => `${name} ${showCount(count)}`);
	const first = `first by ${kind} at ${showSeconds(timeNs)} on CPU ${cpu}, thread ${tid}`;
	return wrap(`${policy.name} would have brought the kernel down: ${kinds.join(', ')}; ${first}. The model counts on as though each had been survived.`, width, '  ');
});

const counter = (policy: PolicyReading, name: string): string => {
	const value = policy.vmstat[name];
	return value === undefined ? '-' : showCount(value);
};

const statuses: readonly Status[] = ['published', 'measured', 'derived', 'calibrated', 'assumed'];

/** How the cost steps are known, and what they do not do. */
export const costStatus = ({costs}: Scenario): string => {
	const steps = Object.values(costs);
	const parts = statuses
		.map(status => [status, steps.filter(step => step.status === status).length] as const)
		.filter(([, count]) => count > 0)
		.map(([status, count]) => `${count} ${status}`);
	return [
		`Of the ${steps.length} cost steps: ${parts.join(', ')}.`,
		'A policy\'s cost is counted; it does not slow the threads.',
	].join(' ');
};

/** What is known how; the sources stand in the files, and in the JSON report. */
const provenanceLines = ({machine, workload}: Scenario): string[] => statuses.flatMap(status => {
	const abouts = [...machine.provenance, ...workload.provenance].filter(entry => entry.status === status).map(({about}) => about);
	return abouts.length === 0 ? [] : wrap(`${status.padEnd(10)}  ${abouts.join('; ')}`, width, '  ', ' '.repeat(14));
});
