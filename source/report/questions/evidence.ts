import type {BillRole, PolicyName, PolicyTotals, Range, Scenario, Trial, TrialReading} from '../../../machine/index.js';
import type {ConditionName, Plan} from './plan.js';

/** One policy in one trial: its books and the stream at the end of boot, and at the end. */
export type Sample = {
	readonly seed: number;
	readonly boot: PolicyTotals;
	readonly end: PolicyTotals;
	readonly streamBoot: TrialReading;
	readonly stream: TrialReading;
};

/** All trials of a plan, and what they were trials of. */
export class Evidence {
	/** `trials`: those of each experiment of the plan, one a seed, in order. */
	constructor(readonly scenario: Scenario, readonly forNs: number, readonly plan: Plan, readonly trials: ReadonlyArray<readonly Trial[]>) {}

	/** Seeds of every experiment. */
	get seeds(): number {
		return this.trials[0]!.length;
	}

	/** Simulated seconds of one condition, all seeds together. */
	get seconds(): number {
		return this.seeds * this.forNs / 1e9;
	}

	/** CPU seconds of the same. */
	get cpuSeconds(): number {
		return this.seconds * this.scenario.machine.cpus;
	}

	/** The policy's trials under a condition, one a seed. Calm memory is as it is where the workload presses nothing. Throws an Error for a policy that was not planned there. */
	samples(condition: ConditionName, policy: PolicyName): Sample[] {
		const {experiments} = this.plan;
		const under = condition === 'calm' && !experiments.some(one => one.condition === 'calm') ? 'asIs' : condition;
		const at = experiments.findIndex(one => one.condition === under && one.policies.includes(policy));
		if (at === -1) {
			throw new Error(`${policy} was not run under ${condition}`);
		}

		const find = ({policies}: TrialReading): PolicyTotals => policies.find(({name}) => name === policy)!;
		return this.trials[at]!.map(({seed, boot, end}) => ({seed, boot: find(boot), end: find(end), streamBoot: boot, stream: end}));
	}
}

/** What a count of the policy's books grew by since boot ended. */
export const during = ({boot, end}: Sample, count: (policy: PolicyTotals) => number): number => count(end) - count(boot);

/** The same for a count of the stream. */
export const streamDuring = ({streamBoot, stream}: Sample, count: (totals: TrialReading['totals']) => number): number => count(stream.totals) - count(streamBoot.totals);

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** A count since boot ended, over all samples. */
export const pooled = (samples: readonly Sample[], count: (policy: PolicyTotals) => number): number => sumOf(samples.map(sample => during(sample, count)));

/** Times that a stack had to grow. */
export const growths = ({growthBy}: PolicyTotals): number => sumOf(Object.values(growthBy));

/** Times that a page was needed and there was none. */
export const empties = ({emptyBy}: PolicyTotals): number => sumOf(Object.values(emptyBy));

/** The lines of the bill about one kind of events, all samples added up; undefined: the policy has no such line. */
export const billed = (samples: readonly Sample[], role: BillRole): {count: number; cycles: Range} | undefined => {
	const lines = samples.flatMap(({end}) => end.bill.filter(line => line.role === role));
	const add = (value: (cycles: Range) => number): number => sumOf(lines.map(({cycles}) => value(cycles)));
	return lines.length === 0
		? undefined
		: {
			count: sumOf(lines.map(({count}) => count)),
			cycles: {low: add(cycles => cycles.low), likely: add(cycles => cycles.likely), high: add(cycles => cycles.high)},
		};
};
