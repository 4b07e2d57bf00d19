import {neverFaults, shootdown, spurious, usedAtMost, withSpeculated} from './accessed.js';
import {family, size} from './family.js';
import {fail, foundEmpty, wait, type BookTotals, type Site} from './policy.js';
import {shootdownBill} from './shootdown.js';

/** Pages that one flush of all CPUs forgets. Source: `costs`, section 2, "batched shootdown". */
const pagesPerFlush = 512;

/** A thread comes in that pages were taken from: each is had with an atomic request, or the thread waits for it. Gives `wanted`. */
const giveBack = (site: Site, held: number, wanted: number): number => {
	const {books: {counts}, cpu, memory} = site;
	let failures = 0;
	for (let page = held; page < wanted; page++) {
		failures += memory.atomic(cpu, page) ? 0 : 1;
		if (!memory.charge(cpu, page)) {
			counts.chargeFailures[cpu]++;
		}
	}

	if (failures > 0) {
		counts.refillFailures[cpu] += failures;
		foundEmpty(site);
		wait(site, memory.untilAtomic() || memory.sleeping(cpu, 0));
	}

	counts.refilledPages[cpu] += wanted - held;
	counts.pagesAllocated[cpu] += wanted - held;
	return wanted;
};

/**
Pages by their Accessed bits, in a shrinker: stacks are mapped whole from the fork on. While memory is short, a shrinker takes from sleeping threads what they never used, and a thread gets it back when it comes in.
Saves nothing before memory gets short, which is its point: the pages cost nothing to whoever does not need them.
*/
export const accessedShrinker = family({
	kind: 'accessed-shrinker',
	title: 'unused pages leave when memory is short (Hansen, Stevens, 2026)',
	source: 'Dave Hansen, 18 June 2026, and David Stevens, 20 June 2026 (must be a shrinker, in batches); `dynamic-stacks-2026`, section 3.2 (A-sh)',
	models: 'All pages at fork. Below the low watermark a shrinker goes through sleeping threads and frees what lies below their high-water mark; '
		+ 'who comes in short of pages gets them by atomic requests, or waits. Running threads are left alone.',
	leavesOut: 'What the shrinker spends on stacks that have nothing to give, and the lock it shares with the scheduler beyond one hand-over a stack. A thread that waits delays itself only.',
	hardware: 'either',
	notAsked: [
		...neverFaults,
		{question: 2, because: 'it has no reserve'},
		{question: 4, because: 'it has no pool to fill'},
		{question: 10, because: 'it has no reserve'},
		{question: 14, because: 'a stack ends whole, so every one can be cached'},
	],
	parameters: {size, spurious, shootdown: shootdown(1)},
	build(values, {cpus}) {
		const sizePages = values.size / 4;
		const targets = values.shootdown === 1 ? cpus - 1 : 0;
		const flushed = ({pagesTakenBack}: BookTotals): number => Math.ceil(pagesTakenBack / pagesPerFlush);

		return {
			sizePages,
			atForkPages: sizePages,
			...values.spurious > 0 && {reaches: (key: number, held: number) => usedAtMost(key, held, sizePages, values)},
			grow(site, held) {
				// The owner sleeps, and nothing handles a fault on its stack; a call of its own brings it in first
				return site.context === 'remote' ? fail(site, 'notHandled', held) : giveBack(site, held, sizePages);
			},
			arrive: (site, held) => giveBack(site, held, sizePages),
			notices: held => held < sizePages,
			shrink({books: {counts}, cpu, key}, held, markPages) {
				const keeps = Math.min(held, withSpeculated(key, Math.max(1, markPages), sizePages, values));
				counts.pagesFreed[cpu] += held - keeps;
				counts.pagesTakenBack[cpu] += held - keeps;
				return keeps;
			},
			flushes: (_totals, books) => ({invalidations: 0, shootdowns: targets * flushed(books)}),
			bill: (_totals, books) => [
				{
					what: 'pages taken by the shrinker',
					count: books.pagesTakenBack,
					steps: {pte4_rd_cold: 0.4, cmpxchg_cold: 0.8, spin_1: 0.4, cmpxchg: 1, uncharge: 1, kstack_stat: 1, free: 1}, // What a stack costs is shared by 2.5 pages
				},
				...shootdownBill('other CPUs told, 512 pages at once', flushed(books), targets),
				{what: 'pages given back on arrival', count: books.refilledPages, steps: {alloc: 1, zero_mix: 1, charge: 1, kstack_stat: 1, set_pte: 1, tlb_fill: 1}},
			],
		};
	},
});
