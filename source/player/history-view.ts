import {followedFigures, type FollowedFigure} from '../../machine/index.js';
import type {History, HistoryColumns} from './protocol.js';

/** What is kept of each sample: the figures at its end, and the least and the most since the sample before. */
export const sampleParts = ['last', 'least', 'most'] as const;
export type SamplePart = (typeof sampleParts)[number];

/** Samples, however they are kept. They must not change any more. */
export type SampleTable = {
	readonly stepNs: number;
	readonly lookNs: number;
	readonly count: number;
	/** Figures of a sample: two of the box, then those of each policy. */
	readonly columns: number;
	readonly value: (part: SamplePart, sample: number, column: number) => number;
};

const lazily = <Value>(make: () => Value): (() => Value) => {
	let known: Value | undefined;
	return () => {
		known ??= make();
		return known;
	};
};

/** Figures of one policy, each made into a list when it is first asked for. */
const policyColumns = (column: (index: number) => number[], first: number): Record<FollowedFigure, number[]> => {
	const properties = followedFigures.map((name, index) => [name, {enumerable: true, get: lazily(() => column(first + index))}] as const);
	return Object.defineProperties({}, Object.fromEntries(properties)) as Record<FollowedFigure, number[]>;
};

const partColumns = ({count, columns, value}: SampleTable, part: SamplePart): HistoryColumns => {
	const column = (index: number): number[] => Array.from({length: count}, (_, sample) => value(part, sample, index));
	const userFaults = lazily(() => column(0));
	const freeKiB = lazily(() => column(1));
	const policies = lazily(() => Array.from({length: (columns - 2) / followedFigures.length}, (_, policy) => policyColumns(column, 2 + policy * followedFigures.length)));
	return {
		get userFaults() {
			return userFaults();
		},
		get freeKiB() {
			return freeKiB();
		},
		get policies() {
			return policies();
		},
	};
};

/** The history that samples make. There are hundreds of lists in it, of which a page shows a few: each is made when it is first asked for. */
export const historyView = (table: SampleTable): History => {
	const {stepNs, lookNs, count} = table;
	const timeNs = lazily(() => Array.from({length: count}, (_, sample) => sample * stepNs));
	const [last, least, most] = sampleParts.map(part => lazily(() => partColumns(table, part)));
	return {
		stepNs,
		lookNs,
		get timeNs() {
			return timeNs();
		},
		get userFaults() {
			return last!().userFaults;
		},
		get freeKiB() {
			return last!().freeKiB;
		},
		get policies() {
			return last!().policies;
		},
		get least() {
			return least!();
		},
		get most() {
			return most!();
		},
	};
};
