import {doubleFaultSetup} from '../delivery/setup.js';
import {pageBytes} from '../layout.js';
import {family} from './family.js';
import {forkBill} from './fork-bill.js';
import {fail, wait, type BillItem, type BookTotals, type Policy, type Site} from './policy.js';
import {fillAtomically, mapPages, noAccessedBits, preallocated, stackFaultParameters, takeFromPool} from './stack-fault.js';

/** A size and what of it is mapped at fork and kept in a pool: parameters of every form of the 2024 mechanism. */
type Sizes = {readonly size: number; readonly prealloc: number; readonly pool: number};

/** `THREAD_DYNAMIC_PAGES`: all pages that one stack can grow by, 3 for 16 KiB. Source: `dynamic-stacks-2024`, section 1.2. */
const poolOfOneStack = (values: Sizes): number => values.pool || values.size / 4 - preallocated(values);

/** Parameters of the 2024 mechanism, in every form. */
export const doubleFaultParameters = {
	...stackFaultParameters,
	pool: {...stackFaultParameters.pool, about: 'pages in each CPU\'s pool; 0: the growable pages of one stack, as posted'},
} as const;

/** Neither form moves what is not a stack fault, and neither looks at Accessed bits. */
export const notAskedOfDoubleFaults = [
	...noAccessedBits,
	{question: 6, because: 'it moves nothing: user-memory faults and interrupts stay on the stack that they meet'},
] as const;

/**
Whether the handler takes the fault for another's: it compares the address with the stack of `current`. That is wrong for a remote access,
and as posted inside a context switch, between the change of the stack pointer and that of `current`. Source: `dynamic-stacks-2024`, section 1.5.
*/
export const isForeign = ({context}: Site, posted: boolean): boolean => context === 'remote' || (posted && context === 'switch');

/**
Counts an interrupt that is lost: its frame met the unmapped page, and #DF took the place of its delivery.
Where the interrupted calls themselves went into the missing page, it was theirs before the interrupt came, and nothing is lost.
*/
export const loseEvent = ({books, context, cpu, callBytes}: Site, held: number): void => {
	if ((context === 'interrupt' || context === 'switch') && callBytes <= held * pageBytes) {
		books.counts.eventsLost[cpu]++;
	}
};

/** Puts `missing` pages into the pool and charges them, with allocations and charges that may sleep: they succeed in the end, and the waits are counted. */
const refillAsleep = (site: Site, missing: number): void => {
	const {books: {counts, pool}, cpu, memory} = site;
	for (let page = 0; page < missing; page++) {
		wait(site, memory.sleeping(cpu, pool[cpu]));
		pool[cpu]++;
		counts.refilledPages[cpu]++;
		counts.pagesAllocated[cpu]++;
	}
};

/** As posted the loop at bring-up ends at the first allocation that fails. */
const fillToFirstFailure = ({books: {poolSize}, cpu, memory}: Site): number => {
	let pages = 0;
	while (pages < poolSize && memory.atomic(cpu, pages)) {
		pages++;
	}

	return pages;
};

/** What all forms of the 2024 mechanism do alike. */
export const doubleFaultBase = (values: Sizes, posted: boolean) => ({
	sizePages: values.size / 4,
	atForkPages: preallocated(values),
	poolPages: poolOfOneStack(values),
	leave(site: Site, before: number, held: number): number {
		const {pool, poolSize} = site.books;
		// As posted only pages that were taken are replaced: the loop ends at a slot that bring-up left empty
		const missing = poolSize - pool[site.cpu];
		refillAsleep(site, posted ? Math.min(missing, held - before) : missing);
		return held;
	},
	setup: doubleFaultSetup,
	fillAtBringUp: posted ? fillToFirstFailure : fillAtomically,
}) satisfies Partial<Policy>;

/** Lines of the bill that all forms share. Source: `costs`, section 2 (growth A; refill and charge with GFP_KERNEL). */
export const doubleFaultBill = (books: BookTotals, baseline: BookTotals, atForkPages: number): BillItem[] => [
	{
		what: 'stack faults through #DF', role: 'stackFault',
		count: books.faults,
		steps: {idt_df_ist: 1, paranoid: 1, save_regs: 1, helper: 1, walk_mix: 1, pool_take: 1, set_pte: 1, restore_regs: 1, tlb_fill: 1, iret_r0: 1},
	},
	{what: 'pool refill and charge', count: books.refilledPages, steps: {alloc: 1, gfp_kernel_extra: 1, zero_mix: 1, charge: 1, kstack_stat: 1}},
	{what: 'cold lines of grown pages', count: books.pagesGrown, steps: {cold_1k: 1}},
	...forkBill(books, baseline, atForkPages),
];

/**
The RFC of 2024: the page fault finds no stack to push its frame on, so every growth is a double fault, mended on the #DF stack and returned from.
An interrupt whose frame meets the unmapped page is lost that way.
*/
export const doubleFault = family({
	kind: 'double-fault',
	title: 'stack faults through #DF (RFC, 2024)',
	source: 'RFC, Pasha Tatashin, March 2024, patches 10 and 11; objections of Anvin, Lutomirski, Kleen and Gleixner; `dynamic-stacks-2024`, sections 1.1 to 1.6 and 2.1',
	models: 'One page at fork, up to three more in the #DF handler from a per-CPU pool of three, in NMIs too; a remote access is not handled. '
		+ 'Refilled with sleeping allocations in `__schedule()`, which preemption off forbids: here they wait and are counted. A CPU comes online '
		+ 'with what atomic requests give. posted=1: `current` is the wrong owner in a switch, a fault over several pages records one, and slots '
		+ 'left empty at bring-up stay empty.',
	leavesOut: 'That #DF may not be returned from, and that its IRET unblocks NMIs. The cost row is that of the IDT, on FRED too. A grown stack goes '
		+ 'into the cache with its pages at fork, and the rest is freed: the proposal keeps and charges them all. posted=1 counts the death of a '
		+ 'fault over several pages at that fault, not at the next, and takes the whole switch window for the part in which `current` is wrong.',
	hardware: 'either',
	notAsked: notAskedOfDoubleFaults,
	parameters: {
		...doubleFaultParameters,
		posted: {about: '1: with the mistakes of the code as posted; 0: as intended', least: 0, most: 1, fallback: 0},
	},
	build(values) {
		const posted = values.posted === 1;
		return {
			...doubleFaultBase(values, posted),
			cachesGrownStacks: true,
			grow(site, held, wanted) {
				if (isForeign(site, posted)) {
					return fail(site, 'notHandled', held);
				}

				loseEvent(site, held);
				const recorded = posted && site.jump ? held + 1 : wanted;
				const pages = mapPages(site, held, recorded, takeFromPool);
				if (pages < recorded) {
					return fail(site, 'poolEmpty', pages);
				}

				return recorded < wanted ? fail(site, 'notHandled', pages) : pages;
			},
			bill: (_totals, books, baseline) => doubleFaultBill(books, baseline, preallocated(values)),
		};
	},
});
