import {arrivalRows} from './arrivals.js';
import {bandChance} from './chance.js';
import type {EventMix} from './event-mix.js';
import {aboutOf, growthWorkload, type EventSite} from './event-site.js';
import {lifeRows} from './life-shares.js';
import type {DepthModel} from './model.js';
import type {Draft, DraftRow, Unpredicted} from './row.js';

/** Workloads that the model also takes from kernels other than the base one. */
const calibratedWorkloads: ReadonlySet<string> = new Set(['idle', growthWorkload]);

/** Rates, depths at interrupts and growth over a life of every workload that the model was not made of. */
export const compareEvents = (model: DepthModel, known: EventMix, found: EventMix): Draft => {
	const rows: DraftRow[] = [];
	const unpredicted: Unpredicted[] = [];
	for (const {workload, kernel} of found.runs) {
		const run = `${workload} ${kernel}`;
		const isMade = found.value(workload, kernel, 'syscalls', 'run') === known.value(workload, kernel, 'syscalls', 'run')
			&& (kernel === model.marks.base || calibratedWorkloads.has(workload));
		if (isMade) {
			unpredicted.push({run, figure: 'rates, arrivals and growth over a life', reason: 'the model takes them from this run'});
		} else if (known.value(workload, model.marks.base, 'syscalls', 'run') === undefined) {
			unpredicted.push({run, figure: 'rates, arrivals and growth over a life', reason: `no such workload was counted on kernel ${model.marks.base}`});
		} else {
			const site = {model, known, found, workload, kernel};
			rows.push(...faultRow(site), ...interruptRow(site), ...arrivalRows(site), ...lifeRows(site));
		}
	}

	return {rows, unpredicted, notes: []};
};

/** Page faults of kernel mode on user memory: per fork, per start, or per system call, as classes.yaml says. */
const faultRow = (site: EventSite): DraftRow[] => {
	const {model: {classes, marks: {base}}, known, found, workload, kernel} = site;
	const calls = found.value(workload, kernel, 'syscalls', 'run');
	const before = known.value(workload, base, 'kpf_user_addr', 'run');
	const forks = found.value(workload, kernel, 'forks', 'run') ?? 0;
	const measured = found.value(workload, kernel, 'kpf_user_addr', '1000 syscalls');
	if (calls === undefined || before === undefined || measured === undefined || calls === 0) {
		return [];
	}

	const by = classes.faultsBy[workload] ?? 'perCall';
	const expected = before * {
		perRun: 1,
		perFork: forks / Math.max(1, known.value(workload, base, 'forks', 'run') ?? forks),
		perCall: calls / known.value(workload, base, 'syscalls', 'run')!,
	}[by];
	return [rateRow(site, 'kernel faults on user memory', expected, classes.rateSpread[by], measured, calls)];
};

/** Interrupts by devices and other CPUs that meet kernel mode on a task's stack: as many per call as on the base kernel. */
const interruptRow = (site: EventSite): DraftRow[] => {
	const {model: {classes, marks: {base}}, known, found, workload, kernel} = site;
	const metric = 'irq_event_driven_kernel_taskstack';
	const calls = found.value(workload, kernel, 'syscalls', 'run');
	const before = known.value(workload, base, metric, '1000 syscalls');
	const measured = found.value(workload, kernel, metric, '1000 syscalls');
	return calls === undefined || before === undefined || measured === undefined || calls === 0
		? []
		: [rateRow(site, 'kernel interrupts, not the timer', before * calls / 1000, classes.rateSpread.interrupts, measured, calls)];
};

/** With a mean near zero, 95 % of counts stay within this. */
const fewEvents = 3;

/** Events per 1,000 system calls; the band holds the spread from run to run and that of a count. */
const rateRow = (site: EventSite, figure: string, expected: number, spread: number, measured: number, calls: number): DraftRow => {
	const predicted = expected / calls * 1000;
	const half = 1.96 * Math.sqrt(spread * spread + 1 / Math.max(1, expected));
	const band = {
		predicted,
		// The logarithm of a rate is what spreads evenly
		low: predicted * Math.exp(-half),
		// Where none is expected, three may still come
		high: Math.max(predicted * Math.exp(half), fewEvents / calls * 1000),
	};
	return {
		...aboutOf(site), figure, unit: 'per 1,000 calls', count: Math.round(expected), measured, ...band,
		chance: bandChance(measured, band), sample: undefined, tolerance: {share: 0.1},
	};
};
