import type {Scenario} from '../../machine/index.js';
import type {PlayerFrame} from '../player/protocol.js';
import {count, moment, percent, sizeText} from './figures.js';
import {costText, failureText, savedText} from './truth.js';

/** Five lines about a run, left on the normal screen when the board has closed; `policyIndex` is the one that was in focus. */
export function summary(scenario: Scenario, {reading}: Pick<PlayerFrame, 'reading'>, policyIndex: number): readonly string[] {
	const policy = reading.policies[Math.min(policyIndex, reading.policies.length - 1)]!;
	return [
		`kstacktop: ${reading.machine}, ${reading.cpus} CPUs, ${reading.workload}, seed ${reading.seed}, ${moment(reading.timeNs)} simulated`,
		`${policy.name}${policy.whatIf ? ' (what-if)' : ''}: ${savedText(policy)}, ${percent(policy.savedPercent.gross)} (${percent(policy.savedPercent.net)} net of ${sizeText(policy.netKiB - policy.stackKiB)} it needs itself)`,
		`growth: ${count(policy.faults)} stack faults, ${count(policy.pagesGrown)} pages grown, ${count(policy.stacks)} stacks with ${policy.pagesPerStack.map(stacks => count(stacks)).join('/')} on 1/2/3/4 pages`.replace('1/2/3/4', policy.pagesPerStack.map((_, index) => index + 1).join('/')),
		`${costText(policy, scenario.costs)}, ${count(policy.levelSwitches)} level switches, pool found empty ${count(policy.poolEmpty)} times`,
		policy.failures === 0 ? 'failures: none' : `failures: ${failureText(policy)}`,
	];
}
