import type {PolicyReading, Reading} from '../../machine/index.js';
import {compact, wholePercent} from './figures.js';
import type {RateWindow} from './rates.js';

/** Where a per-CPU figure is read from: the newest reading, the focused policy's books in it, and the rates. */
export type CpuSource = {
	readonly reading: Reading;
	readonly policy: PolicyReading;
	/** Index of that policy. */
	readonly policyIndex: number;
	readonly rates: RateWindow;
};

/** A figure that each CPU has: shown in the core map, in the table of cores and sorted by. */
export type CpuMetric = {
	readonly id: string;
	/** Head of its table column. */
	readonly head: string;
	/** Words for the core map and the detail line. */
	readonly title: string;
	/** Width of its column without the gap. */
	readonly width: number;
	/** The value of a CPU; undefined while too little time has passed to know a rate. */
	readonly value: (source: CpuSource, cpu: number) => number | undefined;
	/** `cpus`: how many CPUs the value is of. */
	readonly format: (value: number, source: CpuSource, cpus?: number) => string;
	/** What several CPUs have together; left out: the sum. */
	readonly together?: 'mean' | 'least';
	/** The value that fills the scale; left out: see `metricScale`. */
	readonly full?: (source: CpuSource) => number;
	/** A low value is the bad one. */
	readonly lowIsBad?: boolean;
	/** Offered by the core map (key m). */
	readonly mapped?: boolean;
};

type PolicyColumn = keyof PolicyReading['perCpu'];
type CpuColumn = keyof Reading['perCpu'];

const policyRate = (column: PolicyColumn) => ({rates, policyIndex}: CpuSource, cpu: number) => rates.perSecond(reading => reading.policies[policyIndex]!.perCpu[column][cpu]!);
const cpuRate = (column: CpuColumn) => ({rates}: CpuSource, cpu: number) => rates.perSecond(reading => reading.perCpu[column][cpu]!);

const rate = {width: 6, format: compact} as const;

/** Per-CPU figures in the order of the table's columns. */
export const cpuMetrics: readonly CpuMetric[] = [
	{id: 'stacks', head: 'STACKS', title: 'stacks', width: 6, format: compact, value: ({reading}, cpu) => reading.perCpu.stacks[cpu]},
	{id: 'pages', head: 'PAGES', title: 'stack pages', width: 6, format: compact, mapped: true, value: ({policy}, cpu) => policy.perCpu.stackPages[cpu]},
	{id: 'faults', head: 'FLT/s', title: 'stack faults/s', mapped: true, value: policyRate('faults'), ...rate},
	{id: 'grown', head: 'GROW/s', title: 'pages grown/s', mapped: true, value: policyRate('pagesGrown'), ...rate},
	{id: 'demotions', head: 'DEM/s', title: 'demotions/s', mapped: true, value: policyRate('demotions'), ...rate},
	{id: 'moved', head: 'MOVE/s', title: 'interrupts moved/s', mapped: true, value: policyRate('interruptsMoved'), ...rate},
	{id: 'nmis', head: 'NMI/s', title: 'NMIs/s', mapped: true, value: cpuRate('nmis'), ...rate},
	{id: 'switches', head: 'LVL/s', title: 'level switches/s', mapped: true, value: policyRate('levelSwitches'), ...rate},
	{
		id: 'pool', head: 'POOL', title: 'pages in the pool', width: 5, mapped: true, lowIsBad: true,
		value: ({policy}, cpu) => policy.poolSize === 0 ? undefined : policy.perCpu.pool[cpu],
		format: (value, {policy}, cpus = 1) => `${value}/${policy.poolSize * cpus}`,
		full: ({policy}) => policy.poolSize,
	},
	{
		id: 'lowest', head: 'LOWEST', title: 'fewest pages the pool held', width: 6, lowIsBad: true,
		value: ({policy}, cpu) => policy.poolSize === 0 ? undefined : policy.perCpu.poolLowest[cpu],
		format: String,
		together: 'least',
		full: ({policy}) => policy.poolSize,
	},
	{id: 'contextSwitches', head: 'CTXSW/s', title: 'context switches/s', mapped: true, value: cpuRate('contextSwitches'), ...rate, width: 7},
	{
		id: 'load', head: 'LOAD%', title: 'load', width: 5, mapped: true,
		value: ({rates}, cpu) => scaled(rates.perSecond(reading => reading.perCpu.busyNs[cpu]!), 1e-7),
		format: wholePercent,
		together: 'mean',
		full: () => 100,
	},
];

const scaled = (value: number | undefined, factor: number) => value === undefined ? undefined : value * factor;

/** What some CPUs have of a metric together; undefined where it is not known of any of them. */
export function metricOf({value, together}: CpuMetric, source: CpuSource, cpus: readonly number[]): number | undefined {
	if (cpus.length === 1) {
		return value(source, cpus[0]!);
	}

	const known = cpus.map(cpu => value(source, cpu)).filter(one => one !== undefined);
	if (known.length === 0) {
		return undefined;
	}

	if (together === 'least') {
		return Math.min(...known);
	}

	const sum = known.reduce((all, one) => all + one, 0);
	return together === 'mean' ? sum / known.length : sum;
}

/** What the core map can show, in the order of the key m. */
export const mapMetrics: readonly CpuMetric[] = cpuMetrics.filter(metric => metric.mapped);

/** What the table of cores can be sorted by, in the order of the key s; `cpu` is the number itself, `pressure` how near it is to having no page. */
export const coreSorts: readonly string[] = ['cpu', 'pressure', ...cpuMetrics.map(metric => metric.id)];

/** The values of all CPUs and the scale they are drawn on. */
export type MetricScale = {
	readonly values: ReadonlyArray<number | undefined>;
	/** The value that fills the scale; 0: there is none. */
	readonly full: number;
	readonly lowest: number | undefined;
	readonly highest: number | undefined;
};

/**
How a metric is drawn: where it has no bound of its own, the highest value fills the scale, but never less than twice the mean.
So a box whose cores all do the same looks even, and a core stands out only where it does more than the others.
*/
export function metricScale(metric: CpuMetric, source: CpuSource): MetricScale {
	const key = `${metric.id} ${source.policyIndex} ${source.rates.epoch}`;
	const known = scales.get(source.reading) ?? new Map<string, MetricScale>();
	scales.set(source.reading, known);
	const scale = known.get(key) ?? scaleOf(metric, source);
	known.set(key, scale);
	return scale;
}

/** Map and table of one picture show the same metric: it is worked out once. */
const scales = new WeakMap<Reading, Map<string, MetricScale>>();

function scaleOf(metric: CpuMetric, source: CpuSource): MetricScale {
	const values = Array.from({length: source.reading.cpus}, (_, cpu) => metric.value(source, cpu));
	let [sum, count, lowest, highest] = [0, 0, Infinity, -Infinity];
	for (const value of values) {
		if (value !== undefined) {
			sum += value;
			count++;
			lowest = Math.min(lowest, value);
			highest = Math.max(highest, value);
		}
	}

	if (count === 0) {
		return {values, full: 0, lowest: undefined, highest: undefined};
	}

	return {values, lowest, highest, full: metric.full?.(source) ?? Math.max(highest, 2 * sum / count)};
}

/** A CPU that was taken away. */
export const isOffline = ({reading}: CpuSource, cpu: number) => reading.perCpu.online[cpu] === 0;
