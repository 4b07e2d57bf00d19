import {bookCounts} from '../books.js';
import {streamCounts} from '../counters.js';
import {combine, scaleRange, stepCost} from '../delivery/cycles.js';
import type {Range} from '../description.js';
import type {BillItem, BookTotals} from '../policies/policy.js';
import type {World} from '../world.js';
import type {BillLine} from './policy-reading.js';
import {booksTotal, rawTotal, streamTotals, type Raw} from './totals.js';

/** Remembers all totals as boot leaves them: the bill begins there. */
export const markBootEnd = (world: World): void => {
	let at = 0;
	for (const value of [rawTotal(world), ...world.running.map(one => booksTotal(one))]) {
		for (const count of Object.values(value)) {
			world.atBoot[at++] = count;
		}
	}
};

/** Totals without those that boot left, which stand from `first` on. */
const sinceBoot = <T extends Readonly<Record<string, number>>>(world: World, totals: T, first: number): T =>
	Object.fromEntries(Object.entries(totals).map(([name, count], index) => [name, count - world.atBoot[first + index]])) as unknown as T;

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

/** What a policy costs since boot ended, line by line. `all` and `own` are the totals since boot, of the stream and in its books. */
export const billOf = (world: World, position: number, {all, own}: {readonly all: Raw; readonly own: BookTotals}): {lines: BillLine[]; cycles: Range; demotionPercent: Range} => {
	const {running, scenario: {costs}} = world;
	const first = (index: number): number => streamCounts.length + index * bookCounts.length;
	const items = running[position].policy.bill(
		streamTotals(sinceBoot(world, all, 0)),
		sinceBoot(world, own, first(position)),
		sinceBoot(world, booksTotal(running[0]), first(0)),
	);
	const demotion = items.find(({role}) => role === 'demotion');
	return {
		demotionPercent: demotion ? demotionOf(world, demotion) : {low: 0, likely: 0, high: 0},
		lines: items.map(item => ({what: item.what, role: item.role, count: item.count, cycles: combine([item], costs)})),
		cycles: combine(items, costs),
	};
};
