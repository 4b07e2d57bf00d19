import {clearShare, neverFaults, noReserveToDouble, shootdown, spurious, usedAtMost, withSpeculated} from './accessed.js';
import {family, size} from './family.js';
import type {BookTotals, Policy, StreamTotals} from './policy.js';
import {shootdownBill} from './shootdown.js';
import {entryWords, leaveStash, restsUnusually, stashBase, stashBill} from './stash.js';

/**
Pages by their Accessed bits, at the context switch: all of the stack is mapped while a thread runs, and when it leaves, every page that it never used goes back to the CPU's stash.
With the latch, a page used once is the thread's for good. Without it the bits are cleared at every switch, and a page below the saved stack pointer is kept only through the sleep after a stay that used it.
*/
export const accessedSwitch = family({
	kind: 'accessed-switch',
	title: 'unused pages leave at the context switch (Hansen, 2026)',
	source: 'Dave Hansen, 18 June 2026; Andy Lutomirski, March 2024; `dynamic-stacks-2026`, section 3.2 (A-sw, latch rule, A-re)',
	models: 'One page at fork, the rest lent by a stash per CPU; who leaves keeps what has its Accessed bit set; who comes and finds too little in '
		+ 'the stash waits until an atomic request succeeds. No stack fault, no exception stack.',
	leavesOut: 'A thread that waits for pages delays itself only: that another could be chosen, or that those who reclaim may wait too, is not '
		+ 'followed. Without the latch, faults and interrupts that stayed within the pages held do not renew them.',
	hardware: 'either',
	notAsked: [...neverFaults, noReserveToDouble],
	parameters: {
		size,
		latch: {about: '1: a page used once stays for good; 0: only through the sleep after the stay that used it', least: 0, most: 1, fallback: 1},
		spurious,
		shootdown: shootdown(0),
	},
	build(values, {cpus}) {
		const sizePages = values.size / 4;
		const targets = values.shootdown === 1 ? cpus - 1 : 0;

		/** Pages taken out at switches, and the switches that take any (all but those of stacks used from end to end, which the totals do not tell apart). */
		const taken = ({bursts, markPages}: StreamTotals, {invalidations}: BookTotals): {pages: number; switches: number} => {
			const kept = values.latch === 1 ? markPages : bursts + invalidations;
			const pages = Math.round(Math.max(0, sizePages * bursts - kept) * clearShare(values));
			return {pages, switches: Math.min(bursts, pages)};
		};

		const speculated = (key: number, usedPages: number): number => withSpeculated(key, usedPages, sizePages, values);

		const latched: Partial<Policy> = {
			leave: (site, before, held) => leaveStash(site, before, held),
		};
		const unlatched: Partial<Policy> = {
			atRest: sleep => Math.max(1, sleep.pages),
			leave(site, before, _held, rest) {
				const after = speculated(site.key, Math.max(site.touchedPages, rest));
				// Clearing the bit of a page that may be in the TLB takes a flush, or a clear bit would prove nothing
				site.books.counts.invalidations[site.cpu] += after - rest;
				return leaveStash(site, before, after);
			},
			notices: restsUnusually,
		};

		return {
			...stashBase(sizePages, 1),
			fromFork: ({key}, rest) => speculated(key, rest),
			...values.spurious > 0 && {reaches: (key: number, held: number) => usedAtMost(key, held, sizePages, values)},
			grow({books, cpu, key}, held, wanted) {
				const pages = speculated(key, wanted);
				books.counts.pagesGrown[cpu] += pages - held;
				return pages;
			},
			...(values.latch === 1 ? latched : unlatched),
			flushes: (totals, books) => ({invalidations: 0, shootdowns: targets * taken(totals, books).switches}),
			bill(totals, books, baseline) {
				const {pages, switches} = taken(totals, books);
				const words = entryWords(sizePages);
				return [
					{what: 'Accessed bits read at the switch', count: totals.bursts, steps: {pte4_rd_mix: words, abits: words}},
					{what: 'whole stacks looked at on arrival', count: totals.bursts - switches, steps: {abits: words}},
					{what: 'switches with pages to and from the stash', count: switches, steps: {pool_take: 2, pte4_wr: 2 * words, copy_cold: 1}},
					{what: 'pages out and in', role: 'pagesMoved', count: pages, steps: {cmpxchg: 1, vmstat: 2}},
					{what: 'Accessed bits cleared and set again', count: books.invalidations, steps: {cmpxchg: 1, invlpg: 1, abit_set: 1}},
					...shootdownBill('other CPUs told at the switch', switches, targets),
					{what: 'cold lines of grown pages', count: books.pagesGrown, steps: {cold_1k: 1}},
					{what: 'exit of a grown stack', role: 'grownExit', count: books.grownFreed, steps: {stack_free: 1}},
					...stashBill(books, baseline, 1),
				];
			},
		};
	},
});
