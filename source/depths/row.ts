import {judgeFigure, type Tolerance, type Verdict} from './verdict.js';

/** One figure of a measured run beside what the model says of it. */
export type DepthRow = {
	/** Name of the run, or workload and kernel of a row of the event mix. */
	readonly run: string;
	readonly kernel: string;
	readonly workload: string;
	/** Whether the model was made of this run. */
	readonly basis: 'calibrated' | 'predicted';
	/** Threads alive at the end, those that ended, or what happened to all of them. */
	readonly part: 'live' | 'ended' | 'events';
	/** Class of thread; undefined: all stacks. */
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
	readonly verdict: Verdict;
};

/** A figure that the model says nothing about, and why. */
export type Unpredicted = {readonly run: string; readonly figure: string; readonly reason: string};

/** A row with its verdict. */
export const judged = (row: Omit<DepthRow, 'verdict'>, tolerance: Tolerance): DepthRow => ({...row, verdict: judgeFigure(row.measured, row, tolerance)});
