import type {PolicyReading, Range, Reading, Scenario} from '../../machine/index.js';
import type {Host} from '../host/read-host.js';
import type {Twin} from '../host/twin.js';

/** What one policy would do on a box, as its twin says. */
export type Prediction = {
	readonly policy: string;
	readonly title: string;
	/** The policy needs FRED and the box has none. */
	readonly isWhatIf: boolean;
	/** KiB of stacks saved against fixed ones, and percent of them: gross as the RFC counts, net of pools and exception stacks. Ranges by how many pages the stacks hold beyond the first. */
	readonly savedKiB: {readonly gross: Range; readonly net: Range};
	readonly savedPercent: {readonly gross: Range; readonly net: Range};
	/** Stack faults and waits for a page a second of simulated time, on the likely twin. */
	readonly faultsPerS: number;
	readonly waitsPerS: number;
	/** Percent of the CPU time of all CPUs, on the likely twin; ranges by what single steps cost. */
	readonly costPercent: Range;
	/** Times the kernel would have died, on all three twins together. */
	readonly failures: number;
};

/** One run a twin: readings when boot had ended, and at the end. */
export type TwinRun = {readonly booted: Reading; readonly ended: Reading};

/** Everything that `kstacktop host --once` tells. */
export type HostReport = {
	readonly toolVersion: string;
	readonly host: Host;
	readonly twin: Twin;
	readonly unread: readonly string[];
	/** That of the likely twin. */
	readonly scenario: Scenario;
	readonly forNs: number;
	readonly predictions: readonly Prediction[];
};

/** The predictions of three runs: with few, likely and many pages grown. */
export const predict = (runs: Readonly<Record<'low' | 'likely' | 'high', TwinRun>>, forNs: number): Prediction[] => {
	const {booted, ended} = runs.likely;
	const seconds = forNs / 1e9;
	return ended.policies.map((policy, at) => {
		const before = booted.policies[at]!;
		const range = (value: (policy: PolicyReading) => number): Range => rangeOf(value(runs.low.ended.policies[at]!), value(policy), value(runs.high.ended.policies[at]!));
		return {
			policy: policy.name,
			title: policy.title,
			isWhatIf: policy.whatIf,
			savedKiB: {gross: range(({fixedKiB, stackKiB}) => fixedKiB - stackKiB), net: range(({fixedKiB, netKiB}) => fixedKiB - netKiB)},
			savedPercent: {gross: range(({savedPercent}) => savedPercent.gross), net: range(({savedPercent}) => savedPercent.net)},
			faultsPerS: (policy.faults - before.faults) / seconds,
			waitsPerS: (policy.waits - before.waits) / seconds,
			costPercent: policy.costPercent,
			failures: Object.values(runs).reduce((sum, run) => sum + run.ended.policies[at]!.failures, 0),
		};
	});
};

/** More pages save less, so the ends change places. */
const rangeOf = (...values: readonly [few: number, likely: number, many: number]): Range => ({low: Math.min(...values), likely: values[1], high: Math.max(...values)});
