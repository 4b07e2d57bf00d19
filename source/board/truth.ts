import type {CostTable, FailureKind, PolicyReading} from '../../machine/index.js';
import {count, ends, moment, percent, size, known} from './figures.js';
import type {Scene} from './scene.js';
import type {Segment} from './segments.js';
import type {Piece} from './terminal/area.js';

/** How the kernel died, for people. */
export const causes = {
	poolEmpty: 'pool empty',
	growthInNmi: 'stack grew in an NMI',
	overflow: 'stack overflow',
	notHandled: 'stack fault not handled',
	notEnsured: 'deeper than was asked for',
} as const satisfies Record<FailureKind, string>;

/** What was found of cost tables: a run has one, and every picture asks. */
const found = new WeakMap<CostTable, boolean>();

/** Whether a bill rests on steps whose cost nobody has published or measured. */
export function restsOnAssumptions(costs: CostTable): boolean {
	const rests = found.get(costs) ?? Object.values(costs).some(step => step.status === 'assumed');
	found.set(costs, rests);
	return rests;
}

/** `68.2 of 90.4 MiB saved`. */
export function savedText({fixedKiB, stackKiB}: PolicyReading): string {
	const saved = size(fixedKiB - stackKiB, fixedKiB);
	const fixed = size(fixedKiB);
	return `${saved.number} of ${fixed.number} ${fixed.unit} saved`;
}

/** `would have crashed 3 times, first at 3.2 s (pool empty, CPU 12)`, or that nothing failed. */
export function failureText({failures, firstFailure}: PolicyReading, withCause = true): string {
	if (failures === 0) {
		return '0 failures';
	}

	const times = `would have crashed ${count(failures)} ${failures === 1 ? 'time' : 'times'}`;
	const cause = firstFailure && withCause ? ` (${causes[firstFailure.kind]}, CPU ${firstFailure.cpu})` : '';
	return firstFailure ? `${times}, first at ${moment(firstFailure.timeNs)}${cause}` : times;
}

/** `cost 0.02-0.11 % CPU (assumed steps)`. */
export function costText({costPercent}: PolicyReading, costs: CostTable): string {
	return `cost ${ends(costPercent)} % CPU${restsOnAssumptions(costs) ? ' (assumed steps)' : ''}`;
}

const failed = (text: string): Piece => [`✗ ${text}`, 'bad'];

/** The second line of the header, the truth in one sentence, in pieces that can be left out from the least important on. */
export function truth({policy, policyIndex, rates, scenario}: Scene): readonly Segment[] {
	const failing = policy.failures > 0;
	const switches = rates.perSecond(reading => reading.policies[policyIndex]!.levelSwitches);
	const failure: Segment = failing
		? {rank: 0, pieces: [failed(failureText(policy))], shorter: [[failed(failureText(policy, false))], [failed(`${count(policy.failures)} crashes`)]]}
		: {rank: 2, pieces: [[failureText(policy), 'good']]};
	const {gross, net} = policy.savedPercent;
	const saved: Segment = {
		rank: 1,
		pieces: [[savedText(policy), 'strong'], [', ', 'dim'], [percent(gross), 'strong'], [` (${percent(net)} net)`, 'text']],
		shorter: [[[`${percent(gross, 1)} saved`, 'strong']]],
	};
	const rest: readonly Segment[] = [
		{rank: 3, pieces: [[`${count(policy.pagesGrown)} pages grown`, 'text']]},
		{rank: 5, pieces: [[`${known(switches)} level switches/s`, 'text']]},
		{rank: 4, pieces: [[costText(policy, scenario.costs), 'text']]},
	];
	return failing ? [failure, saved, ...rest] : [saved, rest[0]!, failure, ...rest.slice(1)];
}
