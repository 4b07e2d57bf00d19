import {doubleFaultBase, doubleFaultBill, doubleFaultParameters, isForeign, loseEvent, notAskedOfDoubleFaults} from './double-fault.js';
import {family} from './family.js';
import {fail, type Site} from './policy.js';
import {mapPages, preallocated, takeFromPool} from './stack-fault.js';

/** Takes a page from the box's reserve as far as this CPU can see it: as it stood when the quantum began, less what it took itself. */
const takeFromReserve = ({books: {claims, reserve}, cpu}: Site): boolean => {
	if (reserve[0] <= claims[cpu]) {
		return false;
	}

	claims[cpu]++;
	return true;
};

/**
What all CPUs claimed in a quantum is taken off the reserve. Claims beyond what it held are deaths, of the highest CPUs: which of them came last inside a quantum is not known.
Their stacks keep the pages, as if each had been survived.
*/
const takeClaims = (site: Site): void => {
	const {claims, counts, reserve} = site.books;
	let left = reserve[0];
	for (const [cpu, claimed] of claims.entries()) {
		const taken = Math.min(claimed, left);
		left -= taken;
		counts.reserveTaken[cpu] += taken;
		counts.pagesAllocated[cpu] += claimed - taken;
		for (let missing = claimed - taken; missing > 0; missing--) {
			site.cpu = cpu;
			fail(site, 'poolEmpty', 0);
		}
	}

	reserve[0] = left;
	reserve[1] = Math.min(reserve[1], left);
};

/** The irq_work that each use has queued: asks once for every missing page. What fails is asked for after the next use. */
const refillReserve = ({books: {counts, reserve, reserveSize}, memory}: Site): void => {
	for (let slot = reserve[0]; slot < reserveSize; slot++) {
		if (memory.atomic(0, slot)) {
			reserve[0]++;
			counts.pagesAllocated[0]++;
		} else {
			counts.refillFailures[0]++;
		}
	}
};

/** Linus Walleij's tree: the 2024 mechanism, and a store for the whole box behind the pools, under one raw lock. */
export const globalReserve = family({
	kind: 'global-reserve',
	title: 'the 2024 mechanism with a reserve for the whole box (Walleij)',
	source: 'Linus Walleij\'s branch b4/aarch64-dynamic-kernel-stacks, 2025 to March 2026 (commit "fall back to a global store"); `dynamic-stacks-2026`, section 1.9',
	models: 'As double-fault, as intended: on x86 his tree carries the #DF recovery of 2024. When a CPU\'s pool of three is empty, it takes from '
		+ 'eight pages for the whole box; each use queues their refill. CPUs that use up the last ones in the same 8 us cannot see each other, and '
		+ 'the highest of them die. Grown stacks are not cached.',
	leavesOut: 'His arm64 entry code. The refill uses GFP_KERNEL under a raw lock, which is not legal: here it succeeds where an atomic request would, '
		+ 'at the next edge of 8 us. Waits for the lock are in the bill, not in time.',
	hardware: 'either',
	notAsked: notAskedOfDoubleFaults,
	parameters: {
		...doubleFaultParameters,
		reserve: {about: 'pages in the reserve for the whole box', least: 0, most: 4096, fallback: 8},
	},
	build: values => ({
		...doubleFaultBase(values, false),
		reservePages: values.reserve,
		grow(site, held, wanted) {
			if (isForeign(site, false)) {
				return fail(site, 'notHandled', held);
			}

			loseEvent(site, held);
			const pages = mapPages(site, held, wanted, one => takeFromPool(one) || takeFromReserve(one));
			return pages < wanted ? fail(site, 'poolEmpty', pages) : pages;
		},
		settle(site) {
			takeClaims(site);
			refillReserve(site);
		},
		bill: (_totals, books, baseline) => [
			...doubleFaultBill(books, baseline, preallocated(values)),
			// The table's row for a page taken: lock, irq_work, and its replacement, whose charge comes when the task leaves
			{what: 'pages from the reserve: lock, irq_work, refill', count: books.reserveTaken, steps: {spin_1: 1, irq_work: 1, alloc: 1, zero_mix: 1, charge: 1}},
		],
	}),
});
