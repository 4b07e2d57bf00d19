import {pageBytes} from '../layout.js';
import {maySleep} from './context.js';
import {family} from './family.js';
import {forkBill} from './fork-bill.js';
import {fail, foundEmpty, wait, type Site} from './policy.js';
import {fillAtomically, mapPages, noAccessedBits, poolPages, preallocated, refillPool, stackFaultParameters, takeFromPool} from './stack-fault.js';

/** Takes a page from the allocator, after a wait if need be; it goes straight to the stack. */
const takeAsleep = (site: Site): boolean => {
	const {books: {counts}, cpu, memory} = site;
	wait(site, memory.sleeping(cpu, counts.pagesGrown[cpu]));
	counts.refilledPages[cpu]++;
	counts.pagesAllocated[cpu]++;
	return true;
};

/**
H. Peter Anvin's stack probes: the compiler makes each function touch the stack some way below its frame before it uses it.
So the page fault comes synchronously, with room left for its frame: no other stack, nothing moved, no interrupt lost.
*/
export const probe = family({
	kind: 'probe',
	title: 'stack probes by the compiler (Anvin, 2024)',
	source: 'H. Peter Anvin, March 2024 (`dynamic-stacks-2024`, section 2.4); pool and refill of v2 (`dynamic-stacks-2026`, sections 1.2 to 1.8)',
	models: 'As v2, but each fault is an ordinary page fault on the task stack, taken while the margin is left. Where the kernel may sleep, an empty '
		+ 'pool is a wait; elsewhere it is death. A handler of an NMI is probed too, and may not grow. Interrupts live off the margin: where one '
		+ 'finds the stack deeper than what is mapped, the interrupted call had probed it, with no leave to sleep.',
	leavesOut: 'Whether the margin has room for a handler that reclaims. The cost row is that of the IDT, on FRED too. How many calls a kernel visit makes is assumed.',
	hardware: 'either',
	notAsked: [
		...noAccessedBits,
		{question: 6, because: 'it moves nothing: faults are handled on the stack that they meet'},
	],
	parameters: {
		...stackFaultParameters,
		margin: {about: 'bytes below a frame that a probe touches; the frame of an interrupt takes up to 311', least: 0, most: 4096, fallback: 512},
		calls: {about: 'probed calls of a kernel visit, for the bill (assumed)', least: 0, most: 10_000, fallback: 60},
	},
	build(values) {
		const sizePages = values.size / 4;
		const probedTo = ({callBytes, context, depthPages}: Site): number =>
			context === 'remote' ? depthPages : Math.min(sizePages, Math.ceil((callBytes + values.margin) / pageBytes));
		return {
			sizePages,
			atForkPages: preallocated(values),
			poolPages: poolPages(values),
			marginBytes: values.margin,
			fillAtBringUp: fillAtomically,
			grow(site, held) {
				const wanted = Math.max(held, probedTo(site));
				if (site.context === 'nmi') {
					return fail(site, 'growthInNmi', held);
				}

				const mayWait = maySleep(site.context);
				if (mayWait && site.books.pool[site.cpu] < wanted - held) {
					foundEmpty(site);
				}

				const pages = mapPages(site, held, wanted, one => takeFromPool(one) || (mayWait && takeAsleep(one)));
				if (pages < wanted) {
					return fail(site, 'poolEmpty', pages);
				}

				// The margin was too small for an interrupt's frame: the push met the unmapped page, and nobody mends a double fault
				return pages < site.depthPages ? fail(site, 'notHandled', pages) : pages;
			},
			leave(site, _before, held) {
				refillPool(site);
				return held;
			},
			bill: (totals, books, baseline) => [
				{what: 'probes', count: totals.visits * values.calls, steps: {probe: 1}},
				{
					what: 'stack faults where they are met', role: 'stackFault',
					count: books.faults,
					steps: {probe_cold: 1, idt_pf_r0: 1, save_regs: 1, helper: 1, walk_mix: 1, pool_take: 1, set_pte: 1, restore_regs: 1, tlb_fill: 1, iret_r0: 1},
				},
				{what: 'pool refill and charge', count: books.refilledPages, steps: {alloc: 1, zero_mix: 1, charge: 1, kstack_stat: 1}},
				{what: 'cold lines of grown pages', count: books.pagesGrown, steps: {cold_1k: 1}},
				...forkBill(books, baseline, preallocated(values)),
			],
		};
	},
});
