import type {Condition, PolicyName, Scenario} from '../../machine/index.js';

/** One trial to be run: a seed, the policies that run side by side, and what they are put through. */
export type SeedTask = {
	readonly seed: number;
	readonly policies: readonly PolicyName[];
	readonly condition: Condition;
};

/** What a worker is started with: all that the trials have in common. */
export type SeedWorkerStart = {
	readonly scenario: Scenario;
	/** Simulated time of each trial, after boot. */
	readonly forNs: number;
};
