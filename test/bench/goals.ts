import {printTable} from './measure.js';

/** A figure that the product wants to reach, and what was found; undefined: what it is held against is not on this machine. */
export type Goal = {
	readonly what: string;
	readonly unit: string;
	readonly found: number | undefined;
} & ({readonly least: number} | {readonly most: number});

const verdict = (goal: Goal): string => {
	const {found} = goal;
	if (found === undefined) {
		return 'not measured here';
	}

	const [isMet, by] = 'least' in goal ? [found >= goal.least, found / goal.least] : [found <= goal.most, found / goal.most];
	return isMet ? 'met' : `missed by ${Math.abs((by - 1) * 100).toFixed(0)} %`;
};

/** Prints each goal beside what was measured. */
export const printGoals = (goals: readonly Goal[]): void => {
	printTable([
		['goal', 'wanted', 'measured', ''],
		...goals.map(goal => [
			goal.what,
			'least' in goal ? `at least ${goal.least} ${goal.unit}` : `at most ${goal.most} ${goal.unit}`,
			goal.found === undefined ? '-' : `${goal.found.toFixed(2)} ${goal.unit}`,
			verdict(goal),
		]),
	], 'goals');
};
