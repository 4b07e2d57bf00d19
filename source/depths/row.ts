import type {PercentileCount} from './percentiles.js';
import type {SampleInterval} from './sample-quantile.js';
import type {Tolerance, Verdict} from './verdict.js';

/** One figure of a measured run beside what the model says of it. */
export type DepthRow = {
	/** Name of the run, `all of kernel 6.1` for several taken together, or workload and kernel of a row of the event mix. */
	readonly run: string;
	readonly kernel: string;
	readonly workload: string;
	/** Whether the model was made of these stacks: told by their content, never by names. */
	readonly basis: 'calibrated' | 'predicted';
	/** Threads alive at the end, those that ended, or what happened to all of them. */
	readonly part: 'live' | 'ended' | 'events';
	/** Class of thread, or `class: part`; undefined: all stacks. */
	readonly class: string | undefined;
	readonly figure: string;
	readonly unit: string;
	/** Stacks, events or tasks behind the measured figure. */
	readonly count: number;
	readonly measured: number;
	readonly predicted: number;
	/** 95 of 100 such runs lie between these. */
	readonly low: number;
	readonly high: number;
	/** Chance of a figure at least as far out as the measured one, 0 to 1. */
	readonly chance: number;
	/** What the measured threads themselves say of their p50 or p90; undefined for other figures. */
	readonly sample: SampleInterval | undefined;
	readonly verdict: Verdict;
	/** Why the model cannot be right about a figure that is off, where classes.yaml says so; undefined for all others. */
	readonly known: string | undefined;
};

/** Several runs taken together. */
export const isPool = ({workload}: Pick<DepthRow, 'workload'>): boolean => workload === 'all';
/** A part of a class. */
export const isPart = ({class: name}: Pick<DepthRow, 'class'>): boolean => name?.includes(': ') ?? false;

/** A row before all rows were judged together. */
export type DraftRow = Omit<DepthRow, 'verdict' | 'known'> & {readonly tolerance: Tolerance};

/** A figure that the model says nothing about, and why. */
export type Unpredicted = {readonly run: string; readonly figure: string; readonly reason: string};

/** What came of holding measured runs against the model. */
export type Comparison = {
	readonly rows: readonly DepthRow[];
	/** How the p50 and p90 of classes fared. */
	readonly percentiles: readonly PercentileCount[];
	readonly unpredicted: readonly Unpredicted[];
	readonly notes: readonly string[];
};

/** Rows that wait for their verdicts, with what goes beside them. */
export type Draft = Omit<Comparison, 'rows' | 'percentiles'> & {readonly rows: readonly DraftRow[]};
