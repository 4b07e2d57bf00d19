import {neverFaults, noReserveToDouble} from './accessed.js';
import {family, size} from './family.js';
import type {BillItem, BookTotals, StreamTotals} from './policy.js';
import {shootdownBill} from './shootdown.js';
import {entryWords, leaveWithRest, restsUnusually, stashBase, stashBill} from './stash.js';

/** Ways to make TLBs forget a page that was used, in the order of what they cost. */
const flushNone = 0;
const flushLocally = 1;
const flushAnother = 2;
const flushAll = 3;

/**
Pages by the saved stack pointer: everything wholly below it goes when the thread leaves, used or not, and all of it is mapped again before it comes back.
Needs no Accessed bits and keeps the least; but pages that go were used, so TLBs know them.
*/
export const belowSp = family({
	kind: 'below-sp',
	title: 'pages below the stack pointer leave at the context switch (Gerst, 2024)',
	source: 'Brian Gerst, March 2024 (`dynamic-stacks-2024`, section 2.5); Pasha Tatashin\'s last word on the interrupts it needs, 19 March 2024; `dynamic-stacks-2026`, section 3.2 (RSP-cut)',
	models: 'A sleeping thread holds the pages above its saved stack pointer, the CPU\'s stash lends the rest while it runs; who finds too little '
		+ 'there waits. A parameter says who must forget the pages: nobody (as if stale translations did no harm), this CPU, one other, or all.',
	leavesOut: 'Pages of the stash hold what the last thread wrote, and are not cleared. Pointers into a stack below its stack pointer (which Wilcox '
		+ 'and Laight fear) are not followed. Switches with more than a page above the stack pointer are counted as if a page less stayed mapped, '
		+ 'unless they are out of the ordinary for their class.',
	hardware: 'either',
	notAsked: [
		...neverFaults,
		{question: 7, because: 'that a page was used once decides nothing'},
		noReserveToDouble,
		{question: 14, because: 'no stack is kept from the cache for what it holds'},
	],
	parameters: {
		size,
		flush: {about: 'who must forget the pages: 0 nobody, 1 this CPU (INVLPG), 2 one other CPU, 3 all others', least: flushNone, most: flushAll, fallback: flushLocally},
	},
	build(values, {cpus}) {
		const sizePages = values.size / 4;
		const targets = Math.min(cpus - 1, {[flushNone]: 0, [flushLocally]: 0, [flushAnother]: 1}[values.flush] ?? cpus - 1);

		/** Pages that go at switches, and the switches at which any do. */
		const freed = ({bursts}: StreamTotals, {pagesGrown}: BookTotals): {pages: number; switches: number} => {
			const pages = Math.max(0, (sizePages - 1) * bursts - pagesGrown);
			return {pages, switches: Math.min(bursts, pages)};
		};

		const flushBill = (pages: number, switches: number): BillItem[] => {
			if (values.flush === flushLocally) {
				return [{what: 'pages flushed from this CPU\'s TLB', count: pages, steps: {invlpg: 1}}];
			}

			// One interrupt flushes the first page, each further one is a step of its own
			const further = values.flush === flushAnother ? [{what: 'further pages of such a flush', count: pages - switches, steps: {batch_page: 1}}] : [];
			return [...shootdownBill('other CPUs told at the switch', switches, targets), ...targets === 0 ? [] : further];
		};

		return {
			...stashBase(sizePages, 1),
			watchesDepth: false,
			cachesGrownStacks: true,
			grow: (_site, held) => held,
			atRest: sleep => Math.max(1, sleep.pages),
			leave: leaveWithRest,
			notices: restsUnusually,
			flushes(totals, books) {
				const {pages, switches} = freed(totals, books);
				return {invalidations: values.flush === flushLocally ? pages : 0, shootdowns: targets * switches};
			},
			bill(totals, books, baseline) {
				const {pages, switches} = freed(totals, books);
				const words = entryWords(sizePages);
				return [
					{what: 'entries read at the switch', count: totals.bursts, steps: {pte4_rd_mix: words}},
					{what: 'switches with pages to and from the stash', count: switches, steps: {pool_take: 2, pte4_wr: 2 * words, copy_cold: 1, tlb_fill: 1}},
					{what: 'pages out and in', role: 'pagesMoved', count: pages, steps: {cmpxchg: 1, vmstat: 2}},
					...flushBill(pages, switches),
					...stashBill(books, baseline, 1),
				];
			},
		};
	},
});
