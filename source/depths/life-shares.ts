import {bandChance} from './chance.js';
import type {EventMix} from './event-mix.js';
import {aboutOf, growthWorkload, type EventSite} from './event-site.js';
import type {DraftRow} from './row.js';

/** Shares of threads among forks from which on a workload makes threads, which start shallower than processes. */
const mostlyThreads = 0.5;
/** Standard deviations that hold 95 of 100. */
const wide = 1.96;

/** How much of its final mark a stack has after some system calls: the base kernel's share, changed as the fork storm's changed. */
export const lifeRows = (site: EventSite): DraftRow[] => {
	const {model: {marks: {base}}, known, found, workload, kernel} = site;
	const tasks = found.value(workload, kernel, 'life_tasks', 'run');
	const tasksBefore = known.value(workload, base, 'life_tasks', 'run');
	const threads = (known.value(workload, base, 'fork_thread_or_vfork', 'run') ?? 0) > mostlyThreads * (known.value(workload, base, 'forks', 'run') ?? 0);
	return [1, 10, 100, 1000].flatMap(calls => {
		const before = share(known, workload, base, calls);
		const measured = share(found, workload, kernel, calls);
		if (!tasks || !tasksBefore || before === undefined || measured === undefined) {
			return [];
		}

		const storm = [share(known, growthWorkload, kernel, calls), share(known, growthWorkload, base, calls)] as const;
		const change = threads || storm[0] === undefined || storm[1] === undefined ? 1 : storm[0] / storm[1];
		const predicted = Math.min(100, before * change);
		const floor = Math.min(predicted, share(known, workload, base, 0) ?? 0);
		const band = {predicted, ...bandOf(predicted, floor, tasks, tasksBefore)};
		return [{
			...aboutOf(site),
			figure: `share of final mark after ${calls.toLocaleString('en-US')} call${calls === 1 ? '' : 's'}`,
			unit: '%', count: tasks, measured, ...band, chance: bandChance(measured, band), sample: undefined, tolerance: {share: 0.1},
		}];
	});
};

const share = (mix: EventMix, workload: string, kernel: string, calls: number): number | undefined =>
	mix.value(workload, kernel, `life_mean_share_of_final_after_${calls}`, 'task');

/**
Where the mean share of so many tasks may lie. The widest that tasks can spread around a mean is that some are at their final mark and the others still where
they were forked (`floor`); the mean is then a proportion, with as much luck in the base kernel's tasks as in these (Wilson's interval, which holds near 0 and 1 too).
*/
const bandOf = (mean: number, floor: number, tasks: number, tasksBefore: number): {low: number; high: number} => {
	const settled = (mean - floor) / (100 - floor || 1);
	const count = 1 / (1 / tasks + 1 / tasksBefore);
	const middle = (settled + wide * wide / (2 * count)) / (1 + wide * wide / count);
	const half = wide / (1 + wide * wide / count) * Math.sqrt(settled * (1 - settled) / count + (wide / (2 * count)) ** 2);
	return {low: floor + (100 - floor) * (middle - half), high: Math.min(100, floor + (100 - floor) * (middle + half))};
};
