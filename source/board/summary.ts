import type {Scenario} from '../../machine/index.js';
import type {PlayerFrame} from '../player/protocol.js';
import {count, moment, percent, sizeText} from './figures.js';
import {costText, failureText, savedText} from './truth.js';

/** Five lines about a run, left on the normal screen when the board has closed; `policyIndex` is the one that was in focus. */
export function summary(scenario: Scenario, {reading}: Pick<PlayerFrame, 'reading'>, policyIndex: number): readonly string[] {
	const policy = reading.policies[Math.min(policyIndex, reading.policies.length - 1)]!;
	const {gross, net} = policy.savedPercent;
	const name = policy.whatIf ? `${policy.name} (what-if)` : policy.name;
	const stacks = policy.pagesPerStack.map((number, index) => `${index + 1}: ${count(number)}`);
	return [
		`kstacktop: ${reading.machine}, ${reading.cpus} CPUs, ${reading.workload}, seed ${reading.seed}, ${moment(reading.timeNs)} simulated`,
		`${name}: ${savedText(policy)}, ${percent(gross)} (${percent(net)} net of ${sizeText(policy.netKiB - policy.stackKiB)} it needs itself)`,
		`growth: ${count(policy.faults)} stack faults, ${count(policy.pagesGrown)} pages grown; stacks by pages: ${stacks.join(', ')}`,
		`${costText(policy, scenario.costs)}, ${count(policy.levelSwitches)} level switches, pool found empty ${count(policy.poolEmpty)} times`,
		policy.failures === 0 ? 'failures: none' : `failures: ${failureText(policy)}`,
	];
}
