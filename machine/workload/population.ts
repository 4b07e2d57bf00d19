import type {ThreadClass} from '../description.js';
import {hashKey} from '../random.js';

/** Rows of one class in the thread table: `first` to `first + count - 1`. */
export type ClassRows = {
	readonly first: number;
	readonly count: number;
};

/**
How many threads each class gets: per-CPU classes first, then per-box ones, then the rest by share (largest remainder).
A box with fewer threads than its per-CPU classes want fills them in order until the threads are used up.
*/
export const classCounts = (classes: readonly ThreadClass[], cpus: number, threads: number): number[] => {
	const counts = classes.map(() => 0);
	let left = threads;
	const take = (index: number, wanted: number): void => {
		counts[index] = Math.min(left, wanted);
		left -= counts[index];
	};

	for (const [index, {count}] of classes.entries()) {
		if ('perCpu' in count) {
			take(index, Math.round(count.perCpu * cpus));
		}
	}

	for (const [index, {count}] of classes.entries()) {
		if ('box' in count) {
			take(index, count.box);
		}
	}

	const shares = classes.map(({count}) => 'share' in count ? count.share : 0);
	const total = shares.reduce((sum, share) => sum + share, 0);
	if (total > 0) {
		const rest = left;
		const exact = shares.map(share => share / total * rest);
		for (const [index, value] of exact.entries()) {
			if (shares[index] > 0) {
				take(index, Math.floor(value));
			}
		}

		const order = exact.map((value, index) => ({index, remainder: value - Math.floor(value)}));
		order.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
		for (let i = 0; left > 0; i++) {
			const {index} = order[i % order.length];
			if (shares[index] > 0) {
				counts[index]++;
				left--;
			}
		}
	} else if (left > 0 && classes.length > 0) {
		counts[classes.length - 1] += left;
	}

	return counts;
};

/** The rows of each class, one class after the other. */
export const layRows = (counts: readonly number[]): ClassRows[] => {
	let first = 0;
	return counts.map(count => {
		const rows = {first, count};
		first += count;
		return rows;
	});
};

/** Kernel threads named after a CPU of which there are so many for each stay on it, as kworker/3:1 does and nfsd does not. */
export const isBound = ({kind, comm, count}: ThreadClass): boolean => kind === 'kernel' && 'perCpu' in count && comm.includes('%c');

/**
The CPU a row starts on: per-CPU classes go round the CPUs, the others are spread by the seed.
What does not make a whole round is spread over the box, beside the last such class: load balancing would not leave it on the first CPUs.
*/
export const homeCpu = (item: ThreadClass, indexInClass: number, tid: number, cpus: number, seed: number): number => {
	if (!('perCpu' in item.count)) {
		return Math.floor((hashKey(seed, tid, 0xC0) >>> 0) / 4_294_967_296 * cpus);
	}

	const odd = Math.round(item.count.perCpu * cpus) % cpus;
	const inRounds = Math.round(item.count.perCpu * cpus) - odd;
	return isBound(item) || indexInClass < inRounds || odd === 0
		? indexInClass % cpus
		: Math.floor(((indexInClass - inRounds) * cpus + (tid - indexInClass) % cpus) / odd) % cpus;
};

/**
Which rows get the machine's calibrated extra pages, and how many each: spread evenly in rounds over the rows of classes that take them, in an order drawn from the seed.
`pagesMax` is the most extra pages one stack can hold. Gives extra pages by row.
*/
export const spreadGrownPages = (classes: readonly ThreadClass[], rows: readonly ClassRows[], grownPages: number, pagesMax: number, seed: number): Map<number, number> => {
	const candidates: number[] = [];
	for (const [index, item] of classes.entries()) {
		if (item.takesGrownPages) {
			for (let i = 0; i < rows[index].count; i++) {
				candidates.push(rows[index].first + i);
			}
		}
	}

	for (let i = candidates.length - 1; i > 0; i--) {
		const j = Math.floor((hashKey(seed, i, 0x60) >>> 0) / 4_294_967_296 * (i + 1));
		[candidates[i], candidates[j]] = [candidates[j], candidates[i]];
	}

	const extra = new Map<number, number>();
	const wanted = Math.min(grownPages, candidates.length * pagesMax);
	for (let page = 0; page < wanted; page++) {
		const row = candidates[page % candidates.length];
		extra.set(row, (extra.get(row) ?? 0) + 1);
	}

	return extra;
};
