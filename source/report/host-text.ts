import type {Provenance, Range} from '../../machine/index.js';
import type {ThreadGroup} from '../host/thread-groups.js';
import type {HostReport, Prediction} from './host.js';
import {wrap} from './layout.js';
import {plural, showCount, showKiB, showPercent, showSeconds, showSmallPercent} from './units.js';

/** Columns of the report, and of the labels in it. */
const width = 100;
const labelWidth = 20;

/** User threads that are listed by name. */
const namesShown = 8;

/** What a box holds in stacks, and what each policy would save on it: for people. */
export const hostText = (report: HostReport): string => [
	...titleLines(report),
	'',
	'READ on this box',
	...readLines(report),
	'',
	...predictedLines(report),
	'',
	'ASSUMED, or taken from elsewhere',
	...assumedLines(report),
	...report.unread.length === 0 ? [] : ['', 'NOT READ', ...report.unread.flatMap(line => item(line))],
	'',
].join('\n');

const item = (text: string): string[] => wrap(text, width, '  - ', '    ');

const row = (label: string, text: string): string[] => wrap(text, width, `  ${label.padEnd(labelWidth)}`, ' '.repeat(labelWidth + 2));

const titleLines = ({host: {counters, processor}, twin}: HostReport): string[] => [
	...wrap([
		processor.title ?? 'Processor not named',
		plural(counters.cpus.length, 'CPU'),
		counters.release === undefined ? 'kernel not named' : `Linux ${counters.release}`,
		processor.hasFred ? 'FRED' : `${processor.isRead ? 'no FRED' : 'FRED not known'}: events through the IDT`,
	].join(' · '), width),
	...twin.notes.flatMap(note => wrap(note, width, '! ', '  ')),
];

const readLines = ({host, twin: {census, pace}}: HostReport): string[] => {
	const {counters: {kernelStackKiB, memoryKiB, vmstat, uptimeS, busyShare, cpus}, threads: {count, own, userThreads, zombies, groups}} = host;
	const share = kernelStackKiB === undefined || memoryKiB === undefined
		? ''
		: `, ${showSmallPercent(kernelStackKiB / memoryKiB * 100)} % of ${showKiB(memoryKiB)} of memory`;
	return [
		...kernelStackKiB === undefined ? [] : row('kernel stacks', `${showKiB(kernelStackKiB)}${share}: ${plural(census.stacksByMeminfo!, 'stack')} by KernelStack of /proc/meminfo`),
		...row('threads', [
			`${showCount(count)} in /proc: ${showCount(count - userThreads)} of the kernel, ${showCount(userThreads)} of users`,
			`and ${plural(cpus.length, 'idle task')} that it does not list`,
			...own === 0 ? [] : [`${plural(own, 'thread')} of kstacktop itself left out`],
			...zombies === 0 ? [] : [`${plural(zombies, 'zombie')} without a stack left out`],
		].join('; ')),
		...userThreads === 0 ? [] : row('  of users', nameList(groups)),
		...row('pace', [
			pace.switchesPerS === undefined ? 'switches not known' : `${showCount(pace.switchesPerS)} context switches a second`,
			`${pace.forksPerS === 0 ? 'no' : pace.forksPerS.toPrecision(3)} forks a second`,
			...busyShare === undefined ? [] : [`CPUs ${showSmallPercent(busyShare * 100)} % busy`],
			...uptimeS === undefined ? [] : [`means of the ${showCount(uptimeS / 60)} minutes since boot`],
		].join(', ')),
		...vmstat.nr_dynamic_stacks_faults === undefined
			? []
			: row('grown by faults', `${showKiB(vmstat.nr_dynamic_stacks_faults)} (nr_dynamic_stacks_faults): this kernel has dynamic stacks already`),
	];
};

/** The most frequent names of user threads, whatever their role and wait. */
const nameList = (groups: readonly ThreadGroup[]): string => {
	const counts = new Map<string, number>();
	for (const {comm, kernelClass, count} of groups) {
		if (kernelClass === undefined) {
			counts.set(comm, (counts.get(comm) ?? 0) + count);
		}
	}

	const sorted = [...counts].toSorted((a, b) => b[1] - a[1]);
	const shown = sorted.slice(0, namesShown).map(([comm, count]) => `${comm.replace('%n', '*')}×${showCount(count)}`);
	return `${shown.join(', ')}${sorted.length > namesShown ? `, and ${plural(sorted.length - namesShown, 'more name')}` : ''}`;
};

const predictedLines = ({forNs, scenario, predictions, twin: {machines: {low, likely, high}}}: HostReport): string[] => [
	`PREDICTED by a simulated twin: ${showCount(likely.threads)} stacks, ${showSeconds(forNs)}, seed ${scenario.seed}, events through ${scenario.delivery === 'fred' ? 'FRED' : 'the IDT'}`,
	...predictions.flatMap(prediction => policyLines(prediction)),
	...wrap(
		low.grownPages === high.grownPages
			? `Stacks hold ${plural(likely.grownPages, 'page')} beyond the first.`
			: `Ranges: stacks hold ${showCount(low.grownPages)} to ${plural(high.grownPages, 'page')} beyond the first, ${showCount(likely.grownPages)} likely.`,
		width,
		'  ',
	),
];

const policyLines = ({policy, title, isWhatIf, savedKiB, savedPercent, faultsPerS, waitsPerS, costPercent, failures}: Prediction): string[] => [
	...wrap(`${policy}: ${title}${isWhatIf ? ' (a what-if: this box has no FRED)' : ''}`, width, '  ', '    '),
	// Fixed stacks save nothing and cost nothing: there is nothing to list.
	...policy === 'fixed'
		? []
		: [
			...indented('saves, gross', savedText(savedKiB.gross, savedPercent.gross)),
			...indented('saves, net', `${savedText(savedKiB.net, savedPercent.net)} after pools and exception stacks`),
			...indented('costs', `${showRange(costPercent, showSmallPercent)} % of CPU time; ${showRate(faultsPerS, 'stack faults')}, ${showRate(waitsPerS, 'waits for a page')}`),
			...indented('fatal', failures === 0 ? 'never in these runs' : `${plural(failures, 'time')} in these runs: the kernel would have died`),
		],
];

const indented = (label: string, text: string): string[] => row(`  ${label}`, text);

const savedText = (kiB: Range, percent: Range): string => `${showKiB(kiB.likely)}, ${showRange(percent, value => showPercent(value).replace(' %', ''))} %`;

/** `74.06 (72.10 to 74.90)`, and the likely figure alone where it is the only one. */
const showRange = ({low, likely, high}: Range, show: (value: number) => string): string =>
	low === high ? show(likely) : `${show(likely)} (${show(low)} to ${show(high)})`;

const showRate = (perS: number, what: string): string => perS === 0 ? `no ${what}` : `${perS >= 100 ? showCount(perS) : perS.toPrecision(2)} ${what} a second`;

const assumedLines = ({twin: {provenance}}: HostReport): string[] => [
	...provenance.filter(({status}) => status !== 'measured').flatMap(one => item(sourceText(one))),
	...item('depths of stacks, what calls and events do: as measured on idle and forking guests, kernels 6.1 and 6.12 (fixtures/workloads/idle.yaml and forks.yaml; --format json holds every source)'),
];

const sourceText = ({about, status, source}: Provenance): string => `${about} (${status}): ${source}`;
