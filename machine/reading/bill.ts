import {combine, scaleRange, stepCost} from '../delivery/cycles.js';
import type {Range} from '../description.js';
import type {BillItem, BookTotals, StreamTotals} from '../policies/policy.js';
import type {World} from '../world.js';
import type {BillLine} from './policy-reading.js';
import {booksSinceBoot} from './totals.js';

/** The whole cost of a kernel-mode fault on user memory is a mix of these steps. Source: `costs`, section 7. */
const userFaultSteps = {zero_rd: 'kpf_zero_rd', anon_wr: 'kpf_anon_wr', cow: 'kpf_cow', file: 'kpf_file', major: 'kpf_major'} as const;

/** What moving a fault back costs, in percent of the likely cost of such a fault under the workload's mix. */
const demotionOf = (world: World, {what, steps}: BillItem): Range => {
	const {costs, workload} = world.scenario;
	const {kinds} = workload.events.userFaults;
	const weight = kinds.reduce((sum, kind) => sum + kind.weight, 0);
	const whole = kinds.reduce((sum, kind) => sum + kind.weight / weight * stepCost(costs, userFaultSteps[kind.kind]).likely, 0);
	return scaleRange(combine([{what, count: 1, steps}], costs), whole > 0 ? 100 / whole : 0);
};

/** What a policy costs since boot ended, line by line. `own` are the totals in its books, `since` and `baseline` those since boot ended of the stream and of fixed stacks. */
export const billOf = (world: World, position: number, own: BookTotals, {since, baseline}: {readonly since: StreamTotals; readonly baseline: BookTotals}): {
	lines: BillLine[];
	cycles: Range;
	demotionPercent: Range;
} => {
	const {running, scenario: {costs}} = world;
	const items = running[position].policy.bill(since, booksSinceBoot(world, position, own), baseline);
	const demotion = items.find(({role}) => role === 'demotion');
	return {
		demotionPercent: demotion ? demotionOf(world, demotion) : {low: 0, likely: 0, high: 0},
		lines: items.map(item => ({what: item.what, role: item.role, count: item.count, cycles: combine([item], costs)})),
		cycles: combine(items, costs),
	};
};
