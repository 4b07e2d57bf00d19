import {comparedFigures, type Figure} from './compared-figures.js';
import type {Range} from './description.js';
import type {PolicyReading} from './reading/policy-reading.js';

/** Raised when a field of `Comparison`, or what a figure's id stands for, changes. */
export const comparisonSchemaVersion = 1;

/** A delta in words: `same` for none, `neither` where no way is better. */
export type Judgement = 'better' | 'worse' | 'same' | 'neither';

/** One policy's column of a comparison. A figure that it has nothing of is left out of its records. */
export type ComparedPolicy = {
	readonly name: string;
	readonly title: string;
	/** By the id of the figure, in its unit. */
	readonly values: Readonly<Record<string, number>>;
	/** Only the uncertain figures. */
	readonly ranges: Readonly<Record<string, Range>>;
	/** Its value less that of the first policy; undefined for the first itself. */
	readonly deltas: Readonly<Record<string, number>> | undefined;
	/** No other policy is at least as good on every axis and better on one. */
	readonly pareto: boolean;
	/** The policies that are. */
	readonly dominatedBy: readonly string[];
};

export type Comparison = {
	readonly figures: readonly Figure[];
	/** In the order asked; the first is what the deltas are against. */
	readonly policies: readonly ComparedPolicy[];
	/** Ids of the figures that decide who is dominated. */
	readonly axes: readonly string[];
};

/** What a policy is judged by as a whole: memory, CPU time, deaths, delay, and how far the deepest call was from the end of the stack. */
export const comparisonAxes: readonly string[] = ['savedNetKiB', 'costPercent', 'failuresAndLosses', 'waitNs', 'headroomBytes'];
const axes = comparedFigures.filter(({id}) => comparisonAxes.includes(id));

/** What a delta of this figure means. */
export const judge = ({better}: Figure, delta: number): Judgement => {
	if (delta === 0) {
		return 'same';
	}

	return better === 'neither' ? 'neither' : ((delta > 0) === (better === 'more') ? 'better' : 'worse');
};

type Values = Readonly<Record<string, number>>;

const valuesOf = (policy: PolicyReading): Values => {
	const values: Record<string, number> = {};
	for (const figure of comparedFigures) {
		const value = figure.value(policy);
		if (value !== undefined) {
			values[figure.id] = value;
		}
	}

	return values;
};

const rangesOf = (policy: PolicyReading): Readonly<Record<string, Range>> =>
	Object.fromEntries(comparedFigures.flatMap(({id, range}) => range === undefined ? [] : [[id, range(policy)]]));

/** Figure by figure, where both have it. */
const deltasOf = (values: Values, first: Values): Values =>
	Object.fromEntries(Object.keys(values).filter(id => Object.hasOwn(first, id)).map(id => [id, values[id] - first[id]]));

/** At least as good on every axis, and better on one. Every policy has a value on every axis. */
export const dominates = (one: Values, other: Values): boolean => {
	const judgement = (axis: Figure): Judgement => judge(axis, one[axis.id] - other[axis.id]);
	return axes.every(axis => judgement(axis) !== 'worse') && axes.some(axis => judgement(axis) === 'better');
};

/**
Policies of one reading, side by side. What it compares are counts of one open-loop stream: equal for all, so a delta is due to the policies alone.
Deltas and dominance go by likely values; ranges of two policies that share cost steps move together.
*/
export const comparePolicies = (policies: readonly PolicyReading[]): Comparison => {
	const values = policies.map(policy => valuesOf(policy));
	return {
		figures: comparedFigures,
		policies: policies.map(({name, title}, at) => {
			const dominatedBy = policies.filter((_, other) => dominates(values[other], values[at])).map(other => other.name);
			return {
				name,
				title,
				values: values[at],
				ranges: rangesOf(policies[at]),
				deltas: at === 0 ? undefined : deltasOf(values[at], values[0]),
				pareto: dominatedBy.length === 0,
				dominatedBy,
			};
		}),
		axes: comparisonAxes,
	};
};
